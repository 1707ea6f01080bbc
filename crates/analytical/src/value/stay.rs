//! How long customers stay, by group: Kaplan-Meier curves and the log-rank test.
//!
//! A customer counts as gone when nothing was bought for so many days for the first time. That moment is known exactly, and of those for
//! whom it has not come we know that it has not: so the curve is right also for those who came recently.

use super::history::{History, Who};
use super::parameter::Customers;
use super::refused;
use math::Refusal;
use math::survival::{Span, Step, kaplan_meier, log_rank, restricted_mean, time_until};
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, HashMap};

/// Groups drawn, the largest first.
const GROUPS: usize = 6;

/// Smaller groups tell nothing.
const LEAST: usize = 20;

/// Points of a curve.
const POINTS: u32 = 60;

/// How long one customer stayed.
fn span(days: impl Iterator<Item = i32>, until: i32, silence: i32) -> Option<Span> {
    let mut days = days.take_while(|day| *day <= until).peekable();
    let first = *days.peek()?;
    while let Some(day) = days.next() {
        let next = days.peek().copied().unwrap_or(until);
        if next - day > silence {
            return Some(Span { time: f64::from(day + silence - first), happened: true });
        }
    }
    Some(Span { time: f64::from(until - first), happened: false })
}

/// The curve of everybody and those of the groups.
pub(crate) fn work(
    history: &History,
    customers: Customers,
    until: i32,
    silence: i32,
    groups: &HashMap<Who, String>,
) -> Json {
    let mut everybody = Vec::new();
    let mut by_group: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    for (who, days) in history.customers().filter(|(who, _)| customers.wants(*who)) {
        let bought = days.iter().filter(|day| day.bought).map(|day| day.day);
        let Some(span) = span(bought, until, silence) else { continue };
        everybody.push(span);
        if let Some(group) = groups.get(&who) {
            by_group.entry(group).or_default().push(span);
        }
    }
    let end = everybody.iter().map(|span| span.time).fold(0.0, f64::max);
    let mut large: Vec<(&str, Vec<Span>)> =
        by_group.into_iter().filter(|(_, spans)| spans.len() >= LEAST).collect();
    large.sort_by(|one, other| other.1.len().cmp(&one.1.len()).then(one.0.cmp(other.0)));
    large.truncate(GROUPS);
    let curves: Vec<Json> = large.iter().map(|(group, spans)| curve(Some(group), spans, end)).collect();
    let test = if large.len() < 2 {
        json!({"refusal": refused(&Refusal::TooFew { what: "groups", needed: 2, got: large.len() })})
    } else {
        let spans: Vec<Vec<Span>> = large.into_iter().map(|(_, spans)| spans).collect();
        match log_rank(&spans) {
            Ok(test) => json!({
                "chi_square": test.chi_square,
                "freedom": test.freedom,
                "probability": test.probability,
            }),
            Err(refusal) => json!({"refusal": refused(&refusal)}),
        }
    };
    json!({"everybody": curve(None, &everybody, end), "groups": curves, "test": test})
}

fn curve(group: Option<&str>, spans: &[Span], end: f64) -> Json {
    let steps = match kaplan_meier(spans, 0.95) {
        Ok(steps) => steps,
        Err(refusal) => return json!({"group": group, "refusal": refused(&refusal)}),
    };
    let longest = spans.iter().map(|span| span.time).fold(0.0, f64::max);
    let points = (0..=POINTS).map(|index| end * f64::from(index) / f64::from(POINTS));
    let points: Vec<Json> =
        points.take_while(|time| *time <= longest).map(|time| point(&steps, time)).collect();
    json!({
        "group": group,
        "customers": spans.len(),
        "gone": spans.iter().filter(|span| span.happened).count(),
        "half_gone_after": time_until(&steps, 0.5),
        "mean_until_end": restricted_mean(&steps, longest),
        "end": longest,
        "points": points,
    })
}

fn point(steps: &[Step], time: f64) -> Json {
    let passed = steps.partition_point(|step| step.time <= time);
    match passed.checked_sub(1).and_then(|last| steps.get(last)) {
        None => json!({"day": time.round(), "stay": 1.0, "low": 1.0, "high": 1.0}),
        Some(step) => {
            json!({"day": time.round(), "stay": step.survival, "low": step.low, "high": step.high})
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::history::tests::{history, person};
    use super::*;
    use math::number::Chance;

    #[test]
    fn a_customer_is_gone_after_the_first_long_silence_and_not_before() {
        let of = |days: &[i32], until| {
            let span = span(days.iter().copied(), until, 30).unwrap();
            (span.time, span.happened)
        };
        assert_eq!(of(&[10], 40), (30.0, false), "thirty days are no more than thirty");
        assert_eq!(of(&[10], 41), (30.0, true));
        assert_eq!(of(&[10, 35, 60, 200], 210), (80.0, true), "who came back had been gone");
        assert_eq!(of(&[10, 35, 60, 80], 100), (90.0, false));
        assert!(span([50].into_iter(), 40, 30).is_none(), "who came later is not known yet");
    }

    #[test]
    fn groups_that_stay_differently_are_told_apart_and_equal_ones_are_not() {
        let mut chance = Chance::new(3);
        let (mut rows, mut by_habit, mut by_nothing) = (Vec::new(), HashMap::new(), HashMap::new());
        for customer in 0..600_u32 {
            let leaves = if customer % 2 == 0 { 0.1 } else { 0.3 };
            let number = u128::from(customer);
            by_habit.insert(person(number), ["loyal", "fickle"][customer as usize % 2].to_string());
            by_nothing.insert(person(number), ["left", "right"][customer as usize / 2 % 2].to_string());
            let mut day = i32::try_from(chance.below(300)).unwrap();
            while day < 600 {
                rows.push((number, day, 100));
                if chance.happens(leaves) {
                    break;
                }
                day += 10 + i32::try_from(chance.below(15)).unwrap();
            }
        }
        let history = history(&rows);
        let habit = work(&history, Customers::All, 600, 30, &by_habit);
        assert!(habit["test"]["probability"].as_f64().unwrap() < 0.001, "{habit}");
        let half = |group: &str| {
            let groups = habit["groups"].as_array().unwrap();
            let found = groups.iter().find(|one| one["group"] == group).unwrap();
            found["half_gone_after"].as_f64().unwrap()
        };
        assert!(half("loyal") > 2.0 * half("fickle") - 40.0);
        let nothing = work(&history, Customers::All, 600, 30, &by_nothing);
        assert!(nothing["test"]["probability"].as_f64().unwrap() > 0.01, "{nothing}");
        let alone = work(&history, Customers::All, 600, 30, &HashMap::new());
        assert_eq!(alone["test"]["refusal"]["key"], "too_few");
        assert_eq!(alone["everybody"]["customers"], 600);
    }
}
