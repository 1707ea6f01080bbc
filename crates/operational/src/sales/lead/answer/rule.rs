//! A lead that waits for its first answer knows until when, by the working hours of its owner; its owner is told before it is too late,
//! once.

use super::clock::after;
use super::goal::goal;
use crate::activity::hours::hours_of;
use crate::activity::zone::zone_of;
use crate::sales::house::text_of;
use dictionary::Value;
use platform::job::{JobContext, JobError, NewJob, enqueue};
use platform::notification::{Kind, NewNotification, notify};
use records::{RuleInput, Writing};
use serde_json::{Value as Json, json};
use standard::lead;
use std::sync::Arc;
use store::event::Verb;
use store::record::Meta;
use vocabulary::{Channel, Error, Id, Result, Timestamp};

pub(crate) const WARN: &str = "sales.warn_of_answer";
/// The states in which a lead waits for us.
const OPEN: [&str; 2] = ["new", "working"];

/// Leads that nobody has answered.
pub(super) fn unanswered() -> Json {
    json!({"and": [
        {"field": lead::STATE.key(), "op": "in", "value": OPEN},
        {"field": lead::RESPONDED_AT.key(), "op": "is_empty"},
    ]})
}

/// Counts when the lead comes, when it goes to somebody else, and when the goal changes; then sees to it that its owner is told.
pub(in crate::sales::lead) fn run(input: &mut RuleInput<'_, '_>) -> Result<()> {
    // A file tells of leads of long ago.
    let told = input.writing.context().actor.channel == Channel::Import;
    if told || !matches!(input.verb, Verb::Created | Verb::Changed) {
        return Ok(());
    }
    if let (Verb::Created, Value::Timestamp(at)) = (input.verb, input.value(lead::RESPONDED_AT.key()).clone())
    {
        return came_answered(input, at);
    }
    let waits = text_of(Some(input.value(lead::STATE.key()))).is_some_and(|state| OPEN.contains(&state))
        && input.value(lead::RESPONDED_AT.key()).is_null();
    if !waits {
        return Ok(());
    }
    let before = input.before.map(|before| before.meta.owner);
    if before != Some(input.meta().owner) {
        let meta = input.meta().clone();
        let value = by(input.writing, &meta)?;
        input.set(lead::ANSWER_BY.key(), value)?;
    }
    if !input.changes(lead::ANSWER_BY.key()) {
        return Ok(());
    }
    let meta = input.meta().clone();
    let (workspace, now) = (input.writing.context().workspace, input.writing.context().now);
    let Value::Timestamp(due) = *input.value(lead::ANSWER_BY.key()) else { return Ok(()) };
    let Some(minutes) = goal(input.writing.writer(), workspace)? else { return Ok(()) };
    // A quarter of the time is left.
    let Some(run_at) = counted(input.writing, &meta, minutes - (minutes / 4).max(1))? else { return Ok(()) };
    if meta.owner.is_none() || due <= now {
        return Ok(());
    }
    let job = NewJob {
        id: input.writing.context().ids.next(now),
        workspace,
        kind: WARN.to_string(),
        label: "Reminder of a first answer".to_string(),
        payload: json!({"lead": meta.id, "owner": meta.owner, "due": due.micros()}),
        max_attempts: 5,
        run_at: run_at.max(now),
        created_by: None,
        created_key: None,
        once: None,
        created_at: now,
    };
    enqueue(input.writing.writer(), &job).map(|_| ())
}

/// A made-up lead comes with its answer.
fn came_answered(input: &mut RuleInput<'_, '_>, at: Timestamp) -> Result<()> {
    let meta = input.meta().clone();
    let value = by(input.writing, &meta)?;
    let Value::Timestamp(due) = value else { return Ok(()) };
    input.set(lead::ANSWER_BY.key(), value)?;
    input.set(lead::ANSWERED_IN_TIME.key(), Value::Boolean(at <= due))
}

/// Until when a lead is to be answered; nothing without a goal.
pub(super) fn by(writing: &mut Writing<'_>, lead: &Meta) -> Result<Value> {
    let workspace = writing.context().workspace;
    let Some(minutes) = goal(writing.writer(), workspace)? else { return Ok(Value::Null) };
    Ok(counted(writing, lead, minutes)?.map_or(Value::Null, Value::Timestamp))
}

fn counted(writing: &mut Writing<'_>, lead: &Meta, minutes: i64) -> Result<Option<Timestamp>> {
    let workspace = writing.context().workspace;
    let zone = zone_of(writing.writer(), workspace, lead.owner)?;
    // While it is nobody's, the usual hours count: those of a user who has said nothing.
    let hours = hours_of(writing.writer(), workspace, lead.owner.unwrap_or(lead.id))?;
    Ok(after(lead.created_at, minutes, &hours, &zone))
}

/// Tells the owner, unless it was answered, given away or counted anew meanwhile.
pub(crate) fn warn(job: &JobContext, payload: Json) -> std::result::Result<Json, JobError> {
    let id = |key: &str| -> Result<Id> {
        serde_json::from_value(payload.get(key).cloned().unwrap_or_default()).map_err(Error::internal)
    };
    let (lead, owner) = (id("lead")?, id("owner")?);
    let due = Timestamp::from_micros(payload.get("due").and_then(Json::as_i64).unwrap_or_default());
    let context = job.context()?;
    let (hold, engine) = (job.hold(), Arc::clone(&job.platform.engine));
    let told = engine.write(&context, move |writing| {
        hold.check(writing.writer())?;
        tell(writing, (lead, owner), due)
    })?;
    Ok(json!({"told": told}))
}

