//! The lists behind a rule: which purchases, or which customers, it was counted from.

use super::{Asked, Level, Unit};
use records::Reading;
use serde_json::{Value as Json, json};
use standard::{company, person, product, purchase, purchase_line};
use vocabulary::Id;

/// Whether a line is of one of these things and was bought, not given back.
fn of(level: Level, ids: &[Id]) -> Json {
    let product = purchase_line::PRODUCT.key();
    let thing = match level {
        Level::Product => json!({"field": product, "op": "in", "value": ids}),
        Level::Category => {
            let category = purchase_line::CATEGORY.key();
            let own = format!("{product}.{}", product::CATEGORY.key());
            json!({"or": [
                {"field": category, "op": "in", "value": ids},
                {"and": [
                    {"field": category, "op": "is_empty"},
                    {"field": own, "op": "in", "value": ids},
                ]},
            ]})
        }
    };
    json!({"and": [thing, {"not": {"field": purchase_line::QUANTITY.key(), "op": "lte", "value": "0"}}]})
}

/// Purchases with all of these things, of the span the analysis is about.
pub(super) fn purchases(reading: &Reading<'_>, asked: &Asked, things: &[Id]) -> Json {
    let mut parts = in_span(reading, asked);
    parts.extend(things.iter().map(|id| having(asked.level, &[*id])));
    json!({"and": parts})
}

fn having(level: Level, ids: &[Id]) -> Json {
    let link = format!("{}.{}", purchase_line::KEY, purchase_line::PURCHASE.key());
    json!({"linked": link, "where": of(level, ids)})
}

fn in_span(reading: &Reading<'_>, asked: &Asked) -> Vec<Json> {
    let mut parts = Vec::new();
    if reading.sees_field(purchase::KEY, purchase::KIND.key()) {
        parts.push(json!({"not": {"field": purchase::KIND.key(), "op": "is", "value": "return"}}));
    }
    if let Some(since) = asked.since {
        parts.push(json!({"field": purchase::PURCHASED_AT.key(), "op": "on_or_after", "value": since}));
    }
    parts
}

/// Where purchases lead to a customer of this object: a purchase for a company is the company's.
fn bought(reading: &Reading<'_>, asked: &Asked, object: &str, ids: &[Id]) -> Json {
    let mut parts = in_span(reading, asked);
    let sees_company = reading.sees_field(purchase::KEY, purchase::COMPANY.key());
    if object == person::KEY && sees_company {
        parts.push(json!({"field": purchase::COMPANY.key(), "op": "is_empty"}));
    }
    parts.push(having(asked.level, ids));
    let field = if object == person::KEY { purchase::PERSON.key() } else { purchase::COMPANY.key() };
    json!({"linked": format!("{}.{field}", purchase::KEY), "where": {"and": parts}})
}

/// The customers of an object who bought each of these things, if the asker sees who bought.
pub(super) fn customers(reading: &Reading<'_>, asked: &Asked, object: &str, things: &[Id]) -> Json {
    json!({"and": things.iter().map(|id| bought(reading, asked, object, &[*id])).collect::<Vec<_>>()})
}

/// The customers of an object who bought any of these things, and not that one.
pub(super) fn prospects(reading: &Reading<'_>, asked: &Asked, object: &str, any: &[Id], not: Id) -> Json {
    json!({"and": [
        bought(reading, asked, object, any),
        {"not": bought(reading, &Asked { since: None, ..asked.clone() }, object, &[not])},
    ]})
}

/// The objects customers are, as far as the asker sees who bought.
pub(super) fn objects(reading: &Reading<'_>) -> Vec<&'static str> {
    let seen = |(object, field): &(&'static str, &str)| {
        reading.object(object).is_ok() && reading.sees_field(purchase::KEY, field)
    };
    let all = [(company::KEY, purchase::COMPANY.key()), (person::KEY, purchase::PERSON.key())];
    all.into_iter().filter(seen).map(|(object, _)| object).collect()
}

/// The lists of those a rule was counted from.
pub(super) fn lists(reading: &Reading<'_>, asked: &Asked, things: &[Id]) -> Json {
    match asked.unit {
        Unit::Purchase => json!([{"object": purchase::KEY, "filter": purchases(reading, asked, things)}]),
        Unit::Customer => objects(reading)
            .into_iter()
            .map(|object| json!({"object": object, "filter": customers(reading, asked, object, things)}))
            .collect(),
    }
}
