//! Tasks that come again: whoever finishes one makes the next, in the same transaction and once.

mod rule;
#[cfg(test)]
mod tests;

use super::zone::{at, moment, wall, zone_of};
use crate::sales::house::{can_be_asked, found, is, link, text_of};
use dictionary::{FieldDef, Value};
use jiff::civil::Time;
use records::{FindRequest, Rule, RuleInput};
use rule::Recurrence;
use standard::task;
use store::event::Verb;
use vocabulary::{Error, Id, Result};

pub(super) const RULE: Rule = Rule { name: "tasks that repeat", object: task::KEY, run };

fn run(input: &mut RuleInput<'_, '_>) -> Result<()> {
    if !matches!(input.verb, Verb::Created | Verb::Changed) {
        return Ok(());
    }
    let rule = keep_rule(input)?;
    let finished = input.before.is_some()
        && *input.value(task::DONE.key()) == Value::Boolean(true)
        && *input.old_value(task::DONE.key()) != Value::Boolean(true);
    keep_when_done(input)?;
    match rule {
        Some(rule) if finished => make_next(input, &rule),
        _ => Ok(()),
    }
}

/// Reads the rule, keeps it in one form, and beside it the hour by which the task comes again.
fn keep_rule(input: &mut RuleInput<'_, '_>) -> Result<Option<Recurrence>> {
    let Some(text) = text_of(Some(input.value(task::REPEAT.key()))) else {
        input.set(task::REPEAT_AT.key(), Value::Null)?;
        return Ok(None);
    };
    let rule = Recurrence::parse(text)?;
    input.set(task::REPEAT.key(), Value::Text(rule.to_string()))?;
    let Some(due) = at(input.value(task::DUE_AT.key())) else {
        let text = "A task that repeats is due at some time: say when the first one is.";
        return Err(Error::invalid(task::DUE_AT.key(), "required", text));
    };
    let put_off = input.before.is_some() && input.changes(task::DUE_AT.key());
    if put_off || input.value(task::REPEAT_AT.key()).is_null() {
        let workspace = input.writing.context().workspace;
        let owner = input.meta().owner;
        let zone = zone_of(input.writing.writer(), workspace, owner)?;
        if let Some(wall) = wall(due, &zone) {
            let hour = Value::Text(wall.time().strftime("%H:%M").to_string());
            input.set(task::REPEAT_AT.key(), hour)?;
        }
    }
    Ok(Some(rule))
}

/// When a task was done follows from who ticks it.
fn keep_when_done(input: &mut RuleInput<'_, '_>) -> Result<()> {
    if !input.changes(task::DONE.key()) || input.changes(task::DONE_AT.key()) || !can_be_asked(input) {
        return Ok(());
    }
    let done = *input.value(task::DONE.key()) == Value::Boolean(true);
    let now = Value::Timestamp(input.writing.context().now);
    input.set(task::DONE_AT.key(), if done { now } else { Value::Null })
}

/// Makes the next task, unless it is there already: who takes a tick back and sets it again wants no second one.
fn make_next(input: &mut RuleInput<'_, '_>, rule: &Recurrence) -> Result<()> {
    let own = input.meta().id;
    let (Some(rest), Some(due)) = (rule.after_one(), at(input.value(task::DUE_AT.key()))) else {
        return Ok(());
    };
    let filter = is(task::REPEAT_OF.key(), own.to_string());
    if !found(input.writing, task::KEY, filter.clone(), "", 1)?.is_empty() {
        return Ok(());
    }
    let house = input.writing.context().unlimited();
    if let Some(thrown) = in_trash(input, filter)? {
        return input.writing.acting(&house, |writing| writing.restore(task::KEY, thrown).map(|_| ()));
    }
    let owner = input.meta().owner;
    let zone = zone_of(input.writing.writer(), house.workspace, owner)?;
    let Some(start) = wall(due, &zone) else { return Ok(()) };
    let hour = text_of(Some(input.value(task::REPEAT_AT.key())));
    let time = hour.and_then(|text| text.parse::<Time>().ok()).unwrap_or_else(|| start.time());
    let Some(today) = wall(house.now, &zone) else { return Ok(()) };
    // What was missed meanwhile is not made up for: the next time lies ahead.
    let ahead = |day| moment(day, time, &zone).is_some_and(|at| at > house.now);
    let Some(day) = rest.next(start.date(), ahead, today.date()) else { return Ok(()) };
    let Some(next) = moment(day, time, &zone) else { return Ok(()) };

    let object = std::sync::Arc::clone(input.object);
    let mut values: Vec<(&str, Value)> = object
        .fields
        .iter()
        .filter(|field| is_taken_over(field))
        .map(|field| (field.key.as_str(), input.value(&field.key).clone()))
        .collect();
    values.extend([
        (task::DUE_AT.key(), Value::Timestamp(next)),
        (task::DONE.key(), Value::Boolean(false)),
        (task::REPEAT.key(), Value::Text(rest.to_string())),
        (task::REPEAT_AT.key(), Value::Text(time.strftime("%H:%M").to_string())),
        (task::REPEAT_OF.key(), link(own)),
    ]);
    // Out of a queue it goes back into the queue.
    let queued = !input.value(task::QUEUE.key()).is_null();
    let owner = owner.filter(|_| !queued);
    let id = house.ids.next(house.now);
    input
        .writing
        .acting(&house, |writing| writing.create_prepared(task::KEY, id, owner, values.clone()).map(|_| ()))
}

fn is_taken_over(field: &FieldDef) -> bool {
    let own = [task::DUE_AT.key(), task::DONE.key(), task::DONE_AT.key(), task::REPEAT.key()];
    field.system.is_none() && !field.read_only() && !field.unique && !own.contains(&field.key.as_str())
}

fn in_trash(input: &mut RuleInput<'_, '_>, filter: serde_json::Value) -> Result<Option<Id>> {
    let house = input.writing.context().unlimited();
    let request = FindRequest { filter: Some(filter), limit: Some(1), trash: true, ..FindRequest::default() };
    let found = input.writing.acting(&house, |writing| writing.reading().find(task::KEY, &request))?;
    Ok(found.data.first().map(records::Viewed::id))
}
