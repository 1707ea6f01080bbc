//! What keeps playbooks whole: a stage brings its pipeline, a step names a field that is there, and a step is ticked once for each record.

use crate::sales::house::{counted, is, linked_id, looked_at, text_of};
use dictionary::Value;
use records::{Permission, Rule, RuleInput};
use serde_json::json;
use standard::{deal, lead, playbook, playbook_step, playbook_tick, stage};
use store::event::Verb;
use vocabulary::{Conflict, Error, Result};

pub(super) const PLAYBOOK: Rule = Rule { name: "playbooks", object: playbook::KEY, run: of_playbook };
pub(super) const STEP: Rule = Rule { name: "steps of playbooks", object: playbook_step::KEY, run: of_step };
pub(super) const TICK: Rule = Rule { name: "ticks of playbooks", object: playbook_tick::KEY, run: of_tick };

fn writes(verb: Verb) -> bool {
    matches!(verb, Verb::Created | Verb::Changed)
}

/// A playbook is for deals in a place or for leads in a state, never both; its pipeline is the one of its stage.
fn of_playbook(input: &mut RuleInput<'_, '_>) -> Result<()> {
    if !writes(input.verb) {
        return Ok(());
    }
    if text_of(Some(input.value(playbook::SUBJECT.key()))) == Some(lead::KEY) {
        input.set(playbook::PIPELINE.key(), Value::Null)?;
        return input.set(playbook::STAGE.key(), Value::Null);
    }
    input.set(playbook::LEAD_STATE.key(), Value::Null)?;
    let Some(of) = linked_id(Some(input.value(playbook::STAGE.key()))) else { return Ok(()) };
    let found = looked_at(input.writing, stage::KEY, of)?;
    let pipeline = found.as_ref().and_then(|stage| stage.value(stage::PIPELINE.key()).cloned());
    input.set(playbook::PIPELINE.key(), pipeline.unwrap_or_default())
}

fn of_step(input: &mut RuleInput<'_, '_>) -> Result<()> {
    if !writes(input.verb) {
        return Ok(());
    }
    let kind = text_of(Some(input.value(playbook_step::KIND.key()))).unwrap_or("check").to_string();
    if kind != "check" {
        input.set(playbook_step::REQUIRED.key(), Value::Boolean(false))?;
        input.set(playbook_step::FIELD.key(), Value::Null)?;
    }
    if kind != "battle_card" {
        input.set(playbook_step::COMPETITOR.key(), Value::Null)?;
    }
    let Some(field) = text_of(Some(input.value(playbook_step::FIELD.key()))).map(str::to_string) else {
        return Ok(());
    };
    let Some(of) = linked_id(Some(input.value(playbook_step::PLAYBOOK.key()))) else { return Ok(()) };
    let book = looked_at(input.writing, playbook::KEY, of)?;
    let subject =
        book.as_ref().and_then(|book| text_of(book.value(playbook::SUBJECT.key()))).unwrap_or(deal::KEY);
    let object = input.writing.dictionary().object(subject).cloned();
    let known =
        object.as_ref().and_then(|object| object.field(&field)).is_some_and(|field| !field.read_only());
    if known {
        return Ok(());
    }
    let text = format!("There is no field “{field}” that somebody could fill in.");
    Err(Error::invalid(playbook_step::FIELD.key(), "unknown_field", text))
}

/// It says what the step was called, belongs to one record that its maker may change, and stands there once.
fn of_tick(input: &mut RuleInput<'_, '_>) -> Result<()> {
    if !writes(input.verb) && input.verb != Verb::Restored {
        return Ok(());
    }
    let places = [(deal::KEY, playbook_tick::DEAL.key()), (lead::KEY, playbook_tick::LEAD.key())];
    let of: Vec<_> = places
        .iter()
        .filter_map(|(subject, field)| Some((*subject, *field, linked_id(Some(input.value(field)))?)))
        .collect();
    let [(subject, field, record)] = of.as_slice() else {
        let text = "A tick belongs to one deal or to one lead.";
        return Err(Error::invalid(playbook_tick::DEAL.key(), "malformed", text));
    };
    if input.verb == Verb::Created
        && let Some(found) = looked_at(input.writing, subject, *record)?
        && !input.writing.context().rights.reaches(subject, Permission::Change, found.meta())
    {
        return Err(Error::Forbidden(format!("Your role does not let you change this {subject}.")));
    }
    let Some(step) = linked_id(Some(input.value(playbook_tick::STEP.key()))) else { return Ok(()) };
    let Some(step_found) = looked_at(input.writing, playbook_step::KEY, step)? else { return Ok(()) };
    let of_book = linked_id(step_found.value(playbook_step::PLAYBOOK.key()));
    let book = match of_book {
        Some(book) => looked_at(input.writing, playbook::KEY, book)?,
        None => None,
    };
    let is_for =
        book.as_ref().and_then(|book| text_of(book.value(playbook::SUBJECT.key()))).unwrap_or(subject);
    if is_for != *subject {
        let text = "This step belongs to a playbook for other records.";
        return Err(Error::invalid(playbook_tick::STEP.key(), "malformed", text));
    }
    let name = step_found.title().unwrap_or_default().to_string();
    input.set(playbook_tick::NAME.key(), Value::Text(name))?;
    let own = input.meta().id;
    let same = json!({"and": [
        is(playbook_tick::STEP.key(), step.to_string()), is(field, record.to_string()),
        {"not": is("id", own.to_string())},
    ]});
    match counted(input.writing, playbook_tick::KEY, same, 1)? {
        0 => Ok(()),
        _ => Err(Error::Conflict(Conflict::Other, "This step is ticked already.".to_string())),
    }
}
