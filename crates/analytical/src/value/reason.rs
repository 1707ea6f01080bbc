//! Why somebody may leave, or why not: what weighs most, and never only what speaks against the risk that is told.

use super::feature::{Behavior, COLUMNS};
use math::churn::Reason as Weight;

/// Reasons told of one customer.
const REASONS: usize = 3;
/// Weights of less than this, in log-odds, are not worth a word.
const LEAST: f64 = 0.1;

/// The key of a reason, and whether it raises the risk.
pub(super) type Reason = (&'static str, bool);

/// Out of what a regression weighs against the middle of all customers: first what agrees with where this one stands, the heaviest first.
pub(super) fn of_behavior(weights: Vec<Weight>) -> Vec<Reason> {
    let above = weights.iter().map(|one| one.contribution).sum::<f64>() > 0.0;
    let (mut agree, against): (Vec<Weight>, Vec<Weight>) = weights
        .into_iter()
        .filter(|one| one.contribution.abs() > LEAST)
        .partition(|one| (one.contribution > 0.0) == above);
    agree.extend(against);
    let told = |one: Weight| Some((*COLUMNS.get(one.column)?, one.contribution > 0.0));
    agree.into_iter().filter_map(told).take(REASONS).collect()
}

/// Out of a buying model, which knows the rhythm and how often: `days` is the silence that counts as leaving, `usual` everybody's time between
/// purchases.
pub(super) fn of_buying(behavior: &Behavior, risk: f64, usual: f64, days: i32) -> Vec<Reason> {
    let often = behavior.summary.customer.frequency;
    if risk < 0.5 {
        let rhythm = (!behavior.is_late(usual)).then_some(("rhythm", false));
        let often = (often >= 2).then_some(("frequency", false));
        return rhythm.into_iter().chain(often).collect();
    }
    let mut reasons = Vec::new();
    if behavior.is_late(usual) {
        reasons.push(("rhythm", true));
    } else if behavior.gap.is_some_and(|gap| gap * 2.0 > f64::from(days)) {
        // Who buys so rarely is often silent for so long without having left; a model of buying cannot tell the two apart.
        reasons.push(("slow", true));
    }
    if often < 3 || reasons.is_empty() {
        reasons.push(("frequency", true));
    }
    reasons
}

#[cfg(test)]
mod tests {
    use super::super::feature::Talks;
    use super::super::history::tests::{history, person};
    use super::*;

    fn weight(column: usize, contribution: f64) -> Weight {
        Weight { column, contribution }
    }

    #[test]
    fn who_stands_above_the_middle_is_first_told_what_raises_the_risk() {
        let weights = vec![weight(0, -0.9), weight(1, 0.8), weight(2, 0.7), weight(3, 0.05), weight(4, -0.3)];
        assert_eq!(of_behavior(weights), [("rhythm", true), ("frequency", true), ("silence", false)]);
        let weights = vec![weight(0, -0.9), weight(1, 0.5), weight(4, -0.3)];
        assert_eq!(of_behavior(weights), [("silence", false), ("trend", false), ("rhythm", true)]);
        assert_eq!(of_behavior(Vec::new()), []);
    }

    #[test]
    fn a_high_risk_is_never_told_with_reasons_to_stay_only() {
        let all = history(&[
            (1, 0, 10),
            (1, 195, 10),
            (1, 390, 10),
            (2, 0, 10),
            (2, 10, 10),
            (2, 20, 10),
            (2, 30, 10),
            (3, 0, 10),
        ]);
        let told = |number: u128, cut: i32, risk: f64| {
            let (who, days) = all.customers().find(|(who, _)| *who == person(number)).unwrap();
            let behavior = Behavior::of(who, days, cut, cut, 300, &Talks::default()).unwrap();
            of_buying(&behavior, risk, 90.0, 300)
        };
        assert_eq!(told(1, 420, 0.78), [("slow", true), ("frequency", true)]);
        assert_eq!(told(1, 420, 0.2), [("rhythm", false), ("frequency", false)]);
        assert_eq!(told(2, 120, 0.9), [("rhythm", true)]);
        // Nothing but the number is known to the model.
        assert_eq!(told(2, 35, 0.6), [("frequency", true)]);
        assert_eq!(told(3, 10, 0.6), [("frequency", true)]);
    }
}
