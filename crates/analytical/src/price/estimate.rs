//! Elasticities of all products, each drawn towards its category, and what a change of price would do.

use super::gather::{Gathered, Week};
use super::{Asked, SURE, rounded};
use crate::analysis::{Ground, refused};
use crate::line::Till;
use math::Refusal;
use math::number::normal_quantile;
use math::price::{Elasticity, Estimate, Sold, elasticity, shrink, what_if};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use vocabulary::{Id, Result};

/// A price that moved by less than so much says nothing: the standard deviation of its logarithm.
pub(super) const LEAST_SPREAD: f64 = 0.01;
/// What is sold now is the mean of so many periods.
const LATELY: usize = 13;
/// So many products that cannot be judged are named for each reason.
const NAMED: usize = 20;

/// A product without a price.
const AMOUNT: Refusal = Refusal::DoesNotFit { why: "what stands there is an amount entered anew each time" };

struct One {
    product: u32,
    found: Elasticity,
    /// After it was drawn towards its kind.
    drawn: Estimate,
}

/// What was learned of products, of categories, and why nothing was learned of the others.
pub(super) fn estimates(
    ground: &mut Ground<'_>,
    till: &Till,
    gathered: &Gathered,
    asked: &Asked,
) -> Result<Json> {
    let periods = &gathered.periods;
    let mut ones: Vec<One> = Vec::new();
    let mut refusals: BTreeMap<&'static str, (String, Vec<u32>)> = BTreeMap::new();
    for (at, (product, weeks)) in periods.iter().enumerate() {
        if at % 100 == 0 {
            ground.step(at, periods.len())?;
        }
        match own(gathered, *product, weeks) {
            Ok(found) => ones.push(One { product: *product, drawn: found.own, found }),
            Err(refusal) => {
                let code = code_of(&refusal);
                let words = words_of(&refusal, code);
                refusals.entry(code).or_insert((words, Vec::new())).1.push(*product);
            }
        }
    }
    let groups = draw(till, &mut ones)?;
    let change = asked.change.to_f64();
    let mut told: Vec<(i64, Id, Json)> = Vec::new();
    for one in &ones {
        let weeks = periods.get(&one.product).map(Vec::as_slice).unwrap_or_default();
        if let Some((revenue, id, json)) = product_told(ground, till, one, weeks, change) {
            told.push((revenue, id, json));
        }
    }
    told.sort_by(|left, right| right.0.cmp(&left.0).then(left.1.cmp(&right.1)));
    let refused_told: Vec<Json> = refusals
        .into_iter()
        .map(|(code, (words, products))| {
            let named: Vec<Json> = (products.iter().take(NAMED))
                .filter_map(|place| till.product(*place))
                .map(|one| json!({"id": one.id, "name": one.name}))
                .collect();
            json!({"key": code, "text": words, "products": products.len(), "named": named})
        })
        .collect();
    Ok(json!({
        "products": told.into_iter().map(|one| one.2).collect::<Vec<_>>(),
        "categories": groups,
        "refused": refused_told,
    }))
}

/// The elasticity of one product out of its own periods.
pub(super) fn own(
    gathered: &Gathered,
    product: u32,
    weeks: &[Week],
) -> std::result::Result<Elasticity, Refusal> {
    if gathered.amounts.contains(&product) {
        return Err(AMOUNT);
    }
    if weeks.len() > 1 && spread(weeks) < LEAST_SPREAD {
        return Err(Refusal::NoVariation { what: "the price: it hardly ever moved" });
    }
    elasticity(&sold(weeks), SURE)
}

pub(super) fn sold(weeks: &[Week]) -> Vec<Sold> {
    let one = |week: &Week| Sold {
        period: f64::from(week.period),
        season: week.season,
        price: week.price,
        quantity: week.quantity,
        others: Vec::new(),
    };
    weeks.iter().map(one).collect()
}

/// The standard deviation of the logarithm of the price.
pub(super) fn spread(weeks: &[Week]) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a number of periods")]
    let count = weeks.len().max(1) as f64;
    let logarithms = || weeks.iter().filter(|week| week.price > 0.0).map(|week| week.price.ln());
    let mean = logarithms().sum::<f64>() / count;
    (logarithms().map(|value| (value - mean).powi(2)).sum::<f64>() / count).sqrt()
}

pub(super) fn code_of(refusal: &Refusal) -> &'static str {
    match refusal {
        amount if *amount == AMOUNT => "amount",
        Refusal::TooFew { .. } => "too_few",
        Refusal::NoVariation { .. } => "no_variation",
        _ => "does_not_fit",
    }
}

pub(super) fn words_of(refusal: &Refusal, code: &str) -> String {
    match code {
        "too_few" => "They were sold in too few periods to tell price, season and trend apart.".to_string(),
        "no_variation" => {
            "Their price never changed, hardly changed, or changed only with the season or in one period."
                .to_string()
        }
        "amount" => "They have no price: an amount is entered anew each time, as for postage.".to_string(),
        _ => refusal.to_string(),
    }
}

