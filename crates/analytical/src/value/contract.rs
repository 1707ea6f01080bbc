//! Repeat service that is bought like a contract, once a month, a quarter or a year: how many renew, and what a customer who has
//! renewed so often will still pay for.
//!
//! P. S. Fader and B. G. S. Hardie, How to Project Customer Retention, Journal of Interactive Marketing 21 (2007), and Customer-Base
//! Valuation in a Contractual Setting, Marketing Science 29 (2010).

use super::history::History;
use super::parameter::Customers;
use super::refused;
use math::contract::ShiftedBetaGeometric;
use serde_json::{Value as Json, json};

/// The rhythms looked for, in days.
const RHYTHMS: [(&str, f64); 3] = [("month", 365.25 / 12.0), ("quarter", 365.25 / 4.0), ("year", 365.25)];

/// Of the times between purchases, so many have to keep the rhythm.
const SHARE: f64 = 0.6;

/// A time keeps the rhythm when it is no further from it than this part of it.
const REACH: f64 = 0.25;

/// Fewer times between purchases than this tell no rhythm.
const LEAST: usize = 30;

/// Renewals shown.
const SHOWN: u32 = 12;

/// Looks for a rhythm, and where there is one says who renews.
pub(crate) fn look(history: &History, customers: Customers, until: i32, start: i32) -> Json {
    let bought: Vec<Vec<i32>> = history
        .customers()
        .filter(|(who, _)| customers.wants(*who))
        .map(|(_, days)| {
            days.iter().filter(|day| day.bought && day.day <= until).map(|day| day.day).collect()
        })
        .filter(|days: &Vec<i32>| !days.is_empty())
        .collect();
    let gaps: Vec<f64> = bought
        .iter()
        .flat_map(|days| days.iter().zip(days.iter().skip(1)).map(|(one, next)| f64::from(next - one)))
        .collect();
    if gaps.len() < LEAST {
        return json!({"rhythm": null, "share": null});
    }
    #[expect(clippy::cast_precision_loss, reason = "numbers of purchases are far below 2^53")]
    let kept = |rhythm: f64| {
        let fitting = gaps.iter().filter(|gap| (*gap - rhythm).abs() <= REACH * rhythm).count();
        fitting as f64 / gaps.len() as f64
    };
    let found = RHYTHMS
        .into_iter()
        .map(|(key, days)| (key, days, kept(days)))
        .max_by(|one, other| one.2.total_cmp(&other.2));
    let Some((key, days, share)) = found else { return Json::Null };
    if share < SHARE || f64::from(until - start) < 2.5 * days {
        return json!({"rhythm": null, "share": share});
    }
    let cohorts = cohorts(&bought, days, until);
    let mut answer = json!({"rhythm": key, "share": share, "customers": bought.len()});
    match ShiftedBetaGeometric::fit(&cohorts) {
        Ok(fitted) => {
            let model = fitted.model;
            let seen = seen(&cohorts);
            let rows = (0..=SHOWN).map(|renewal| {
                json!({
                    "renewal": renewal,
                    "expected": model.survival(renewal),
                    "actual": seen.get(renewal as usize),
                    "renews": model.retention(renewal + 1),
                    "still": model.discounted_renewals(renewal, 0.1 * days / 365.25).ok(),
                })
            });
            let rows: Vec<Json> = rows.collect();
            super::lifetime::set(
                &mut answer,
                "parameters",
                json!([
                    {"key": "alpha", "value": model.alpha, "error": fitted.standard_errors.first()},
                    {"key": "beta", "value": model.beta, "error": fitted.standard_errors.get(1)},
                ]),
            );
            super::lifetime::set(&mut answer, "log_likelihood", json!(fitted.log_likelihood));
            super::lifetime::set(&mut answer, "rows", Json::Array(rows));
        }
        Err(refusal) => super::lifetime::set(&mut answer, "refusal", refused(&refusal)),
    }
    answer
}

