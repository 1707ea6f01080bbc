//! What one of a product costs: asked of the price books that fit the customer, the currency, the day and the quantity, then of
//! the product itself, then of what a bundle holds.

use crate::sales::plain::{all, date, decimal, house_day, link, money, one, text, value};
use dictionary::Value;
use records::{Viewed, Writing};
use serde_json::json;
use standard::{company, deal, person, price_book, price_entry, product, product_bundle_item, tax_rate};
use vocabulary::{Currency, Date, Decimal, Id, Money, Result};

/// Who buys, when, by which book, in which currency.
#[derive(Clone, Debug)]
pub(in crate::sales) struct Buyer {
    tags: Vec<String>,
    country: Option<String>,
    book: Option<Id>,
    day: Date,
    /// The currency that is wanted.
    pub(in crate::sales) currency: Currency,
}

/// What is known of a product for a buyer.
#[derive(Clone, Debug, Default)]
pub(in crate::sales) struct Price {
    pub(in crate::sales) name: Option<String>,
    pub(in crate::sales) unit: Option<String>,
    pub(in crate::sales) price: Option<Money>,
    pub(in crate::sales) cost: Option<Money>,
    pub(in crate::sales) tax_rate: Option<Decimal>,
}

impl Buyer {
    /// The buyer of a deal. A currency that lines have already counts more than what the deal or its book say.
    pub(in crate::sales) fn of(
        writing: &mut Writing<'_>,
        deal_record: &Viewed,
        currency: Option<Currency>,
    ) -> Result<Buyer> {
        let (mut tags, mut country) = (Vec::new(), None);
        for (field, object, of_tags, of_addresses) in [
            (deal::COMPANY.key(), company::KEY, company::TAGS.key(), company::ADDRESSES.key()),
            (deal::PERSON.key(), person::KEY, person::TAGS.key(), person::ADDRESSES.key()),
        ] {
            let Some(id) = link(&value(deal_record, field)) else { continue };
            let Some(customer) = one(writing, object, id)? else { continue };
            if let Value::List(more) = value(&customer, of_tags) {
                tags.extend(more);
            }
            if let Value::Addresses(addresses) = value(&customer, of_addresses) {
                country = country.or_else(|| addresses.first().map(|address| address.country.clone()));
            }
        }
        let (day, house) = (house_day(writing)?, writing.context().moment.read.currency);
        let book = link(&value(deal_record, deal::PRICE_BOOK.key()));
        let of_book = match book {
            Some(book) => one(writing, price_book::KEY, book)?
                .and_then(|book| text(&value(&book, price_book::CURRENCY.key()))?.parse().ok()),
            None => None,
        };
        let of_deal = money(&value(deal_record, deal::AMOUNT.key())).map(|money| money.currency);
        let currency = currency.or(of_book).or(of_deal).unwrap_or(house);
        Ok(Buyer { tags, country, book, day, currency })
    }

    fn may_use(&self, book: &Viewed) -> bool {
        if let Some(chosen) = self.book {
            return book.id() == chosen;
        }
        let tag = value(book, price_book::CUSTOMER_TAG.key());
        let from = date(&value(book, price_book::VALID_FROM.key()));
        let until = date(&value(book, price_book::VALID_UNTIL.key()));
        text(&value(book, price_book::CURRENCY.key())) == Some(self.currency.code())
            && text(&tag).is_none_or(|tag| self.tags.iter().any(|own| own.eq_ignore_ascii_case(tag)))
            && from.is_none_or(|from| from <= self.day)
            && until.is_none_or(|until| self.day <= until)
    }
}

/// Price, cost and tax of a product.
pub(in crate::sales) fn look_up(
    writing: &mut Writing<'_>,
    buyer: &Buyer,
    id: Id,
    quantity: Decimal,
) -> Result<Price> {
    let Some(found) = one(writing, product::KEY, id)? else { return Ok(Price::default()) };
    let own = |field: &str| money(&value(&found, field)).filter(|money| money.currency == buyer.currency);
    let (mut price, mut cost) = (own(product::PRICE.key()), own(product::COST.key()));
    if let Some(of_book) = of_books(writing, buyer, id, quantity)? {
        price = Some(of_book);
    }
    if price.is_none() || cost.is_none() {
        let (items_price, items_cost) = of_items(writing, buyer, id)?;
        price = price.or(items_price);
        cost = cost.or(items_cost);
    }
    let tax_rate = match decimal(&value(&found, product::TAX_RATE.key())) {
        Some(rate) => Some(rate),
        None => standard_rate(writing, buyer)?,
    };
    let own_text = |field: &str| text(&value(&found, field)).map(str::to_string);
    let (name, unit) = (own_text(product::NAME.key()), own_text(product::UNIT.key()));
    Ok(Price { name, unit, price, cost, tax_rate })
}

