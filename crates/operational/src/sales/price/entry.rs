//! Prices and bundle items are named after their product, books have a currency that exists, and a price is in its book's.

use crate::sales::plain::{decimal, link, money, one, text, value, words};
use records::{Rule, RuleInput};
use standard::{price_book, price_entry, product, product_bundle_item, tax_rate};
use store::event::Verb;
use vocabulary::{Currency, Decimal, Error, Id, Result};

pub(super) const OF_PRICE: Rule = Rule { name: "price in its book", object: price_entry::KEY, run: price };
pub(super) const OF_ITEM: Rule =
    Rule { name: "item of a bundle", object: product_bundle_item::KEY, run: item };
pub(super) const OF_BOOK: Rule =
    Rule { name: "currency of a price book", object: price_book::KEY, run: book };
pub(super) const OF_RATE: Rule = Rule { name: "percent of a tax rate", object: tax_rate::KEY, run: rate };

fn writes(input: &RuleInput<'_, '_>) -> bool {
    matches!(input.verb, Verb::Created | Verb::Changed)
}

fn price(input: &mut RuleInput<'_, '_>) -> Result<()> {
    if !writes(input) {
        return Ok(());
    }
    let from = decimal(input.value(price_entry::FROM_QUANTITY.key())).unwrap_or_default();
    if from.millionths() < 0 {
        let field = price_entry::FROM_QUANTITY.key();
        return Err(Error::invalid(
            field,
            "out_of_range",
            "A quantity from which a price counts is not negative.",
        ));
    }
    let currency = input.linked(price_entry::PRICE_BOOK.key())?;
    let currency = currency.and_then(|book| text(book.value(price_book::CURRENCY.key())).map(str::to_string));
    let own = money(input.value(price_entry::PRICE.key())).map(|money| money.currency);
    if let (Some(currency), Some(own)) = (currency, own)
        && own.code() != currency
    {
        let message = format!("The prices of this book are in {currency}.");
        return Err(Error::invalid(price_entry::PRICE.key(), "other_currency", message));
    }
    name(input, price_entry::PRODUCT.key(), from, price_entry::NAME.key())
}

fn item(input: &mut RuleInput<'_, '_>) -> Result<()> {
    if !writes(input) {
        return Ok(());
    }
    let inner = link(input.value(product_bundle_item::PRODUCT.key()));
    if inner.is_some() && inner == link(input.value(product_bundle_item::BUNDLE.key())) {
        let field = product_bundle_item::PRODUCT.key();
        return Err(Error::invalid(field, "circle", "A bundle does not hold itself."));
    }
    let quantity = decimal(input.value(product_bundle_item::QUANTITY.key())).unwrap_or_default();
    name(input, product_bundle_item::PRODUCT.key(), quantity, product_bundle_item::NAME.key())
}

fn name(input: &mut RuleInput<'_, '_>, product_field: &str, quantity: Decimal, field: &str) -> Result<()> {
    let product: Option<Id> = link(input.value(product_field));
    let found = match product {
        Some(id) => one(input.writing, product::KEY, id)?,
        None => None,
    };
    let called = found.and_then(|found| text(&value(&found, product::NAME.key())).map(str::to_string));
    if let Some(called) = called {
        input.set(field, words(&format!("{quantity} × {called}")))?;
    }
    Ok(())
}

fn book(input: &mut RuleInput<'_, '_>) -> Result<()> {
    let field = price_book::CURRENCY.key();
    if writes(input) && text(input.value(field)).is_some_and(|code| code.parse::<Currency>().is_err()) {
        let message = "Write the currency with three capital letters, such as EUR.";
        return Err(Error::invalid(field, "malformed", message));
    }
    Ok(())
}

fn rate(input: &mut RuleInput<'_, '_>) -> Result<()> {
    let percent = decimal(input.value(tax_rate::PERCENT.key())).unwrap_or_default().millionths();
    if writes(input) && !(0..=100 * Decimal::ONE).contains(&percent) {
        let field = tax_rate::PERCENT.key();
        return Err(Error::invalid(field, "out_of_range", "A tax rate lies between 0 and 100 percent."));
    }
    Ok(())
}
