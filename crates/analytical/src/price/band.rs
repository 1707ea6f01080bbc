//! At which prices is sold: lines by the price of one, in bands whose bounds are round numbers.

use super::Asked;
use crate::analysis::Ground;
use serde_json::{Value as Json, json};
use standard::{purchase, purchase_line};
use std::collections::BTreeMap;
use vocabulary::Money;

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

impl Sum {
    fn add(&mut self, other: &Sum) {
        self.lines += other.lines;
        self.quantity = self.quantity.saturating_add(other.quantity);
        self.total = self.total.saturating_add(other.total);
        self.known = self.known.saturating_add(other.known);
        self.cost = self.cost.saturating_add(other.cost);
    }
}

/// Lines by the band their price lies in: each from its bound to the next.
#[derive(Default)]
pub(super) struct Bands(BTreeMap<i64, Sum>);

impl Bands {
    /// Adds a line: price, sum and cost in minor units, quantity in millionths.
    pub(super) fn add(&mut self, price: i64, quantity: i64, total: i64, cost: Option<i64>) {
        let known = if cost.is_some() { total } else { 0 };
        let line = Sum { lines: 1, quantity, total, known, cost: cost.unwrap_or_default() };
        self.0.entry(bound_of(price)).or_default().add(&line);
    }

    /// The bands in which something was sold, each with where the next one begins; none does after the last.
    fn told(&self) -> Vec<(i64, Option<i64>, Sum)> {
        let (Some(first), Some(most)) = (self.0.keys().next(), self.0.keys().next_back()) else {
            return Vec::new();
        };
        let grid: Vec<i64> = bounds().filter(|bound| (first..=most).contains(&bound)).take(MOST).collect();
        let last = grid.last().copied().unwrap_or_default();
        let mut sums: BTreeMap<i64, Sum> = BTreeMap::new();
        for (bound, sum) in &self.0 {
            sums.entry(last.min(*bound)).or_default().add(sum);
        }
        let next = |from: i64| grid.iter().copied().find(|bound| *bound > from);
        sums.into_iter().map(|(from, sum)| (from, next(from), sum)).collect()
    }
}

/// 1, 2, 5, 10, … minor units, as long as they fit.
fn bounds() -> impl Iterator<Item = i64> {
    let tens = std::iter::successors(Some(1_i64), |ten| ten.checked_mul(10));
    tens.flat_map(|ten| [1, 2, 5].into_iter().filter_map(move |step| ten.checked_mul(step)))
}

/// Where the band of a price begins.
fn bound_of(price: i64) -> i64 {
    let ten = 10_i64.pow(price.max(1).ilog10());
    match price / ten {
        5.. => 5 * ten,
        2.. => 2 * ten,
        _ => ten,
    }
}

pub(super) fn told(ground: &Ground<'_>, asked: &Asked, bands: &Bands) -> Json {
    let told = bands.told().into_iter().map(|(from, to, sum)| {
        json!({
            "key": from.to_string(),
            "from": ground.money(from),
            "to": to.map(|to| ground.money(to)),
            "lines": sum.lines,
            "quantity": vocabulary::Decimal::from_millionths(sum.quantity).to_string(),
            "revenue": ground.money(sum.total),
            "known": ground.money(sum.known),
            "margin": (sum.known != 0).then(|| ground.money(sum.known.saturating_sub(sum.cost))),
            "lists": [{"object": purchase_line::KEY, "filter": filter(ground, asked, from, to)}],
        })
    });
    told.collect()
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
    fn bands_are_round_and_hold_all_prices() {
        let told = |prices: &[i64]| {
            let mut bands = Bands::default();
            prices.iter().for_each(|price| bands.add(*price, 1, *price, None));
            bands.told().into_iter().map(|(from, to, sum)| (from, to, sum.lines)).collect::<Vec<_>>()
        };
        assert_eq!(told(&[255, 499, 1_999]), [(200, Some(500), 2), (1_000, None, 1)]);
        assert_eq!(told(&[1]), [(1, None, 1)]);
        assert_eq!(told(&[500, 500]), [(500, None, 2)]);
        let most = told(&[1, 3, i64::MAX, i64::MAX - 1]);
        assert_eq!((most.len(), most.last().unwrap().2), (3, 2));
        assert_eq!(told(&[]), []);
    }
}
