//! How wrong a forecast would have been, beside saying “as last time”.
//!
//! Errors scaled by those of the naive forecast: R. J. Hyndman and A. B. Koehler, Another Look at Measures of Forecast Accuracy, International Journal of Forecasting 22 (2006).

use super::smoothing::{Method, Smoothing};
use crate::Refusal;

/// Errors over all origins and periods ahead.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BackTest {
    /// How many values were foretold.
    pub foretold: usize,
    /// Mean absolute error of the method.
    pub mean_absolute: f64,
    /// Root mean squared error of the method.
    pub root_mean_square: f64,
    /// Mean absolute error of the naive forecast for the same values: the last value, or with seasons that of a cycle ago.
    pub naive: f64,
    /// Mean absolute error over the mean absolute change from value to value (from cycle to cycle) where it was fitted; below 1 it is better than naive.
    /// `None` if nothing changed there.
    pub scaled: Option<f64>,
    /// Share of values inside the interval, to be held against the confidence.
    pub covered: f64,
}

/// Forecasts again and again from the past alone: for each of the last `origins` places, fitted to what was known there, up to `horizon` periods ahead.
///
/// # Errors
/// `TooFew` values before the first origin (those of `Smoothing::fit`), and everything else it refuses; `Impossible` without origins or horizon.
pub fn back_test(
    series: &[f64],
    method: Method,
    origins: usize,
    horizon: usize,
    confidence: f64,
) -> Result<BackTest, Refusal> {
    if origins == 0 || horizon == 0 {
        return Err(Refusal::Impossible { what: "a back-test without origins or horizon" });
    }
    crate::refusal::at_least("periods", origins + horizon, series.len())?;
    let first = series.len() - origins - horizon + 1;
    let cycle = method.season.cycle();
    let (mut foretold, mut absolute, mut squares, mut naive, mut covered) = (0_usize, 0.0, 0.0, 0.0, 0_usize);
    let (mut scaled, mut scales) = (0.0, 0_usize);
    for origin in first..first + origins {
        let known = series.get(..origin).unwrap_or_default();
        let fitted = Smoothing::fit(known, method)?;
        let changes =
            known.iter().zip(known.iter().skip(cycle)).map(|(before, after)| (after - before).abs());
        #[expect(clippy::cast_precision_loss, reason = "a number of periods")]
        let change = changes.sum::<f64>() / known.len().saturating_sub(cycle).max(1) as f64;
        let ahead = fitted.ahead(horizon, confidence, origin as u64)?;
        for ((one, seen), index) in ahead.iter().zip(series.iter().skip(origin)).zip(0..) {
            let same_season = origin
                .checked_sub(cycle - index % cycle)
                .and_then(|place| known.get(place))
                .copied()
                .unwrap_or(0.0);
            let error = (one.value - seen).abs();
            foretold += 1;
            absolute += error;
            squares += error * error;
            naive += (same_season - seen).abs();
            covered += usize::from(one.low <= *seen && *seen <= one.high);
            if change > 0.0 {
                scaled += error / change;
                scales += 1;
            }
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "a number of values")]
    let count = foretold.max(1) as f64;
    #[expect(clippy::cast_precision_loss, reason = "a number of values")]
    Ok(BackTest {
        foretold,
        mean_absolute: crate::refusal::finite(absolute / count)?,
        root_mean_square: crate::refusal::finite((squares / count).sqrt())?,
        naive: naive / count,
        scaled: (scales > 0).then(|| scaled / scales as f64),
        covered: covered as f64 / count,
    })
}

#[cfg(test)]
mod tests {
    use super::super::series::AIR_PASSENGERS;
    use super::super::smoothing::{Season, Trend};
    use super::*;

    #[test]
    fn seasons_beat_the_naive_forecast_of_passengers() {
        let method = Method { trend: Trend::Additive, season: Season::Multiplicative(12) };
        let test = back_test(&AIR_PASSENGERS, method, 12, 6, 0.9).unwrap();
        assert_eq!(test.foretold, 72);
        assert!(test.scaled.unwrap() < 1.0 && test.mean_absolute < 0.6 * test.naive, "{test:?}");
        assert!((0.6..=1.0).contains(&test.covered), "{test:?}");
    }

    #[test]
    fn the_naive_error_is_that_of_the_same_season() {
        let series: Vec<f64> = (0..40).map(|time| [10.0, 20.0, 30.0, 40.0][time % 4]).collect();
        let method = Method { trend: Trend::None, season: Season::Additive(4) };
        let test = back_test(&series, method, 8, 5, 0.9).unwrap();
        assert!(test.naive == 0.0 && test.mean_absolute < 1e-9 && test.scaled.is_none(), "{test:?}");
    }

    #[test]
    fn degenerate_tests() {
        let plain = Method { trend: Trend::None, season: Season::None };
        assert!(matches!(back_test(&[1.0; 5], plain, 3, 3, 0.9), Err(Refusal::TooFew { .. })));
        assert!(matches!(back_test(&[1.0; 50], plain, 0, 3, 0.9), Err(Refusal::Impossible { .. })));
    }
}
