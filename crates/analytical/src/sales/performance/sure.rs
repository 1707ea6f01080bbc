//! How sure it is what somebody's deals bring, by drawing from them again and again: B. Efron, Bootstrap Methods, Annals of Statistics 7
//! (1979).

use super::super::tell::{CONFIDENCE, quantile};
use super::league::FEW;
use math::number::Chance;

/// Samples drawn.
const SAMPLES: usize = 1_000;

/// The middle nine tenths of the means of samples drawn from the values with replacement. None of too few, whose samples are all too much
/// alike.
pub(super) fn of_mean(values: &[f64], chance: &mut Chance) -> Option<(f64, f64)> {
    sampled(values, || {
        let sum: f64 = (0..values.len())
            .map(|_| values.get(chance.below(values.len())).copied().unwrap_or_default())
            .sum();
        sum / values.len() as f64
    })
}

/// The middle nine tenths of what the values add up to when each comes as often as chance has it, once on average: of deals it is chance
/// too how many there are. J. A. Hanley and B. MacGibbon, Creating non-parametric bootstrap samples using Poisson frequencies, Computer
/// Methods and Programs in Biomedicine 83 (2006).
pub(super) fn of_sum(values: &[f64], chance: &mut Chance) -> Option<(f64, f64)> {
    sampled(values, || values.iter().map(|value| value * about_once(chance)).sum())
}

/// A number of Poisson's distribution with the mean 1: that many times of an exponential clock fit into one.
fn about_once(chance: &mut Chance) -> f64 {
    let (mut times, mut passed) = (0.0, chance.exponential(1.0));
    while passed < 1.0 {
        times += 1.0;
        passed += chance.exponential(1.0);
    }
    times
}

fn sampled(values: &[f64], mut sample: impl FnMut() -> f64) -> Option<(f64, f64)> {
    if values.len() < FEW {
        return None;
    }
    let mut drawn: Vec<f64> = (0..SAMPLES).map(|_| sample()).collect();
    drawn.sort_by(f64::total_cmp);
    let tail = (1.0 - CONFIDENCE) / 2.0;
    Some((quantile(&drawn, tail), quantile(&drawn, 1.0 - tail)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Deals of a seller who wins every third, of 1,000 to 2,000.
    fn deals(number: usize, chance: &mut Chance) -> Vec<f64> {
        (0..number)
            .map(|_| if chance.happens(1.0 / 3.0) { 1_000.0 + 1_000.0 * chance.uniform() } else { 0.0 })
            .collect()
    }

    #[test]
    fn a_sum_lies_where_it_would_lie_if_all_happened_again() {
        let mut chance = Chance::new(7);
        // Years that might have been: about 60 deals each. What a year is told to bring has to hold what the next one brings on average.
        let truth = 60.0 * 500.0;
        let held = (0..400)
            .filter(|_| {
                let number = (0..60).map(|_| about_once(&mut chance)).sum::<f64>() as usize;
                let (low, high) = of_sum(&deals(number, &mut chance), &mut chance).unwrap();
                low <= truth && truth <= high
            })
            .count();
        assert!((330..=390).contains(&held), "{held} of 400 held the truth; it should be nine of ten");
    }

    #[test]
    fn of_too_few_nothing_is_said_and_of_equal_ones_a_mean_is_sure_while_a_sum_is_not() {
        let mut chance = Chance::new(8);
        assert_eq!(of_sum(&[100.0; FEW - 1], &mut chance), None);
        assert_eq!(of_mean(&[], &mut chance), None);
        assert_eq!(of_mean(&[100.0; 20], &mut chance), Some((100.0, 100.0)));
        let (low, high) = of_sum(&[100.0; 20], &mut chance).unwrap();
        assert!(low < 1_500.0 && high > 2_500.0, "{low} {high}");
        assert_eq!(of_sum(&[0.0; 20], &mut chance), Some((0.0, 0.0)));
    }
}
