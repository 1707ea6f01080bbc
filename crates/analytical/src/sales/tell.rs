//! How figures are told: shares with their intervals and numbers, quartiles, money, and the filter that leads to the records behind a mark.

use super::day;
use jiff::tz::TimeZone;
use math::Refusal;
use math::proportion::wilson;
use serde_json::{Map, Value as Json, json};
use standard::deal;
use vocabulary::{Currency, Id};

/// How sure intervals are: in 9 of 10 they hold the truth.
pub(super) const CONFIDENCE: f64 = 0.9;

/// A share with its interval, and of how many it is; none of nothing.
pub(super) fn share(hits: usize, trials: usize) -> Json {
    match wilson(hits as u64, trials as u64, CONFIDENCE) {
        Ok(found) => {
            json!({"share": found.share, "low": found.low, "high": found.high, "hits": hits, "n": trials})
        }
        Err(_) => Json::Null,
    }
}

/// Minor units as a number of the currency.
pub(super) fn major(minor: i64, currency: Currency) -> f64 {
    let shift = 10_f64.powi(i32::try_from(currency.decimals()).unwrap_or_default());
    minor as f64 / shift
}

/// Values that cut what is sorted into quarters, with linear interpolation (R's type 7).
pub(super) fn quartiles(values: &[f64]) -> Json {
    let mut sorted: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    if sorted.is_empty() {
        return Json::Null;
    }
    sorted.sort_by(f64::total_cmp);
    json!({
        "low": quantile(&sorted, 0.25), "median": quantile(&sorted, 0.5), "high": quantile(&sorted, 0.75),
        "n": sorted.len(),
    })
}

/// A quantile of sorted values.
pub(super) fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = share * sorted.len().saturating_sub(1) as f64;
    let below = place.floor() as usize;
    let low = sorted.get(below).copied().unwrap_or_default();
    let high = sorted.get(below + 1).copied().unwrap_or(low);
    low + (high - low) * (place - below as f64)
}

/// Why there is no answer.
pub(super) fn refusal(refusal: &Refusal) -> Json {
    let (code, mut values) = match refusal {
        Refusal::TooFew { what, needed, got } => {
            ("too_few", json!({"what": what, "needed": needed, "got": got}))
        }
        Refusal::NoVariation { what } => ("no_variation", json!({"what": what})),
        Refusal::Impossible { what } => ("impossible", json!({"what": what})),
        Refusal::DoesNotFit { why } => ("does_not_fit", json!({"why": why})),
        Refusal::TooMany { what, limit } => ("too_many", json!({"what": what, "limit": limit})),
        Refusal::NoRepeatPurchases => ("no_repeat_purchases", json!({})),
        Refusal::DoesNotConverge => ("does_not_converge", json!({})),
        Refusal::Stopped => ("stopped", json!({})),
    };
    let mut told = Map::new();
    told.insert("refusal".to_string(), json!(code));
    told.insert("message".to_string(), json!(refusal.to_string()));
    if let Some(values) = values.as_object_mut() {
        told.append(values);
    }
    Json::Object(told)
}

/// All of these conditions.
pub(super) fn all(parts: Vec<Json>) -> Json {
    json!({ "and": parts })
}

/// A field is a value.
pub(super) fn is(field: &str, value: impl Into<Json>) -> Json {
    json!({"field": field, "op": "is", "value": value.into()})
}

/// A moment lies on one of these days, both included.
pub(super) fn during(field: &str, from: i64, to: i64, zone: &TimeZone) -> Json {
    json!({"and": [
        {"field": field, "op": "on_or_after", "value": day::midnight(from, zone).to_string()},
        {"field": field, "op": "before", "value": day::midnight(to + 1, zone).to_string()},
    ]})
}

/// Deals whose work began on one of these days: as they say, else when they were made.
pub(super) fn begun(from: i64, to: i64, zone: &TimeZone) -> Json {
    let engaged = deal::ENGAGED_ON.key();
    json!({"or": [
        {"and": [
            {"field": engaged, "op": "on_or_after", "value": day::date(from).to_string()},
            {"field": engaged, "op": "on_or_before", "value": day::date(to).to_string()},
        ]},
        {"and": [{"field": engaged, "op": "is_empty"}, during("created_at", from, to, zone)]},
    ]})
}

/// A link leads to one record, or nowhere.
pub(super) fn linked(field: &str, id: Option<Id>) -> Json {
    match id {
        Some(id) => is(field, id.to_string()),
        None => json!({"field": field, "op": "is_empty"}),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quartiles_are_those_of_r() {
        // quantile(c(1, 2, 3, 4, 10)) and quantile(c(1, 2)) of R 4.
        assert_eq!(
            quartiles(&[10.0, 1.0, 3.0, 2.0, 4.0]),
            json!({"low": 2.0, "median": 3.0, "high": 4.0, "n": 5})
        );
        assert_eq!(quartiles(&[1.0, 2.0]), json!({"low": 1.25, "median": 1.5, "high": 1.75, "n": 2}));
        assert_eq!(quartiles(&[]), Json::Null);
        assert_eq!(share(0, 0), Json::Null);
        assert_eq!(share(3, 4)["n"], 4);
        assert_eq!(major(1_050, Currency::EUR), 10.5);
    }
}
