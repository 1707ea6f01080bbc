//! Ordinary least squares with errors that may be of different size from row to row.
//!
//! H. White, A Heteroskedasticity-Consistent Covariance Matrix Estimator, Econometrica 48 (1980); J. G. MacKinnon and H. White, Journal of Econometrics 29 (1985) for the variants.

use crate::Refusal;
use crate::number::{LeastSquares, Matrix, student_two_sided};

/// How standard errors are computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Errors {
    /// All rows err equally.
    Classic,
    /// White's, times n / (n - k).
    Hc1,
    /// Each residual divided by one less its leverage: the careful choice for small samples. A row that is met whatever it says has no residual
    /// to learn from; it is taken to err like the others do on average.
    Hc3,
}

/// From this leverage on a row is met whatever it says.
const MET: f64 = 1.0 - 1e-9;

/// A fitted regression.
#[derive(Debug, Clone, PartialEq)]
pub struct Regression {
    /// One coefficient for each column.
    pub coefficients: Vec<f64>,
    /// Their standard errors.
    pub standard_errors: Vec<f64>,
    /// Two-sided probability of so large a coefficient if the true one were 0.
    pub probabilities: Vec<f64>,
    /// Covariance of the coefficients.
    pub covariance: Matrix,
    /// Whether a coefficient rests on one row, without which nothing could be said of it. How far it may be off is then a guess.
    pub alone: Vec<bool>,
    /// Share of the variation that is explained; 0 if there is none.
    pub r_squared: f64,
    /// Standard deviation of what is left.
    pub residual_error: f64,
    /// Rows less columns.
    pub freedom: usize,
}

