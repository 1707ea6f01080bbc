//! Shares and how sure they are, tests between shares, and how unequally something is spread.

use crate::Refusal;
use crate::number::{beta_quantile, chi_square_tail, normal_probability, normal_quantile};

/// A share with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// The share itself; 0 of 0 has none and is refused.
    pub share: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

#[expect(clippy::cast_precision_loss, reason = "numbers of trials are far below 2^53")]
fn counts(hits: u64, trials: u64, confidence: f64) -> Result<(f64, f64), Refusal> {
    crate::refusal::at_least("trials", 1, usize::try_from(trials).unwrap_or(usize::MAX))?;
    if hits > trials {
        return Err(Refusal::Impossible { what: "more hits than trials" });
    }
    if !(confidence > 0.0 && confidence < 1.0) {
        return Err(Refusal::Impossible { what: "a confidence is not between 0 and 1" });
    }
    Ok((hits as f64, trials as f64))
}

/// The interval of E. B. Wilson, Probable Inference, JASA 22 (1927): right also for small numbers and shares near 0 or 1.
///
/// # Errors
/// `TooFew` without trials, `Impossible` for more hits than trials or a confidence outside (0, 1).
pub fn wilson(hits: u64, trials: u64, confidence: f64) -> Result<Share, Refusal> {
    let (x, n) = counts(hits, trials, confidence)?;
    let z = normal_quantile(0.5 + confidence / 2.0);
    let share = x / n;
    let scale = 1.0 + z * z / n;
    let middle = (share + z * z / (2.0 * n)) / scale;
    let half = z / scale * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    Ok(Share {
        share,
        low: if hits == 0 { 0.0 } else { (middle - half).max(0.0) },
        high: if hits == trials { 1.0 } else { (middle + half).min(1.0) },
    })
}

/// What is believed of a share after `hits` of `trials`, if Beta(a, b) was believed before (1, 1: anything; ½, ½: Jeffreys): posterior mean and
/// equal-tailed interval.
///
/// # Errors
/// As `wilson`, and `Impossible` for a prior that is not positive.
pub fn beta_interval(hits: u64, trials: u64, prior: (f64, f64), confidence: f64) -> Result<Share, Refusal> {
    let (x, n) = counts(hits, trials.max(1), confidence)?;
    let n = if trials == 0 { 0.0 } else { n };
    if !(prior.0 > 0.0 && prior.1 > 0.0 && prior.0.is_finite() && prior.1.is_finite()) {
        return Err(Refusal::Impossible { what: "a prior is not positive" });
    }
    let (a, b) = (prior.0 + x, prior.1 + n - x);
    if !(b > 0.0) {
        return Err(Refusal::Impossible { what: "more hits than trials" });
    }
    let tail = (1.0 - confidence) / 2.0;
    Ok(Share { share: a / (a + b), low: beta_quantile(tail, a, b), high: beta_quantile(1.0 - tail, a, b) })
}

/// The difference between two shares.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    /// Second share less the first.
    pub difference: f64,
    /// Lower end of R. G. Newcombe's interval (his method 10, Statistics in Medicine 17, 1998), made of two Wilson intervals.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// The pooled z statistic.
    pub z: f64,
    /// Two-sided probability of so large a difference if there were none.
    pub probability: f64,
}

/// The test of two proportions, (hits, trials) each.
///
/// # Errors
/// As `wilson`.
pub fn two_proportions(
    first: (u64, u64),
    second: (u64, u64),
    confidence: f64,
) -> Result<Difference, Refusal> {
    let (one, two) = (wilson(first.0, first.1, confidence)?, wilson(second.0, second.1, confidence)?);
    let (x, n) = counts(first.0, first.1, confidence)?;
    let (y, m) = counts(second.0, second.1, confidence)?;
    let difference = two.share - one.share;
    let pooled = (x + y) / (n + m);
    let error = (pooled * (1.0 - pooled) * (1.0 / n + 1.0 / m)).sqrt();
    let z = if error > 0.0 { difference / error } else { 0.0 };
    Ok(Difference {
        difference,
        low: difference - ((two.share - two.low).powi(2) + (one.high - one.share).powi(2)).sqrt(),
        high: difference + ((two.high - two.share).powi(2) + (one.share - one.low).powi(2)).sqrt(),
        z,
        probability: (2.0 * normal_probability(-z.abs())).min(1.0),
    })
}

