//! Revenue month by month, carried on by exponential smoothing with seasons where there are enough years, with intervals and
//! held against saying “as in the month a year ago” (or “as last month”).

use super::super::day;
use super::super::tell::{all, during, is, major, refusal};
use dictionary::Value;
use jiff::tz::TimeZone;
use math::Refusal;
use math::forecast::{BackTest, Method, Season, Smoothing, Trend, back_test};
use records::{GroupRequest, Reading};
use serde_json::{Value as Json, json};
use standard::{deal, purchase};
use vocabulary::{Currency, Result};

/// What is counted as revenue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sales) enum Source {
    /// What won deals brought, in the month they were won.
    Deals,
    /// What was bought, less returns.
    Purchases,
}

/// Whole months are needed at least.
const NEEDED: usize = 12;
/// The most months looked back.
const MOST: usize = 120;
const YEAR: usize = 12;
/// How sure the interval is: in 8 of 10 months the value should lie inside, as between the P10 and P90 of the pipeline.
const CONFIDENCE: f64 = 0.8;
const AHEAD: usize = 3;

/// Revenue by month.
#[derive(Clone, Debug, Default)]
pub(in crate::sales) struct Series {
    /// The first whole month.
    pub(in crate::sales) start: i64,
    /// Whole months, without gaps.
    pub(in crate::sales) whole: Vec<i64>,
    /// What the month that is not over has brought.
    pub(in crate::sales) current: i64,
    /// Whether there is revenue in other currencies.
    pub(in crate::sales) other_currencies: bool,
}

impl Source {
    pub(in crate::sales) fn word(self) -> &'static str {
        match self {
            Source::Deals => "deals",
            Source::Purchases => "purchases",
        }
    }

    pub(in crate::sales) fn object(self) -> &'static str {
        match self {
            Source::Deals => deal::KEY,
            Source::Purchases => purchase::KEY,
        }
    }

    fn moment(self) -> &'static str {
        match self {
            Source::Deals => deal::CLOSED_AT.key(),
            Source::Purchases => purchase::PURCHASED_AT.key(),
        }
    }

    fn amount(self) -> &'static str {
        match self {
            Source::Deals => deal::AMOUNT.key(),
            Source::Purchases => purchase::TOTAL.key(),
        }
    }

    fn filter(self, mut parts: Vec<Json>) -> Json {
        if self == Source::Deals {
            parts.push(is(deal::OUTCOME.key(), "won"));
        }
        all(parts)
    }
}

/// The months up to a day, added up by the store under the rights of who asks.
pub(in crate::sales) fn series(
    reading: &mut Reading<'_>,
    source: Source,
    today: i64,
    zone: &TimeZone,
    currency: Option<Currency>,
    own: Currency,
    whose: &[Json],
) -> Result<(Series, Currency)> {
    let first = day::first_of(day::month(today) - MOST as i64);
    let mut parts = vec![during(source.moment(), first, today, zone)];
    parts.extend(whose.iter().cloned());
    let request = GroupRequest {
        filter: Some(source.filter(parts)),
        by: json!([{"field": source.moment(), "bucket": "month"}]),
        measures: json!([{"measure": "sum", "field": source.amount()}]),
        limit: json!(1_000),
        ..GroupRequest::default()
    };
    let mut found: Vec<(i64, Currency, i64)> = Vec::new();
    for group in reading.groups(source.object(), &request)?.groups {
        let month = group.key.first().and_then(|(value, _)| month_of(value));
        let sum = match group.values.first() {
            Some(Value::Money(money)) => Some((money.minor, money.currency)),
            _ => None,
        };
        if let (Some(month), Some((minor, currency))) = (month, sum) {
            found.push((month, currency, minor));
        }
    }
    let currency = currency.unwrap_or_else(|| {
        let has = found.iter().any(|(_, currency, _)| *currency == own);
        let mut most: std::collections::BTreeMap<&str, (usize, Currency)> = std::collections::BTreeMap::new();
        for (_, currency, _) in &found {
            most.entry(currency.code()).or_insert((0, *currency)).0 += 1;
        }
        let other = most.values().max_by_key(|(count, _)| *count).map(|(_, currency)| *currency);
        if has { own } else { other.unwrap_or(own) }
    });
    let other_currencies = found.iter().any(|(_, other, _)| *other != currency);
    found.retain(|(_, other, _)| *other == currency);
    let this = day::month(today);
    let Some(start) = found.iter().map(|(month, ..)| *month).min() else {
        return Ok((Series { start: this, other_currencies, ..Series::default() }, currency));
    };
    // The month in which it all began is seldom a whole one.
    let start = (start + 1).min(this);
    let mut whole = vec![0; usize::try_from(this - start).unwrap_or_default()];
    let mut current = 0;
    for (month, _, minor) in found {
        match usize::try_from(month - start).ok().and_then(|place| whole.get_mut(place)) {
            Some(place) => *place += minor,
            None if month == this => current += minor,
            None => {}
        }
    }
    Ok((Series { start, whole, current, other_currencies }, currency))
}

fn month_of(value: &Value) -> Option<i64> {
    let text = value.to_text();
    let (year, month) = (text.get(..4)?.parse::<i64>().ok()?, text.get(5..7)?.parse::<i64>().ok()?);
    (1..=12).contains(&month).then_some(year * 12 + month - 1)
}

