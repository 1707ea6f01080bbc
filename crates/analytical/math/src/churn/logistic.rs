//! Logistic regression with a penalty on large coefficients.
//!
//! Newton's method on the penalized likelihood; S. le Cessie and J. C. van Houwelingen, Ridge Estimators in Logistic Regression, Applied Statistics 41 (1992). Columns are standardized
//! first, so that the penalty treats days and euros alike; coefficients are given back in the units of the input.

use crate::Refusal;
use crate::number::{Fitted, Matrix};

/// The model: ln(p / (1 - p)) = intercept + Σ coefficient × value.
#[derive(Debug, Clone, PartialEq)]
pub struct Logistic {
    /// Log-odds where all values are 0.
    pub intercept: f64,
    /// Log-odds per unit of each column.
    pub coefficients: Vec<f64>,
    /// Mean of each column where it was fitted: reasons are told against it.
    pub means: Vec<f64>,
}

/// Why a customer's probability differs from an average customer's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reason {
    /// Which column.
    pub column: usize,
    /// What it adds to the log-odds beside an average customer.
    pub contribution: f64,
}

impl Logistic {
    /// Fits rows of values to whether it happened. `penalty` is half the weight of the sum of squared standardized coefficients beside the sum of the log-likelihood: 0 for plain maximum
    /// likelihood, 1 for a mild one. Columns that never vary get a coefficient of 0. `standard_errors` has the intercept first; with a penalty they are those
    /// of the penalized estimate.
    ///
    /// # Errors
    /// `TooFew` rows; `NoVariation` if it happened always or never; `Impossible` for what is not a number or a negative penalty; `DoesNotFit` if the values foretell the outcome perfectly
    /// and there is no penalty, or columns repeat each other without one.
    pub fn fit(rows: &Matrix, happened: &[bool], penalty: f64) -> Result<Fitted<Self>, Refusal> {
        check(rows, happened, penalty)?;
        #[expect(clippy::cast_precision_loss, reason = "numbers of customers are far below 2^53")]
        let count = rows.rows() as f64;
        let moments = moments(rows, count);
        let varying: Vec<usize> = moments
            .iter()
            .zip(0..)
            .filter(|((_, deviation), _)| *deviation > 0.0)
            .map(|(_, column)| column)
            .collect();
        crate::refusal::at_least("customers", varying.len() + 2, rows.rows())?;
        let scale = |column: usize| moments.get(column).copied().unwrap_or((0.0, 1.0));
        let design = Matrix::from_rule(rows.rows(), varying.len() + 1, |row, column| {
            let Some(source) = column.checked_sub(1).and_then(|column| varying.get(column)) else {
                return 1.0;
            };
            let (mean, deviation) = scale(*source);
            (rows[(row, *source)] - mean) / deviation
        });
        let (standardized, inverse, log_likelihood, evaluations) = newton(&design, happened, penalty)?;
        let mut coefficients = vec![0.0; rows.columns()];
        // Back to the units of the input: a linear map of the standardized coefficients, applied to their covariance too.
        let mut back = Matrix::zeros(rows.columns() + 1, varying.len() + 1);
        back[(0, 0)] = 1.0;
        for (column, source) in (1..).zip(&varying) {
            let (mean, deviation) = scale(*source);
            back[(0, column)] = -mean / deviation;
            back[(source + 1, column)] = 1.0 / deviation;
        }
        let all = back.times(&standardized);
        coefficients.iter_mut().zip(all.iter().skip(1)).for_each(|(to, from)| *to = *from);
        let covariance = back.product(&inverse).product(&back.transposed());
        let standard_errors =
            (0..=rows.columns()).map(|index| covariance[(index, index)].max(0.0).sqrt()).collect();
        let intercept = crate::refusal::finite(all.first().copied().unwrap_or(f64::NAN))?;
        let means = moments.iter().map(|(mean, _)| *mean).collect();
        Ok(Fitted {
            model: Self { intercept, coefficients, means },
            standard_errors,
            log_likelihood,
            observations: rows.rows() as u64,
            evaluations,
        })
    }

    /// Log-odds for a row. Missing values count as average.
    pub fn log_odds(&self, row: &[f64]) -> f64 {
        self.intercept
            + self
                .coefficients
                .iter()
                .enumerate()
                .map(|(column, coefficient)| coefficient * self.value(row, column))
                .sum::<f64>()
    }

    /// Probability for a row. Missing values count as average.
    pub fn probability(&self, row: &[f64]) -> f64 {
        sigmoid(self.log_odds(row))
    }

