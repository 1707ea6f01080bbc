//! A deal and its stage agree: a new stage brings its pipeline, its probability and, where deals are decided, the outcome;
//! an outcome brings the stage of its kind. What the same write says itself is left as it is said.

use crate::sales::house::{can_be_asked, link};
use dictionary::{LinkValue, Value};
use records::{FindRequest, Linked, Names, Rule, RuleInput};
use serde_json::json;
use standard::{deal, pipeline, stage};
use store::event::Verb;
use vocabulary::{Error, Id, Result};

pub(super) const RULE: Rule = Rule { name: "deal and stage", object: deal::KEY, run };

const OPEN: &str = "open";

fn run(input: &mut RuleInput<'_, '_>) -> Result<()> {
    if !matches!(input.verb, Verb::Created | Verb::Changed) {
        return Ok(());
    }
    if input.changes(deal::STAGE.key()) {
        enter_stage(input)?;
    } else if input.before.is_some() && input.changes(deal::OUTCOME.key()) {
        follow_outcome(input)?;
    }
    settle(input)
}

/// The stage is new.
fn enter_stage(input: &mut RuleInput<'_, '_>) -> Result<()> {
    let now = Value::Timestamp(input.writing.context().now);
    let Some(stage) = input.linked(deal::STAGE.key())? else {
        return input.set(deal::STAGE_SINCE.key(), Value::Null);
    };
    input.set(deal::STAGE_SINCE.key(), now)?;
    take(input, &stage, stage::PIPELINE.key(), deal::PIPELINE.key())?;
    if !input.changes(deal::PROBABILITY.key()) {
        take(input, &stage, stage::PROBABILITY.key(), deal::PROBABILITY.key())?;
    }
    let kind = stage.value(stage::KIND.key()).clone();
    // A new deal has an outcome by default, so only one that is not the default was said.
    let said = match input.before {
        Some(_) => input.changes(deal::OUTCOME.key()),
        None => *input.value(deal::OUTCOME.key()) != text(OPEN),
    };
    if !said && !kind.is_null() {
        input.set(deal::OUTCOME.key(), kind)?;
    }
    Ok(())
}

/// The outcome is new and the stage was not named: the deal goes to the stage of its pipeline where such deals stand.
fn follow_outcome(input: &mut RuleInput<'_, '_>) -> Result<()> {
    let Value::Text(outcome) = input.value(deal::OUTCOME.key()).clone() else { return Ok(()) };
    if input.linked(deal::STAGE.key())?.is_some_and(|stage| *stage.value(stage::KIND.key()) == text(&outcome))
    {
        return Ok(());
    }
    let Value::Link(LinkValue { id: through, .. }) = input.value(deal::PIPELINE.key()) else {
        return Ok(());
    };
    let Some(stage) = first_stage(input, *through, &outcome)? else { return Ok(()) };
    input.set(deal::STAGE.key(), Value::Link(LinkValue { id: stage, title: None }))?;
    enter_stage(input)
}

/// The first stage of a pipeline where deals of an outcome stand.
fn first_stage(input: &mut RuleInput<'_, '_>, through: Id, outcome: &str) -> Result<Option<Id>> {
    let request = FindRequest {
        filter: Some(json!({"and": [
            {"field": stage::PIPELINE.key(), "op": "is", "value": through},
            {"field": stage::KIND.key(), "op": "is", "value": outcome},
        ]})),
        sort: Some(Names::parse(stage::POSITION.key())),
        fields: Some(Names::parse(stage::NAME.key())),
        limit: Some(1),
        ..FindRequest::default()
    };
    let house = input.writing.context().unlimited();
    let found = input.writing.acting(&house, |writing| writing.reading().find(stage::KEY, &request))?;
    Ok(found.data.first().map(records::Viewed::id))
}

/// A decided deal has a day, an open one has neither day nor reason.
fn settle(input: &mut RuleInput<'_, '_>) -> Result<()> {
    if input.before.is_some() && !input.changes(deal::OUTCOME.key()) {
        return Ok(());
    }
    let open = matches!(input.value(deal::OUTCOME.key()), Value::Text(outcome) if outcome == OPEN);
    if !open {
        demand_reason(input)?;
        if input.value(deal::DECIDED_BY.key()).is_null()
            && let Some(user) = input.writing.context().actor.user
        {
            input.set(deal::DECIDED_BY.key(), link(user))?;
        }
        if !input.value(deal::OUTCOME.key()).is_null() && input.value(deal::CLOSED_AT.key()).is_null() {
            let now = Value::Timestamp(input.writing.context().now);
            input.set(deal::CLOSED_AT.key(), now)?;
        }
        return Ok(());
    }
    input.set(deal::DECIDED_BY.key(), Value::Null)?;
    for field in [deal::CLOSED_AT.key(), deal::LOST_REASON.key()] {
        if input.before.is_some() && !input.changes(field) {
            input.set(field, Value::Null)?;
        }
    }
    Ok(())
}

/// Where its pipeline wants it, a lost deal says why.
fn demand_reason(input: &mut RuleInput<'_, '_>) -> Result<()> {
    let lost = *input.value(deal::OUTCOME.key()) == text("lost");
    if !lost || !input.value(deal::LOST_REASON.key()).is_null() || !can_be_asked(input) {
        return Ok(());
    }
    let pipeline = input.linked(deal::PIPELINE.key())?;
    let wanted =
        pipeline.is_some_and(|found| *found.value(pipeline::REASON_REQUIRED.key()) == Value::Boolean(true));
    if !wanted {
        return Ok(());
    }
    Err(Error::invalid(deal::LOST_REASON.key(), "required", "Say why the deal was lost."))
}

/// Takes a value of the stage over, where it has one.
fn take(input: &mut RuleInput<'_, '_>, stage: &Linked, from: &str, to: &str) -> Result<()> {
    match stage.value(from) {
        Value::Null => Ok(()),
        value => input.set(to, value.clone()),
    }
}

fn text(word: &str) -> Value {
    Value::Text(word.to_string())
}