/// The series carried on for so many months, this one first.
pub(in crate::sales) fn revenue(
    source: Source,
    series: &Series,
    currency: Currency,
    zone: &TimeZone,
    months: usize,
    seed: u64,
    whose: &[Json],
) -> Json {
    let values: Vec<f64> = series.whole.iter().map(|minor| major(*minor, currency)).collect();
    let past: Vec<Json> = values
        .iter()
        .zip(series.start..)
        .map(|(value, month)| {
            let (from, to) = (day::first_of(month), day::first_of(month + 1) - 1);
            let mut parts = vec![during(source.moment(), from, to, zone)];
            parts.extend(whose.iter().cloned());
            json!({"month": day::month_text(month), "amount": value, "object": source.object(), "filter": source.filter(parts)})
        })
        .collect();
    let this = series.start + values.len() as i64;
    let mut answer = json!({
        "source": source.word(), "months": past, "current": {"month": day::month_text(this), "amount": major(series.current, currency)},
        "other_currencies": series.other_currencies, "confidence": CONFIDENCE,
    });
    let Some(members) = answer.as_object_mut() else { return answer };
    match best(&values).and_then(|(method, test)| {
        let fitted = Smoothing::fit(&values, method)?;
        Ok((method, test, fitted.ahead(months, CONFIDENCE, seed)?))
    }) {
        Err(why) => {
            members.insert("refused".to_string(), refusal(&why));
        }
        Ok((method, test, ahead)) => {
            let told = ahead.iter().zip(this..).map(|(one, month)| {
                json!({"month": day::month_text(month), "value": one.value, "low": one.low, "high": one.high})
            });
            members.insert("ahead".to_string(), told.collect());
            members.insert("method".to_string(), json!(word(method)));
            members.insert(
                "back_test".to_string(),
                json!({
                    "foretold": test.foretold, "mean_absolute": test.mean_absolute, "naive": test.naive,
                    "covered": test.covered, "scaled": test.scaled,
                    "naive_is": if method.season == Season::None { "last_month" } else { "last_year" },
                    "better": test.mean_absolute < test.naive,
                }),
            );
        }
    }
    answer
}

fn word(method: Method) -> &'static str {
    match (method.trend, method.season) {
        (Trend::None, Season::None) => "level",
        (Trend::Additive, Season::None) => "trend",
        (_, Season::Additive(_)) => "seasons_added",
        (_, Season::Multiplicative(_)) => "seasons_multiplied",
    }
}

/// The method whose earlier forecasts were least wrong, and how wrong they were.
fn best(values: &[f64]) -> std::result::Result<(Method, BackTest), Refusal> {
    if values.len() < NEEDED {
        return Err(Refusal::TooFew { what: "whole months with revenue", needed: NEEDED, got: values.len() });
    }
    if values.iter().all(|value| *value == 0.0) {
        return Err(Refusal::NoVariation { what: "the months: all are zero" });
    }
    let methods = [
        (Trend::None, Season::None),
        (Trend::Additive, Season::None),
        (Trend::Additive, Season::Additive(YEAR)),
        (Trend::Additive, Season::Multiplicative(YEAR)),
    ];
    let mut found: Option<(Method, BackTest)> = None;
    for (trend, season) in methods {
        let method = Method { trend, season };
        // What was known at the first origin must be enough to fit.
        let needed = if season == Season::None { 6 } else { 2 * YEAR + 3 };
        let room = values.len().saturating_sub(needed + AHEAD - 1);
        if room < 2 {
            continue;
        }
        // All methods are held against the same months where they can be.
        let Ok(test) = back_test(values, method, room.min(YEAR), AHEAD, CONFIDENCE) else { continue };
        let better = found.is_none_or(|(_, known)| test.mean_absolute < known.mean_absolute);
        if better {
            found = Some((method, test));
        }
    }
    found.ok_or(Refusal::TooFew { what: "whole months with revenue", needed: NEEDED, got: values.len() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_needed_and_seasons_are_found_after_three() {
        assert!(matches!(best(&[5.0; 11]), Err(Refusal::TooFew { .. })));
        assert!(matches!(best(&[0.0; 30]), Err(Refusal::NoVariation { .. })));
        let seasons: Vec<f64> = (0..60)
            .map(|month| {
                100.0 + 40.0 * f64::from([0, 1, 2, 3, 2, 1, 0, -1, -2, -3, -2, -1][month % 12]) + month as f64
            })
            .collect();
        let (method, test) = best(&seasons).unwrap();
        assert_ne!(method.season, Season::None);
        assert!(test.mean_absolute < test.naive, "{test:?}");
        // A level with noise has no seasons to be made up.
        let mut chance = math::number::Chance::new(4);
        let level: Vec<f64> = (0..18).map(|_| 100.0 + 10.0 * chance.normal()).collect();
        assert_eq!(best(&level).unwrap().0.season, Season::None);
    }

    #[test]
    fn months_are_read_from_the_store() {
        assert_eq!(month_of(&Value::Text("2026-11".into())), Some(2026 * 12 + 10));
        assert_eq!(month_of(&Value::Date("2026-11-01".parse().unwrap())), Some(2026 * 12 + 10));
        assert_eq!(month_of(&Value::Null), None);
    }
}
