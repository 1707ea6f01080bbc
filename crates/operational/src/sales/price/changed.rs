//! What moves prices: products, prices in books, the books themselves and what bundles hold. Each leaves a mark in the transaction
//! that moves it; what follows the marks looks at the open quotes afterwards. A book that begins or ends on some day leaves
//! marks for these days too.

use super::table::mark;
use crate::activity::zone::moment;
use crate::sales::plain::{date, house_zone, link};
use jiff::civil::Time;
use records::{Rule, RuleInput};
use standard::{price_book, price_entry, product, product_bundle_item};
use store::event::Verb;
use vocabulary::{Channel, Result};

pub(super) const OF_PRODUCT: Rule =
    Rule { name: "open quotes of a product", object: product::KEY, run: of_product };
pub(super) const OF_PRICE: Rule =
    Rule { name: "open quotes of a price", object: price_entry::KEY, run: of_price };
pub(super) const OF_ITEM: Rule =
    Rule { name: "open quotes of a bundle", object: product_bundle_item::KEY, run: of_item };
pub(super) const OF_BOOK: Rule =
    Rule { name: "open quotes of a price book", object: price_book::KEY, run: of_book };

fn is_demo(input: &RuleInput<'_, '_>) -> bool {
    input.writing.context().actor.channel == Channel::Demo
}

fn of_product(input: &mut RuleInput<'_, '_>) -> Result<()> {
    if input.verb == Verb::Changed && input.changes(product::PRICE.key()) && !is_demo(input) {
        let id = input.meta().id;
        mark(input.writing, Some(id), None)?;
    }
    Ok(())
}

fn of_price(input: &mut RuleInput<'_, '_>) -> Result<()> {
    let fields = [
        price_entry::PRICE.key(),
        price_entry::FROM_QUANTITY.key(),
        price_entry::PRODUCT.key(),
        price_entry::PRICE_BOOK.key(),
    ];
    of_products(input, price_entry::PRODUCT.key(), &fields)
}

fn of_item(input: &mut RuleInput<'_, '_>) -> Result<()> {
    let fields = [
        product_bundle_item::BUNDLE.key(),
        product_bundle_item::PRODUCT.key(),
        product_bundle_item::QUANTITY.key(),
    ];
    of_products(input, product_bundle_item::BUNDLE.key(), &fields)
}

/// Marks the product a record says the price of, and the one it said it of before.
fn of_products(input: &mut RuleInput<'_, '_>, of: &str, fields: &[&str]) -> Result<()> {
    let moved = input.verb != Verb::Changed || fields.iter().any(|field| input.changes(field));
    if !moved || is_demo(input) {
        return Ok(());
    }
    for product in [link(input.value(of)), link(input.old_value(of))].into_iter().flatten() {
        mark(input.writing, Some(product), None)?;
    }
    Ok(())
}

fn of_book(input: &mut RuleInput<'_, '_>) -> Result<()> {
    let fields = [
        price_book::CURRENCY.key(),
        price_book::CUSTOMER_TAG.key(),
        price_book::VALID_FROM.key(),
        price_book::VALID_UNTIL.key(),
        price_book::PRIORITY.key(),
        price_book::ACTIVE.key(),
    ];
    let moved = input.verb != Verb::Changed || fields.iter().any(|field| input.changes(field));
    if !moved || is_demo(input) {
        return Ok(());
    }
    mark(input.writing, None, None)?;
    let from = date(input.value(price_book::VALID_FROM.key()));
    let until = date(input.value(price_book::VALID_UNTIL.key())).map(|day| day.plus_days(1));
    let zone = house_zone(input.writing)?;
    for day in [from, until].into_iter().flatten() {
        if let Some(at) = moment(day.to_jiff(), Time::midnight(), &zone)
            && at > input.writing.context().now
        {
            mark(input.writing, None, Some(at))?;
        }
    }
    Ok(())
}