/// Customers by how many renewals could be seen of them: how many there were at the start and after each. The first renewal that
/// did not come ends it.
fn cohorts(bought: &[Vec<i32>], days: f64, until: i32) -> Vec<Vec<f64>> {
    let mut cohorts: Vec<Vec<f64>> = Vec::new();
    for customer in bought {
        let Some(first) = customer.first() else { continue };
        // A renewal is over half a rhythm after it was due.
        let seen = (f64::from(until - first) / days - 0.5).floor().max(0.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a small positive number"
        )]
        let seen = seen as usize;
        while cohorts.len() <= seen {
            cohorts.push(vec![0.0; cohorts.len() + 1]);
        }
        let renewed = |renewal: usize| {
            #[expect(clippy::cast_precision_loss, reason = "a small number")]
            let due = renewal as f64;
            customer.iter().any(|day| {
                let after = f64::from(day - first) / days;
                after > due - 0.5 && after <= due + 0.5
            })
        };
        let kept = (1..=seen).take_while(|renewal| renewed(*renewal)).count();
        if let Some(cohort) = cohorts.get_mut(seen) {
            cohort.iter_mut().take(kept + 1).for_each(|count| *count += 1.0);
        }
    }
    cohorts.retain(|cohort| cohort.first().is_some_and(|count| *count > 0.0) && cohort.len() > 1);
    cohorts
}

/// The share that is still there after each renewal, over all cohorts that got so far.
fn seen(cohorts: &[Vec<f64>]) -> Vec<f64> {
    let mut shares = vec![1.0];
    let longest = cohorts.iter().map(Vec::len).max().unwrap_or_default();
    for renewal in 1..longest {
        let (mut before, mut after) = (0.0, 0.0);
        for cohort in cohorts {
            if let (Some(had), Some(has)) = (cohort.get(renewal - 1), cohort.get(renewal)) {
                (before, after) = (before + had, after + has);
            }
        }
        if before < 10.0 {
            break;
        }
        shares.push(shares.last().copied().unwrap_or(1.0) * after / before);
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::super::history::tests::history;
    use super::*;
    use math::number::Chance;

    #[test]
    fn a_yearly_service_is_told_from_a_shop_and_its_parameters_are_found() {
        let mut chance = Chance::new(5);
        let mut rows = Vec::new();
        for customer in 0..4000 {
            let leaves = chance.beta(0.9, 2.7);
            let first = i32::try_from(chance.below(365)).unwrap();
            for year in 0..9 {
                let day = first + year * 365 + i32::try_from(chance.below(30)).unwrap() * i32::from(year > 0);
                if day > 9 * 365 {
                    break;
                }
                rows.push((customer, day, 9900));
                if chance.happens(leaves) {
                    break;
                }
            }
        }
        let found = look(&history(&rows), Customers::All, 9 * 365, 0);
        assert_eq!(found["rhythm"], "year", "{found}");
        for (at, truth) in [(0, 0.9), (1, 2.7)] {
            let parameter = &found["parameters"][at];
            let (value, error) = (parameter["value"].as_f64().unwrap(), parameter["error"].as_f64().unwrap());
            assert!((value - truth).abs() < 3.0 * error, "{found}");
        }
        for row in found["rows"].as_array().unwrap().iter().take(7) {
            let (expected, actual) = (row["expected"].as_f64().unwrap(), row["actual"].as_f64().unwrap());
            assert!((expected - actual).abs() < 0.03, "{row}");
        }
        let shop: Vec<(u128, i32, i64)> = (0..4000_u32)
            .map(|row| (u128::from(row % 300), i32::try_from(chance.below(2000)).unwrap(), 100))
            .collect();
        assert!(look(&history(&shop), Customers::All, 2000, 0)["rhythm"].is_null());
        assert!(look(&history(&[(1, 1, 1)]), Customers::All, 2000, 0)["rhythm"].is_null());
    }
}
