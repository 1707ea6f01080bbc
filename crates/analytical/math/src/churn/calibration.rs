//! Probabilities made to mean what they say: of customers told 30 %, about 30 in 100 leave.
//!
//! Isotonic regression by pooling adjacent violators: M. Ayer et al. (1955), B. Zadrozny and C. Elkan, KDD (2002). A sigmoid: J. Platt, Probabilistic Outputs for Support Vector
//! Machines (1999), with his targets.

use super::logistic::{Logistic, sigmoid};
use crate::Refusal;
use crate::number::Matrix;

/// A rising step function from scores to probabilities.
#[derive(Debug, Clone, PartialEq)]
pub struct Isotonic {
    /// (lowest score, highest score, probability) of each step, rising.
    pub steps: Vec<(f64, f64, f64)>,
}

impl Isotonic {
    /// The best rising function on scores with their outcomes, of customers the scores were not fitted to.
    ///
    /// # Errors
    /// `TooFew` below 2; `Impossible` for a score that is not a number or different numbers of both.
    pub fn fit(scores: &[f64], happened: &[bool]) -> Result<Self, Refusal> {
        crate::refusal::at_least("customers", 2, scores.len())?;
        check(scores, happened)?;
        let mut sorted: Vec<(f64, bool)> = scores.iter().copied().zip(happened.iter().copied()).collect();
        sorted.sort_by(|left, right| left.0.total_cmp(&right.0));
        // (lowest, highest, hits, customers); equal scores are one block from the beginning.
        let mut blocks: Vec<(f64, f64, u64, u64)> = Vec::new();
        for equal in sorted.chunk_by(|left, right| left.0 == right.0) {
            let score = equal.first().map_or(0.0, |one| one.0);
            let mut block =
                (score, score, equal.iter().filter(|one| one.1).count() as u64, equal.len() as u64);
            while let Some(before) = blocks.pop_if(|before| {
                u128::from(before.2) * u128::from(block.3) >= u128::from(block.2) * u128::from(before.3)
            }) {
                block = (before.0, block.1, before.2 + block.2, before.3 + block.3);
            }
            blocks.push(block);
        }
        #[expect(clippy::cast_precision_loss, reason = "numbers of customers are far below 2^53")]
        let steps = blocks
            .into_iter()
            .map(|(low, high, hits, customers)| (low, high, hits as f64 / customers as f64))
            .collect();
        Ok(Self { steps })
    }

    /// The probability for a score; between two steps on the line between them.
    pub fn probability(&self, score: f64) -> f64 {
        let after = self.steps.partition_point(|step| step.0 <= score);
        let before = after.checked_sub(1).and_then(|index| self.steps.get(index));
        match (before, self.steps.get(after)) {
            (Some(before), Some(after)) if score > before.1 => {
                before.2 + (after.2 - before.2) * (score - before.1) / (after.0 - before.1)
            }
            (Some(step), _) | (None, Some(step)) => step.2,
            (None, None) => 0.5,
        }
    }
}

/// A sigmoid from scores to probabilities: for few customers, where steps would be coarse.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Platt {
    /// Log-odds at score 0.
    pub intercept: f64,
    /// Log-odds per score.
    pub slope: f64,
}

