//! Customer lifetime value: who has probably not left, how often they will still buy, and what that is worth; with a second opinion
//! and a test on days the model has not seen.
//!
//! P. S. Fader, B. G. S. Hardie and K. L. Lee, “Counting Your Customers” the Easy Way, Marketing Science 24 (2005), and RFM and CLV, Journal of
//! Marketing Research 42 (2005); D. C. Schmittlein, D. G. Morrison and R. Colombo, Counting Your Customers, Management Science 33 (1987).

use super::contract;
use super::history::{History, Summary, Who, summary};
use super::holdout;
use super::model::{Fit, Kind, Worth, fit};
use super::parameter::{Customers, Lifetime, date_of};
use super::watch::Steps;
use super::{Amounts, refused};
use math::Refusal;
use math::buying::{Customer, Discount, futures};
use serde_json::{Value as Json, json};
use vocabulary::Result;

/// Customers told by name.
pub(crate) const TOLD: usize = 100;

/// Above so many customers the Pareto/NBD takes longer than anybody waits: it is fitted if it is the model that was asked for.
const SECOND_OPINION: usize = 20_000;

/// Days without any purchase after which the data, not the customers, have probably ended.
const ENDED: i32 = 30;

/// A customer with what is expected of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Valued {
    pub(crate) who: Who,
    pub(crate) summary: Summary,
    pub(crate) alive: f64,
    /// Purchases within the horizon.
    pub(crate) purchases: f64,
    /// What one of them is worth, in minor units.
    pub(crate) each: f64,
    /// What they are worth together.
    pub(crate) value: f64,
    /// The same, what comes later being worth less.
    pub(crate) discounted: f64,
}

/// The last day that is looked at, and whether that is not today because purchases ended before.
pub(crate) fn last_day(asked: Option<i32>, span: (i32, i32), today: i32) -> (i32, bool) {
    match asked {
        Some(day) => (day, false),
        None if today - span.1 > ENDED => (span.1, true),
        None => (today, false),
    }
}

/// The customers there were by the end of a day.
pub(crate) fn known(history: &History, customers: Customers, cut: i32, until: i32) -> Vec<(Who, Summary)> {
    let summaries = history.customers().filter(|(who, _)| customers.wants(*who));
    summaries.filter_map(|(who, days)| Some((who, summary(days, cut, until)?))).collect()
}

/// What a model and the worth of a purchase say of each customer.
pub(crate) fn valued(
    known: &[(Who, Summary)],
    fit: &Fit,
    worth: &Worth,
    weeks: f64,
    discount: f64,
) -> std::result::Result<Vec<Valued>, Refusal> {
    let customers: Vec<Customer> = known.iter().map(|(_, summary)| summary.customer).collect();
    // Steps of four weeks: within one, nobody feels the discount.
    let weekly = (discount.ln_1p() * 7.0 / 365.0).exp_m1();
    let futures = futures(&fit.model, &customers, Discount { rate: weekly, step: 4.0, horizon: weeks })?;
    let one = |((who, summary), future): (&(Who, Summary), &math::buying::Future)| {
        let each = worth.each(&summary.spend);
        Valued {
            who: *who,
            summary: *summary,
            alive: future.alive,
            purchases: future.expected,
            each,
            value: future.expected * each,
            discounted: future.discounted * each,
        }
    };
    Ok(known.iter().zip(&futures).map(one).collect())
}