/// The price of the first book that has one: books for this customer first, then by their priority.
fn of_books(
    writing: &mut Writing<'_>,
    buyer: &Buyer,
    product: Id,
    quantity: Decimal,
) -> Result<Option<Money>> {
    let filter = json!({"field": price_entry::PRODUCT.key(), "op": "is", "value": product});
    let entries = all(writing, price_entry::KEY, filter, "price_book,from_quantity,price", None)?;
    if entries.is_empty() {
        return Ok(None);
    }
    let active = json!({"field": price_book::ACTIVE.key(), "op": "is", "value": true});
    let books =
        all(writing, price_book::KEY, active, "currency,customer_tag,valid_from,valid_until,priority", None)?;
    let mut books: Vec<&Viewed> = books.iter().filter(|book| buyer.may_use(book)).collect();
    let priority = |book: &Viewed| match value(book, price_book::PRIORITY.key()) {
        Value::Integer(number) => number,
        _ => 0,
    };
    books.sort_by_key(|book| {
        let general = value(book, price_book::CUSTOMER_TAG.key()).is_null();
        (general, -priority(book), std::cmp::Reverse(book.id()))
    });
    for book in books {
        let mut best: Option<(Decimal, Money)> = None;
        for entry in &entries {
            let from = decimal(&value(entry, price_entry::FROM_QUANTITY.key())).unwrap_or_default();
            let price = money(&value(entry, price_entry::PRICE.key()))
                .filter(|price| price.currency == buyer.currency);
            let here = link(&value(entry, price_entry::PRICE_BOOK.key())) == Some(book.id());
            if let Some(price) = price.filter(|_| here && from <= quantity)
                && best.is_none_or(|(known, _)| known < from)
            {
                best = Some((from, price));
            }
        }
        if let Some((_, price)) = best {
            return Ok(Some(price));
        }
    }
    Ok(None)
}

/// What the products of a bundle cost together; none unless each has a price.
fn of_items(writing: &mut Writing<'_>, buyer: &Buyer, bundle: Id) -> Result<(Option<Money>, Option<Money>)> {
    let filter = json!({"field": product_bundle_item::BUNDLE.key(), "op": "is", "value": bundle});
    let items = all(writing, product_bundle_item::KEY, filter, "product,quantity", None)?;
    if items.is_empty() {
        return Ok((None, None));
    }
    let zero = Money::new(0, buyer.currency);
    let (mut price, mut cost) = (Some(zero), Some(zero));
    for item in items {
        let quantity = decimal(&value(&item, product_bundle_item::QUANTITY.key())).unwrap_or_default();
        let inner = link(&value(&item, product_bundle_item::PRODUCT.key()));
        let inner = match inner {
            Some(id) => one(writing, product::KEY, id)?,
            None => None,
        };
        let of = |field: &str| {
            let money = money(&value(inner.as_ref()?, field))?;
            if money.currency == buyer.currency { money.times(quantity) } else { None }
        };
        let book = match &inner {
            Some(inner) => {
                of_books(writing, buyer, inner.id(), quantity)?.and_then(|one| one.times(quantity))
            }
            None => None,
        };
        price = plus(price, book.or_else(|| of(product::PRICE.key())));
        cost = plus(cost, of(product::COST.key()));
    }
    Ok((price, cost))
}

fn plus(sum: Option<Money>, more: Option<Money>) -> Option<Money> {
    let (sum, more) = (sum?, more?);
    sum.minor.checked_add(more.minor).map(|minor| Money::new(minor, sum.currency))
}

/// The standard rate of the buyer's country, or else of the house's.
fn standard_rate(writing: &mut Writing<'_>, buyer: &Buyer) -> Result<Option<Decimal>> {
    let filter = json!({"and": [
        {"field": tax_rate::STANDARD.key(), "op": "is", "value": true},
        {"field": tax_rate::ACTIVE.key(), "op": "is", "value": true},
    ]});
    let rates = all(writing, tax_rate::KEY, filter, "percent,country", None)?;
    let house = writing.context().moment.read.country.clone();
    let of = |country: Option<&str>| {
        let fits = |rate: &&Viewed| text(&value(rate, tax_rate::COUNTRY.key())) == country;
        rates.iter().find(fits).and_then(|rate| decimal(&value(rate, tax_rate::PERCENT.key())))
    };
    let country = buyer.country.as_deref().filter(|country| !country.is_empty());
    Ok(country.and_then(|country| of(Some(country))).or_else(|| of(house.as_deref())).or_else(|| of(None)))
}