/// Probability that groups meant to have these shares turned out so unequal by chance (Pearson's χ²): below 0.001 the split is broken and no result should be
/// believed. Shares need not add up to one.
///
/// # Errors
/// `TooFew` groups or visitors; `Impossible` for shares that are not positive.
pub fn sample_ratio(seen: &[u64], meant: &[f64]) -> Result<f64, Refusal> {
    crate::refusal::at_least("groups", 2, seen.len())?;
    if seen.len() != meant.len() || meant.iter().any(|share| !(*share > 0.0 && share.is_finite())) {
        return Err(Refusal::Impossible { what: "a group has no positive planned share" });
    }
    #[expect(clippy::cast_precision_loss, reason = "numbers of visitors are far below 2^53")]
    let seen: Vec<f64> = seen.iter().map(|count| *count as f64).collect();
    let (all, shares) = (seen.iter().sum::<f64>(), meant.iter().sum::<f64>());
    if !(all > 0.0) {
        return Err(Refusal::TooFew { what: "visitors", needed: 1, got: 0 });
    }
    let expected = meant.iter().map(|share| all * share / shares);
    let chi_square: f64 =
        seen.iter().zip(expected).map(|(count, expected)| (count - expected).powi(2) / expected).sum();
    #[expect(clippy::cast_precision_loss, reason = "a handful of groups")]
    let freedom = (seen.len() - 1) as f64;
    crate::refusal::finite(chi_square_tail(chi_square, freedom))
}

/// What is believed of the shares of several groups before looking at one of them: Beta(a, b) fitted to all, by the moments of J. C. Kleinman, Proportions with
/// Extraneous Variance: Single and Independent Samples, JASA 68 (1973). With it as the prior of [`beta_interval`], a group of few trials is drawn towards all, one of many speaks for itself.
/// Where groups differ no more than chance makes them, the prior weighs 10,000 trials: all have one share.
///
/// # Errors
/// `TooFew` groups with trials (below 2), `Impossible` for more hits than trials, `NoVariation` if nothing or everything is a hit.
pub fn beta_prior(groups: &[(u64, u64)]) -> Result<(f64, f64), Refusal> {
    const HEAVIEST: f64 = 10_000.0;
    const LIGHTEST: f64 = 1.0;
    let mut shares = Vec::with_capacity(groups.len());
    for (hits, trials) in groups.iter().copied().filter(|(_, trials)| *trials > 0) {
        let (x, n) = counts(hits, trials, 0.5)?;
        shares.push((x / n, n));
    }
    crate::refusal::at_least("groups", 2, shares.len())?;
    let all: f64 = shares.iter().map(|(_, n)| n).sum();
    let share = shares.iter().map(|(p, n)| p * n).sum::<f64>() / all;
    if !(share > 0.0 && share < 1.0) {
        return Err(Refusal::NoVariation { what: "the outcomes" });
    }
    let spread: f64 = shares.iter().map(|(p, n)| n * (p - share).powi(2)).sum();
    #[expect(clippy::cast_precision_loss, reason = "a number of groups")]
    let between = shares.len() as f64 - 1.0;
    let within = share * (1.0 - share);
    let room = shares.iter().map(|(_, n)| n * (1.0 - n / all)).sum::<f64>() - between;
    let overlap = if room > 0.0 { (spread - within * between) / (within * room) } else { 0.0 };
    let weight = if overlap > 0.0 { (1.0 / overlap - 1.0).clamp(LIGHTEST, HEAVIEST) } else { HEAVIEST };
    Ok((share * weight, (1.0 - share) * weight))
}

/// Probability that groups with one common share turned out so different by chance (Pearson's χ² of a 2 × k table).
///
/// # Errors
/// `TooFew` groups with trials (below 2), `Impossible` for more hits than trials, `NoVariation` if nothing or everything is a hit.
pub fn homogeneous(groups: &[(u64, u64)]) -> Result<f64, Refusal> {
    let mut seen = Vec::with_capacity(groups.len());
    for (hits, trials) in groups.iter().copied().filter(|(_, trials)| *trials > 0) {
        seen.push(counts(hits, trials, 0.5)?);
    }
    crate::refusal::at_least("groups", 2, seen.len())?;
    let (hits, trials) = seen.iter().fold((0.0, 0.0), |sum, (x, n)| (sum.0 + x, sum.1 + n));
    let share = hits / trials;
    if !(share > 0.0 && share < 1.0) {
        return Err(Refusal::NoVariation { what: "the outcomes" });
    }
    let chi_square: f64 =
        seen.iter().map(|(x, n)| (x - n * share).powi(2) / (n * share * (1.0 - share))).sum();
    #[expect(clippy::cast_precision_loss, reason = "a number of groups")]
    let freedom = (seen.len() - 1) as f64;
    crate::refusal::finite(chi_square_tail(chi_square, freedom))
}

