//! Maximum likelihood for models with a few positive parameters, with standard errors from the curvature at the top.

use super::{Matrix, Minimum, minimize_unless};
use crate::Refusal;

/// A model fitted to data.
#[derive(Debug, Clone, PartialEq)]
pub struct Fitted<M> {
    /// The model with its best parameters.
    pub model: M,
    /// The standard error of each parameter, in the sequence of the model's fields.
    pub standard_errors: Vec<f64>,
    /// The logarithm of the likelihood of the data.
    pub log_likelihood: f64,
    /// How many observations it was fitted to.
    pub observations: u64,
    /// How often the likelihood was computed.
    pub evaluations: usize,
}

impl<M> Fitted<M> {
    /// Akaike's criterion: of two models of the same data, the lower one describes them better.
    pub fn akaike(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a handful of parameters")]
        let parameters = self.standard_errors.len() as f64;
        2.0 * parameters - 2.0 * self.log_likelihood
    }
}

/// Where a parameter's logarithm is called lost: e^±11 is beyond anything customers do.
const EDGE: f64 = 11.0;

/// A standard error of so many times the parameter itself means that nothing is known of it.
const VAGUE: f64 = 10.0;

/// How close two values of the mean log-likelihood count as equal.
const TOLERANCE: f64 = 1e-12;

/// Maximizes the *mean* log-likelihood of `observations` observations over positive parameters, from the best of several starts.
///
/// The search runs over logarithms, so no parameter can become negative; the standard errors are brought back by the delta method.
pub(crate) fn maximize<M>(
    starts: &[Vec<f64>],
    observations: u64,
    step: f64,
    mean_log_likelihood: impl Fn(&[f64]) -> f64,
    model: impl Fn(&[f64]) -> Option<M>,
) -> Result<Fitted<M>, Refusal> {
    let cost = |logarithms: &[f64]| cost(logarithms, &mean_log_likelihood);
    let best = search(starts, step, cost)?;
    finish(best, observations, cost, model)
}

/// Of so many rows that each look at all is felt, every how many are enough to begin with.
pub(crate) fn thin(rows: usize) -> Option<usize> {
    const FELT: usize = 20_000;
    (rows > FELT).then_some(rows.div_ceil(FELT / 2))
}

/// The same for so many observations that each look at all of them is felt: `thin` looks at a sample. Its top is found first; from there a few of Newton's steps with the
/// sample's curvature and everybody's slope lead to everybody's top.
pub(crate) fn maximize_many<M>(
    starts: &[Vec<f64>],
    observations: u64,
    thin: impl Fn(&[f64]) -> f64,
    mean_log_likelihood: impl Fn(&[f64]) -> f64,
    model: impl Fn(&[f64]) -> Option<M>,
) -> Result<Fitted<M>, Refusal> {
    let (rough, cost) = (|at: &[f64]| cost(at, &thin), |at: &[f64]| cost(at, &mean_log_likelihood));
    let sample = search(starts, 0.7, rough)?;
    let curvature = curvature(rough, &sample.at, sample.value);
    let mut at = sample.at.clone();
    for round in 1..=10 {
        let slope: Vec<f64> = (0..at.len()).map(|index| slope(cost, &at, index)).collect();
        let Some(step) = curvature.solve_positive(&slope) else { break };
        let largest = step.iter().fold(0.0_f64, |largest, step| largest.max(step.abs()));
        if !(largest < 1.0) {
            break;
        }
        at.iter_mut().zip(&step).for_each(|(value, step)| *value -= step);
        if largest < 1e-6 {
            let best = Minimum { value: cost(&at), evaluations: round * 2 * at.len() + 1, at };
            return finish(best, observations, cost, model);
        }
    }
    // The sample did not speak for all.
    let start: Vec<f64> = sample.at.iter().map(|value| value.exp()).collect();
    finish(search(&[start], 0.2, cost)?, observations, cost, model)
}

fn cost(logarithms: &[f64], mean_log_likelihood: impl Fn(&[f64]) -> f64) -> f64 {
    if logarithms.iter().any(|value| value.abs() > EDGE + 2.0) {
        return f64::INFINITY;
    }
    let parameters: Vec<f64> = logarithms.iter().map(|value| value.exp()).collect();
    -mean_log_likelihood(&parameters)
}

