//! A quote that left the house does not change, and does not go to the trash.

use crate::sales::plain::words;
use crate::sales::price::line::FROZEN;
use dictionary::Value;
use records::{Rule, RuleInput};
use standard::quote;
use store::event::Verb;
use vocabulary::{Conflict, Error, Result};

pub(super) static RULES: &[Rule] = &[Rule { name: "frozen quote", object: quote::KEY, run }];

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
