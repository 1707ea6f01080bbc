//! A price that moved under an open quote is flagged there. The quote itself stays as it is: it is an offer.

use crate::sales::plain::{all, link, only, value};
use dictionary::Value;
use records::{Rule, RuleInput};
use serde_json::json;
use standard::{price_entry, product, quote, quote_line};
use store::event::Verb;
use vocabulary::{Id, Result};

pub(super) const OF_PRODUCT: Rule =
    Rule { name: "open quotes of a product", object: product::KEY, run: of_product };
pub(super) const OF_PRICE: Rule =
    Rule { name: "open quotes of a price", object: price_entry::KEY, run: of_price };

fn of_product(input: &mut RuleInput<'_, '_>) -> Result<()> {
    if input.before.is_none() || !input.changes(product::PRICE.key()) {
        return Ok(());
    }
    let id = input.meta().id;
    flag(input, id)
}

fn of_price(input: &mut RuleInput<'_, '_>) -> Result<()> {
    let moved = input.changes(price_entry::PRICE.key())
        || input.changes(price_entry::FROM_QUANTITY.key())
        || input.verb != Verb::Changed;
    match link(input.value(price_entry::PRODUCT.key())).filter(|_| moved) {
        Some(id) => flag(input, id),
        None => Ok(()),
    }
}

fn flag(input: &mut RuleInput<'_, '_>, product: Id) -> Result<()> {
    let filter = json!({"and": [
        {"field": "product", "op": "is", "value": product},
        {"field": "quote.state", "op": "in", "value": ["draft", "sent", "viewed"]},
    ]});
    let lines = all(input.writing, quote_line::KEY, filter, "quote", None)?;
    let mut quotes: Vec<Id> =
        lines.iter().filter_map(|line| link(&value(line, quote_line::QUOTE.key()))).collect();
    quotes.sort_unstable();
    quotes.dedup();
    let house = input.writing.context().unlimited();
    for id in quotes {
        let kept = vec![(quote::PRICES_CHANGED.key(), Value::Boolean(true))];
        input.writing.acting(&house, |writing| writing.change_made(quote::KEY, &only(id), kept.clone()))?;
    }
    Ok(())
}
