//! Pareto/NBD: purchases at random at each customer's own rate until the customer leaves, at any moment, at an own rate.
//!
//! D. C. Schmittlein, D. G. Morrison and R. Colombo, Counting Your Customers: Who Are They and What Will They Do Next?, Management Science 33 (1987);
//! P. S. Fader and B. G. S. Hardie, A Note on Deriving the Pareto/NBD Model and Related Expressions (2005). Discounted purchases: P. S. Fader, B. G. S.
//! Hardie and K. L. Lee, RFM and CLV: Using Iso-Value Curves for Customer Base Analysis, Journal of Marketing Research 42 (2005).

use super::customer::{Buyers, Customer, Row};
use super::value::BuyingModel;
use crate::Refusal;
use crate::number::{
    Fitted, Watch, hypergeometric_of_one, integrate, ln_gamma, ln_one_plus, maximize, maximize_many, sum,
};

/// The model. Purchase rates are Gamma(r, α), rates of leaving Gamma(s, β).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pareto {
    /// Shape of the purchase rates.
    pub r: f64,
    /// Scale of the purchase rates, in units of time.
    pub alpha: f64,
    /// Shape of the rates of leaving.
    pub s: f64,
    /// Scale of the rates of leaving, in units of time.
    pub beta: f64,
}

impl Pareto {
    /// The most likely model for these customers.
    ///
    /// # Errors
    /// `DoesNotFit` if the best parameters lie at the edge (nobody leaves, or all buy alike), `DoesNotConverge`.
    pub fn fit(buyers: &Buyers) -> Result<Fitted<Self>, Refusal> {
        Self::fit_watched(buyers, &Watch::nobody())
    }

    /// The same, telling a watcher of each look at the customers.
    ///
    /// # Errors
    /// As `fit`; `Stopped` when the watcher says so.
    pub fn fit_watched(buyers: &Buyers, watch: &Watch<'_>) -> Result<Fitted<Self>, Refusal> {
        let model = |values: &[f64]| match values {
            [r, alpha, s, beta] => Some(Self { r: *r, alpha: *alpha, s: *s, beta: *beta }),
            _ => None,
        };
        let look = |values: &[f64], thin: usize| {
            let Some(model) = model(values) else { return f64::NAN };
            watch.step(|| model.mean_log_likelihood(buyers, thin))
        };
        let mean = |values: &[f64]| look(values, 1);
        let starts = [vec![1.0, 5.0, 1.0, 5.0], vec![0.4, 2.0, 0.4, 4.0]];
        let found = if let Some(thin) = buyers.thin() {
            let thin = |values: &[f64]| look(values, thin);
            maximize_many(&starts, buyers.customers, thin, mean, model)
        } else {
            maximize(&starts, buyers.customers, 0.7, mean, model)
        };
        let mut fitted = watch.outcome(found)?;
        fitted.model.alpha *= buyers.scale;
        fitted.model.beta *= buyers.scale;
        for place in [1, 3] {
            if let Some(error) = fitted.standard_errors.get_mut(place) {
                *error *= buyers.scale;
            }
        }
        fitted.log_likelihood += buyers.unit_correction();
        Ok(fitted)
    }

    /// Over every `thin`th row, time in the customers' scale.
    fn mean_log_likelihood(&self, buyers: &Buyers, thin: usize) -> f64 {
        let constant = self.r * self.alpha.ln() + self.s * self.beta.ln() - ln_gamma(self.r);
        let frequencies: Vec<(f64, f64)> = buyers
            .frequencies
            .iter()
            .map(|(frequency, _)| {
                (f64::from(*frequency), ln_gamma(self.r + f64::from(*frequency)) + constant)
            })
            .collect();
        let one = |row: &Row| {
            let place = (
                frequencies.get(row.frequency as usize),
                buyers.ages.get(row.age as usize),
                buyers.recencies.get(row.recency as usize),
            );
            let (Some((x, base)), Some((age, _, _)), Some(recency)) = place else { return f64::NAN };
            let there = self.ln_there(*x, *age);
            row.count * (base + there + softplus(self.ln_left(*x, *recency, *age) - there))
        };
        if thin > 1 {
            let rows = || buyers.rows.iter().step_by(thin);
            return rows().map(one).sum::<f64>() / rows().map(|row| row.count).sum::<f64>();
        }
        #[expect(clippy::cast_precision_loss, reason = "numbers of customers are far below 2^53")]
        let customers = buyers.customers as f64;
        sum(&buyers.rows, one) / customers
    }

    /// ln of the part of the likelihood in which the customer is still there.
    fn ln_there(&self, x: f64, age: f64) -> f64 {
        -(self.r + x) * (self.alpha + age).ln() - self.s * (self.beta + age).ln()
    }

