//! How fast a lead was answered: the first outgoing call, mail or meeting after it came. Kept in the transaction that logs it.

use crate::sales::house::{can_be_asked, found, is, linked_id, looked_at, text_of};
use dictionary::Value;
use records::{ChangeRequest, Input, RuleInput, Viewed};
use serde_json::json;
use standard::{call, lead, meeting};
use store::event::Verb;
use vocabulary::{Id, Result, Timestamp};

/// Open leads of one person that a call may answer.
const MOST: usize = 20;
/// A minute, in microseconds.
const MINUTE: i64 = 60_000_000;

pub(super) fn by_call(input: &mut RuleInput<'_, '_>) -> Result<()> {
    let outgoing = text_of(Some(input.value(call::DIRECTION.key()))) == Some("out");
    if !outgoing || !matches!(input.verb, Verb::Created | Verb::Changed) {
        return Ok(());
    }
    let (lead, person) = (input.value(call::LEAD.key()).clone(), input.value(call::PERSON.key()).clone());
    let at = moment(input.value(call::HAPPENED_AT.key()));
    answered(input, linked_id(Some(&lead)), linked_id(Some(&person)), at)
}

/// A meeting answers when it is agreed on, not only when it is held.
pub(super) fn by_meeting(input: &mut RuleInput<'_, '_>) -> Result<()> {
    if input.verb != Verb::Created {
        return Ok(());
    }
    let (lead, person) =
        (input.value(meeting::LEAD.key()).clone(), input.value(meeting::PERSON.key()).clone());
    let now = input.writing.context().now;
    let at = moment(input.value(meeting::HAPPENED_AT.key())).map(|at| at.min(now));
    answered(input, linked_id(Some(&lead)), linked_id(Some(&person)), at)
}

fn moment(value: &Value) -> Option<Timestamp> {
    if let Value::Timestamp(at) = value { Some(*at) } else { None }
}

fn answered(
    input: &mut RuleInput<'_, '_>,
    lead: Option<Id>,
    person: Option<Id>,
    at: Option<Timestamp>,
) -> Result<()> {
    let Some(at) = at else { return Ok(()) };
    let leads: Vec<Viewed> = match (lead, person) {
        (Some(lead), _) => looked_at(input.writing, lead::KEY, lead)?.into_iter().collect(),
        (None, Some(person)) => {
            let open = json!({"and": [
                is(lead::PERSON.key(), person.to_string()),
                {"field": lead::STATE.key(), "op": "in", "value": ["new", "working"]},
                {"field": lead::RESPONDED_AT.key(), "op": "is_empty"},
            ]});
            found(input.writing, lead::KEY, open, "", MOST)?
        }
        (None, None) => return Ok(()),
    };
    let asked = can_be_asked(input);
    leads.iter().try_for_each(|lead| note(input, lead, at, asked))
}

fn note(input: &mut RuleInput<'_, '_>, lead: &Viewed, at: Timestamp, asked: bool) -> Result<()> {
    let came = lead.meta().created_at;
    let known = lead.value(lead::RESPONDED_AT.key()).and_then(moment);
    // Who writes down when they called writes a whole minute, which may have begun before the lead came.
    let at = if at < came && came.micros() - at.micros() < MINUTE { came } else { at };
    if at < came || known.is_some_and(|known| known <= at) {
        return Ok(());
    }
    let house = input.writing.context().unlimited();
    let mut fields = Input::new();
    // Who is called is worked on.
    if asked && text_of(lead.value(lead::STATE.key())) == Some("new") {
        fields.insert(lead::STATE.key().to_string(), json!("working"));
    }
    let request = ChangeRequest { id: lead.id(), version: None, fields };
    let took = (at.micros() - came.micros()) / 1_000_000;
    let mut kept = vec![
        (lead::RESPONDED_AT.key(), Value::Timestamp(at)),
        (lead::RESPONSE_TIME.key(), Value::Integer(took)),
    ];
    if let Some(by) = lead.value(lead::ANSWER_BY.key()).and_then(moment) {
        kept.push((lead::ANSWERED_IN_TIME.key(), Value::Boolean(at <= by)));
    }
    input.writing.acting(&house, |writing| writing.change_made(lead::KEY, &request, kept)).map(|_| ())
}
