//! Reminders of tasks: the moments at which the owner of a task is told of it, before it is due and when it is, are kept beside it.
//! Moments that pass while no server runs are told at the next start, as one; each is told once, because it goes in the transaction
//! that tells it.

use super::zone::{at, moment, wall, zone_of};
use dictionary::Value;
use platform::Platform;
use platform::follower::Step;
use platform::identity::{find_workspace, system_context};
use platform::notification::{Kind, NewNotification, notify};
use records::{RuleInput, Writing};
use serde_json::json;
use standard::task;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::Datum;
use store::event::Verb;
use store::table::{Condition, Delete, Insert, OnConflict, Select};
use vocabulary::{Channel, Error, Id, Result, Timestamp, WorkspaceId};

const TABLE: &str = "task_bell";
/// Reminders looked at in one step.
const STEP: u32 = 100;
/// Between two looks.
const PAUSE_SECONDS: i64 = 1;

/// Keeps when the owner of an open task is to be told of it. What was due long ago, or is brought in with a time that has passed,
/// needs no bell.
pub(super) fn run(input: &mut RuleInput<'_, '_>) -> Result<()> {
    let decides = [task::DUE_AT.key(), task::DONE.key(), task::REMINDERS.key(), "owner"];
    if input.verb == Verb::Changed && !decides.iter().any(|field| input.changes(field)) {
        return Ok(());
    }
    let gone = matches!(input.verb, Verb::Removed | Verb::Purged);
    let (workspace, now) = (input.writing.context().workspace, input.writing.context().now);
    let id = input.meta().id;
    let bells = if gone { BTreeSet::new() } else { bells(input)? };
    let writer = input.writing.writer();
    if input.verb != Verb::Created {
        writer.delete(&Delete { table: TABLE, filter: of_task(workspace, id) })?;
    }
    for bell in bells.into_iter().filter(|bell| *bell > now) {
        let values = vec![("workspace_id", workspace.into()), ("task_id", id.into()), ("at", bell.into())];
        writer.insert(&Insert { table: TABLE, values, on_conflict: OnConflict::Ignore })?;
    }
    Ok(())
}

/// When an open task is told of: when it is due, and so long before. A day before is the same hour of the day before, whatever the
/// clocks did in between.
fn bells(input: &mut RuleInput<'_, '_>) -> Result<BTreeSet<Timestamp>> {
    let done = *input.value(task::DONE.key()) == Value::Boolean(true);
    let Some(due) = at(input.value(task::DUE_AT.key())).filter(|_| !done) else { return Ok(BTreeSet::new()) };
    let mut bells = BTreeSet::from([due]);
    let Value::List(wanted) = input.value(task::REMINDERS.key()).clone() else { return Ok(bells) };
    let (workspace, owner) = (input.writing.context().workspace, input.meta().owner);
    let zone = zone_of(input.writing.writer(), workspace, owner)?;
    for before in &wanted {
        let unit = before.trim_start_matches(|letter: char| letter.is_ascii_digit());
        let Ok(count) = before.trim_end_matches(unit).parse::<i64>() else { continue };
        let bell = match unit {
            "m" => Some(due.plus_seconds(-60 * count)),
            "h" => Some(due.plus_seconds(-3600 * count)),
            _ => wall(due, &zone).and_then(|wall| {
                let day = wall.date().checked_sub(jiff::Span::new().try_days(count).ok()?).ok()?;
                moment(day, wall.time(), &zone)
            }),
        };
        bells.extend(bell);
    }
    Ok(bells)
}

fn of_task(workspace: WorkspaceId, task: Id) -> Vec<Condition> {
    vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("task_id", task.into())]
}

/// Begins to look at the clock.
pub(super) fn begin(platform: &Arc<Platform>) -> Step {
    let platform = Arc::clone(platform);
    let mut next = platform.now();
    Box::new(move || {
        let now = platform.now();
        if now < next {
            return Ok(false);
        }
        next = now.plus_seconds(PAUSE_SECONDS);
        let told = tell_due(&platform)?;
        if told == STEP as usize {
            next = now;
        }
        Ok(told == STEP as usize)
    })
}

/// Tells the owners of tasks that have come due; answers how many reminders were looked at.
pub(super) fn tell_due(platform: &Arc<Platform>) -> Result<usize> {
    let now = platform.now();
    let select =
        Select::new(TABLE, &["workspace_id", "task_id", "at"], vec![Condition::Lte("at", now.into())])
            .ascending("at")
            .limit(STEP);
    let due: Vec<(WorkspaceId, Id, i64)> = platform
        .store
        .read(|reader| Ok(reader.select(&select)?.iter().filter_map(|row| read(row)).collect()))?;
    // Of one task the last counts: what was missed meanwhile is one notification, not several.
    let mut last = BTreeMap::new();
    for (workspace, task, at) in &due {
        last.insert((workspace.0, *task), *at);
    }
    for ((workspace, task), at) in last {
        tell(platform, WorkspaceId(workspace), task, at, now)?;
    }
    if !due.is_empty() {
        platform.changes.ring();
    }
    Ok(due.len())
}

fn read(row: &[Datum]) -> Option<(WorkspaceId, Id, i64)> {
    match row {
        [workspace, Datum::Id(task), at] => {
            let workspace = i32::try_from(workspace.integer()?).ok()?;
            Some((WorkspaceId(workspace), *task, at.integer()?))
        }
        _ => None,
    }
}

