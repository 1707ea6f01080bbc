//! The shares of a deal never make more than a whole.

use crate::sales::house::{found, is, linked_id};
use dictionary::Value;
use records::{Rule, RuleInput};
use standard::deal_share;
use store::event::Verb;
use vocabulary::{Decimal, Error, Result};

pub(super) const RULE: Rule = Rule { name: "shares of a deal", object: deal_share::KEY, run };

const HUNDRED: i64 = 100 * Decimal::ONE;

fn run(input: &mut RuleInput<'_, '_>) -> Result<()> {
    if !matches!(input.verb, Verb::Created | Verb::Changed | Verb::Restored) {
        return Ok(());
    }
    let Value::Decimal(own) = *input.value(deal_share::SHARE.key()) else { return Ok(()) };
    let Some(deal) = linked_id(Some(input.value(deal_share::DEAL.key()))) else { return Ok(()) };
    let own_id = input.meta().id;
    let others =
        found(input.writing, deal_share::KEY, is(deal_share::DEAL.key(), deal.to_string()), "", 200)?;
    let share = |value: Option<&Value>| match value {
        Some(Value::Decimal(share)) => share.millionths(),
        _ => 0,
    };
    let taken: i64 = others
        .iter()
        .filter(|other| other.id() != own_id)
        .map(|other| share(other.value(deal_share::SHARE.key())))
        .sum();
    if own.millionths() >= 0 && own.millionths() + taken <= HUNDRED {
        return Ok(());
    }
    let free = Decimal::from_millionths((HUNDRED - taken).max(0));
    let text = format!("The shares of a deal make at most 100 %: {free} % are left.");
    Err(Error::invalid(deal_share::SHARE.key(), "not_whole", text))
}
