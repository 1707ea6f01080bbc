//! The amount of a deal is the sum of its lines, as soon as it has any.

use records::{Rule, RuleInput};
use standard::deal;
use store::event::Verb;
use vocabulary::Result;

pub(super) const RULE: Rule = Rule { name: "amount of a deal with lines", object: deal::KEY, run };

fn run(input: &mut RuleInput<'_, '_>) -> Result<()> {
    let sum = input.value(deal::LINE_TOTAL.key()).clone();
    if matches!(input.verb, Verb::Created | Verb::Changed) && !sum.is_null() {
        input.set(deal::AMOUNT.key(), sum)?;
    }
    Ok(())
}
