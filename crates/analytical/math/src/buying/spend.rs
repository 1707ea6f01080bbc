//! Gamma-Gamma: what a purchase of a customer is worth, shrunk towards everybody's mean the fewer purchases there are.
//!
//! P. S. Fader, B. G. S. Hardie and K. L. Lee, RFM and CLV (2005); P. S. Fader and B. G. S. Hardie, The Gamma-Gamma Model of Monetary Value (2013).

use crate::Refusal;
use crate::number::{Fitted, ln_gamma, maximize, maximize_many, sum, thin};

/// What is known of a customer's spending.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spend {
    /// Purchases the mean is over; the papers count repeat purchases only.
    pub purchases: u32,
    /// Mean value of those purchases, in any currency unit.
    pub mean: f64,
}

/// The model: purchases of one customer are Gamma(p, ν), ν differs between customers as Gamma(q, γ).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GammaGamma {
    /// Shape of one customer's purchases: the larger, the more alike they are.
    pub p: f64,
    /// Shape of the differences between customers.
    pub q: f64,
    /// Scale of the differences, in currency units.
    pub gamma: f64,
}

/// What customers spent, ready to be looked at again and again.
struct Spends {
    /// The numbers of purchases there are.
    numbers: Vec<u32>,
    rows: Vec<Spent>,
}

/// What a customer spent, in the unit of the fit.
struct Spent {
    /// The place of the number of purchases.
    number: u32,
    ln_mean: f64,
    total: f64,
}

impl Spends {
    fn new(customers: &[Spend], scale: f64) -> Spends {
        let mut numbers: Vec<u32> = customers.iter().map(|customer| customer.purchases).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let spent = |customer: &Spend| {
            let mean = customer.mean / scale;
            let number = numbers.binary_search(&customer.purchases).unwrap_or_default();
            let number = u32::try_from(number).unwrap_or_default();
            Spent { number, ln_mean: mean.ln(), total: f64::from(customer.purchases) * mean }
        };
        let rows = customers.iter().map(spent).collect();
        Spends { rows, numbers }
    }
}

impl GammaGamma {
    /// The most likely model. Customers without repeat purchases say nothing and are left out, and so are those whose mean is not positive (returns
    /// as large as purchases): `observations` says how many remained.
    ///
    /// # Errors
    /// `Impossible` for a mean that is not a number; `NoRepeatPurchases`; `TooFew` below 10 customers; `DoesNotFit` if all spend alike.
    pub fn fit(customers: &[Spend]) -> Result<Fitted<Self>, Refusal> {
        if customers.iter().any(|customer| !customer.mean.is_finite()) {
            return Err(Refusal::Impossible { what: "a mean purchase is not a number" });
        }
        let used: Vec<Spend> = customers
            .iter()
            .copied()
            .filter(|customer| customer.purchases > 0 && customer.mean > 0.0)
            .collect();
        if used.is_empty() && !customers.is_empty() {
            return Err(Refusal::NoRepeatPurchases);
        }
        crate::refusal::at_least("customers with repeat purchases", 10, used.len())?;
        let first = used.first().map_or(0.0, |customer| customer.mean);
        if used.iter().all(|customer| customer.mean == first) {
            return Err(Refusal::NoVariation { what: "the value of purchases" });
        }
        #[expect(clippy::cast_precision_loss, reason = "numbers of customers are far below 2^53")]
        let count = used.len() as f64;
        // Geometric mean: safe for any sizes. Fits run in this unit.
        let scale = (used.iter().map(|customer| customer.mean.ln()).sum::<f64>() / count).exp();
        let model = |values: &[f64]| match values {
            [p, q, gamma] => Some(Self { p: *p, q: *q, gamma: *gamma }),
            _ => None,
        };
        let spends = Spends::new(&used, scale);
        let look = |values: &[f64], thin: usize| {
            model(values).map_or(f64::NAN, |model| model.mean_log_likelihood(&spends, thin))
        };
        let mean = |values: &[f64]| look(values, 1);
        let starts = [vec![1.0, 1.0, 1.0], vec![6.0, 4.0, 0.5]];
        let observations = used.len() as u64;
        let mut fitted = if let Some(thin) = thin(used.len()) {
            maximize_many(&starts, observations, |values| look(values, thin), mean, model)?
        } else {
            maximize(&starts, observations, 0.7, mean, model)?
        };
        fitted.model.gamma *= scale;
        if let Some(error) = fitted.standard_errors.get_mut(2) {
            *error *= scale;
        }
        fitted.log_likelihood -= count * scale.ln();
        Ok(fitted)
    }

    /// The mean logarithm of the density over every `thin`th customer. What depends on the number of purchases alone is computed once for each number;
    /// one logarithm for each customer remains.
    fn mean_log_likelihood(&self, spends: &Spends, thin: usize) -> f64 {
        let (p, q, gamma) = (self.p, self.q, self.gamma);
        let of_number = |purchases: &u32| {
            let x = f64::from(*purchases);
            let alone = ln_gamma(p * x + q) - ln_gamma(p * x) - ln_gamma(q) + q * gamma.ln() + p * x * x.ln();
            (alone, p * x - 1.0, p * x + q)
        };
        let numbers: Vec<(f64, f64, f64)> = spends.numbers.iter().map(of_number).collect();
        let of_one = |row: &Spent| {
            let Some((alone, before, behind)) = numbers.get(row.number as usize) else { return f64::NAN };
            alone + before * row.ln_mean - behind * (gamma + row.total).ln()
        };
        if thin > 1 {
            let rows = spends.rows.iter().step_by(thin);
            #[expect(clippy::cast_precision_loss, reason = "numbers of customers are far below 2^53")]
            let count = rows.len() as f64;
            return rows.map(of_one).sum::<f64>() / count;
        }
        #[expect(clippy::cast_precision_loss, reason = "numbers of customers are far below 2^53")]
        let count = spends.rows.len() as f64;
        sum(&spends.rows, of_one) / count
    }

