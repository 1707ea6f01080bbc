//! The lowest point of a function of a few numbers, without derivatives.

use crate::Refusal;

/// Where a function is lowest.
#[derive(Debug, Clone, PartialEq)]
pub struct Minimum {
    /// The place.
    pub at: Vec<f64>,
    /// The value there.
    pub value: f64,
    /// How often the function was asked.
    pub evaluations: usize,
}

/// Nelder and Mead, “A Simplex Method for Function Minimization”, The Computer Journal 7 (1965), started again from its own result until that no longer
/// helps, because a simplex can collapse before it is there. Where the function is not a number counts as infinitely high.
///
/// # Errors
/// `DoesNotConverge` after `limit` evaluations, or if the function has no value at the start.
pub fn minimize(
    function: impl FnMut(&[f64]) -> f64,
    start: &[f64],
    step: f64,
    tolerance: f64,
    limit: usize,
) -> Result<Minimum, Refusal> {
    minimize_unless(function, start, step, tolerance, limit, |_| false)
}

/// The same, but content with a place that is hopeless: it is not searched around again.
pub(crate) fn minimize_unless(
    mut function: impl FnMut(&[f64]) -> f64,
    start: &[f64],
    step: f64,
    tolerance: f64,
    limit: usize,
    hopeless: impl Fn(&[f64]) -> bool,
) -> Result<Minimum, Refusal> {
    let mut evaluations = 0;
    let mut measured = |at: &[f64]| {
        evaluations += 1;
        let value = function(at);
        if value.is_finite() { value } else { f64::INFINITY }
    };
    let mut best = (measured(start), start.to_vec());
    if best.0.is_infinite() {
        return Err(Refusal::DoesNotConverge);
    }
    let mut step = step;
    let mut left = limit;
    loop {
        let (found, used) = descend(&mut measured, &best, step, tolerance, left);
        left = left.saturating_sub(used);
        let gained = best.0 - found.0;
        best = found;
        if left == 0 {
            return Err(Refusal::DoesNotConverge);
        }
        if gained <= 10.0 * tolerance * (1.0 + best.0.abs()) || hopeless(&best.1) {
            break;
        }
        step = (step * 0.3).max(0.01);
    }
    Ok(Minimum { at: best.1, value: best.0, evaluations })
}

type Corner = (f64, Vec<f64>);

fn descend(
    measured: &mut impl FnMut(&[f64]) -> f64,
    start: &Corner,
    step: f64,
    tolerance: f64,
    limit: usize,
) -> (Corner, usize) {
    let size = start.1.len();
    let mut simplex = vec![start.clone()];
    for index in 0..size {
        let moved = |(position, value): (usize, &f64)| if position == index { value + step } else { *value };
        let at: Vec<f64> = start.1.iter().enumerate().map(moved).collect();
        simplex.push((measured(&at), at));
    }
    let mut used = size;
    loop {
        simplex.sort_by(|left, right| left.0.total_cmp(&right.0));
        let (Some(best), Some(worst)) = (simplex.first().cloned(), simplex.pop()) else {
            return (start.clone(), limit);
        };
        let spread = worst.1.iter().zip(&best.1).map(|(one, other)| (one - other).abs()).fold(0.0, f64::max);
        let rested = worst.0 - best.0 <= tolerance * (1.0 + best.0.abs()) && spread <= 1e-3;
        if rested || used >= limit {
            return (best, used);
        }
        let second = simplex.last().map_or(best.0, |corner| corner.0);
        let center = middle(&simplex);
        let toward = |share: f64| -> Vec<f64> {
            center.iter().zip(&worst.1).map(|(inside, outside)| inside + share * (inside - outside)).collect()
        };
        let mut measure = |share: f64| {
            used += 1;
            let at = toward(share);
            (measured(&at), at)
        };
        let reflected = measure(1.0);
        let next = if reflected.0 < best.0 {
            let expanded = measure(2.0);
            Some(if expanded.0 < reflected.0 { expanded } else { reflected })
        } else if reflected.0 < second {
            Some(reflected)
        } else if reflected.0 < worst.0 {
            let outside = measure(0.5);
            (outside.0 <= reflected.0).then_some(outside)
        } else {
            let inside = measure(-0.5);
            (inside.0 < worst.0).then_some(inside)
        };
        if let Some(corner) = next {
            simplex.push(corner);
        } else {
            simplex.push(worst);
            for corner in simplex.iter_mut().skip(1) {
                let at: Vec<f64> =
                    corner.1.iter().zip(&best.1).map(|(one, other)| 0.5 * (one + other)).collect();
                *corner = (measured(&at), at);
                used += 1;
            }
        }
    }
}

fn middle(corners: &[Corner]) -> Vec<f64> {
    #[expect(clippy::cast_precision_loss, reason = "a handful of corners")]
    let share = 1.0 / corners.len() as f64;
    let mut center = vec![0.0; corners.first().map_or(0, |corner| corner.1.len())];
    for corner in corners {
        center.iter_mut().zip(&corner.1).for_each(|(sum, value)| *sum += share * value);
    }
    center
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_valley_of_rosenbrock_is_walked_to_its_end() {
        let valley = |at: &[f64]| (1.0 - at[0]).powi(2) + 100.0 * (at[1] - at[0] * at[0]).powi(2);
        let found = minimize(valley, &[-1.2, 1.0], 0.5, 1e-12, 10_000).unwrap();
        assert!(found.at.iter().all(|value| (value - 1.0).abs() < 1e-4), "{found:?}");
    }

    #[test]
    fn a_function_without_bottom_or_value_is_refused() {
        assert_eq!(minimize(|at| -at[0], &[0.0], 1.0, 1e-9, 500), Err(Refusal::DoesNotConverge));
        assert_eq!(minimize(|_| f64::NAN, &[0.0], 1.0, 1e-9, 500), Err(Refusal::DoesNotConverge));
    }
}
