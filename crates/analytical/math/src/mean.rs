//! Two means held against each other, each of as many values as there are and as wide as they lie.

use crate::Refusal;
use crate::number::student_quantile;
use crate::refusal::{at_least, finite};

/// How much the second mean lies above the first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeanDifference {
    /// The mean of the first values.
    pub first: f64,
    /// The mean of the second values.
    pub second: f64,
    /// The second less the first.
    pub difference: f64,
    /// It lies above this …
    pub low: f64,
    /// … and below this, as sure as was asked for.
    pub high: f64,
}

/// The difference of two means, with an interval: B. L. Welch, The Generalization of “Student's” Problem when Several Different Population Variances are
/// Involved, Biometrika 34 (1947). The two need not be as wide as each other, nor as many.
///
/// # Errors
/// `TooFew` values on a side (below two), `NoVariation` where neither side varies, `Impossible` for what is no number.
pub fn two_means(first: &[f64], second: &[f64], confidence: f64) -> Result<MeanDifference, Refusal> {
    if !(confidence > 0.0 && confidence < 1.0) {
        return Err(Refusal::Impossible { what: "a confidence lies between none and certainty" });
    }
    let (one, two) = (Side::of(first)?, Side::of(second)?);
    let variance = one.of_mean + two.of_mean;
    if !(variance > 0.0) {
        return Err(Refusal::NoVariation { what: "what came" });
    }
    // Shares of the variance: squares of tiny or huge variances themselves would be lost.
    let (part, rest) = (one.of_mean / variance, two.of_mean / variance);
    let freedom = 1.0 / (part.powi(2) / (one.count - 1.0) + rest.powi(2) / (two.count - 1.0));
    let reach = student_quantile(0.5 + confidence / 2.0, freedom) * variance.sqrt();
    let difference = finite(two.mean - one.mean)?;
    let (low, high) = (finite(difference - reach)?, finite(difference + reach)?);
    Ok(MeanDifference { first: one.mean, second: two.mean, difference, low, high })
}

struct Side {
    count: f64,
    mean: f64,
    /// The variance of the mean.
    of_mean: f64,
}

impl Side {
    fn of(values: &[f64]) -> Result<Side, Refusal> {
        at_least("values", 2, values.len())?;
        if values.iter().any(|value| !value.is_finite()) {
            return Err(Refusal::Impossible { what: "a value is not a number" });
        }
        #[expect(clippy::cast_precision_loss, reason = "numbers of values are far below 2^53")]
        let count = values.len() as f64;
        let mean = values.iter().sum::<f64>() / count;
        let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
        Ok(Side { count, mean: finite(mean)?, of_mean: finite(squares / (count - 1.0) / count)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hours of sleep gained with two drugs: A. R. Cushny and A. R. Peebles (1905), the data of Student (1908). The reference is R 4.3,
    /// `t.test(extra ~ group, data = sleep)`: from -3.3654832 to 0.2054832, means 0.75 and 2.33.
    #[test]
    fn sleep_as_r_has_it() {
        let one = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
        let two = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
        let found = two_means(&two, &one, 0.95).unwrap();
        for (told, wanted) in [
            (found.first, 2.33),
            (found.second, 0.75),
            (found.difference, -1.58),
            (found.low, -3.365_483_2),
            (found.high, 0.205_483_2),
        ] {
            assert!((told - wanted).abs() < 1e-6, "{told} instead of {wanted}");
        }
        // Narrower when one need not be as sure; the other way round it is the same with the other sign.
        let less = two_means(&one, &two, 0.5).unwrap();
        assert!(less.low > -found.high && less.high < -found.low);
    }

    #[test]
    fn what_cannot_be_said_is_refused() {
        let some = [1.0, 2.0];
        assert!(matches!(two_means(&[1.0], &some, 0.9), Err(Refusal::TooFew { needed: 2, got: 1, .. })));
        assert!(matches!(two_means(&some, &[], 0.9), Err(Refusal::TooFew { got: 0, .. })));
        assert!(matches!(two_means(&[3.0, 3.0], &[3.0; 9], 0.9), Err(Refusal::NoVariation { .. })));
        assert!(matches!(two_means(&some, &[f64::NAN, 1.0], 0.9), Err(Refusal::Impossible { .. })));
        assert!(matches!(two_means(&some, &some, 1.0), Err(Refusal::Impossible { .. })));
        assert!(two_means(&[f64::MAX, f64::MAX], &[f64::MIN, 0.0], 0.9).is_err());
        // One side that does not vary says how sure the other one is.
        let still = two_means(&[0.0; 30], &[0.0, 10.0, 20.0], 0.9).unwrap();
        assert!(still.difference == 10.0 && still.low < 0.0 && still.high > 20.0, "{still:?}");
        // As small as money in millionths, or as large as all there is.
        for scale in [1e-200, 1e100] {
            let scaled = two_means(&[scale, 2.0 * scale], &[3.0 * scale, 5.0 * scale], 0.9);
            assert!(scaled.map_or(true, |one| one.low.is_finite() && one.high.is_finite()));
        }
    }
}
