//! BG/BB: buying or not in each of a few periods (a yearly donation, an event), with a chance to leave after each.
//!
//! P. S. Fader, B. G. S. Hardie and J. Shang, Customer-Base Analysis in a Discrete-Time Noncontractual Setting, Marketing Science 29 (2010).

use std::collections::BTreeMap;

use crate::Refusal;
use crate::number::{Fitted, ln_beta, maximize};

/// What is known of a customer: in how many of the periods something was bought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seasoned {
    /// Periods with a purchase, after the period of the first.
    pub frequency: u32,
    /// The last of them, counted from 1; 0 without any.
    pub last: u32,
    /// Periods there were.
    pub periods: u32,
}

/// The model: a chance to buy in each period, Beta(α, β), and a chance to leave before it, Beta(γ, δ).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BetaBernoulli {
    /// First parameter of the chance to buy.
    pub alpha: f64,
    /// Second parameter of the chance to buy.
    pub beta: f64,
    /// First parameter of the chance to leave.
    pub gamma: f64,
    /// Second parameter of the chance to leave.
    pub delta: f64,
}

impl BetaBernoulli {
    /// The most likely model for customers, each with how many are exactly like it.
    ///
    /// # Errors
    /// `Impossible`, `TooMany` for more than 1,000 periods, `TooFew` below 10 customers, `NoRepeatPurchases`, `DoesNotFit`.
    pub fn fit(customers: &[(Seasoned, u64)]) -> Result<Fitted<Self>, Refusal> {
        let wrong = |one: &Seasoned| {
            one.frequency > one.last || one.last > one.periods || (one.frequency == 0) != (one.last == 0)
        };
        if customers.iter().any(|(one, _)| wrong(one)) {
            return Err(Refusal::Impossible { what: "more periods with purchases than there were periods" });
        }
        if customers.iter().any(|(one, _)| one.periods > 1000) {
            return Err(Refusal::TooMany { what: "periods", limit: 1000 });
        }
        let total = customers.iter().fold(0_u64, |sum, (_, count)| sum.saturating_add(*count));
        crate::refusal::at_least("customers", 10, usize::try_from(total).unwrap_or(usize::MAX))?;
        if customers.iter().all(|(one, count)| one.frequency == 0 || *count == 0) {
            return Err(Refusal::NoRepeatPurchases);
        }
        let model = |values: &[f64]| match values {
            [alpha, beta, gamma, delta] => {
                Some(Self { alpha: *alpha, beta: *beta, gamma: *gamma, delta: *delta })
            }
            _ => None,
        };
        let mut alike: BTreeMap<(u32, u32, u32), u64> = BTreeMap::new();
        for (one, count) in customers.iter().filter(|(_, count)| *count > 0) {
            let sum = alike.entry((one.frequency, one.last, one.periods)).or_default();
            *sum = sum.saturating_add(*count);
        }
        #[expect(clippy::cast_precision_loss, reason = "numbers of customers are far below 2^53")]
        let mean = |values: &[f64]| {
            let Some(model) = model(values) else { return f64::NAN };
            let weighted = alike.iter().map(|((frequency, last, periods), count)| {
                let one = Seasoned { frequency: *frequency, last: *last, periods: *periods };
                *count as f64 * model.ln_likelihood(&one)
            });
            weighted.sum::<f64>() / total as f64
        };
        maximize(&[vec![1.0; 4], vec![1.0, 1.0, 0.5, 3.0]], total, 0.7, mean, model)
    }

    fn ln_likelihood(&self, one: &Seasoned) -> f64 {
        let there = self.ln_there(one);
        let (x, last) = (f64::from(one.frequency), f64::from(one.last));
        let left: f64 = (0..one.periods - one.last)
            .map(|after| {
                let after = f64::from(after);
                let bought =
                    ln_beta(self.alpha + x, self.beta + last - x + after) - ln_beta(self.alpha, self.beta);
                let gone =
                    ln_beta(self.gamma + 1.0, self.delta + last + after) - ln_beta(self.gamma, self.delta);
                (bought + gone - there).exp()
            })
            .sum();
        there + left.ln_1p()
    }

    fn ln_there(&self, one: &Seasoned) -> f64 {
        let (x, n) = (f64::from(one.frequency), f64::from(one.periods));
        ln_beta(self.alpha + x, self.beta + n - x) - ln_beta(self.alpha, self.beta)
            + ln_beta(self.gamma, self.delta + n)
            - ln_beta(self.gamma, self.delta)
    }

    /// Probability that the customer will still be there in the next period.
    pub fn alive_next(&self, one: &Seasoned) -> f64 {
        let n = f64::from(one.periods);
        let stays = ln_beta(self.gamma, self.delta + n + 1.0) - ln_beta(self.gamma, self.delta + n);
        (self.ln_there(one) - self.ln_likelihood(one) + stays).exp().clamp(0.0, 1.0)
    }

