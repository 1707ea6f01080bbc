//! Many uncertain estimates of the same kind, each drawn towards what they have in common: the less sure it is, the further.
//!
//! Empirical Bayes with normal errors: C. N. Morris, Parametric Empirical Bayes Inference, JASA 78 (1983); the spread by R. C. Paule and J. Mandel, Consensus Values and
//! Weighting Factors, Journal of Research of the NBS 87 (1982).

use crate::Refusal;
use crate::number::normal_quantile;

/// All estimates after shrinking.
#[derive(Debug, Clone, PartialEq)]
pub struct Shrunk {
    /// What they have in common.
    pub mean: f64,
    /// Its standard error.
    pub mean_error: f64,
    /// By how much the true values differ (standard deviation); 0 if chance explains all differences.
    pub spread: f64,
    /// Each estimate: value, standard error, low, high.
    pub estimates: Vec<(f64, f64, f64, f64)>,
}

/// Shrinks estimates given as (value, standard error).
///
/// # Errors
/// `TooFew` below two; `Impossible` for an error that is not positive or what is not a number, or a confidence outside (0, 1).
pub fn shrink(estimates: &[(f64, f64)], confidence: f64) -> Result<Shrunk, Refusal> {
    crate::refusal::at_least("estimates", 2, estimates.len())?;
    if !(confidence > 0.0 && confidence < 1.0) {
        return Err(Refusal::Impossible { what: "a confidence is not between 0 and 1" });
    }
    if estimates.iter().any(|(value, error)| !(value.is_finite() && *error > 0.0 && error.is_finite())) {
        return Err(Refusal::Impossible { what: "an estimate without a positive standard error" });
    }
    let pooled = |variance: f64| {
        let weights = || estimates.iter().map(|(_, error)| 1.0 / (error * error + variance));
        let sum: f64 = weights().sum();
        let mean =
            estimates.iter().zip(weights()).map(|((value, _), weight)| weight * value).sum::<f64>() / sum;
        let misfit: f64 =
            estimates.iter().zip(weights()).map(|((value, _), weight)| weight * (value - mean).powi(2)).sum();
        (mean, (1.0 / sum).sqrt(), misfit)
    };
    #[expect(clippy::cast_precision_loss, reason = "a number of products")]
    let freedom = (estimates.len() - 1) as f64;
    // The misfit falls with the variance; the right one makes it what chance would.
    let variance = if pooled(0.0).2 <= freedom {
        0.0
    } else {
        let (smallest, largest) = estimates
            .iter()
            .fold((f64::MAX, f64::MIN), |(low, high), (value, _)| (low.min(*value), high.max(*value)));
        let (mut low, mut high) = (0.0, (largest - smallest).powi(2) + 1e-300);
        for _ in 0..200 {
            let middle = 0.5 * (low + high);
            if pooled(middle).2 > freedom { low = middle } else { high = middle }
        }
        0.5 * (low + high)
    };
    let (mean, mean_error, _) = pooled(variance);
    let reach = normal_quantile(0.5 + confidence / 2.0);
    let one = |(value, error): &(f64, f64)| {
        let own = variance / (variance + error * error);
        let drawn = own * value + (1.0 - own) * mean;
        let error = (own * error * error + ((1.0 - own) * mean_error).powi(2)).sqrt();
        (drawn, error, drawn - reach * error, drawn + reach * error)
    };
    let mean = crate::refusal::finite(mean)?;
    Ok(Shrunk { mean, mean_error, spread: variance.sqrt(), estimates: estimates.iter().map(one).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Chance;

    #[test]
    fn the_eight_schools_of_rubin() {
        // D. B. Rubin (1981) as in A. Gelman et al., Bayesian Data Analysis, 5.5: pooled 7.7 with error 4.1, and chance explains the differences.
        let schools = [
            (28.0, 15.0),
            (8.0, 10.0),
            (-3.0, 16.0),
            (7.0, 11.0),
            (-1.0, 9.0),
            (1.0, 11.0),
            (18.0, 10.0),
            (12.0, 18.0),
        ];
        let shrunk = shrink(&schools, 0.95).unwrap();
        assert!(
            (shrunk.mean - 7.7).abs() < 0.05
                && (shrunk.mean_error - 4.1).abs() < 0.05
                && shrunk.spread == 0.0,
            "{shrunk:?}"
        );
    }

    #[test]
    fn known_spread_is_recovered_and_shrinking_helps() {
        let mut chance = Chance::new(13);
        let truth: Vec<f64> = (0..2000).map(|_| -2.0 + 0.5 * chance.normal()).collect();
        let seen: Vec<(f64, f64)> = truth
            .iter()
            .map(|value| {
                let error = 0.2 + chance.uniform();
                (value + error * chance.normal(), error)
            })
            .collect();
        let shrunk = shrink(&seen, 0.95).unwrap();
        assert!(
            (shrunk.mean + 2.0).abs() < 0.06 && (shrunk.spread - 0.5).abs() < 0.06,
            "{} {}",
            shrunk.mean,
            shrunk.spread
        );
        let distance = |values: &mut dyn Iterator<Item = f64>| {
            values.zip(&truth).map(|(value, truth)| (value - truth).powi(2)).sum::<f64>()
        };
        let (before, after) = (
            distance(&mut seen.iter().map(|one| one.0)),
            distance(&mut shrunk.estimates.iter().map(|one| one.0)),
        );
        assert!(after < 0.5 * before, "{after} {before}");
        let covered = shrunk
            .estimates
            .iter()
            .zip(&truth)
            .filter(|(one, truth)| one.2 <= **truth && **truth <= one.3)
            .count();
        assert!((1860..1940).contains(&covered), "{covered}");
    }

    #[test]
    fn degenerate_estimates() {
        assert!(matches!(shrink(&[(1.0, 1.0)], 0.95), Err(Refusal::TooFew { .. })));
        assert!(matches!(shrink(&[(1.0, 0.0), (2.0, 1.0)], 0.95), Err(Refusal::Impossible { .. })));
        let same = shrink(&[(1.0, 0.1), (1.0, 5.0)], 0.95).unwrap();
        assert_eq!((same.mean, same.spread), (1.0, 0.0));
        assert!(shrink(&[(1e150, 1.0), (-1e150, 1.0)], 0.95).is_ok_and(|shrunk| shrunk.mean.is_finite()));
    }
}