    /// Everybody's expected mean purchase, p γ / (q - 1).
    ///
    /// # Errors
    /// `DoesNotFit` if customers differ so much (q ≤ 1) that there is none.
    pub fn mean(&self) -> Result<f64, Refusal> {
        self.expected(&Spend { purchases: 0, mean: 0.0 })
    }

    /// The expected value of a customer's future purchases: between the own mean and everybody's.
    ///
    /// # Errors
    /// `DoesNotFit` if customers differ so much that it has no mean, `Impossible` for a mean that is not a number or negative.
    pub fn expected(&self, customer: &Spend) -> Result<f64, Refusal> {
        if !(customer.mean >= 0.0 && customer.mean.is_finite()) {
            return Err(Refusal::Impossible { what: "a mean purchase is negative or not a number" });
        }
        let x = f64::from(customer.purchases);
        let certainty = self.p * x + self.q - 1.0;
        if !(certainty > 0.0) {
            return Err(Refusal::DoesNotFit {
                why: "customers differ so much that a mean purchase does not exist",
            });
        }
        crate::refusal::finite(self.p * (self.gamma + x * customer.mean) / certainty)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Chance;

    #[test]
    fn known_parameters_are_recovered_within_their_standard_errors() {
        let truth = GammaGamma { p: 4.0, q: 3.0, gamma: 20.0 };
        let mut chance = Chance::new(5);
        let customers: Vec<Spend> = (0..5000)
            .map(|index| {
                let rate = chance.gamma(truth.q, truth.gamma);
                let purchases = 1 + index % 7;
                let total: f64 = (0..purchases).map(|_| chance.gamma(truth.p, rate)).sum();
                Spend { purchases, mean: total / f64::from(purchases) }
            })
            .collect();
        let fitted = GammaGamma::fit(&customers).unwrap();
        let found = [fitted.model.p, fitted.model.q, fitted.model.gamma];
        for ((found, truth), error) in found.iter().zip([4.0, 3.0, 20.0]).zip(&fitted.standard_errors) {
            assert!((found - truth).abs() < 3.0 * error && *error < 0.2 * truth, "{fitted:?}");
        }
    }

    #[test]
    fn many_customers_are_fitted_by_a_sample_first_and_end_where_all_of_them_lead() {
        let truth = GammaGamma { p: 2.0, q: 4.0, gamma: 9.0 };
        let mut chance = Chance::new(11);
        let customers: Vec<Spend> = (0..24_000)
            .map(|index| {
                let rate = chance.gamma(truth.q, truth.gamma);
                // Who buys often comes late: the sample is not like all in its sequence.
                let purchases = 1 + index / 4000;
                let total: f64 = (0..purchases).map(|_| chance.gamma(truth.p, rate)).sum();
                Spend { purchases, mean: total / f64::from(purchases) }
            })
            .collect();
        assert!(thin(customers.len()).is_some_and(|every| every > 1));
        let fitted = GammaGamma::fit(&customers).unwrap();
        let spends = Spends::new(&customers, 1.0);
        let likelihood = |p, q, gamma| GammaGamma { p, q, gamma }.mean_log_likelihood(&spends, 1);
        let GammaGamma { p, q, gamma } = fitted.model;
        let top = likelihood(p, q, gamma);
        for (index, error) in fitted.standard_errors.iter().enumerate() {
            for moved in [-0.05 * error, 0.05 * error] {
                let mut near = [p, q, gamma];
                near[index] += moved;
                assert!(likelihood(near[0], near[1], near[2]) < top, "{fitted:?}");
            }
        }
    }

    #[test]
    fn degenerate_spending_is_refused() {
        let spend = |purchases, mean| Spend { purchases, mean };
        assert!(matches!(GammaGamma::fit(&[]), Err(Refusal::TooFew { .. })));
        assert_eq!(GammaGamma::fit(&[spend(0, 0.0); 50]), Err(Refusal::NoRepeatPurchases));
        assert_eq!(GammaGamma::fit(&[spend(3, -5.0); 50]), Err(Refusal::NoRepeatPurchases));
        assert!(matches!(GammaGamma::fit(&[spend(3, 5.0); 50]), Err(Refusal::NoVariation { .. })));
        assert!(matches!(GammaGamma::fit(&[spend(3, f64::NAN); 50]), Err(Refusal::Impossible { .. })));
        let tiny_and_huge: Vec<Spend> = (0..60).map(|index| spend(1, 10_f64.powi(index - 30))).collect();
        if let Ok(fitted) = GammaGamma::fit(&tiny_and_huge) {
            assert!(fitted.log_likelihood.is_finite());
        }
        let wild = GammaGamma { p: 1.0, q: 0.5, gamma: 1.0 };
        assert!(matches!(wild.mean(), Err(Refusal::DoesNotFit { .. })));
        assert!(wild.expected(&spend(1, 3.0)).is_ok());
    }
}