impl Platt {
    /// The best sigmoid. Platt's targets, (hits + 1) / (hits + 2) and 1 / (misses + 2) instead of 1 and 0, keep it finite where scores separate perfectly.
    ///
    /// # Errors
    /// As `Logistic::fit`.
    pub fn fit(scores: &[f64], happened: &[bool]) -> Result<Self, Refusal> {
        check(scores, happened)?;
        let rows = Matrix::from_rule(scores.len(), 1, |row, _| scores.get(row).copied().unwrap_or(0.0));
        // A gentle penalty finds the start also where scores separate perfectly.
        let start = Logistic::fit(&rows, happened, 1e-3)?.model;
        #[expect(clippy::cast_precision_loss, reason = "numbers of customers are far below 2^53")]
        let (hits, all) = (happened.iter().filter(|one| **one).count() as f64, happened.len() as f64);
        let target =
            |happened: bool| if happened { (hits + 1.0) / (hits + 2.0) } else { 1.0 / (all - hits + 2.0) };
        let spread = scores.iter().fold(0.0_f64, |largest, score| largest.max(score.abs())).max(1e-300);
        let cost = |at: &[f64]| {
            let (Some(intercept), Some(slope)) = (at.first(), at.get(1)) else { return f64::NAN };
            let one = |(score, happened): (&f64, &bool)| {
                let logit = intercept + slope * score / spread;
                let target = target(*happened);
                let soft = if logit > 0.0 { logit + (-logit).exp().ln_1p() } else { logit.exp().ln_1p() };
                soft - target * logit
            };
            scores.iter().zip(happened).map(one).sum::<f64>() / all
        };
        let slope = start.coefficients.first().copied().unwrap_or(0.0) * spread;
        let found = crate::number::minimize(cost, &[start.intercept, slope], 0.5, 1e-13, 5000)?;
        let (intercept, slope) =
            (found.at.first().copied().unwrap_or(0.0), found.at.get(1).copied().unwrap_or(0.0));
        Ok(Self { intercept, slope: slope / spread })
    }

    /// The probability for a score.
    pub fn probability(&self, score: f64) -> f64 {
        sigmoid(self.intercept + self.slope * score)
    }
}

fn check(scores: &[f64], happened: &[bool]) -> Result<(), Refusal> {
    if scores.len() != happened.len() || scores.iter().any(|score| !score.is_finite()) {
        return Err(Refusal::Impossible { what: "a score is not a number, or lacks an outcome" });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Chance;

    #[test]
    fn violators_are_pooled() {
        let scores = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        let fitted = Isotonic::fit(&scores, &[false, true, false, false, true, true]).unwrap();
        assert_eq!(fitted.steps, [(1.0, 1.0, 0.0), (2.0, 4.0, 1.0 / 3.0), (5.0, 6.0, 1.0)]);
        assert_eq!(fitted.probability(0.0), 0.0);
        assert_eq!(fitted.probability(3.0), 1.0 / 3.0);
        assert!((fitted.probability(4.5) - 2.0 / 3.0).abs() < 1e-12);
        assert_eq!(fitted.probability(9.0), 1.0);
    }

    #[test]
    fn twisted_probabilities_are_put_right() {
        let mut chance = Chance::new(6);
        let truth: Vec<f64> = (0..20_000).map(|_| chance.uniform()).collect();
        let happened: Vec<bool> = truth.iter().map(|probability| chance.happens(*probability)).collect();
        let twisted: Vec<f64> = truth.iter().map(|probability| probability.powi(3)).collect();
        let isotonic = Isotonic::fit(&twisted, &happened).unwrap();
        let away = truth
            .iter()
            .zip(&twisted)
            .map(|(truth, score)| (isotonic.probability(*score) - truth).abs())
            .sum::<f64>()
            / 20_000.0;
        assert!(away < 0.02, "{away}");
        let logits: Vec<f64> =
            truth.iter().map(|probability| 3.0 * (probability / (1.0 - probability)).ln() - 1.0).collect();
        let platt = Platt::fit(&logits, &happened).unwrap();
        assert!(
            (platt.slope - 1.0 / 3.0).abs() < 0.02 && (platt.intercept - 1.0 / 3.0).abs() < 0.05,
            "{platt:?}"
        );
    }

    #[test]
    fn degenerate_scores() {
        assert!(matches!(Isotonic::fit(&[1.0], &[true]), Err(Refusal::TooFew { .. })));
        assert!(matches!(Isotonic::fit(&[1.0, f64::NAN], &[true, false]), Err(Refusal::Impossible { .. })));
        assert_eq!(Isotonic::fit(&[1.0, 1.0], &[true, false]).unwrap().probability(7.0), 0.5);
        let perfect: Vec<f64> = (0..30).map(f64::from).collect();
        let happened: Vec<bool> = (0..30).map(|score| score >= 15).collect();
        let platt = Platt::fit(&perfect, &happened).unwrap();
        assert!(platt.slope.is_finite() && platt.probability(29.0) < 1.0);
    }
}
