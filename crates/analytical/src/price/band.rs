//! At which prices is sold: lines by the price of one, in bands whose bounds are round numbers.

use super::Asked;
use super::gather::Priced;
use crate::analysis::Ground;
use crate::line::Till;
use serde_json::{Value as Json, json};
use standard::{purchase, purchase_line};
use vocabulary::{Money, Result};

/// More bands are put together at their upper end.
const MOST: usize = 24;

#[derive(Clone, Copy, Default)]
struct Sum {
    lines: u64,
    quantity: i64,
    total: i64,
    /// Of the lines whose cost is known.
    known: i64,
    cost: i64,
}

pub(super) fn told(ground: &Ground<'_>, till: &Till, asked: &Asked, prices: &[Priced]) -> Result<Json> {
    let chosen = asked.product.and_then(|id| till.product_of(id));
    let prices = || prices.iter().filter(|one| chosen.is_none_or(|product| one.product == product));
    let (Some(least), Some(most)) =
        (prices().map(|one| one.price).min(), prices().map(|one| one.price).max())
    else {
        return Ok(json!([]));
    };
    let bounds = bounds(least, most);
    let mut sums = vec![Sum::default(); bounds.len()];
    for one in prices() {
        let place = bounds.partition_point(|bound| *bound <= one.price).saturating_sub(1);
        if let Some(sum) = sums.get_mut(place) {
            sum.lines += 1;
            sum.quantity = sum.quantity.saturating_add(one.quantity);
            sum.total = sum.total.saturating_add(one.total);
            if let Some(cost) = one.cost {
                sum.known = sum.known.saturating_add(one.total);
                sum.cost = sum.cost.saturating_add(cost);
            }
        }
    }
    let told = bounds.iter().zip(bounds.iter().skip(1).map(Some).chain([None])).zip(sums);
    let told = told.filter(|(_, sum)| sum.lines > 0).map(|((from, to), sum)| {
        json!({
            "key": from.to_string(),
            "from": ground.money(*from),
            "to": to.map(|to| ground.money(*to)),
            "lines": sum.lines,
            "quantity": vocabulary::Decimal::from_millionths(sum.quantity).to_string(),
            "revenue": ground.money(sum.total),
            "known": ground.money(sum.known),
            "margin": (sum.known != 0).then(|| ground.money(sum.known.saturating_sub(sum.cost))),
            "lists": [{"object": purchase_line::KEY, "filter": filter(ground, asked, *from, to.copied())}],
        })
    });
    Ok(told.collect())
}

/// 1, 2, 5, 10, … minor units, from the last that is not above the least price to the last that is not above the most.
fn bounds(least: i64, most: i64) -> Vec<i64> {
    let mut all = Vec::new();
    let mut ten = 1_i64;
    'all: loop {
        for step in [1, 2, 5] {
            match ten.checked_mul(step) {
                Some(bound) if bound <= most => all.push(bound),
                _ => break 'all,
            }
        }
        ten = ten.saturating_mul(10);
    }
    let from = all.partition_point(|bound| *bound <= least).saturating_sub(1);
    all.drain(..from);
    all.truncate(MOST);
    all
}

fn filter(ground: &Ground<'_>, asked: &Asked, from: i64, to: Option<i64>) -> Json {
    let (price, line) = (purchase_line::UNIT_PRICE.key(), purchase_line::PURCHASE.key());
    let money = |minor| json!({"amount": Money::new(minor, ground.currency).amount(), "currency": ground.currency.code()});
    let mut parts = vec![
        json!({"field": price, "op": "gte", "value": money(from)}),
        json!({"not": {"field": purchase_line::QUANTITY.key(), "op": "lte", "value": "0"}}),
        json!({"field": purchase_line::PRODUCT.key(), "op": "is_not_empty"}),
    ];
    parts.extend(to.map(|to| json!({"field": price, "op": "lt", "value": money(to)})));
    if ground.reading.sees_field(purchase::KEY, purchase::KIND.key()) {
        let kind = format!("{line}.{}", purchase::KIND.key());
        parts.push(json!({"not": {"field": kind, "op": "is", "value": "return"}}));
    }
    if let Some(since) = asked.since {
        let at = format!("{line}.{}", purchase::PURCHASED_AT.key());
        parts.push(json!({"field": at, "op": "on_or_after", "value": since}));
    }
    if let Some(product) = asked.product {
        parts.push(json!({"field": purchase_line::PRODUCT.key(), "op": "is", "value": product}));
    }
    json!({"and": parts})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_round_and_hold_all_prices() {
        assert_eq!(bounds(255, 1_999), [200, 500, 1_000]);
        assert_eq!(bounds(1, 1), [1]);
        assert_eq!(bounds(500, 500), [500]);
        assert!(bounds(1, i64::MAX).len() <= MOST);
    }
}
