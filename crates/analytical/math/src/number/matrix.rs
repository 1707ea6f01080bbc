//! Small dense matrices: least squares by Householder reflections, symmetric systems by Cholesky.

use std::ops::{Index, IndexMut};

use crate::Refusal;

/// A matrix, row by row. A place outside reads as zero and swallows what is written to it, so no index can stop the program.
#[derive(Debug, Clone, PartialEq)]
pub struct Matrix {
    rows: usize,
    columns: usize,
    values: Vec<f64>,
    outside: f64,
}

impl Index<(usize, usize)> for Matrix {
    type Output = f64;

    fn index(&self, (row, column): (usize, usize)) -> &f64 {
        if column >= self.columns {
            return &0.0;
        }
        self.values.get(row * self.columns + column).unwrap_or(&0.0)
    }
}

impl IndexMut<(usize, usize)> for Matrix {
    fn index_mut(&mut self, (row, column): (usize, usize)) -> &mut f64 {
        if column >= self.columns {
            return &mut self.outside;
        }
        self.values.get_mut(row * self.columns + column).unwrap_or(&mut self.outside)
    }
}

impl Matrix {
    /// All zeros.
    pub fn zeros(rows: usize, columns: usize) -> Self {
        Self { rows, columns, values: vec![0.0; rows * columns], outside: 0.0 }
    }

    /// From a rule for each place.
    pub fn from_rule(rows: usize, columns: usize, mut rule: impl FnMut(usize, usize) -> f64) -> Self {
        let mut made = Self::zeros(rows, columns);
        made.values.clear();
        for row in 0..rows {
            made.values.extend((0..columns).map(|column| rule(row, column)));
        }
        made
    }

    /// How many rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// How many columns.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// The rows, one after the other.
    pub fn iter_rows(&self) -> impl Iterator<Item = &[f64]> {
        self.values.chunks(self.columns.max(1))
    }

    /// The product with a vector.
    pub fn times(&self, vector: &[f64]) -> Vec<f64> {
        self.iter_rows().map(|row| row.iter().zip(vector).map(|(one, other)| one * other).sum()).collect()
    }

    /// The product with another matrix.
    pub fn product(&self, other: &Self) -> Self {
        Self::from_rule(self.rows, other.columns, |row, column| {
            (0..self.columns).map(|inner| self[(row, inner)] * other[(inner, column)]).sum()
        })
    }

    /// Rows and columns exchanged.
    pub fn transposed(&self) -> Self {
        Self::from_rule(self.columns, self.rows, |row, column| self[(column, row)])
    }

    /// The lower triangle L with L Lᵀ = this matrix, or nothing if it is not positive definite (to within rounding).
    pub fn cholesky(&self) -> Option<Self> {
        let size = self.rows;
        let mut lower = Self::zeros(size, size);
        for row in 0..size {
            for column in 0..=row {
                let done: f64 = (0..column).map(|inner| lower[(row, inner)] * lower[(column, inner)]).sum();
                let rest = self[(row, column)] - done;
                if row == column {
                    let healthy = rest.is_finite() && rest > 1e-13 * self[(row, row)].abs() && rest > 0.0;
                    if !healthy {
                        return None;
                    }
                    lower[(row, row)] = rest.sqrt();
                } else {
                    lower[(row, column)] = rest / lower[(column, column)];
                }
            }
        }
        Some(lower)
    }

    /// The solution of this × x = right for a positive definite matrix.
    pub fn solve_positive(&self, right: &[f64]) -> Option<Vec<f64>> {
        let lower = self.cholesky()?;
        let size = self.rows;
        let mut forward = Self::zeros(size, 1);
        for (row, value) in right.iter().enumerate().take(size) {
            let done: f64 = (0..row).map(|inner| lower[(row, inner)] * forward[(inner, 0)]).sum();
            forward[(row, 0)] = (value - done) / lower[(row, row)];
        }
        let mut solution = Self::zeros(size, 1);
        for row in (0..size).rev() {
            let done: f64 = (row + 1..size).map(|inner| lower[(inner, row)] * solution[(inner, 0)]).sum();
            solution[(row, 0)] = (forward[(row, 0)] - done) / lower[(row, row)];
        }
        Some(solution.values)
    }

    /// The inverse of a positive definite matrix.
    pub fn inverse_positive(&self) -> Option<Self> {
        let mut inverse = Self::zeros(self.rows, self.rows);
        for column in 0..self.rows {
            let unit: Vec<f64> = (0..self.rows).map(|row| if row == column { 1.0 } else { 0.0 }).collect();
            for (row, value) in self.solve_positive(&unit)?.into_iter().enumerate() {
                inverse[(row, column)] = value;
            }
        }
        Some(inverse)
    }
}

/// A least squares solution.
#[derive(Debug, Clone, PartialEq)]
pub struct LeastSquares {
    /// One coefficient for each column.
    pub coefficients: Vec<f64>,
    /// (XᵀX)⁻¹.
    pub inverse: Matrix,
    /// How far each row's leverage goes: the diagonal of the hat matrix.
    pub leverage: Vec<f64>,
}

