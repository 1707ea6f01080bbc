//! What earlier forecasts would have said, from what was known then alone, and what came.

use super::super::book::{Book, Outcome};
use super::super::day;
use super::super::tell::major;
use super::past::{Model, Past};
use super::play::{Buckets, WORK, played};
use math::Refusal;
use math::forecast::{Calibration, PipelineForecast, calibration};
use serde_json::{Value as Json, json};
use std::collections::HashSet;
use vocabulary::Id;

/// The most months looked back.
const ORIGINS: i64 = 12;
/// How many months ahead each says.
const AHEAD: i64 = 3;
/// With fewer decided deals before a month, nothing is foretold from it.
const DECIDED: usize = 30;
const RUNS: usize = 300;

/// One forecast of the past, and what came.
struct Test {
    origin: i64,
    month: i64,
    told: PipelineForecast,
    came: f64,
}

pub(super) fn back_test(
    book: &Book,
    model: Model,
    seed: u64,
    step: &mut dyn FnMut() -> vocabulary::Result<()>,
) -> vocabulary::Result<Json> {
    let mut tests: Vec<Test> = Vec::new();
    let this = day::month(book.today);
    for origin in this - ORIGINS..this {
        step()?;
        tests.extend(from_month(book, model, origin, this, seed));
    }
    if tests.is_empty() {
        let decided = book.deals.iter().filter(|deal| deal.decided()).count();
        return Ok(super::super::tell::refusal(&Refusal::TooFew {
            what: "deals decided before the month that is foretold",
            needed: DECIDED,
            got: decided.min(DECIDED - 1),
        }));
    }
    let pairs: Vec<(PipelineForecast, f64)> =
        tests.iter().map(|test| (test.told.clone(), test.came)).collect();
    Ok(match calibration(&pairs) {
        Ok(found) => told(&tests, &found),
        Err(why) => super::super::tell::refusal(&why),
    })
}

/// Forecasts as of the last day before a month.
fn from_month(book: &Book, model: Model, origin: i64, this: i64, seed: u64) -> Vec<Test> {
    let first = day::first_of(origin);
    let today = first - 1;
    let decided = book.deals.iter().filter(|deal| deal.ended.is_some_and(|ended| ended <= today)).count();
    if decided < DECIDED {
        return Vec::new();
    }
    let past = Past::on(book, model, today, first as f64);
    let months: Vec<i64> = (origin..origin + AHEAD).filter(|month| *month < this).collect();
    let ends: Vec<f64> = months.iter().map(|month| (day::first_of(month + 1) - first) as f64).collect();
    if past.open.is_empty() || months.is_empty() {
        return Vec::new();
    }
    let Ok(played) = played(&past, &Buckets { ends }, (RUNS, WORK / 4), false, seed ^ origin as u64) else {
        return Vec::new();
    };
    let foretold: HashSet<Id> = past.open.iter().map(|(_, deal)| deal.id).collect();
    let came = |month: i64| -> f64 {
        let (from, to) = (day::first_of(month), day::first_of(month + 1));
        let won = book.deals.iter().filter(|deal| {
            deal.outcome == Outcome::Won
                && deal.ended.is_some_and(|ended| from <= ended && ended < to)
                && foretold.contains(&deal.id)
        });
        major(won.filter_map(|deal| deal.minor).sum(), book.currency)
    };
    months
        .into_iter()
        .zip(played.all)
        .map(|(month, told)| Test { origin, month, told, came: came(month) })
        .collect()
}

fn told(tests: &[Test], found: &Calibration) -> Json {
    let share =
        |share: &math::proportion::Share| json!({"share": share.share, "low": share.low, "high": share.high});
    let off: f64 = tests.iter().map(|test| (test.came - test.told.p50).abs()).sum();
    json!({
        "forecasts": tests.len(),
        "within": share(&found.within), "below": share(&found.below), "above": share(&found.above),
        "ratio": found.ratio, "mean_absolute": off / tests.len() as f64,
        "months": tests.iter().map(|test| json!({
            "as_of": day::date(day::first_of(test.origin) - 1).to_string(), "month": day::month_text(test.month),
            "ahead": test.month - test.origin + 1,
            "p10": test.told.p10, "p50": test.told.p50, "p90": test.told.p90, "came": test.came,
        })).collect::<Vec<_>>(),
    })
}
