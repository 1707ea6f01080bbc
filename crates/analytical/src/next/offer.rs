//! What to offer to whom: customers who still buy, and the product that goes best with what they have and that they have not, out of
//! the newest run of what sells together.

use super::due::Bought;
use crate::basket::{Offer, Offers};
use dictionary::{LinkValue, Value};
use records::{FindRequest, Names, Reading};
use serde_json::json;
use standard::{product, purchase_line};
use std::collections::{BTreeSet, HashMap};
use vocabulary::{Id, Money, Result};

/// So many customers are looked at: those who usually buy for most.
const CUSTOMERS: usize = 100;
/// Lines of purchases that are looked at.
const LINES: usize = 20_000;

/// The best offer for a customer.
pub(super) struct Best<'o> {
    pub(super) place: usize,
    pub(super) offer: &'o Offer,
    pub(super) price: Option<Money>,
}

/// The best offers for those customers who usually buy for most, by their places.
pub(super) fn best<'o>(
    reading: &mut Reading<'_>,
    offers: &'o Offers,
    object: &str,
    customers: &[Bought],
) -> Result<Vec<Best<'o>>> {
    let mut places: Vec<usize> = (0..customers.len()).collect();
    let worth =
        |place: &usize| customers.get(*place).and_then(|one| one.usual).map_or(0, |money| money.minor);
    places.sort_by_key(|place| std::cmp::Reverse(worth(place)));
    places.truncate(CUSTOMERS);
    let ids: Vec<Id> = places.iter().filter_map(|place| customers.get(*place)).map(|one| one.id).collect();
    let bought = bought(reading, object, &ids)?;
    let mut products: HashMap<Id, Option<Option<Money>>> = HashMap::new();
    let mut found = Vec::new();
    for place in places {
        let Some(own) = customers.get(place).and_then(|one| bought.get(&one.id)) else { continue };
        let best = offers.best(own, &mut |id| Ok(sold(reading, &mut products, id).is_some()))?;
        let Some(offer) = best else { continue };
        let price = products.get(&offer.product).copied().flatten().flatten();
        found.push(Best { place, offer, price });
    }
    Ok(found)
}

/// The price of a product that is sold and that the asker sees; a product may have none.
fn sold(
    reading: &mut Reading<'_>,
    known: &mut HashMap<Id, Option<Option<Money>>>,
    id: Id,
) -> Option<Option<Money>> {
    *known.entry(id).or_insert_with(|| {
        let found = reading.get(product::KEY, id).ok()?;
        if found.value(product::ACTIVE.key()) == Some(&Value::Boolean(false)) {
            return None;
        }
        match found.value(product::PRICE.key()) {
            Some(Value::Money(money)) if money.minor > 0 => Some(Some(*money)),
            _ => Some(None),
        }
    })
}

/// The products each of these customers has bought, as far as the asker sees it.
fn bought(reading: &mut Reading<'_>, object: &str, ids: &[Id]) -> Result<HashMap<Id, BTreeSet<Id>>> {
    let mut found: HashMap<Id, BTreeSet<Id>> = HashMap::new();
    if ids.is_empty() {
        return Ok(found);
    }
    let customer = format!("{}.{object}", purchase_line::PURCHASE.key());
    let request = FindRequest {
        filter: Some(json!({"field": customer, "op": "in", "value": ids})),
        fields: Some(Names(vec![purchase_line::PRODUCT.key().to_string(), customer.clone()])),
        sort: Some(Names(Vec::new())),
        ..FindRequest::default()
    };
    let mut lines = 0;
    reading.scan(purchase_line::KEY, &request, &mut |row| {
        let link = |field: &str| match row.value(field) {
            Some(Value::Link(LinkValue { id, .. })) => Some(*id),
            _ => None,
        };
        if let (Some(customer), Some(product)) = (link(&customer), link(purchase_line::PRODUCT.key())) {
            found.entry(customer).or_default().insert(product);
        }
        lines += 1;
        Ok(lines < LINES)
    })?;
    Ok(found)
}