impl Regression {
    /// Fits the columns of `design` (with a column of ones, if there is to be a constant) to `response`.
    ///
    /// # Errors
    /// `TooFew` unless there are more rows than columns; `NoVariation` for a column that others repeat; `Impossible` for what is not a number.
    pub fn fit(design: &Matrix, response: &[f64], errors: Errors) -> Result<Self, Refusal> {
        crate::refusal::at_least("observations", design.columns() + 1, design.rows())?;
        let solved = LeastSquares::solve(design, response)?;
        let fitted = design.times(&solved.coefficients);
        let residuals: Vec<f64> = response.iter().zip(&fitted).map(|(seen, fitted)| seen - fitted).collect();
        let freedom = design.rows() - design.columns();
        #[expect(clippy::cast_precision_loss, reason = "numbers of rows are far below 2^53")]
        let (rows, free) = (design.rows() as f64, freedom as f64);
        let squares: f64 = residuals.iter().map(|residual| residual * residual).sum();
        let variance = squares / free;
        let covariance = if errors == Errors::Classic {
            Matrix::from_rule(design.columns(), design.columns(), |row, column| {
                variance * solved.inverse[(row, column)]
            })
        } else {
            let weight = |residual: &f64, leverage: &f64| match errors {
                Errors::Hc3 if *leverage > MET => variance,
                Errors::Hc3 => (residual / (1.0 - leverage)).powi(2),
                _ => residual * residual * rows / free,
            };
            let weights: Vec<f64> =
                residuals.iter().zip(&solved.leverage).map(|(one, other)| weight(one, other)).collect();
            let mut meat = Matrix::zeros(design.columns(), design.columns());
            for (values, weight) in design.iter_rows().zip(&weights) {
                for (row, one) in values.iter().enumerate() {
                    for (column, other) in values.iter().enumerate() {
                        meat[(row, column)] += weight * one * other;
                    }
                }
            }
            solved.inverse.product(&meat).product(&solved.inverse)
        };
        let mut alone = vec![false; design.columns()];
        for (values, _) in design.iter_rows().zip(&solved.leverage).filter(|(_, leverage)| **leverage > MET) {
            // What a coefficient would change by if the row said one more.
            let moved = solved.inverse.times(values);
            let most = moved.iter().fold(0.0_f64, |most, one| most.max(one.abs()));
            for (alone, moved) in alone.iter_mut().zip(&moved) {
                *alone |= moved.abs() > 1e-6 * most;
            }
        }
        let standard_errors: Vec<f64> =
            (0..design.columns()).map(|index| covariance[(index, index)].max(0.0).sqrt()).collect();
        let probabilities = solved.coefficients.iter().zip(&standard_errors).map(|(value, error)| {
            if *error > 0.0 {
                student_two_sided(value / error, free)
            } else {
                f64::from(u8::from(*value == 0.0))
            }
        });
        let probabilities = probabilities.collect();
        let mean = response.iter().sum::<f64>() / rows;
        let total: f64 = response.iter().map(|seen| (seen - mean).powi(2)).sum();
        let r_squared = if total > 0.0 { (1.0 - squares / total).clamp(0.0, 1.0) } else { 0.0 };
        let residual_error = crate::refusal::finite(variance.sqrt())?;
        Ok(Self {
            coefficients: solved.coefficients,
            standard_errors,
            probabilities,
            covariance,
            alone,
            r_squared,
            residual_error,
            freedom,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Chance;

    /// J. W. Longley, An Appraisal of Least Squares Programs, JASA 62 (1967): employment, deflator, GNP, unemployed, armed forces, population, year.
    const LONGLEY: [[f64; 7]; 16] = [
        [60323.0, 83.0, 234_289.0, 2356.0, 1590.0, 107_608.0, 1947.0],
        [61122.0, 88.5, 259_426.0, 2325.0, 1456.0, 108_632.0, 1948.0],
        [60171.0, 88.2, 258_054.0, 3682.0, 1616.0, 109_773.0, 1949.0],
        [61187.0, 89.5, 284_599.0, 3351.0, 1650.0, 110_929.0, 1950.0],
        [63221.0, 96.2, 328_975.0, 2099.0, 3099.0, 112_075.0, 1951.0],
        [63639.0, 98.1, 346_999.0, 1932.0, 3594.0, 113_270.0, 1952.0],
        [64989.0, 99.0, 365_385.0, 1870.0, 3547.0, 115_094.0, 1953.0],
        [63761.0, 100.0, 363_112.0, 3578.0, 3350.0, 116_219.0, 1954.0],
        [66019.0, 101.2, 397_469.0, 2904.0, 3048.0, 117_388.0, 1955.0],
        [67857.0, 104.6, 419_180.0, 2822.0, 2857.0, 118_734.0, 1956.0],
        [68169.0, 108.4, 442_769.0, 2936.0, 2798.0, 120_445.0, 1957.0],
        [66513.0, 110.8, 444_546.0, 4681.0, 2637.0, 121_950.0, 1958.0],
        [68655.0, 112.6, 482_704.0, 3813.0, 2552.0, 123_366.0, 1959.0],
        [69564.0, 114.2, 502_601.0, 3931.0, 2514.0, 125_368.0, 1960.0],
        [69331.0, 115.7, 518_173.0, 4806.0, 2572.0, 127_852.0, 1961.0],
        [70551.0, 116.9, 554_894.0, 4007.0, 2827.0, 130_081.0, 1962.0],
    ];

    fn close(got: &[f64], want: &[f64], tolerance: f64) {
        for (got, want) in got.iter().zip(want) {
            assert!((got - want).abs() <= tolerance * want.abs(), "{got} instead of {want}");
        }
        assert_eq!(got.len(), want.len());
    }

    fn employment() -> Vec<f64> {
        LONGLEY.iter().map(|row| row[0]).collect()
    }

    #[test]
    fn the_certified_values_of_nist() {
        // NIST Statistical Reference Datasets, Longley: a design so nearly dependent that normal equations lose every digit.
        let design =
            Matrix::from_rule(16, 7, |row, column| if column == 0 { 1.0 } else { LONGLEY[row][column] });
        let fitted = Regression::fit(&design, &employment(), Errors::Classic).unwrap();
        let coefficients = [
            -3_482_258.634_595_82,
            15.061_872_271_373_3,
            -0.035_819_179_292_591_0,
            -2.020_229_803_816_83,
            -1.033_226_867_173_59,
            -0.051_104_105_653_580_7,
            1_829.151_464_613_55,
        ];
        close(&fitted.coefficients, &coefficients, 1e-7);
        let errors = [
            890_420.383_607_373,
            84.914_925_774_766_9,
            0.033_491_007_772_243_2,
            0.488_399_681_651_699,
            0.214_274_163_161_675,
            0.226_073_200_069_370,
            455.478_499_142_212,
        ];
        close(&fitted.standard_errors, &errors, 1e-6);
        assert!((fitted.r_squared - 0.995_479_004_577_296).abs() < 1e-10);
        assert!((fitted.residual_error - 304.854_073_561_965).abs() < 1e-5);
    }

    #[test]
    fn robust_errors_are_those_of_statsmodels() {
        // statsmodels 0.15.0, OLS of employment on unemployed and armed forces, get_robustcov_results("HC1"), ("HC3").
        let design =
            Matrix::from_rule(16, 3, |row, column| if column == 0 { 1.0 } else { LONGLEY[row][column + 2] });
        let fit = |errors| Regression::fit(&design, &employment(), errors).unwrap();
        close(
            &fit(Errors::Classic).coefficients,
            &[50_662.810_658_249_93, 2.264_742_983_654_58, 2.847_352_152_016_149_3],
            1e-10,
        );
        close(
            &fit(Errors::Classic).standard_errors,
            &[3_661.201_684_752_481, 0.701_904_709_042_326_3, 0.942_500_902_856_623_2],
            1e-10,
        );
        close(
            &fit(Errors::Hc1).standard_errors,
            &[2_989.165_643_259_692, 0.532_333_432_626_566_6, 0.880_268_874_390_619_8],
            1e-10,
        );
        close(
            &fit(Errors::Hc3).standard_errors,
            &[3_385.179_847_807_252_4, 0.597_341_728_055_676_9, 0.991_274_930_580_995_4],
            1e-10,
        );
    }

    #[test]
    fn known_coefficients_are_recovered() {
        let mut chance = Chance::new(31);
        let design = Matrix::from_rule(2000, 3, |_, column| if column == 0 { 1.0 } else { chance.normal() });
        let mut noise = Chance::new(32);
        let response: Vec<f64> = design
            .iter_rows()
            .map(|row| 2.0 - 1.5 * row[1] + 0.2 * row[2] + row[1].abs() * noise.normal())
            .collect();
        let fitted = Regression::fit(&design, &response, Errors::Hc3).unwrap();
        for ((found, truth), error) in
            fitted.coefficients.iter().zip([2.0, -1.5, 0.2]).zip(&fitted.standard_errors)
        {
            assert!((found - truth).abs() < 3.0 * error, "{fitted:?}");
        }
    }

    #[test]
    fn what_rests_on_one_row_is_marked_and_errs_like_the_rest() {
        // A line through ten points, and a jump in one of them.
        let design = Matrix::from_rule(10, 3, |row, column| match column {
            0 => 1.0,
            1 => row as f64,
            _ => f64::from(u8::from(row == 6)),
        });
        let noise = [0.3, -0.2, 0.1, -0.4, 0.2, 0.1, 0.0, -0.3, 0.4, -0.1];
        let response: Vec<f64> = noise.iter().zip(0..).map(|(noise, row)| f64::from(row) + noise).collect();
        let fitted = Regression::fit(&design, &response, Errors::Hc3).unwrap();
        assert_eq!(fitted.alone, [false, false, true]);
        // At least as unsure as one row is: before, only the line it is measured from counted.
        assert!(fitted.standard_errors[2] > fitted.residual_error, "{fitted:?}");
        // The line itself is the one through the other nine.
        let without = |row: usize| row + usize::from(row >= 6);
        let nine = Matrix::from_rule(9, 2, |row, column| if column == 0 { 1.0 } else { without(row) as f64 });
        let response: Vec<f64> = (0..9).map(|row| response[without(row)]).collect();
        let line = Regression::fit(&nine, &response, Errors::Hc3).unwrap();
        close(&fitted.coefficients[..2], &line.coefficients, 1e-9);
        close(&fitted.standard_errors[..2], &line.standard_errors, 1e-9);
        assert_eq!(line.alone, [false, false]);
    }

    #[test]
    fn degenerate_designs() {
        let ones = Matrix::from_rule(4, 1, |_, _| 1.0);
        let flat = Regression::fit(&ones, &[3.0; 4], Errors::Hc3).unwrap();
        assert!((flat.coefficients[0] - 3.0).abs() < 1e-12 && flat.r_squared == 0.0);
        assert!(matches!(
            Regression::fit(&ones, &[f64::NAN; 4], Errors::Hc1),
            Err(Refusal::Impossible { .. })
        ));
        assert!(matches!(
            Regression::fit(&Matrix::from_rule(1, 1, |_, _| 1.0), &[3.0], Errors::Hc1),
            Err(Refusal::TooFew { .. })
        ));
    }
}