/// Answers whether the owner was told.
pub(super) fn tell(writing: &mut Writing<'_>, (lead, owner): (Id, Id), due: Timestamp) -> Result<bool> {
    let found = match writing.reading().get(lead::KEY, lead) {
        Err(Error::NotFound(_) | Error::Merged(..)) => return Ok(false),
        other => other?,
    };
    let open = text_of(found.value(lead::STATE.key())).is_some_and(|state| OPEN.contains(&state));
    let unanswered = found.value(lead::RESPONDED_AT.key()).is_none_or(Value::is_null);
    let same = found.value(lead::ANSWER_BY.key()) == Some(&Value::Timestamp(due));
    if !open || !unanswered || !same || found.meta().owner != Some(owner) {
        return Ok(false);
    }
    let key = format!("answer_due:{lead}:{owner}");
    let new = NewNotification::about(owner, Kind::Due, lead::KEY, lead, key);
    let params = [("due".to_string(), json!(due))].into_iter().collect();
    notify(writing, &NewNotification { text: "answer_due".to_string(), params, ..new })
}

#[cfg(test)]
mod tests {
    use super::super::goal::set;
    use super::tell;
    use crate::activity::testing::World;
    use serde_json::{Value as Json, json};
    use standard::{call, lead};
    use store::Datum;
    use store::table::{Condition, Select};
    use store::testing::Fresh;
    use vocabulary::{Id, Timestamp};

    fn warnings(world: &World) -> Vec<Timestamp> {
        let filter = vec![Condition::Eq("kind", super::WARN.into())];
        let select = Select::new("job", &["run_at"], filter).ascending("id");
        let rows = world.platform.store.read(move |reader| reader.select(&select)).unwrap();
        rows.iter().map(|row| Timestamp::from_micros(row.first().and_then(Datum::integer).unwrap())).collect()
    }

    fn told(world: &World, of: (Id, Id), due: &str) -> bool {
        let due: Timestamp = due.parse().unwrap();
        world.write(move |writing| tell(writing, of, due)).unwrap()
    }

    fn texts(world: &World) -> Vec<Json> {
        world.told(&world.ana).into_iter().map(|one| one["text"].clone()).collect()
    }

    /// Half an hour before the weekend on which the clocks go forward, in Ljubljana.
    fn friday() -> World {
        let world = World::with(Fresh::sqlite(), "2026-03-27T14:30:00Z", &[&crate::sales::LEAD]);
        world.write(|writing| set(writing, Some(60))).unwrap();
        world
    }

    #[test]
    fn an_owner_is_told_once_before_the_first_answer_is_late() {
        let world = friday();
        let ana = world.ana.user.id;
        let lead = world.create(lead::KEY, json!({"name": "Six lathes", "owner": ana}));
        // Half an hour on Friday, half an hour on Monday, when eight o'clock is an hour earlier.
        assert_eq!(world.get(lead::KEY, lead)["answer_by"], "2026-03-30T06:30:00Z");
        assert_eq!(warnings(&world), ["2026-03-30T06:15:00Z".parse().unwrap()]);
        world.is("2026-03-30T06:15:00Z");
        assert!(told(&world, (lead, ana), "2026-03-30T06:30:00Z"));
        assert!(!told(&world, (lead, ana), "2026-03-30T06:30:00Z"), "twice");
        assert_eq!(texts(&world), ["answer_due"]);
        world.is("2026-03-30T06:29:00Z");
        world.create(
            call::KEY,
            json!({"subject": "First", "direction": "out", "lead": lead, "happened_at": "2026-03-30T06:29:00Z"}),
        );
        assert_eq!(world.get(lead::KEY, lead)["answered_in_time"], true);
    }

    #[test]
    fn nobody_is_told_of_what_was_answered_or_given_away() {
        let world = friday();
        let (ana, due) = (world.ana.user.id, "2026-03-30T06:30:00Z");
        let bo = world.colleague("Bo", "America/New_York");
        let lead = world.create(lead::KEY, json!({"name": "Two saws", "owner": ana}));
        // Bo has a whole afternoon before him: for him the hour is over at half past eleven.
        world.change(lead::KEY, lead, json!({"owner": bo.user.id})).unwrap();
        assert_eq!(world.get(lead::KEY, lead)["answer_by"], "2026-03-27T15:30:00Z");
        assert!(!told(&world, (lead, ana), due), "it is not hers any more");
        world.is("2026-03-27T16:00:00Z");
        world.create(
            call::KEY,
            json!({"subject": "First", "direction": "out", "lead": lead, "happened_at": "2026-03-27T16:00:00Z"}),
        );
        assert_eq!(world.get(lead::KEY, lead)["answered_in_time"], false);
        assert!(!told(&world, (lead, bo.user.id), "2026-03-27T15:30:00Z"), "it is answered");
        assert!(texts(&world).is_empty());
        // Without a goal nothing is late.
        world.write(|writing| set(writing, None)).unwrap();
        let other = world.create(lead::KEY, json!({"name": "A question", "owner": ana}));
        assert!(world.get(lead::KEY, other)["answer_by"].is_null());
    }
}
