//! Customers under a contract that is renewed period by period: shifted-beta-geometric.
//!
//! P. S. Fader and B. G. S. Hardie, How to Project Customer Retention, Journal of Interactive Marketing 21 (2007).

use crate::Refusal;
use crate::number::{Fitted, ln_beta, maximize};

/// The model: each customer has an own chance to leave at a renewal, Beta(α, β). The longer a cohort lasts, the more loyal are those who remain.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShiftedBetaGeometric {
    /// First parameter of the chance to leave; its mean is α / (α + β).
    pub alpha: f64,
    /// Second parameter of the chance to leave.
    pub beta: f64,
}

impl ShiftedBetaGeometric {
    /// The most likely model for cohorts, each a list of the customers there were at the start and after each period. Cohorts may have different lengths.
    ///
    /// # Errors
    /// `Impossible` if a cohort grows or a number is not one; `TooFew` with less than two renewals in all cohorts; `NoVariation` if nobody left or nobody stayed;
    /// `DoesNotFit` if all customers leave with the same chance.
    pub fn fit(cohorts: &[Vec<f64>]) -> Result<Fitted<Self>, Refusal> {
        let wrong = |cohort: &Vec<f64>| {
            cohort.iter().any(|count| !(count.is_finite() && *count >= 0.0))
                || cohort.iter().zip(cohort.iter().skip(1)).any(|(before, after)| after > before)
        };
        if cohorts.iter().any(wrong) {
            return Err(Refusal::Impossible {
                what: "a cohort grows, or a number of customers is negative or not a number",
            });
        }
        let longest = cohorts.iter().map(Vec::len).max().unwrap_or(0);
        crate::refusal::at_least("renewals", 2, longest.saturating_sub(1))?;
        // How many left at each renewal, and how many were still there when we looked last.
        let (mut left, mut stayed) = (vec![0.0; longest], vec![0.0; longest]);
        for cohort in cohorts {
            for ((before, after), sum) in
                cohort.iter().zip(cohort.iter().skip(1)).zip(left.iter_mut().skip(1))
            {
                *sum += before - after;
            }
            if let (Some(last), Some(sum)) = (cohort.last(), stayed.get_mut(cohort.len().saturating_sub(1))) {
                *sum += last;
            }
        }
        let total: f64 = left.iter().chain(&stayed).sum();
        if !(total >= 10.0) {
            return Err(Refusal::TooFew { what: "customers", needed: 10, got: total.max(0.0) as usize });
        }
        if left.iter().sum::<f64>() == 0.0
            || stayed.iter().skip(1).sum::<f64>() == 0.0 && left.iter().skip(2).sum::<f64>() == 0.0
        {
            return Err(Refusal::NoVariation { what: "who renews" });
        }
        let model = |values: &[f64]| match values {
            [alpha, beta] => Some(Self { alpha: *alpha, beta: *beta }),
            _ => None,
        };
        let mean = |values: &[f64]| {
            let Some(model) = model(values) else { return f64::NAN };
            let lost = left
                .iter()
                .zip(0_u32..)
                .filter(|(count, _)| **count > 0.0)
                .map(|(count, period)| count * model.ln_leaves_at(period));
            let kept = stayed
                .iter()
                .zip(0_u32..)
                .filter(|(count, _)| **count > 0.0)
                .map(|(count, period)| count * model.ln_survives(period));
            lost.chain(kept).sum::<f64>() / total
        };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a positive number of customers"
        )]
        let observations = total.round() as u64;
        maximize(&[vec![1.0, 1.0], vec![0.5, 3.0]], observations, 0.7, mean, model)
    }

    fn ln_survives(&self, periods: u32) -> f64 {
        ln_beta(self.alpha, self.beta + f64::from(periods)) - ln_beta(self.alpha, self.beta)
    }

    fn ln_leaves_at(&self, period: u32) -> f64 {
        ln_beta(self.alpha + 1.0, self.beta + f64::from(period) - 1.0) - ln_beta(self.alpha, self.beta)
    }

    /// Share of a cohort that is still there after so many renewals.
    pub fn survival(&self, periods: u32) -> f64 {
        self.ln_survives(periods).exp()
    }

    /// Share of those there before the `period`th renewal (counted from 1) that renews.
    pub fn retention(&self, period: u32) -> f64 {
        let before = f64::from(period.max(1)) - 1.0;
        (self.beta + before) / (self.alpha + self.beta + before)
    }

    /// Payments still to come from a customer who has renewed `renewed` times, each discounted by `rate` a period from the next renewal on (that one is not
    /// discounted): P. S. Fader and B. G. S. Hardie, Customer-Base Valuation in a Contractual Setting, Marketing Science 29 (2010), without the limit
    /// in time; looked at until what is left is below a billionth.
    ///
    /// # Errors
    /// `Impossible` unless the rate is positive.
    pub fn discounted_renewals(&self, renewed: u32, rate: f64) -> Result<f64, Refusal> {
        if !(rate > 0.0 && rate.is_finite()) {
            return Err(Refusal::Impossible { what: "a discount rate is not positive" });
        }
        let (mut there, mut total) = (1.0, 0.0);
        for ahead in 1..=10_000_000_u32 {
            there *= self.retention(renewed.saturating_add(ahead));
            total += there;
            there /= 1.0 + rate;
            if there < 1e-9 * rate * total {
                return crate::refusal::finite(total);
            }
        }
        Err(Refusal::DoesNotConverge)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Chance;

    const HIGH_END: [f64; 13] =
        [100.0, 86.9, 74.3, 65.3, 59.3, 55.1, 51.7, 49.1, 46.8, 44.5, 42.7, 40.9, 39.4];
    const REGULAR: [f64; 13] =
        [100.0, 63.1, 46.8, 38.2, 32.6, 28.9, 26.2, 24.1, 22.3, 20.7, 19.4, 18.3, 17.3];

    #[test]
    fn both_cohorts_of_the_paper() {
        // Fader and Hardie (2007), table 1 and section 4: fitted to years 0 to 7 of 1,000 customers; projection in figure 5.
        for (data, alpha, beta) in [(HIGH_END, 0.668, 3.806), (REGULAR, 0.704, 1.182)] {
            let cohort: Vec<f64> = data.iter().take(8).map(|percent| percent * 10.0).collect();
            let fitted = ShiftedBetaGeometric::fit(&[cohort]).unwrap();
            assert!((fitted.model.alpha - alpha).abs() < 0.00051, "{fitted:?}");
            assert!((fitted.model.beta - beta).abs() < 0.00051, "{fitted:?}");
            for (percent, year) in data.iter().zip(0_u32..).skip(8) {
                assert!((fitted.model.survival(year) * 100.0 - percent).abs() < 2.5, "{year}");
            }
        }
    }

    #[test]
    fn known_parameters_are_recovered_within_their_standard_errors() {
        let mut chance = Chance::new(9);
        let mut cohort = vec![0.0; 11];
        for _ in 0..20_000 {
            let leaves = chance.beta(0.9, 2.7);
            for count in &mut cohort {
                *count += 1.0;
                if chance.happens(leaves) {
                    break;
                }
            }
        }
        let fitted = ShiftedBetaGeometric::fit(&[cohort]).unwrap();
        for ((found, truth), error) in
            [fitted.model.alpha, fitted.model.beta].iter().zip([0.9, 2.7]).zip(&fitted.standard_errors)
        {
            assert!((found - truth).abs() < 3.0 * error && *error < 0.1 * truth, "{fitted:?}");
        }
    }

    #[test]
    fn a_fixed_chance_has_a_closed_form_and_degenerate_cohorts_are_refused() {
        // All alike: with retention v the payments are v / (1 - v / (1 + d)).
        let alike = ShiftedBetaGeometric { alpha: 2e6, beta: 8e6 };
        assert!((alike.discounted_renewals(0, 0.1).unwrap() - 0.8 / (1.0 - 0.8 / 1.1)).abs() < 1e-4);
        let fit = |cohort: &[f64]| ShiftedBetaGeometric::fit(&[cohort.to_vec()]);
        assert!(matches!(fit(&[]), Err(Refusal::TooFew { .. })));
        assert!(matches!(fit(&[100.0, 90.0]), Err(Refusal::TooFew { .. })));
        assert!(matches!(fit(&[1.0, 1.0, 0.0]), Err(Refusal::TooFew { .. })));
        assert!(matches!(fit(&[100.0, 100.0, 100.0]), Err(Refusal::NoVariation { .. })));
        assert!(matches!(fit(&[100.0, 0.0, 0.0]), Err(Refusal::NoVariation { .. })));
        assert!(matches!(fit(&[100.0, 110.0, 90.0]), Err(Refusal::Impossible { .. })));
        assert!(matches!(
            fit(&[1000.0, 800.0, 640.0, 512.0]),
            Err(Refusal::DoesNotFit { .. } | Refusal::DoesNotConverge)
        ));
    }
}