/// How unequally amounts are spread: 0 if all are equal, near 1 if one has all. C. Gini (1912), with the correction n / (n - 1) left out. Losses are
/// allowed as long as the sum is positive; the coefficient can then exceed 1.
///
/// # Errors
/// `TooFew` without amounts, `Impossible` for one that is not a number, `NoVariation` if the sum is not positive.
pub fn gini(amounts: &[f64]) -> Result<f64, Refusal> {
    let (sorted, total) = positive_sum(amounts)?;
    #[expect(clippy::cast_precision_loss, reason = "numbers of customers are far below 2^53")]
    let count = sorted.len() as f64;
    // Sorted from the largest: the first weighs most.
    let weighted: f64 =
        sorted.iter().zip(1_u32..).map(|(amount, rank)| amount * (count + 1.0 - 2.0 * f64::from(rank))).sum();
    crate::refusal::finite(weighted / (count * total))
}

/// The whale curve: after each of `points` equal steps through the customers, from the most profitable on, which share of the whole profit they bring. It rises above 1
/// where the last ones cost more than they bring. R. Kaplan and V. G. Narayanan, Measuring and Managing Customer Profitability (2001).
///
/// # Errors
/// As `gini`, `Impossible` without points and `TooMany` beyond 100,000.
pub fn whale_curve(profits: &[f64], points: usize) -> Result<Vec<(f64, f64)>, Refusal> {
    const POINTS: usize = 100_000;
    let (sorted, total) = positive_sum(profits)?;
    if points == 0 {
        return Err(Refusal::Impossible { what: "a curve without points" });
    }
    if points > POINTS {
        return Err(Refusal::TooMany { what: "points of a curve", limit: POINTS });
    }
    let mut sums = vec![0.0];
    let mut sum = 0.0;
    sums.extend(sorted.iter().map(|profit| {
        sum += profit;
        sum
    }));
    #[expect(clippy::cast_precision_loss, reason = "numbers of customers are far below 2^53")]
    let curve = (0..=points).map(|point| {
        let customers = sorted.len() * point / points;
        (customers as f64 / sorted.len() as f64, sums.get(customers).copied().unwrap_or(total) / total)
    });
    Ok(curve.collect())
}