    /// ln of the part in which the customer left after the last purchase: s ∫ (α+y)^-(r+x) (β+y)^-(s+1) dy from `recency` to `age`, by the
    /// hypergeometric function where it is quick, else by panels over the logarithm of time.
    fn ln_left(&self, x: f64, recency: f64, age: f64) -> f64 {
        if age <= recency {
            return f64::NEG_INFINITY;
        }
        let (small, large) = (self.alpha.min(self.beta), self.alpha.max(self.beta));
        if large - small < 0.98 * (large + recency) {
            let all = self.r + self.s + x;
            let numerator = if self.alpha >= self.beta { self.r + x } else { self.s + 1.0 };
            // F(A, B; A+1; z) = (1-z)^(1-B) F(1, A+1-B; A+1; z), of which there is a quick continued fraction.
            let part = |time: f64| {
                let z = (large - small) / (large + time);
                let fraction = hypergeometric_of_one(numerator, all + 1.0, z)?;
                let kept = ((small + time) / (large + time)).ln();
                Some(fraction + (numerator - all) * kept - all * (large + time).ln())
            };
            if let (Some(from), Some(to)) = (part(recency), part(age)) {
                return (self.s / all).ln() + from + (-(to - from).exp_m1()).ln();
            }
        }
        self.s.ln() + self.ln_left_by_panels(x, (small + recency).ln(), (small + age).ln(), small)
    }

    /// ln of the integral by panels over the logarithm of `small` + time, small being the smaller of α and β. Over it the logarithm of what is inside bends downwards, so
    /// that what comes after it has fallen by 50 adds nothing, and how far it falls tells how many panels are enough.
    fn ln_left_by_panels(&self, x: f64, low: f64, mut high: f64, small: f64) -> f64 {
        const FAR: f64 = 50.0;
        let inside = |logarithm: f64| {
            let time = logarithm.exp() - small;
            logarithm - (self.r + x) * (self.alpha + time).ln() - (self.s + 1.0) * (self.beta + time).ln()
        };
        let start = inside(low);
        if inside(high) < start - FAR {
            let mut near = low;
            for _ in 0..40 {
                let middle = 0.5 * (near + high);
                if inside(middle) < start - FAR { high = middle } else { near = middle }
            }
        }
        let end = inside(high);
        let top = start.max(end);
        let wanted = 3.0 + (high - low) + (start - end).abs() / 3.0;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what fits")]
        let panels = wanted.clamp(1.0, 200.0).ceil() as u32;
        top + integrate(low, high, panels, |logarithm| (inside(logarithm) - top).exp()).ln()
    }

    /// Discounted expected purchases over all the future (DERT), for a continuous rate of discount per unit of time: 15 % a year in weeks is
    /// ln(1.15) / 52 = 0.0027.
    ///
    /// # Errors
    /// `Impossible` unless the rate is positive.
    pub fn discounted_purchases_forever(&self, customer: &Customer, rate: f64) -> Result<f64, Refusal> {
        if !(rate > 0.0 && rate.is_finite()) {
            return Err(Refusal::Impossible { what: "a discount rate is not positive" });
        }
        let customer = customer.checked()?;
        let since = self.beta + customer.age;
        // ∫ e^(-rate t) (since / (since + t))^s dt over all t > 0, with 1 + t / since = e^u.
        let scaled = rate * since;
        let end = (1.0 + 750.0 / scaled).ln();
        let inside = |u: f64| (-scaled * u.exp_m1() + (1.0 - self.s) * u).exp();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what fits")]
        let panels = (end * (60.0 + self.s)).clamp(200.0, 50_000.0) as u32;
        let time = since * integrate(0.0, end, panels, inside);
        let pace = (self.r + f64::from(customer.frequency)) / (self.alpha + customer.age);
        crate::refusal::finite(self.alive(&customer) * pace * time)
    }
}

impl BuyingModel for Pareto {
    fn alive(&self, customer: &Customer) -> f64 {
        let x = f64::from(customer.frequency);
        let odds = self.ln_left(x, customer.recency, customer.age) - self.ln_there(x, customer.age);
        1.0 / (1.0 + odds.exp())
    }

    fn expected_if_alive(&self, frequency: u32, age: f64, horizon: f64) -> f64 {
        if !(horizon > 0.0) {
            return 0.0;
        }
        let fading = -ln_one_plus(horizon / (self.beta + age));
        let exponent = (self.s - 1.0) * fading;
        let growth = if exponent.abs() < 1e-12 { -fading } else { -exponent.exp_m1() / (self.s - 1.0) };
        (self.r + f64::from(frequency)) * (self.beta + age) / (self.alpha + age) * growth
    }

    fn expected_of_new(&self, horizon: f64) -> f64 {
        self.expected_if_alive(0, 0.0, horizon)
    }
}

