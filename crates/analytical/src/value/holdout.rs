//! The test of a model: it learns from the first part of the time and foretells the rest, which is then held against what happened, by
//! frequency and week by week.

use super::history::{History, Summary, Who};
use super::lifetime::{known, set};
use super::model::fit;
use super::parameter::{Customers, Lifetime, date_of};
use super::refused;
use super::watch::Steps;
use math::Refusal;
use math::buying::{Customer, Held, by_frequency, holdout_error, score, tracking};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use vocabulary::Result;

/// A shorter test says nothing.
const LEAST_WEEKS: i32 = 4;

/// Customers who bought more often than this are one row.
const LAST_ROW: u32 = 7;

/// Points of the curves at most.
const POINTS: i32 = 80;

/// The last day the test learns from: two thirds of the time, at most a year being held back.
fn split(asked: Option<i32>, span: (i32, i32), until: i32) -> Option<i32> {
    let held = ((until - span.0) / 3).min(364);
    let split = asked.unwrap_or(until - held);
    (until - split >= LEAST_WEEKS * 7 && split - span.0 >= LEAST_WEEKS * 7).then_some(split)
}

pub(crate) fn work(
    history: &History,
    asked: &Lifetime,
    span: (i32, i32),
    until: i32,
    steps: &mut Steps<'_>,
) -> Result<Json> {
    let Some(split) = split(asked.split, span, until) else {
        let got = usize::try_from((until - span.0) / 7).unwrap_or_default();
        return Ok(json!({"refusal": refused(&Refusal::TooFew { what: "weeks", needed: 12, got })}));
    };
    let known = known(history, asked.customers, split, until);
    let mut test = json!({
        "split": date_of(split),
        "weeks": f64::from(until - split) / 7.0,
        "customers": known.len(),
    });
    let fitted = match fit(asked.model, known.iter().map(|(_, summary)| summary.customer), steps)? {
        Ok(fitted) => fitted,
        Err(refusal) => {
            set(&mut test, "refusal", refused(&refusal));
            return Ok(test);
        }
    };
    let customers: Vec<Customer> = known.iter().map(|(_, summary)| summary.customer).collect();
    let scores = score(&fitted.model, &customers, f64::from(until - split) / 7.0);
    let held: Vec<Held> = known
        .iter()
        .zip(&scores)
        .map(|((_, summary), score)| Held {
            frequency: summary.customer.frequency,
            expected: score.expected,
            actual: f64::from(summary.later),
        })
        .collect();
    set(&mut test, "fit", fitted.json());
    match holdout_error(&held) {
        Ok(error) => set(
            &mut test,
            "error",
            json!({
                "expected": held.iter().map(|one| one.expected).sum::<f64>(),
                "actual": held.iter().map(|one| one.actual).sum::<f64>(),
                "total_ratio": error.total_ratio,
                "mean_absolute": error.mean_absolute,
                "root_mean_square": error.root_mean_square,
                "correlation": error.correlation,
            }),
        ),
        Err(refusal) => set(&mut test, "refusal", refused(&refusal)),
    }
    let rows: Vec<Json> = by_frequency(&held, LAST_ROW)
        .iter()
        .map(|row| {
            json!({
                "frequency": row.frequency,
                "or_more": row.frequency == LAST_ROW,
                "customers": row.customers,
                "expected": row.expected,
                "actual": row.actual,
            })
        })
        .collect();
    set(&mut test, "by_frequency", json!(rows));
    set(&mut test, "by_week", weeks(history, asked.customers, &known, &fitted.model, span.0, split, until));
    Ok(test)
}

/// Repeat purchases of the customers the test knows, week by week from the first purchase of all: expected and actual, each week and
/// together.
fn weeks(
    history: &History,
    customers: Customers,
    known: &[(Who, Summary)],
    model: &super::model::Model,
    start: i32,
    split: i32,
    until: i32,
) -> Json {
    let step = 7 * (((until - start) / 7 + POINTS - 1) / POINTS).max(1);
    let ends: Vec<i32> =
        (1..).map(|index| start - 1 + index * step).take_while(|end| *end <= until).collect();
    let mut firsts: BTreeMap<i32, u64> = BTreeMap::new();
    for (_, summary) in known {
        *firsts.entry(summary.first - start).or_default() += 1;
    }
    let firsts: Vec<(f64, u64)> =
        firsts.into_iter().map(|(first, customers)| (f64::from(first) / 7.0, customers)).collect();
    let times: Vec<f64> = ends.iter().map(|end| f64::from(end - start) / 7.0).collect();
    let expected = tracking(model, &firsts, &times);
    let mut actual = vec![0_u64; ends.len()];
    for (_, days) in history.customers().filter(|(who, _)| customers.wants(*who)) {
        let mut bought = days.iter().filter(|day| day.bought).map(|day| day.day);
        if bought.next().is_none_or(|first| first > split) {
            continue;
        }
        for day in bought {
            let place = usize::try_from((day - start).div_euclid(step)).unwrap_or(usize::MAX);
            if let Some(sum) = actual.get_mut(place) {
                *sum += 1;
            }
        }
    }
    let (mut so_far, mut before) = (0, 0.0);
    let rows = ends.iter().zip(&expected).zip(&actual).map(|((end, expected), actual)| {
        so_far += actual;
        let row = json!({
            "until": date_of(*end),
            "held_back": *end > split,
            "expected": expected - before,
            "actual": actual,
            "expected_so_far": expected,
            "actual_so_far": so_far,
        });
        before = *expected;
        row
    });
    json!({"days": step, "rows": rows.collect::<Vec<_>>()})
}
