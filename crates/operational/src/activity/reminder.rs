//! Reminders of tasks: the moment a task is due is kept beside it, and its owner is told when it has come. A moment that passes while
//! no server runs is told at the next start; each is told once, because it goes in the transaction that tells it.

use dictionary::Value;
use platform::Platform;
use platform::follower::Step;
use platform::identity::{find_workspace, system_context};
use platform::notification::{Kind, NewNotification, notify};
use records::{RuleInput, Writing};
use standard::task;
use std::sync::Arc;
use store::Datum;
use store::event::Verb;
use store::migrate::Migration;
use store::table::{Condition, Delete, Insert, OnConflict, Select};
use vocabulary::{Channel, Error, Id, Result, Timestamp, WorkspaceId};

pub(super) const MIGRATIONS: &[Migration] = &[Migration::both("activity/0001_reminder", MIGRATION)];

const MIGRATION: &str = r#"
CREATE TABLE task_reminder (
  workspace_id BIGINT NOT NULL, task_id UUID NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (workspace_id, task_id));
CREATE INDEX task_reminder_by_time ON task_reminder (at);
"#;

const TABLE: &str = "task_reminder";
/// Reminders looked at in one step.
const STEP: u32 = 100;
/// Between two looks.
const PAUSE_SECONDS: i64 = 1;

/// Keeps when the owner of an open task is to be told of it. What was due long ago, or is brought in with a time that has passed,
/// needs no bell.
pub(super) fn run(input: &mut RuleInput<'_, '_>) -> Result<()> {
    let at = due(input.value(task::DUE_AT.key()), input.value(task::DONE.key()));
    let gone = matches!(input.verb, Verb::Removed | Verb::Purged);
    let before = due(input.old_value(task::DUE_AT.key()), input.old_value(task::DONE.key()));
    if input.verb == Verb::Changed && at == before {
        return Ok(());
    }
    let context = input.writing.context();
    let at = at.filter(|at| !gone && *at > context.now);
    let (workspace, task) = (context.workspace, input.meta().id);
    let writer = input.writing.writer();
    let Some(at) = at else {
        if input.verb == Verb::Created {
            return Ok(());
        }
        return writer.delete(&Delete { table: TABLE, filter: of_task(workspace, task) }).map(|_| ());
    };
    let values = vec![("workspace_id", workspace.into()), ("task_id", task.into()), ("at", at.into())];
    let on_conflict = OnConflict::Replace(&["workspace_id", "task_id"]);
    writer.insert(&Insert { table: TABLE, values, on_conflict }).map(|_| ())
}

fn due(at: &Value, done: &Value) -> Option<Timestamp> {
    match (at, done) {
        (Value::Timestamp(at), Value::Boolean(false) | Value::Null) => Some(*at),
        _ => None,
    }
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
    for (workspace, task, at) in &due {
        tell(platform, *workspace, *task, *at)?;
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

fn tell(platform: &Arc<Platform>, workspace: WorkspaceId, task: Id, at: i64) -> Result<()> {
    let found = platform.store.read(|reader| find_workspace(reader, workspace))?;
    let mut filter = of_task(workspace, task);
    filter.push(Condition::Eq("at", at.into()));
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
        let Some(owner) = owner_of_open(writing, task)? else { return Ok(()) };
        let key = format!("due:{task}:{at}");
        let new = NewNotification::about(owner, Kind::Due, standard::task::KEY, task, key);
        notify(writing, &new).map(|_| ())
    })
}

/// The owner of a task that is still to be done.
fn owner_of_open(writing: &mut Writing<'_>, id: Id) -> Result<Option<Id>> {
    match writing.reading().get(task::KEY, id) {
        Ok(found) if found.value(task::DONE.key()) == Some(&Value::Boolean(true)) => Ok(None),
        Ok(found) => Ok(found.meta().owner),
        Err(Error::NotFound(_) | Error::Merged(..)) => Ok(None),
        Err(error) => Err(error),
    }
}