/// The whole analysis. Titles of the customers told by name are the caller's to add.
pub(crate) fn work(
    history: &History,
    asked: &Lifetime,
    today: i32,
    amounts: Amounts,
    steps: &mut Steps<'_>,
) -> Result<Json> {
    let Some(span) = history.span() else {
        return Ok(json!({"refusal": refused(&Refusal::TooFew { what: "customers", needed: 10, got: 0 })}));
    };
    let (until, ended) = last_day(asked.until, span, today);
    let known = known(history, asked.customers, until, until);
    let repeat = known.iter().filter(|(_, summary)| summary.customer.frequency > 0).count();
    let mut result = json!({
        "first": date_of(span.0),
        "until": date_of(until),
        "ended": ended,
        "weeks": asked.weeks,
        "discount": asked.discount,
        "currency": amounts.currency.code(),
        "customers": known.len(),
        "repeat_customers": repeat,
        "model": asked.model.key(),
    });
    let spends: Vec<_> = known.iter().map(|(_, summary)| summary.spend).collect();
    let worth = Worth::of(&spends);
    let mut spend = worth.json(amounts.unit());
    for key in ["mean", "plain_mean"] {
        if let Some(value) = spend.get_mut(key)
            && let Some(minor) = value.as_f64()
        {
            *value = json!(amounts.major(minor));
        }
    }
    set(&mut result, "spend", spend);
    set(&mut result, "contract", contract::look(history, asked.customers, until, span.0));

    let mut opinions = Vec::new();
    let mut chosen: std::result::Result<Vec<Valued>, Refusal> = Err(Refusal::DoesNotConverge);
    let mut totals = Vec::new();
    for kind in Kind::ALL {
        if kind == Kind::Pareto && kind != asked.model && known.len() > SECOND_OPINION {
            continue;
        }
        let fitted = fit(kind, known.iter().map(|(_, summary)| summary.customer), steps)?;
        let answer =
            fitted.and_then(|fit| Ok((valued(&known, &fit, &worth, asked.weeks, asked.discount)?, fit)));
        opinions.push(match &answer {
            Ok((all, fit)) => {
                let mut opinion = fit.json();
                let total = total(all, amounts);
                totals.push(all.iter().map(|one| one.purchases).sum::<f64>());
                set(&mut opinion, "model", json!(kind.key()));
                set(&mut opinion, "total", total);
                opinion
            }
            Err(refusal) => json!({"model": kind.key(), "refusal": refused(refusal)}),
        });
        if kind == asked.model {
            chosen = answer.map(|(all, _)| all);
        }
    }
    set(&mut result, "opinions", json!(opinions));
    let all = match chosen {
        Ok(all) => all,
        Err(refusal) => {
            set(&mut result, "refusal", refused(&refusal));
            return Ok(result);
        }
    };
    let test = holdout::work(history, asked, span, until, steps)?;
    set(&mut result, "notes", notes(&all, asked, &test, &totals, ended));
    set(&mut result, "test", test);
    set(&mut result, "total", total(&all, amounts));
    set(&mut result, "tenths", tenths(&all, amounts));
    set(&mut result, "best", best(&all, amounts));
    Ok(result)
}

pub(crate) fn set(json: &mut Json, key: &str, value: Json) {
    if let Some(parts) = json.as_object_mut() {
        parts.insert(key.to_string(), value);
    }
}

fn total(all: &[Valued], amounts: Amounts) -> Json {
    let sum = |value: fn(&Valued) -> f64| all.iter().map(value).sum::<f64>();
    json!({
        "alive": sum(|one| one.alive),
        "purchases": sum(|one| one.purchases),
        "value": amounts.major(sum(|one| one.value)),
        "discounted": amounts.major(sum(|one| one.discounted)),
    })
}

/// Customers in tenths by value, the best first: how much hangs on how few.
fn tenths(all: &[Valued], amounts: Amounts) -> Json {
    let mut sorted: Vec<&Valued> = all.iter().collect();
    sorted.sort_by(|one, other| other.discounted.total_cmp(&one.discounted).then(one.who.cmp(&other.who)));
    let whole: f64 = sorted.iter().map(|one| one.discounted).sum();
    let parts = sorted.len().min(10);
    let part = |index: usize| {
        let inside =
            sorted.get(sorted.len() * index / parts..sorted.len() * (index + 1) / parts).unwrap_or_default();
        let value: f64 = inside.iter().map(|one| one.discounted).sum();
        json!({
            "customers": inside.len(),
            "discounted": amounts.major(value),
            "share": if whole > 0.0 { value / whole } else { 0.0 },
            "least": amounts.major(inside.last().map_or(0.0, |one| one.discounted)),
        })
    };
    Json::Array((0..parts).map(part).collect())
}