fn positive_sum(amounts: &[f64]) -> Result<(Vec<f64>, f64), Refusal> {
    crate::refusal::at_least("customers", 1, amounts.len())?;
    if amounts.iter().any(|amount| !amount.is_finite()) {
        return Err(Refusal::Impossible { what: "an amount is not a number" });
    }
    let mut sorted = amounts.to_vec();
    sorted.sort_by(|left, right| right.total_cmp(left));
    let total: f64 = sorted.iter().sum();
    if !(total > 0.0) {
        return Err(Refusal::NoVariation { what: "the amounts: their sum is not positive" });
    }
    Ok((sorted, total))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Chance;

    fn close(got: f64, want: f64, tolerance: f64) {
        assert!((got - want).abs() <= tolerance, "{got} instead of {want}");
    }

    #[test]
    fn intervals_of_newcombe() {
        // R. G. Newcombe, Two-Sided Confidence Intervals for the Single Proportion, Statistics in Medicine 17 (1998), table I, method 3.
        for (hits, trials, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ] {
            let got = wilson(hits, trials, 0.95).unwrap();
            close(got.low, low, 0.000_051);
            close(got.high, high, 0.000_051);
        }
        // The same author, Interval Estimation for the Difference (1998), table II, contrast (a): 56/70 - 48/80, method 10.
        let test = two_proportions((48, 80), (56, 70), 0.95).unwrap();
        close(test.difference, 0.2, 1e-12);
        close(test.low, 0.0524, 0.000_051);
        close(test.high, 0.3339, 0.000_051);
        // Pooled: (0.8 - 0.6) / sqrt(104/150 × 46/150 × (1/70 + 1/80)).
        close(test.z, 2.6497, 0.001);
        // A uniform prior and 0 of 20: 1 - 0.025^(1/21).
        close(beta_interval(0, 20, (1.0, 1.0), 0.95).unwrap().high, 1.0 - 0.025_f64.powf(1.0 / 21.0), 1e-9);
        assert_eq!(beta_interval(0, 0, (1.0, 1.0), 0.9).unwrap().share, 0.5);
    }

    #[test]
    fn a_broken_split_is_seen() {
        // R. Kohavi, D. Tang and Y. Xu, Trustworthy Online Controlled Experiments (2020), chapter 21: 821,588 against 815,482 has p = 1.8e-6.
        let broken = sample_ratio(&[821_588, 815_482], &[1.0, 1.0]).unwrap();
        assert!((1.7e-6..1.9e-6).contains(&broken), "{broken}");
        assert!(sample_ratio(&[50_100, 49_900], &[0.5, 0.5]).unwrap() > 0.4);
    }

    #[test]
    fn groups_of_few_are_drawn_towards_all() {
        let mut chance = Chance::new(7);
        // Beta(6, 4): shares of 0.6 with a standard deviation of 0.148.
        let groups: Vec<(u64, u64)> = (0..400)
            .map(|group| {
                let (a, b) = (chance.gamma(6.0, 1.0), chance.gamma(4.0, 1.0));
                let trials = 5 + group % 60;
                ((0..trials).filter(|_| chance.happens(a / (a + b))).count() as u64, trials)
            })
            .collect();
        let (a, b) = beta_prior(&groups).unwrap();
        close(a / (a + b), 0.6, 0.02);
        close(a + b, 10.0, 2.0);
        let few = beta_interval(3, 3, (a, b), 0.9).unwrap();
        assert!(few.share < 0.75 && few.low < 0.6, "{few:?}");
        assert!(homogeneous(&groups).unwrap() < 1e-6);
        // One share for all: nothing but chance.
        let same: Vec<(u64, u64)> =
            (0..300).map(|_| ((0..40).filter(|_| chance.happens(0.3)).count() as u64, 40)).collect();
        let (a, b) = beta_prior(&same).unwrap();
        assert!(a + b > 300.0, "{}", a + b);
        assert!(homogeneous(&same).unwrap() > 0.01);
        // 10 of 20 against 15 of 20: χ² = 2.667, p = 0.1025.
        close(homogeneous(&[(10, 20), (15, 20)]).unwrap(), 0.1025, 0.0005);
        assert!(matches!(beta_prior(&[(1, 2)]), Err(Refusal::TooFew { .. })));
        assert!(matches!(beta_prior(&[(0, 0), (1, 2)]), Err(Refusal::TooFew { .. })));
        assert!(matches!(beta_prior(&[(0, 3), (0, 2)]), Err(Refusal::NoVariation { .. })));
        assert!(matches!(beta_prior(&[(4, 3), (0, 2)]), Err(Refusal::Impossible { .. })));
        assert!(beta_prior(&[(1, 1), (0, 1)]).unwrap().0 > 0.0);
        assert!(matches!(homogeneous(&[(3, 3), (2, 2)]), Err(Refusal::NoVariation { .. })));
    }

    #[test]
    fn gini_and_whales() {
        close(gini(&[1.0, 1.0, 1.0, 1.0]).unwrap(), 0.0, 1e-12);
        close(gini(&[0.0, 0.0, 0.0, 10.0]).unwrap(), 0.75, 1e-12);
        close(gini(&[1.0, 2.0, 3.0, 4.0]).unwrap(), 0.25, 1e-12);
        let curve = whale_curve(&[50.0, -20.0, 70.0, 0.0], 4).unwrap();
        assert_eq!(curve, [(0.0, 0.0), (0.25, 0.7), (0.5, 1.2), (0.75, 1.2), (1.0, 1.0)]);
        assert_eq!(whale_curve(&[5.0], 3).unwrap().last(), Some(&(1.0, 1.0)));
    }

    #[test]
    fn degenerate_numbers() {
        assert!(matches!(wilson(0, 0, 0.95), Err(Refusal::TooFew { .. })));
        assert!(matches!(wilson(2, 1, 0.95), Err(Refusal::Impossible { .. })));
        assert!(matches!(wilson(1, 2, 1.0), Err(Refusal::Impossible { .. })));
        assert!(matches!(beta_interval(1, 0, (1.0, 1.0), 0.9), Err(Refusal::Impossible { .. })));
        assert_eq!(two_proportions((0, 5), (0, 9), 0.95).unwrap().probability, 1.0);
        assert!(wilson(u64::MAX, u64::MAX, 0.95).unwrap().low > 0.999);
        assert!(beta_interval(u64::MAX / 2, u64::MAX, (1.0, 1.0), 0.95).unwrap().low > 0.49);
        assert!(matches!(sample_ratio(&[0, 0], &[1.0, 1.0]), Err(Refusal::TooFew { .. })));
        assert!(matches!(gini(&[]), Err(Refusal::TooFew { .. })));
        assert!(matches!(gini(&[-1.0, 1.0]), Err(Refusal::NoVariation { .. })));
        assert!(matches!(whale_curve(&[f64::NAN], 3), Err(Refusal::Impossible { .. })));
    }
}
