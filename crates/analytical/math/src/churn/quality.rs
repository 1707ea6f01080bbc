//! How good probabilities are: do they tell leavers from stayers, and do they mean what they say?

use crate::Refusal;
use crate::number::normal_quantile;
use crate::proportion::{Share, wilson};

/// The area under the ROC curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Probability that a random leaver has a higher score than a random stayer; ties count half.
    pub area: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// Lower end of the interval, on the logit scale.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// The area under the curve with the error of E. R. DeLong, D. M. DeLong and D. L. Clarke-Pearson, Biometrics 44 (1988), computed from ranks as in X. Sun and W. Xu (2014). Where the scores separate
/// perfectly, and the error would be zero, the interval is Wilson's for as many trials as there are of the rarer outcome.
///
/// # Errors
/// `NoVariation` if it happened always or never; `Impossible` for scores that are not numbers.
pub fn area_under_curve(scores: &[f64], happened: &[bool], confidence: f64) -> Result<Area, Refusal> {
    if scores.len() != happened.len()
        || scores.iter().any(|score| !score.is_finite())
        || !(confidence > 0.0 && confidence < 1.0)
    {
        return Err(Refusal::Impossible {
            what: "a score is not a number or lacks an outcome, or a confidence is not between 0 and 1",
        });
    }
    let split = |wanted: bool| -> Vec<f64> {
        let mut side: Vec<f64> =
            scores.iter().zip(happened).filter(|(_, one)| **one == wanted).map(|(score, _)| *score).collect();
        side.sort_by(f64::total_cmp);
        side
    };
    let (hits, misses) = (split(true), split(false));
    if hits.is_empty() || misses.is_empty() {
        return Err(Refusal::NoVariation { what: "the outcome: it is the same for all" });
    }
    #[expect(clippy::cast_precision_loss, reason = "numbers of customers are far below 2^53")]
    let below = |sorted: &[f64], score: f64| {
        let (less, until) =
            (sorted.partition_point(|other| *other < score), sorted.partition_point(|other| *other <= score));
        (less + until) as f64 / (2 * sorted.len()) as f64
    };
    let over: Vec<f64> = hits.iter().map(|score| below(&misses, *score)).collect();
    let under: Vec<f64> = misses.iter().map(|score| 1.0 - below(&hits, *score)).collect();
    #[expect(clippy::cast_precision_loss, reason = "numbers of customers are far below 2^53")]
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let area = mean(&over);
    #[expect(clippy::cast_precision_loss, reason = "numbers of customers are far below 2^53")]
    let variance = |values: &[f64]| {
        let freedom = values.len().saturating_sub(1).max(1) as f64;
        values.iter().map(|value| (value - area).powi(2)).sum::<f64>() / freedom / values.len() as f64
    };
    let standard_error = (variance(&over) + variance(&under)).sqrt();
    let (low, high) = if standard_error > 0.0 && area > 0.0 && area < 1.0 {
        let reach = normal_quantile(0.5 + confidence / 2.0) * standard_error / (area * (1.0 - area));
        let odds = (area / (1.0 - area)).ln();
        (1.0 / (1.0 + (reach - odds).exp()), 1.0 / (1.0 + (-reach - odds).exp()))
    } else {
        let trials = hits.len().min(misses.len()) as u64;
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share of the trials"
        )]
        let won = (area * trials as f64).round() as u64;
        let around = wilson(won.min(trials), trials, confidence)?;
        (around.low.min(area), around.high.max(area))
    };
    Ok(Area { area, standard_error, low, high })
}

/// Mean squared distance of probabilities from what happened (G. W. Brier, 1950): 0 is perfect, 0.25 is what always saying one half gives.
///
/// # Errors
/// `TooFew` without customers; `Impossible` for what is not a probability.
pub fn brier(probabilities: &[f64], happened: &[bool]) -> Result<f64, Refusal> {
    check(probabilities, happened)?;
    let squares =
        probabilities.iter().zip(happened).map(|(told, one)| (told - f64::from(u8::from(*one))).powi(2));
    #[expect(clippy::cast_precision_loss, reason = "numbers of customers are far below 2^53")]
    Ok(squares.sum::<f64>() / probabilities.len() as f64)
}

/// Customers told about the same probability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bin {
    /// How many.
    pub customers: u64,
    /// Mean probability they were told.
    pub told: f64,
    /// Share for whom it happened, with Wilson's interval.
    pub seen: Share,
}

/// The calibration curve over so many bins of equally many customers.
///
/// # Errors
/// As `brier`; `Impossible` without bins.
pub fn calibration_curve(
    probabilities: &[f64],
    happened: &[bool],
    bins: usize,
    confidence: f64,
) -> Result<Vec<Bin>, Refusal> {
    check(probabilities, happened)?;
    if bins == 0 {
        return Err(Refusal::Impossible { what: "a curve without bins" });
    }
    let mut sorted: Vec<(f64, bool)> = probabilities.iter().copied().zip(happened.iter().copied()).collect();
    sorted.sort_by(|left, right| left.0.total_cmp(&right.0));
    let bins = bins.min(sorted.len());
    let bin = |index: usize| {
        let inside =
            sorted.get(sorted.len() * index / bins..sorted.len() * (index + 1) / bins).unwrap_or_default();
        let hits = inside.iter().filter(|one| one.1).count() as u64;
        #[expect(clippy::cast_precision_loss, reason = "numbers of customers are far below 2^53")]
        let told = inside.iter().map(|one| one.0).sum::<f64>() / inside.len() as f64;
        Ok(Bin { customers: inside.len() as u64, told, seen: wilson(hits, inside.len() as u64, confidence)? })
    };
    (0..bins).map(bin).collect()
}