    /// Expected purchases in the next `periods` periods (at most 100,000 are counted).
    pub fn expected(&self, one: &Seasoned, periods: u32) -> f64 {
        let (x, n) = (f64::from(one.frequency), f64::from(one.periods));
        let buys = (self.alpha + x) / (self.alpha + self.beta + n);
        let (mut staying, mut total) = (1.0, 0.0);
        for ahead in 1..=periods.min(100_000) {
            let before = n + f64::from(ahead) - 1.0;
            staying *= (self.delta + before) / (self.gamma + self.delta + before);
            total += staying;
        }
        (self.ln_there(one) - self.ln_likelihood(one)).exp().min(1.0) * buys * total
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Chance;

    fn donors() -> Vec<(Seasoned, u64)> {
        // Fader, Hardie and Shang (2010), table 1: 11,104 donors first supporting in 1995, six yearly occasions.
        const ROWS: [(u32, u32, u64); 22] = [
            (6, 6, 1203),
            (5, 6, 728),
            (4, 6, 512),
            (3, 6, 357),
            (2, 6, 234),
            (1, 6, 129),
            (5, 5, 335),
            (4, 5, 284),
            (3, 5, 225),
            (2, 5, 173),
            (1, 5, 119),
            (4, 4, 240),
            (3, 4, 181),
            (2, 4, 155),
            (1, 4, 78),
            (3, 3, 322),
            (2, 3, 255),
            (1, 3, 129),
            (2, 2, 613),
            (1, 2, 277),
            (1, 1, 1091),
            (0, 0, 3464),
        ];
        ROWS.iter()
            .map(|(frequency, last, count)| {
                (Seasoned { frequency: *frequency, last: *last, periods: 6 }, *count)
            })
            .collect()
    }

    #[test]
    fn the_donors_of_the_paper() {
        // Table 3: α 1.204, β 0.750, γ 0.657, δ 2.783, LL -33,225.6.
        let fitted = BetaBernoulli::fit(&donors()).unwrap();
        let found = [fitted.model.alpha, fitted.model.beta, fitted.model.gamma, fitted.model.delta];
        for (found, want) in found.iter().zip([1.204, 0.750, 0.657, 2.783]) {
            assert!((found - want).abs() < 0.00101, "{fitted:?}");
        }
        assert!((fitted.log_likelihood + 33_225.6).abs() < 0.06);
        // Conditional expectations over the next five years, figure 7 and table 5 (x = 6: 3.75; never: 0.07).
        let always = Seasoned { frequency: 6, last: 6, periods: 6 };
        let never = Seasoned { frequency: 0, last: 0, periods: 6 };
        assert!((fitted.model.expected(&always, 5) - 3.75).abs() < 0.01);
        assert!((fitted.model.expected(&never, 5) - 0.07).abs() < 0.005);
        assert!(fitted.model.alive_next(&always) > 0.9 && fitted.model.alive_next(&never) < 0.2);
    }

    #[test]
    fn known_parameters_are_recovered_within_their_standard_errors() {
        let mut chance = Chance::new(2);
        let rows: Vec<(Seasoned, u64)> = (0..20_000)
            .map(|_| {
                let (buys, leaves) = (chance.beta(1.5, 1.0), chance.beta(0.8, 3.0));
                let (mut frequency, mut last) = (0, 0);
                for period in 1..=10 {
                    if chance.happens(leaves) {
                        break;
                    }
                    if chance.happens(buys) {
                        (frequency, last) = (frequency + 1, period);
                    }
                }
                (Seasoned { frequency, last, periods: 10 }, 1)
            })
            .collect();
        let fitted = BetaBernoulli::fit(&rows).unwrap();
        let found = [fitted.model.alpha, fitted.model.beta, fitted.model.gamma, fitted.model.delta];
        for ((found, truth), error) in found.iter().zip([1.5, 1.0, 0.8, 3.0]).zip(&fitted.standard_errors) {
            assert!((found - truth).abs() < 3.0 * error, "{fitted:?}");
        }
    }

    #[test]
    fn degenerate_customers_are_refused() {
        let one = |frequency, last, periods| Seasoned { frequency, last, periods };
        assert!(matches!(BetaBernoulli::fit(&[]), Err(Refusal::TooFew { .. })));
        assert!(matches!(BetaBernoulli::fit(&[(one(2, 1, 3), 90)]), Err(Refusal::Impossible { .. })));
        assert_eq!(BetaBernoulli::fit(&[(one(0, 0, 3), 90)]).unwrap_err(), Refusal::NoRepeatPurchases);
        assert!(BetaBernoulli::fit(&[(one(3, 3, 3), 90)]).is_err());
    }
}
