//! One product looked at closely: its price and quantity by period, what changes of price would do, and how it moves with the prices of others.

use super::estimate::{
    LEAST_SPREAD, code_of, cost_share, effect, interval, minor, own, sold, spread, verdict,
};
use super::gather::{Gathered, Week, first_day};
use super::{Asked, SURE, rounded};
use crate::analysis::Ground;
use crate::line::Till;
use math::price::elasticity;
use serde_json::{Value as Json, json};
use vocabulary::Result;

/// Other products that are held against it: of its category first, then those sold in most periods.
const OTHERS: usize = 12;

pub(super) fn told(
    ground: &Ground<'_>,
    till: &Till,
    gathered: &Gathered,
    asked: &Asked,
    place: u32,
) -> Result<Json> {
    let Some(product) = till.product(place) else { return Ok(Json::Null) };
    let weeks = gathered.periods.get(&place).map(Vec::as_slice).unwrap_or_default();
    let points: Vec<Json> = weeks
        .iter()
        .map(|week| {
            json!({
                "day": first_day(week.period, asked.period),
                "price": ground.money(minor(week.price)),
                "quantity": rounded(week.quantity),
                "revenue": ground.money(week.revenue),
            })
        })
        .collect();
    let found = own(gathered, place, weeks);
    let mut json = json!({
        "id": product.id,
        "name": product.name,
        "points": points,
        "refusal": Json::Null,
        "own": Json::Null,
        "what_if": [],
        "cross": [],
        "compared": 0,
    });
    let Some(members) = json.as_object_mut() else { return Ok(Json::Null) };
    match found {
        Err(refusal) => {
            let told = json!({"key": code_of(&refusal), "text": refusal.to_string()});
            members.insert("refusal".to_string(), told);
        }
        Ok(found) => {
            let share = weeks.last().and_then(|last| cost_share(product.cost, last.price));
            let steps: Vec<Json> = (-6..=6)
                .map(|step| effect(&found.own, f64::from(step) * 0.05, share))
                .filter(|one| !one.is_null())
                .collect();
            members.insert("own".to_string(), interval(&found.own));
            members.insert("what_if".to_string(), steps.into());
            let (cross, compared) = cross(till, gathered, place, weeks);
            members.insert("cross".to_string(), cross.into());
            members.insert("compared".to_string(), compared.into());
        }
    }
    Ok(json)
}

/// How the product moves with the price of each of some others, one at a time; and how many could be compared.
fn cross(till: &Till, gathered: &Gathered, place: u32, weeks: &[Week]) -> (Vec<Json>, usize) {
    let periods = &gathered.periods;
    let has_price = |other: u32| other != place && !gathered.amounts.contains(&other);
    let category = till.product(place).and_then(|one| one.category);
    let mut others: Vec<(bool, usize, u32)> = periods
        .iter()
        .filter(|(other, list)| has_price(**other) && list.len() > 1 && spread(list) >= LEAST_SPREAD)
        .map(|(other, list)| {
            let same = category.is_some() && till.product(*other).and_then(|one| one.category) == category;
            (!same, usize::MAX - list.len(), *other)
        })
        .collect();
    others.sort_unstable();
    let mut told = Vec::new();
    for (foreign, _, other) in others.into_iter().take(OTHERS) {
        let (Some(named), Some(list)) = (till.product(other), periods.get(&other)) else { continue };
        let rows: Vec<_> = weeks
            .iter()
            .zip(sold(weeks))
            .filter_map(|(week, mut row)| {
                row.others.push(price_at(list, week.period)?);
                Some(row)
            })
            .collect();
        let Ok(found) = elasticity(&rows, SURE) else { continue };
        let Some(cross) = found.cross.first() else { continue };
        let kind = if cross.low > 0.0 {
            "instead"
        } else if cross.high < 0.0 {
            "together"
        } else {
            "unclear"
        };
        told.push(json!({
            "key": named.id, "id": named.id, "name": named.name, "same_category": !foreign,
            "periods": found.used, "value": interval(cross), "kind": kind,
            "own": verdict(&found.own),
        }));
    }
    let compared = told.len();
    (told, compared)
}

/// The price of a product in a period: of the last one in which it was sold, as long as that is no later.
fn price_at(weeks: &[Week], period: i32) -> Option<f64> {
    let after = weeks.partition_point(|week| week.period <= period);
    weeks.get(after.checked_sub(1)?).map(|week| week.price)
}