    /// What speaks for and against it beside an average customer, the weightiest first; together with an average customer's log-odds they add up to this one's.
    pub fn reasons(&self, row: &[f64]) -> Vec<Reason> {
        let mut reasons: Vec<Reason> = self
            .coefficients
            .iter()
            .enumerate()
            .map(|(column, coefficient)| {
                let mean = self.means.get(column).copied().unwrap_or(0.0);
                Reason { column, contribution: coefficient * (self.value(row, column) - mean) }
            })
            .filter(|reason| reason.contribution != 0.0)
            .collect();
        reasons.sort_by(|left, right| right.contribution.abs().total_cmp(&left.contribution.abs()));
        reasons
    }

    fn value(&self, row: &[f64], column: usize) -> f64 {
        let own = row.get(column).copied().filter(|value| value.is_finite());
        own.or_else(|| self.means.get(column).copied()).unwrap_or(0.0)
    }
}

fn check(rows: &Matrix, happened: &[bool], penalty: f64) -> Result<(), Refusal> {
    crate::refusal::at_least("customers", 10, rows.rows())?;
    if rows.rows() != happened.len() {
        return Err(Refusal::Impossible { what: "rows and outcomes differ in number" });
    }
    if !(penalty >= 0.0 && penalty.is_finite()) || rows.iter_rows().flatten().any(|value| !value.is_finite())
    {
        return Err(Refusal::Impossible { what: "a value is not a number, or the penalty is negative" });
    }
    let first = happened.first();
    if happened.iter().all(|one| Some(one) == first) {
        return Err(Refusal::NoVariation { what: "the outcome: it is the same for all" });
    }
    Ok(())
}

/// Mean and standard deviation of each column; a deviation of rounding size is none.
fn moments(rows: &Matrix, count: f64) -> Vec<(f64, f64)> {
    let mut means = vec![0.0; rows.columns()];
    for row in rows.iter_rows() {
        means.iter_mut().zip(row).for_each(|(mean, value)| *mean += value / count);
    }
    let mut squares = vec![0.0; rows.columns()];
    for row in rows.iter_rows() {
        squares
            .iter_mut()
            .zip(row)
            .zip(&means)
            .for_each(|((square, value), mean)| *square += (value - mean).powi(2) / count);
    }
    let deviation = |(mean, square): (f64, f64)| {
        let deviation = square.sqrt();
        (mean, if deviation > 1e-10 * mean.abs() { deviation } else { 0.0 })
    };
    means.into_iter().zip(squares).map(deviation).collect()
}

fn newton(
    design: &Matrix,
    happened: &[bool],
    penalty: f64,
) -> Result<(Vec<f64>, Matrix, f64, usize), Refusal> {
    let size = design.columns();
    let likelihood = |coefficients: &[f64]| -> f64 {
        let logits = design.times(coefficients);
        let signed =
            logits.iter().zip(happened).map(|(logit, happened)| if *happened { *logit } else { -logit });
        signed.map(|logit| if logit > -30.0 { -(-logit).exp().ln_1p() } else { logit }).sum()
    };
    let punished = |coefficients: &[f64]| {
        likelihood(coefficients)
            - penalty * coefficients.iter().skip(1).map(|value| value * value).sum::<f64>()
    };
    let mut at = vec![0.0; size];
    let mut value = punished(&at);
    for round in 1..=100 {
        let logits = design.times(&at);
        let mut slope: Vec<f64> = at
            .iter()
            .enumerate()
            .map(|(index, value)| if index == 0 { 0.0 } else { -2.0 * penalty * value })
            .collect();
        let mut curve =
            Matrix::from_rule(
                size,
                size,
                |row, column| if row == column && row > 0 { 2.0 * penalty } else { 0.0 },
            );
        for ((row, logit), happened) in design.iter_rows().zip(&logits).zip(happened) {
            let probability = sigmoid(*logit);
            let weight = probability * (1.0 - probability);
            let rest = f64::from(u8::from(*happened)) - probability;
            for (index, one) in row.iter().enumerate() {
                if let Some(sum) = slope.get_mut(index) {
                    *sum += rest * one;
                }
                for (other, value) in row.iter().enumerate().take(index + 1) {
                    curve[(index, other)] += weight * one * value;
                }
            }
        }
        for row in 0..size {
            for column in row + 1..size {
                curve[(row, column)] = curve[(column, row)];
            }
        }
        let unclear = Refusal::DoesNotFit {
            why: "the values foretell the outcome perfectly or repeat each other; a penalty helps",
        };
        let step = curve.solve_positive(&slope).ok_or(unclear.clone())?;
        let mut share = 1.0;
        let (next, gained) = loop {
            let next: Vec<f64> = at.iter().zip(&step).map(|(value, step)| value + share * step).collect();
            let reached = punished(&next);
            if reached >= value - 1e-12 * value.abs() || share < 1e-6 {
                break (next, reached - value);
            }
            share *= 0.5;
        };
        let largest = step.iter().fold(0.0_f64, |largest, step| largest.max(step.abs() * share));
        at = next;
        value += gained;
        if at.iter().any(|value| !(value.abs() < 100.0)) {
            return Err(unclear);
        }
        if largest < 1e-9 {
            let inverse = curve.inverse_positive().ok_or(unclear)?;
            return Ok((at.clone(), inverse, likelihood(&at), round));
        }
    }
    Err(Refusal::DoesNotFit {
        why: "the values foretell the outcome perfectly or repeat each other; a penalty helps",
    })
}

