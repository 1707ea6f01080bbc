//! How long a deal stood in which stage: its visits are kept in the transaction that moves it.

use crate::sales::house::{found, is, link, linked_id, looked_at};
use dictionary::Value;
use records::{ChangeRequest, Input, Rule, RuleInput};
use serde_json::json;
use standard::{deal, stage, stage_visit};
use store::event::Verb;
use vocabulary::{Id, Result, Timestamp};

pub(super) const RULE: Rule = Rule { name: "stage visits", object: deal::KEY, run };

fn run(input: &mut RuleInput<'_, '_>) -> Result<()> {
    if !matches!(input.verb, Verb::Created | Verb::Changed) || !input.changes(deal::STAGE.key()) {
        return Ok(());
    }
    let now = input.writing.context().now;
    if let Some(left) = linked_id(Some(input.old_value(deal::STAGE.key()))) {
        leave(input, left, now)?;
    }
    if let Some(entered) = linked_id(Some(input.value(deal::STAGE.key()))) {
        write(input, entered, now, None)?;
    }
    Ok(())
}

fn leave(input: &mut RuleInput<'_, '_>, left: Id, now: Timestamp) -> Result<()> {
    let deal = input.meta().id.to_string();
    let open = json!({"and": [
        is(stage_visit::DEAL.key(), deal), {"field": stage_visit::LEFT_AT.key(), "op": "is_empty"},
    ]});
    let standing = found(input.writing, stage_visit::KEY, open, "-entered_at", 10)?;
    if standing.is_empty() {
        // It came there before visits were kept.
        let since = match input.old_value(deal::STAGE_SINCE.key()) {
            Value::Timestamp(since) => *since,
            _ => input.meta().created_at,
        };
        return write(input, left, since, Some(now));
    }
    let house = input.writing.context().unlimited();
    for visit in &standing {
        let entered = match visit.value(stage_visit::ENTERED_AT.key()) {
            Some(Value::Timestamp(entered)) => *entered,
            _ => now,
        };
        let request = ChangeRequest { id: visit.id(), version: None, fields: Input::new() };
        let kept = vec![
            (stage_visit::LEFT_AT.key(), Value::Timestamp(now)),
            (stage_visit::TIME_THERE.key(), Value::Integer(seconds(entered, now))),
        ];
        input
            .writing
            .acting(&house, |writing| writing.change_made(stage_visit::KEY, &request, kept.clone()))?;
    }
    Ok(())
}

fn write(input: &mut RuleInput<'_, '_>, of: Id, entered: Timestamp, left: Option<Timestamp>) -> Result<()> {
    let found = looked_at(input.writing, stage::KEY, of)?;
    let name = found.as_ref().and_then(|found| found.title()).unwrap_or_default().to_string();
    let pipeline = found.as_ref().and_then(|found| linked_id(found.value(stage::PIPELINE.key())));
    let house = input.writing.context().unlimited();
    let (deal, owner) = (input.meta().id, input.meta().owner);
    let mut values = vec![
        (stage_visit::NAME.key(), Value::Text(name)),
        (stage_visit::DEAL.key(), link(deal)),
        (stage_visit::STAGE.key(), link(of)),
        (stage_visit::ENTERED_AT.key(), Value::Timestamp(entered)),
    ];
    values.extend(pipeline.map(|pipeline| (stage_visit::PIPELINE.key(), link(pipeline))));
    if let Some(left) = left {
        values.push((stage_visit::LEFT_AT.key(), Value::Timestamp(left)));
        values.push((stage_visit::TIME_THERE.key(), Value::Integer(seconds(entered, left))));
    }
    let id = house.ids.next(house.now);
    input
        .writing
        .acting(&house, |writing| writing.create_prepared(stage_visit::KEY, id, owner, values).map(|_| ()))
}

fn seconds(from: Timestamp, until: Timestamp) -> i64 {
    (until.micros() - from.micros()).max(0) / 1_000_000
}