fn search(starts: &[Vec<f64>], step: f64, cost: impl Fn(&[f64]) -> f64) -> Result<Minimum, Refusal> {
    let mut evaluations = 0;
    let found = starts.iter().filter_map(|start| {
        let start: Vec<f64> = start.iter().map(|value| value.ln().clamp(-EDGE, EDGE)).collect();
        // A search that came to the edge ends there: the data pull it on for ever.
        let lost = |at: &[f64]| at.iter().any(|value| value.abs() > EDGE);
        let found = minimize_unless(&cost, &start, step, TOLERANCE, 4000, lost).ok()?;
        evaluations += found.evaluations;
        Some(found)
    });
    let best =
        found.min_by(|left, right| left.value.total_cmp(&right.value)).ok_or(Refusal::DoesNotConverge)?;
    if best.at.iter().any(|value| value.abs() > EDGE) {
        return Err(Refusal::DoesNotFit { why: "its best parameters lie at the edge of what is possible" });
    }
    Ok(Minimum { evaluations, ..best })
}

fn finish<M>(
    best: Minimum,
    observations: u64,
    cost: impl Fn(&[f64]) -> f64,
    model: impl Fn(&[f64]) -> Option<M>,
) -> Result<Fitted<M>, Refusal> {
    #[expect(clippy::cast_precision_loss, reason = "numbers of customers are far below 2^53")]
    let count = observations as f64;
    let covariance = curvature(cost, &best.at, best.value)
        .inverse_positive()
        .ok_or(Refusal::DoesNotFit { why: "the data do not tell its parameters apart" })?;
    let parameters: Vec<f64> = best.at.iter().map(|value| value.exp()).collect();
    let relative: Vec<f64> =
        (0..parameters.len()).map(|index| (covariance[(index, index)] / count).sqrt()).collect();
    if !relative.iter().all(|error| *error < VAGUE) {
        return Err(Refusal::DoesNotFit { why: "the data do not tell its parameters apart" });
    }
    let standard_errors =
        parameters.iter().zip(&relative).map(|(value, relative)| value * relative).collect();
    let model = model(&parameters).ok_or(Refusal::DoesNotConverge)?;
    let log_likelihood = crate::refusal::finite(-best.value * count)?;
    Ok(Fitted { model, standard_errors, log_likelihood, observations, evaluations: best.evaluations })
}

fn slope(function: impl Fn(&[f64]) -> f64, at: &[f64], index: usize) -> f64 {
    const STEP: f64 = 1e-4;
    let moved = |change: f64| {
        let place: Vec<f64> = at
            .iter()
            .zip(0..)
            .map(|(value, other)| if other == index { value + change } else { *value })
            .collect();
        function(&place)
    };
    (moved(STEP) - moved(-STEP)) / (2.0 * STEP)
}

/// The matrix of second derivatives by central differences.
fn curvature(function: impl Fn(&[f64]) -> f64, at: &[f64], value: f64) -> Matrix {
    const STEP: f64 = 2e-3;
    let moved = |changes: &[(usize, f64)]| {
        let mut place = at.to_vec();
        for (index, change) in changes {
            if let Some(coordinate) = place.get_mut(*index) {
                *coordinate += change;
            }
        }
        function(&place)
    };
    let mut matrix = Matrix::zeros(at.len(), at.len());
    for row in 0..at.len() {
        matrix[(row, row)] = (moved(&[(row, STEP)]) - 2.0 * value + moved(&[(row, -STEP)])) / (STEP * STEP);
        for column in 0..row {
            let same = moved(&[(row, STEP), (column, STEP)]) + moved(&[(row, -STEP), (column, -STEP)]);
            let opposite = moved(&[(row, STEP), (column, -STEP)]) + moved(&[(row, -STEP), (column, STEP)]);
            matrix[(row, column)] = (same - opposite) / (4.0 * STEP * STEP);
            matrix[(column, row)] = matrix[(row, column)];
        }
    }
    matrix
}