/// Draws each estimate towards its category, or towards all where the category has too few of them.
fn draw(till: &Till, ones: &mut [One]) -> Result<Vec<Json>> {
    let mut by_category: BTreeMap<Option<u32>, Vec<usize>> = BTreeMap::new();
    for (place, one) in ones.iter().enumerate() {
        // An estimate without an error has nothing to be drawn by.
        if one.found.own.standard_error > 1e-9 && one.found.own.standard_error.is_finite() {
            by_category
                .entry(till.product(one.product).and_then(|one| one.category))
                .or_default()
                .push(place);
        }
    }
    let all: Vec<usize> = by_category.values().flatten().copied().collect();
    let mut told = Vec::new();
    let mut groups: Vec<(Option<u32>, Vec<usize>, bool)> = vec![(None, all, true)];
    groups.extend(
        by_category.into_iter().filter(|(key, _)| key.is_some()).map(|(key, list)| (key, list, false)),
    );
    for (category, places, is_all) in groups {
        if places.len() < 2 {
            continue;
        }
        let estimates: Vec<(f64, f64)> = (places.iter())
            .filter_map(|place| ones.get(*place))
            .map(|one| (one.found.own.value, one.found.own.standard_error))
            .collect();
        let shrunk = shrink(&estimates, SURE).map_err(|refusal| refused(&refusal))?;
        for (place, (value, standard_error, low, high)) in places.iter().zip(&shrunk.estimates) {
            if let Some(one) = ones.get_mut(*place) {
                one.drawn =
                    Estimate { value: *value, standard_error: *standard_error, low: *low, high: *high };
            }
        }
        let reach = normal_quantile(0.5 + SURE / 2.0) * shrunk.mean_error;
        let named = category.and_then(|place| till.category(place));
        told.push(json!({
            "key": named.map_or("all".to_string(), |one| one.id.to_string()),
            "id": named.map(|one| one.id),
            "name": named.map(|one| one.name.as_str()),
            "all": is_all,
            "products": places.len(),
            "value": rounded(shrunk.mean),
            "low": rounded(shrunk.mean - reach),
            "high": rounded(shrunk.mean + reach),
            "spread": rounded(shrunk.spread),
        }));
    }
    Ok(told)
}

fn product_told(
    ground: &Ground<'_>,
    till: &Till,
    one: &One,
    weeks: &[Week],
    change: f64,
) -> Option<(i64, Id, Json)> {
    let product = till.product(one.product)?;
    let last = weeks.last()?;
    let revenue = weeks.iter().fold(0_i64, |sum, week| sum.saturating_add(week.revenue));
    let lately: Vec<&Week> = weeks.iter().rev().take(LATELY).collect();
    let count = i64::try_from(lately.len().max(1)).unwrap_or(1);
    let now = lately.iter().fold(0_i64, |sum, week| sum.saturating_add(week.revenue)) / count;
    let prices = || weeks.iter().map(|week| week.price);
    let (least, most) = prices().fold((f64::MAX, f64::MIN), |(low, high), one| (low.min(one), high.max(one)));
    let json = json!({
        "key": product.id,
        "id": product.id,
        "name": product.name,
        "category": product.category.and_then(|place| till.category(place)).map(|one| one.name.as_str()),
        "periods": one.found.used,
        "price": ground.money(minor(last.price)),
        "price_from": ground.money(minor(least)),
        "price_to": ground.money(minor(most)),
        "revenue": ground.money(revenue),
        "revenue_now": ground.money(now),
        "own": interval(&one.found.own),
        "drawn": interval(&one.drawn),
        "verdict": verdict(&one.drawn),
        "trend": rounded(one.found.trend),
        "explained": rounded(one.found.r_squared),
        // Where more was sold at higher prices, something else is at work: a forecast out of it would be nonsense.
        "what_if": if one.drawn.low > 0.0 {
            Json::Null
        } else {
            effect(&one.drawn, change, cost_share(product.cost, last.price))
        },
    });
    Some((revenue, product.id, json))
}

/// What the interval allows to say.
pub(super) fn verdict(estimate: &Estimate) -> &'static str {
    if estimate.low > 0.0 {
        "upside_down"
    } else if estimate.high < -1.0 {
        "strong"
    } else if estimate.low > -1.0 && estimate.high < 0.0 {
        "weak"
    } else if estimate.high < 0.0 {
        "falls"
    } else {
        "unclear"
    }
}

pub(super) fn cost_share(cost: Option<i64>, price: f64) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "a share needs no more digits")]
    let cost = cost? as f64;
    (price > 0.0 && cost >= 0.0).then(|| cost / price)
}

/// What a change of price would do, or nothing where the interval is too wide to say.
pub(super) fn effect(estimate: &Estimate, change: f64, cost_share: Option<f64>) -> Json {
    let Ok(effect) = what_if(estimate, change, cost_share.unwrap_or(0.0)) else { return Json::Null };
    let three = |(value, low, high): (f64, f64, f64)| json!({"value": rounded(value), "low": rounded(low), "high": rounded(high)});
    json!({
        "change": rounded(change),
        "quantity": three(effect.quantity),
        "revenue": three(effect.revenue),
        "margin": effect.margin.filter(|_| cost_share.is_some()).map(three),
        // Of what is sold at or below cost no change of the margin can be told, though the cost is known.
        "cost_known": cost_share.is_some(),
    })
}

pub(super) fn interval(estimate: &Estimate) -> Json {
    json!({"value": rounded(estimate.value), "low": rounded(estimate.low), "high": rounded(estimate.high)})
}

#[expect(clippy::cast_possible_truncation, reason = "a price is far below the bound")]
pub(super) fn minor(price: f64) -> i64 {
    price.round() as i64
}