/// ln(1 + e^x) that does not overflow.
fn softplus(x: f64) -> f64 {
    if x > 30.0 { x + (-x).exp() } else { ln_one_plus(x.exp()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Chance;

    #[test]
    fn known_parameters_are_recovered_within_their_standard_errors() {
        let truth = Pareto { r: 0.8, alpha: 6.0, s: 0.9, beta: 10.0 };
        let mut chance = Chance::new(11);
        let customers: Vec<Customer> = (0..20_000)
            .map(|_| {
                let (rate, leaving) = (chance.gamma(truth.r, truth.alpha), chance.gamma(truth.s, truth.beta));
                let age = 30.0 + 20.0 * chance.uniform();
                let end = chance.exponential(leaving).min(age);
                let (mut time, mut frequency, mut recency) = (chance.exponential(rate), 0, 0.0);
                while time < end {
                    (frequency, recency) = (frequency + 1, time);
                    time += chance.exponential(rate);
                }
                Customer { frequency, recency, age }
            })
            .collect();
        let buyers = Buyers::new(customers.iter().map(|customer| (*customer, 1))).unwrap();
        let fitted = Pareto::fit(&buyers).unwrap();
        let found = [fitted.model.r, fitted.model.alpha, fitted.model.s, fitted.model.beta];
        for ((found, truth), error) in found.iter().zip([0.8, 6.0, 0.9, 10.0]).zip(&fitted.standard_errors) {
            assert!((found - truth).abs() < 3.0 * error && *error < 0.3 * truth, "{fitted:?}");
        }
    }

    #[test]
    fn the_series_agrees_with_the_integral() {
        for (alpha, beta) in [(10.578, 11.669), (12.0, 5.0), (7.0, 7.0)] {
            let model = Pareto { r: 0.553, alpha, s: 0.606, beta };
            for (x, recency, age) in
                [(0.0, 0.0, 39.0), (2.0, 30.4, 38.9), (29.0, 36.0, 36.1), (300.0, 20.0, 90.0)]
            {
                let density = |y: f64| {
                    model.s
                        * (-(model.r + x) * (alpha + y).ln()
                            - (model.s + 1.0) * (beta + y).ln()
                            - model.ln_there(x, age))
                        .exp()
                };
                let want = integrate(recency, age, 4000, density).ln();
                let got = model.ln_left(x, recency, age) - model.ln_there(x, age);
                assert!((got - want).abs() < 1e-7, "{alpha} {beta} {x}: {got} {want}");
            }
        }
        // α and β so far apart that only the panels are quick: against very many of them.
        for (alpha, beta) in [(1000.0, 0.01), (0.01, 1000.0), (4e4, 2e-3), (2e-3, 4e4), (50.0, 0.5)] {
            let model = Pareto { r: 0.5, alpha, s: 0.5, beta };
            for (x, recency, age) in
                [(0.0, 0.0, 50.0), (1.0, 1e-3, 50.0), (29.0, 36.0, 36.1), (300.0, 20.0, 90.0)]
            {
                let small: f64 = alpha.min(beta);
                let density = |logarithm: f64| {
                    let y = logarithm.exp() - small;
                    (logarithm - (model.r + x) * (alpha + y).ln() - (model.s + 1.0) * (beta + y).ln()
                        + (model.r + x) * (alpha + recency).ln())
                    .exp()
                };
                let (low, high) = ((small + recency).ln(), (small + age).ln());
                let want =
                    integrate(low, high, 20_000, density).ln() - (model.r + x) * (alpha + recency).ln();
                let got = model.ln_left_by_panels(x, low, high, small);
                assert!((got - want).abs() < 1e-8, "{alpha} {beta} {x}: {got} {want}");
            }
        }
        let steep = Pareto { r: 0.5, alpha: 1000.0, s: 0.5, beta: 0.01 };
        let alive = steep.alive(&Customer { frequency: 0, recency: 0.0, age: 50.0 });
        assert!((0.0..0.1).contains(&alive), "{alive}");
    }

    #[test]
    fn extreme_customers_get_numbers() {
        let model = Pareto { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 };
        for (frequency, recency, age) in
            [(1_000_000, 1.0, 1e6), (1_000_000, 1e6, 1e6), (1, 1e-9, 1e12), (0, 0.0, 0.0)]
        {
            let customer = Customer { frequency, recency, age };
            let (alive, forever) =
                (model.alive(&customer), model.discounted_purchases_forever(&customer, 0.0027).unwrap());
            assert!(
                (0.0..=1.0).contains(&alive)
                    && forever.is_finite()
                    && model.expected(&customer, 52.0).is_finite(),
                "{customer:?}"
            );
        }
        assert!(
            model
                .discounted_purchases_forever(&Customer { frequency: 0, recency: 0.0, age: 1.0 }, 0.0)
                .is_err()
        );
    }
}
