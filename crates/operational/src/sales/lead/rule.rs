//! What is done inside the write of a lead and of what touches leads, in this sequence.

use super::{answer, response, retry, score};
use crate::sales::house::{can_be_asked, counted, is, text_of};
use dictionary::Value;
use records::{Rule, RuleInput};
use serde_json::Value as Json;
use standard::{assignment_rule, call, conversion, lead, meeting, score_rule};
use store::event::Verb;
use vocabulary::{Conflict, Error, Result};

/// The rules of leads. The score comes last: it looks at the lead as it will stand.
pub(crate) static RULES: &[Rule] = &[
    Rule { name: "states of a lead", object: lead::KEY, run: states },
    Rule { name: "trying a lead again", object: lead::KEY, run: retry::run },
    Rule { name: "score of a lead", object: lead::KEY, run: score::run },
    Rule { name: "answer by", object: lead::KEY, run: answer::run },
    Rule { name: "answered by a call", object: call::KEY, run: response::by_call },
    Rule { name: "answered by a meeting", object: meeting::KEY, run: response::by_meeting },
    Rule { name: "score rules", object: score_rule::KEY, run: score::check },
    Rule { name: "assignment rules", object: assignment_rule::KEY, run: conditions },
];

const CONVERTED: &str = "converted";
const DISQUALIFIED: &str = "disqualified";

/// A lead is converted by its conversion, and disqualified for a reason.
fn states(input: &mut RuleInput<'_, '_>) -> Result<()> {
    if !matches!(input.verb, Verb::Created | Verb::Changed) {
        return Ok(());
    }
    let state = text_of(Some(input.value(lead::STATE.key()))).unwrap_or_default().to_string();
    let before = text_of(Some(input.old_value(lead::STATE.key()))).unwrap_or_default().to_string();
    if state != DISQUALIFIED && before == DISQUALIFIED {
        input.set(lead::DISQUALIFICATION.key(), Value::Null)?;
        input.set(lead::RETRY_ON.key(), Value::Null)?;
    }
    if !can_be_asked(input) {
        return Ok(());
    }
    if state == DISQUALIFIED && input.value(lead::DISQUALIFICATION.key()).is_null() {
        let text = "Say why the lead came to nothing.";
        return Err(Error::invalid(lead::DISQUALIFICATION.key(), "required", text));
    }
    if input.before.is_none() || (state == CONVERTED) == (before == CONVERTED) {
        return Ok(());
    }
    let id = input.meta().id.to_string();
    let known = counted(input.writing, conversion::KEY, is(conversion::LEAD.key(), id), 1)? > 0;
    if state == CONVERTED && !known {
        let text = "A lead is converted into a deal: POST /leads/{id}/conversion.";
        return Err(Error::invalid(lead::STATE.key(), "made_elsewhere", text));
    }
    if before == CONVERTED && known {
        let text = "This lead was converted. Take the conversion back first: DELETE /leads/{id}/conversion.";
        return Err(Error::Conflict(Conflict::Other, text.to_string()));
    }
    Ok(())
}

/// The condition of an assignment rule can be read.
fn conditions(input: &mut RuleInput<'_, '_>) -> Result<()> {
    if !matches!(input.verb, Verb::Created | Verb::Changed) {
        return Ok(());
    }
    let Value::Text(text) = input.value(assignment_rule::FILTER.key()).clone() else { return Ok(()) };
    check_condition(input, assignment_rule::FILTER.key(), &text)
}

/// Refuses a condition on leads that cannot be read.
pub(super) fn check_condition(input: &mut RuleInput<'_, '_>, field: &str, text: &str) -> Result<()> {
    let filter: Json = serde_json::from_str(text)
        .map_err(|_| Error::invalid(field, "malformed", "Send the filter as JSON in a text."))?;
    let house = input.writing.context().unlimited();
    let checked = input.writing.acting(&house, |writing| writing.reading().check_filter(lead::KEY, &filter));
    match checked {
        Err(Error::Invalid(problems)) => {
            let text = problems.first().map(|problem| problem.message.clone()).unwrap_or_default();
            Err(Error::invalid(field, "malformed", text))
        }
        other => other,
    }
}