fn tell(platform: &Arc<Platform>, workspace: WorkspaceId, task: Id, at: i64, now: Timestamp) -> Result<()> {
    let found = platform.store.read(|reader| find_workspace(reader, workspace))?;
    let mut filter = of_task(workspace, task);
    filter.push(Condition::Lte("at", now.into()));
    let Some(found) = found else {
        return platform.store.write(move |writer| {
            writer.delete(&Delete { table: TABLE, filter: filter.clone() }).map(|_| ())
        });
    };
    let context = system_context(platform, &found, Channel::Job);
    platform.engine.write(&context, move |writing| {
        // Another server may have told it, or the task was put off meanwhile.
        if writing.writer().delete(&Delete { table: TABLE, filter: filter.clone() })? == 0 {
            return Ok(());
        }
        let Some((owner, due)) = open_task(writing, task)? else { return Ok(()) };
        let key = format!("due:{task}:{at}");
        let mut new = NewNotification::about(owner, Kind::Due, standard::task::KEY, task, key);
        if due > now {
            new.text = "due_soon".to_string();
            new.params.insert("due".to_string(), json!(due));
        }
        notify(writing, &new).map(|_| ())
    })
}

/// The owner of a task that is still to be done, and when it is due.
fn open_task(writing: &mut Writing<'_>, id: Id) -> Result<Option<(Id, Timestamp)>> {
    match writing.reading().get(task::KEY, id) {
        Ok(found) if found.value(task::DONE.key()) == Some(&Value::Boolean(true)) => Ok(None),
        Ok(found) => Ok(found.meta().owner.zip(found.value(task::DUE_AT.key()).and_then(at))),
        Err(Error::NotFound(_) | Error::Merged(..)) => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::tell_due;
    use crate::activity::testing::World;
    use serde_json::{Value as Json, json};
    use standard::task;

    fn texts(world: &World) -> Vec<Json> {
        world.told(&world.ana).into_iter().map(|one| one["text"].clone()).collect()
    }

    #[test]
    fn a_day_before_is_the_same_hour_although_the_clocks_change() {
        // Due on Sunday at 10:00, an hour after the clocks went back; a day before is Saturday at 10:00, 25 hours earlier.
        let world = World::at("2026-10-20T06:00:00Z");
        world.create(
            task::KEY,
            json!({"subject": "Open", "due_at": "2026-10-25T09:00:00Z", "reminders": ["1d", "1h"]}),
        );
        let mut told = Vec::new();
        for (moment, count) in [
            ("2026-10-24T07:59:00Z", 0),
            ("2026-10-24T08:00:00Z", 1),
            ("2026-10-25T07:59:00Z", 1),
            ("2026-10-25T08:00:00Z", 2),
            ("2026-10-25T09:00:00Z", 3),
            ("2026-10-26T09:00:00Z", 3),
        ] {
            world.is(moment);
            tell_due(&world.platform).unwrap();
            tell_due(&world.platform).unwrap();
            told = texts(&world);
            assert_eq!(told.len(), count, "{moment}");
        }
        assert_eq!(told, ["due", "due_soon", "due_soon"]);
        assert_eq!(world.told(&world.ana)[1]["params"]["due"], "2026-10-25T09:00:00Z");
    }

    #[test]
    fn what_passed_while_no_server_ran_is_told_once() {
        let world = World::at("2026-11-26T06:00:00Z");
        let fields =
            json!({"subject": "A", "due_at": "2026-11-27T08:00:00Z", "reminders": ["1d", "2h", "5m"]});
        world.create(task::KEY, fields);
        world.is("2026-11-27T07:00:00Z");
        tell_due(&world.platform).unwrap();
        assert_eq!(texts(&world), ["due_soon"], "a day and two hours before, as one");
        world.is("2026-11-30T07:00:00Z");
        tell_due(&world.platform).unwrap();
        assert_eq!(texts(&world), ["due", "due_soon"]);
    }

    #[test]
    fn what_is_done_put_off_or_thrown_away_is_not_told() {
        let world = World::at("2026-11-26T06:00:00Z");
        let make = || {
            let fields = json!({"subject": "A", "due_at": "2026-11-26T08:00:00Z", "reminders": ["1h"]});
            world.create(task::KEY, fields)
        };
        let (done, off, gone, less) = (make(), make(), make(), make());
        world.change(task::KEY, done, json!({"done": true})).unwrap();
        world.change(task::KEY, off, json!({"due_at": "2026-12-26T08:00:00Z"})).unwrap();
        world.write(move |writing| writing.remove(task::KEY, gone).map(|_| ())).unwrap();
        world.change(task::KEY, less, json!({"reminders": null})).unwrap();
        world.is("2026-11-26T07:30:00Z");
        tell_due(&world.platform).unwrap();
        assert_eq!(texts(&world), Vec::<Json>::new());
        world.write(move |writing| writing.restore(task::KEY, gone).map(|_| ())).unwrap();
        world.is("2026-11-26T09:00:00Z");
        tell_due(&world.platform).unwrap();
        assert_eq!(texts(&world), ["due", "due"], "the one that came back, and the one without a reminder");
    }
}