pub(super) fn sigmoid(logit: f64) -> f64 {
    if logit >= 0.0 { 1.0 / (1.0 + (-logit).exp()) } else { logit.exp() / (1.0 + logit.exp()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Chance;

    #[test]
    fn the_rings_of_the_challenger() {
        // S. R. Dalal, E. B. Fowlkes and B. Hoadley, JASA 84 (1989): distress of O-rings by temperature in °F; 15.0429 (7.3786), -0.2322 (0.1082).
        let degrees =
            [66, 70, 69, 68, 67, 72, 73, 70, 57, 63, 70, 78, 67, 53, 67, 75, 70, 81, 76, 79, 75, 76, 58];
        let distress = [1, 8, 9, 10, 13, 20, 22];
        let happened: Vec<bool> = (0..23).map(|flight| distress.contains(&flight)).collect();
        let rows = Matrix::from_rule(23, 1, |row, _| f64::from(degrees[row]));
        let fitted = Logistic::fit(&rows, &happened, 0.0).unwrap();
        assert!(
            (fitted.model.intercept - 15.0429).abs() < 0.000_06
                && (fitted.model.coefficients[0] + 0.232_163).abs() < 0.000_001,
            "{fitted:?}"
        );
        assert!(
            (fitted.standard_errors[0] - 7.3786).abs() < 0.0001
                && (fitted.standard_errors[1] - 0.1082).abs() < 0.0001,
            "{fitted:?}"
        );
        assert!((fitted.log_likelihood + 10.1576).abs() < 0.0001);
        let punished = Logistic::fit(&rows, &happened, 5.0).unwrap();
        assert!(
            punished.model.coefficients[0].abs() < 0.2322 && punished.log_likelihood < fitted.log_likelihood
        );
        assert!(fitted.model.probability(&[31.0]) > 0.999);
    }

    #[test]
    fn known_coefficients_are_recovered_and_reasons_add_up() {
        let mut chance = Chance::new(43);
        let rows = Matrix::from_rule(8000, 3, |_, column| match column {
            0 => 300.0 + 100.0 * chance.normal(),
            1 => chance.normal(),
            _ => 7.0,
        });
        let mut luck = Chance::new(44);
        let happened: Vec<bool> =
            rows.iter_rows().map(|row| luck.happens(sigmoid(-4.0 + 0.01 * row[0] - 0.5 * row[1]))).collect();
        let fitted = Logistic::fit(&rows, &happened, 0.0).unwrap();
        for ((found, truth), error) in
            fitted.model.coefficients.iter().zip([0.01, -0.5]).zip(fitted.standard_errors.iter().skip(1))
        {
            assert!((found - truth).abs() < 3.0 * error, "{fitted:?}");
        }
        assert_eq!(fitted.model.coefficients[2], 0.0);
        let row = [500.0, -1.0, 7.0];
        let reasons = fitted.model.reasons(&row);
        assert_eq!(reasons[0].column, 0);
        let average = fitted.model.log_odds(&fitted.model.means);
        let sum: f64 = reasons.iter().map(|reason| reason.contribution).sum();
        assert!((average + sum - fitted.model.log_odds(&row)).abs() < 1e-9);
        assert!((fitted.model.log_odds(&[f64::NAN]) - average).abs() < 1e-9);
    }

    #[test]
    fn degenerate_outcomes() {
        let rows = Matrix::from_rule(40, 1, |row, _| row as f64);
        let perfect: Vec<bool> = (0..40).map(|row| row >= 20).collect();
        assert!(matches!(Logistic::fit(&rows, &perfect, 0.0), Err(Refusal::DoesNotFit { .. })));
        assert!(Logistic::fit(&rows, &perfect, 0.5).is_ok());
        assert!(matches!(Logistic::fit(&rows, &[true; 40], 1.0), Err(Refusal::NoVariation { .. })));
        assert!(matches!(Logistic::fit(&rows, &[true], 1.0), Err(Refusal::Impossible { .. })));
        assert!(matches!(
            Logistic::fit(&Matrix::zeros(3, 1), &[true, false, true], 1.0),
            Err(Refusal::TooFew { .. })
        ));
        let twice = Matrix::from_rule(40, 2, |row, _| (row % 7) as f64);
        let mixed: Vec<bool> = (0..40).map(|row| row % 3 == 0).collect();
        assert!(matches!(Logistic::fit(&twice, &mixed, 0.0), Err(Refusal::DoesNotFit { .. })));
        assert!(Logistic::fit(&twice, &mixed, 1.0).is_ok());
    }
}
