//! A quote that left the house does not change, and does not go to the trash.

use super::calendar::plan_end;
use super::table;
use crate::sales::plain::{date, text, words};
use crate::sales::price::line::FROZEN;
use dictionary::Value;
use records::{Rule, RuleInput};
use standard::quote;
use store::event::Verb;
use vocabulary::{Channel, Conflict, Error, Result};

pub(super) static RULES: &[Rule] = &[
    Rule { name: "frozen quote", object: quote::KEY, run },
    Rule { name: "quotes of the demo company", object: quote::KEY, run: of_demo },
];

/// Quotes of the demo company come sent and numbered: the next number follows theirs, and they run out like others.
fn of_demo(input: &mut RuleInput<'_, '_>) -> Result<()> {
    if input.verb != Verb::Created || input.writing.context().actor.channel != Channel::Demo {
        return Ok(());
    }
    let workspace = input.writing.context().workspace;
    let given = text(input.value(quote::NUMBER.key())).and_then(|number| number.rsplit_once('-'));
    let given = given.and_then(|(year, given)| {
        let year = year.trim_start_matches(|letter: char| !letter.is_ascii_digit());
        Some((year.parse::<i64>().ok()?, given.parse::<i64>().ok()?))
    });
    if let Some((year, given)) = given {
        table::keep_number(input.writing.writer(), workspace, year, given)?;
    }
    let is_open = matches!(text(input.value(quote::STATE.key())), Some("sent" | "viewed"));
    match date(input.value(quote::VALID_UNTIL.key())).filter(|_| is_open) {
        Some(until) => {
            let id = input.meta().id;
            plan_end(input.writing, id, until)
        }
        None => Ok(()),
    }
}

fn run(input: &mut RuleInput<'_, '_>) -> Result<()> {
    let state = input.old_value(quote::STATE.key());
    let out = !state.is_null() && *state != words("draft");
    match input.verb {
        Verb::Changed if out => {
            let said =
                [quote::DEAL.key(), quote::LANGUAGE.key(), quote::INTRODUCTION.key(), quote::TERMS.key()];
            let moved =
                said.iter().any(|field| input.changes(field)) || input.changes(quote::VALID_UNTIL.key());
            if moved { Err(Error::invalid("", "frozen", FROZEN)) } else { Ok(()) }
        }
        Verb::Removed if out => Err(Error::Conflict(
            Conflict::Other,
            "A quote that was sent stays: its number would be missing.".to_string(),
        )),
        Verb::Changed => {
            // Another discount is another question.
            if input.changes(quote::DISCOUNT.key()) && !input.value(quote::APPROVAL.key()).is_null() {
                input.set(quote::APPROVAL.key(), Value::Null)?;
            }
            Ok(())
        }
        _ => Ok(()),
    }
}