/// The most valuable customers, with what speaks for them.
fn best(all: &[Valued], amounts: Amounts) -> Json {
    let mut sorted: Vec<&Valued> = all.iter().collect();
    sorted.sort_by(|one, other| other.discounted.total_cmp(&one.discounted).then(one.who.cmp(&other.who)));
    Json::Array(sorted.into_iter().take(TOLD).map(|one| told(one, amounts)).collect())
}

pub(crate) fn told(one: &Valued, amounts: Amounts) -> Json {
    json!({
        "object": one.who.object(),
        "id": one.who.id(),
        "first": date_of(one.summary.first),
        "last": date_of(one.summary.last),
        "days": one.summary.customer.frequency + 1,
        "total": amounts.major(one.summary.total as f64),
        "alive": one.alive,
        "purchases": one.purchases,
        "each": amounts.major(one.each),
        "value": amounts.major(one.value),
        "discounted": amounts.major(one.discounted),
    })
}

/// What its reader has to know before trusting the numbers, weightiest first.
fn notes(all: &[Valued], asked: &Lifetime, test: &Json, totals: &[f64], ended: bool) -> Json {
    let mut notes = Vec::new();
    match test.pointer("/error/total_ratio").and_then(Json::as_f64) {
        Some(ratio) if !(0.5..=2.0).contains(&ratio) => {
            notes.push(json!({"key": "test_failed", "ratio": ratio}))
        }
        Some(ratio) if !(0.8..=1.25).contains(&ratio) => {
            notes.push(json!({"key": "test_rough", "ratio": ratio}))
        }
        Some(ratio) => notes.push(json!({"key": "test_passed", "ratio": ratio})),
        None if test.pointer("/refusal/key").is_none_or(|key| key == "too_few" || key == "no_repeat") => {
            notes.push(json!({"key": "not_tested"}));
        }
        None => notes.push(json!({"key": "test_refused"})),
    }
    if ended {
        notes.push(json!({"key": "data_ended"}));
    }
    #[expect(clippy::cast_precision_loss, reason = "numbers of customers are far below 2^53")]
    let once =
        all.iter().filter(|one| one.summary.customer.frequency == 0).count() as f64 / all.len().max(1) as f64;
    if asked.model == Kind::Classic && once > 0.1 {
        notes.push(json!({"key": "once_is_certain", "share": once}));
    }
    let (least, most) = totals
        .iter()
        .fold((f64::INFINITY, 0.0_f64), |(least, most), total| (least.min(*total), most.max(*total)));
    if totals.len() > 1 && most > 1.25 * least {
        notes.push(json!({"key": "opinions_differ", "least": least, "most": most}));
    }
    let spends: Vec<(f64, f64)> = all
        .iter()
        .filter(|one| one.summary.spend.purchases > 0 && one.summary.spend.mean > 0.0)
        .map(|one| (f64::from(one.summary.customer.frequency), one.summary.spend.mean))
        .collect();
    let together = correlation(&spends);
    if together.abs() > 0.3 {
        notes.push(json!({"key": "spend_follows_frequency", "correlation": together}));
    }
    Json::Array(notes)
}

/// Pearson's correlation; 0 where one of them does not vary.
fn correlation(pairs: &[(f64, f64)]) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "numbers of customers are far below 2^53")]
    let count = pairs.len().max(1) as f64;
    let (left, right) = pairs.iter().fold((0.0, 0.0), |(left, right), pair| (left + pair.0, right + pair.1));
    let (left, right) = (left / count, right / count);
    let (mut both, mut one, mut other) = (0.0, 0.0, 0.0);
    for pair in pairs {
        both += (pair.0 - left) * (pair.1 - right);
        one += (pair.0 - left).powi(2);
        other += (pair.1 - right).powi(2);
    }
    let spread = (one * other).sqrt();
    if spread > 0.0 { both / spread } else { 0.0 }
}