/// The expected calibration error: mean distance between told and seen over the bins, by customers.
pub fn calibration_error(curve: &[Bin]) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "numbers of customers are far below 2^53")]
    let (sum, all) = curve.iter().fold((0.0, 0.0), |(sum, all), bin| {
        (sum + bin.customers as f64 * (bin.told - bin.seen.share).abs(), all + bin.customers as f64)
    });
    if all > 0.0 { sum / all } else { 0.0 }
}

fn check(probabilities: &[f64], happened: &[bool]) -> Result<(), Refusal> {
    crate::refusal::at_least("customers", 1, probabilities.len())?;
    if probabilities.len() != happened.len() || probabilities.iter().any(|told| !(0.0..=1.0).contains(told)) {
        return Err(Refusal::Impossible {
            what: "a probability is not between 0 and 1, or lacks an outcome",
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Chance;

    #[test]
    fn the_ratings_of_hanley_and_mcneil() {
        // J. A. Hanley and B. J. McNeil, Radiology 143 (1982), table 1: 58 normal and 51 abnormal images rated 1 to 5; area 0.893, error 0.032.
        let (normal, abnormal) = ([33, 6, 6, 11, 2], [3, 2, 2, 11, 33]);
        let (mut scores, mut happened) = (Vec::new(), Vec::new());
        for (counts, outcome) in [(normal, false), (abnormal, true)] {
            for (count, rating) in counts.iter().zip([1.0, 2.0, 3.0, 4.0, 5.0]) {
                scores.extend(std::iter::repeat_n(rating, *count));
                happened.extend(std::iter::repeat_n(outcome, *count));
            }
        }
        let area = area_under_curve(&scores, &happened, 0.95).unwrap();
        assert!(
            (area.area - 0.893).abs() < 0.0006 && (area.standard_error - 0.032).abs() < 0.002,
            "{area:?}"
        );
        assert!(area.low < 0.86 && area.low > 0.8 && area.high < 1.0 && area.high > 0.92);
    }

    #[test]
    fn ranks_agree_with_comparing_all_pairs() {
        let mut chance = Chance::new(14);
        let scores: Vec<f64> = (0..120).map(|_| chance.below(12) as f64).collect();
        let happened: Vec<bool> = scores.iter().map(|score| chance.happens(score / 14.0)).collect();
        let (mut won, mut pairs) = (0.0, 0.0);
        for (score, _) in scores.iter().zip(&happened).filter(|one| *one.1) {
            for (other, _) in scores.iter().zip(&happened).filter(|one| !*one.1) {
                pairs += 1.0;
                won += if score > other {
                    1.0
                } else if score == other {
                    0.5
                } else {
                    0.0
                };
            }
        }
        assert!((area_under_curve(&scores, &happened, 0.9).unwrap().area - won / pairs).abs() < 1e-12);
    }

    #[test]
    fn true_probabilities_are_calibrated() {
        let mut chance = Chance::new(15);
        let told: Vec<f64> = (0..20_000).map(|_| chance.uniform()).collect();
        let happened: Vec<bool> = told.iter().map(|probability| chance.happens(*probability)).collect();
        let curve = calibration_curve(&told, &happened, 10, 0.99).unwrap();
        assert!(
            curve
                .iter()
                .all(|bin| bin.seen.low < bin.told && bin.told < bin.seen.high && bin.customers == 2000)
        );
        assert!(calibration_error(&curve) < 0.02);
        // Uniform probabilities: ∫ p (1 - p) dp = 1/6.
        assert!((brier(&told, &happened).unwrap() - 1.0 / 6.0).abs() < 0.005);
    }

    #[test]
    fn degenerate_scores() {
        assert!(matches!(
            area_under_curve(&[0.1, 0.2], &[true, true], 0.9),
            Err(Refusal::NoVariation { .. })
        ));
        let perfect = area_under_curve(&[0.1, 0.2, 0.8, 0.9], &[false, false, true, true], 0.95).unwrap();
        assert!(perfect.area == 1.0 && perfect.low < 0.7 && perfect.high == 1.0);
        assert_eq!(area_under_curve(&[0.5; 4], &[true, false, true, false], 0.95).unwrap().area, 0.5);
        assert!(matches!(brier(&[], &[]), Err(Refusal::TooFew { .. })));
        assert!(matches!(brier(&[1.5], &[true]), Err(Refusal::Impossible { .. })));
        assert_eq!(calibration_curve(&[0.5], &[true], 10, 0.9).unwrap().len(), 1);
    }
}