impl LeastSquares {
    /// Minimizes |X β - y|² by Householder reflections on columns scaled to length one (G. H. Golub and C. F. Van Loan, Matrix Computations, 5.2).
    ///
    /// # Errors
    /// `NoVariation` if a column is a combination of others, `TooFew` if there are fewer rows than columns.
    pub fn solve(design: &Matrix, response: &[f64]) -> Result<Self, Refusal> {
        let (rows, columns) = (design.rows, design.columns);
        crate::refusal::at_least("observations", columns, rows)?;
        if columns == 0 || response.len() != rows {
            return Err(Refusal::Impossible { what: "rows and answers differ in number" });
        }
        if design.values.iter().chain(response).any(|value| !value.is_finite()) {
            return Err(Refusal::Impossible { what: "a value is not a number" });
        }
        let lengths: Vec<f64> = (0..columns)
            .map(|column| (0..rows).map(|row| design[(row, column)].powi(2)).sum::<f64>().sqrt())
            .collect();
        let length =
            |column: usize| lengths.get(column).copied().filter(|length| *length > 0.0).unwrap_or(1.0);
        let mut work = Matrix::from_rule(rows, columns + 1, |row, column| match column.cmp(&columns) {
            std::cmp::Ordering::Less => design[(row, column)] / length(column),
            _ => response.get(row).copied().unwrap_or(0.0),
        });
        for step in 0..columns {
            let norm = (step..rows).map(|row| work[(row, step)].powi(2)).sum::<f64>().sqrt();
            // Columns have length one: what is left of this one after taking out the others says how new it is.
            if !(norm > 1e-11) {
                return Err(Refusal::NoVariation { what: "one of the explaining values beside the others" });
            }
            let head = work[(step, step)];
            let pivot = if head > 0.0 { -norm } else { norm };
            let reflector: Vec<f64> =
                (step..rows).map(|row| if row == step { head - pivot } else { work[(row, step)] }).collect();
            let size: f64 = reflector.iter().map(|value| value * value).sum();
            for column in step..=columns {
                let along: f64 =
                    reflector.iter().zip(step..rows).map(|(value, row)| value * work[(row, column)]).sum();
                for (value, row) in reflector.iter().zip(step..rows) {
                    work[(row, column)] -= 2.0 * along / size * value;
                }
            }
        }
        let mut coefficients = Matrix::zeros(columns, 1);
        let mut upper_inverse = Matrix::zeros(columns, columns);
        for row in (0..columns).rev() {
            let done: f64 =
                (row + 1..columns).map(|inner| work[(row, inner)] * coefficients[(inner, 0)]).sum();
            coefficients[(row, 0)] = (work[(row, columns)] - done) / work[(row, row)];
            upper_inverse[(row, row)] = 1.0 / work[(row, row)];
            for column in row + 1..columns {
                let done: f64 =
                    (row + 1..=column).map(|inner| work[(row, inner)] * upper_inverse[(inner, column)]).sum();
                upper_inverse[(row, column)] = -done / work[(row, row)];
            }
        }
        let scaled = upper_inverse.product(&upper_inverse.transposed());
        let inverse = Matrix::from_rule(columns, columns, |row, column| {
            scaled[(row, column)] / (length(row) * length(column))
        });
        // x R⁻¹ is a row of Q, and its squared length the leverage.
        let half =
            Matrix::from_rule(columns, columns, |row, column| upper_inverse[(row, column)] / length(row))
                .transposed();
        let leverage =
            design.iter_rows().map(|row| half.times(row).iter().map(|value| value * value).sum()).collect();
        let coefficients =
            coefficients.values.iter().enumerate().map(|(column, value)| value / length(column)).collect();
        Ok(Self { coefficients, inverse, leverage })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positive_systems_are_solved_and_others_refused() {
        let matrix = Matrix::from_rule(2, 2, |row, column| if row == column { 2.0 } else { 1.0 });
        let solved = matrix.solve_positive(&[3.0, 3.0]).unwrap();
        assert!(solved.iter().all(|value| (value - 1.0).abs() < 1e-12));
        assert!((matrix.inverse_positive().unwrap()[(0, 1)] + 1.0 / 3.0).abs() < 1e-12);
        assert_eq!(Matrix::from_rule(2, 2, |_, _| 1.0).cholesky(), None);
    }

    #[test]
    fn columns_that_repeat_each_other_are_refused() {
        let design = Matrix::from_rule(5, 2, |row, _| row as f64);
        let refused = LeastSquares::solve(&design, &[1.0; 5]);
        assert!(matches!(refused, Err(Refusal::NoVariation { .. })), "{refused:?}");
        let narrow = Matrix::from_rule(1, 2, |_, column| column as f64);
        assert!(matches!(LeastSquares::solve(&narrow, &[1.0]), Err(Refusal::TooFew { .. })));
    }
}
