//! BG/NBD and MBG/NBD: purchases at random at each customer's own rate, and after each a chance to leave for good.
//!
//! P. S. Fader, B. G. S. Hardie and K. L. Lee, “Counting Your Customers” the Easy Way: An Alternative to the Pareto/NBD Model, Marketing Science 24
//! (2005); E. P. Batislam, M. Denizel and A. Filiztekin, Empirical Validation and Comparison of Models for Customer Base Analysis, International
//! Journal of Research in Marketing 24 (2007) for the modified one.

use super::customer::{Buyers, Customer, Row};
use super::value::BuyingModel;
use crate::Refusal;
use crate::number::{
    Fitted, Watch, beta_probability, integrate, ln_beta, ln_gamma, ln_one_plus, maximize, maximize_many, sum,
};

/// When a customer may leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variant {
    /// BG/NBD: after each repeat purchase. Who never bought again counts as certainly still there.
    Classic,
    /// MBG/NBD: already after the first purchase.
    Modified,
}

impl Variant {
    /// What the variant adds to the second parameter of the beta distribution.
    fn shift(self) -> f64 {
        match self {
            Self::Classic => 0.0,
            Self::Modified => 1.0,
        }
    }
}

/// The model. Rates are Gamma(r, α), chances to leave Beta(a, b).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BetaGeometric {
    /// Shape of the purchase rates: the smaller, the more customers differ.
    pub r: f64,
    /// Scale of the purchase rates, in units of time: r / α purchases per unit on average.
    pub alpha: f64,
    /// First parameter of the chance to leave; its mean is a / (a + b).
    pub a: f64,
    /// Second parameter of the chance to leave.
    pub b: f64,
    /// When a customer may leave.
    pub variant: Variant,
}

impl BetaGeometric {
    /// The most likely model for these customers.
    ///
    /// # Errors
    /// `DoesNotFit` if the best parameters lie at the edge (nobody leaves, or all buy alike), `DoesNotConverge`.
    pub fn fit(buyers: &Buyers, variant: Variant) -> Result<Fitted<Self>, Refusal> {
        Self::fit_watched(buyers, variant, &Watch::nobody())
    }

    /// The same, telling a watcher of each look at the customers.
    ///
    /// # Errors
    /// As `fit`; `Stopped` when the watcher says so.
    pub fn fit_watched(
        buyers: &Buyers,
        variant: Variant,
        watch: &Watch<'_>,
    ) -> Result<Fitted<Self>, Refusal> {
        let model = |values: &[f64]| match values {
            [r, alpha, a, b] => Some(Self { r: *r, alpha: *alpha, a: *a, b: *b, variant }),
            _ => None,
        };
        let look = |values: &[f64], thin: usize| {
            let Some(model) = model(values) else { return f64::NAN };
            watch.step(|| model.mean_log_likelihood(buyers, thin))
        };
        let mean = |values: &[f64]| look(values, 1);
        let starts = [vec![1.0, 5.0, 1.0, 1.0], vec![0.3, 1.0, 1.0, 3.0]];
        let found = if let Some(thin) = buyers.thin() {
            let thin = |values: &[f64]| look(values, thin);
            maximize_many(&starts, buyers.customers, thin, mean, model)
        } else {
            maximize(&starts, buyers.customers, 0.7, mean, model)
        };
        let mut fitted = watch.outcome(found)?;
        fitted.model.alpha *= buyers.scale;
        if let Some(error) = fitted.standard_errors.get_mut(1) {
            *error *= buyers.scale;
        }
        fitted.log_likelihood += buyers.unit_correction();
        Ok(fitted)
    }

    /// The mean logarithm of the likelihood over every `thin`th row, time in the customers' scale. What depends on the frequency or on one time alone is
    /// computed once for each distinct value; one exponential and one logarithm for each distinct customer remain.
    fn mean_log_likelihood(&self, buyers: &Buyers, thin: usize) -> f64 {
        let (r, shift) = (self.r, self.variant.shift());
        let base = |x: f64| {
            ln_gamma(r + x) - ln_gamma(r) + r * self.alpha.ln() + ln_beta(self.a, self.b + x + shift)
                - ln_beta(self.a, self.b)
        };
        let frequencies: Vec<(f64, f64, f64)> = buyers
            .frequencies
            .iter()
            .map(|(frequency, _)| {
                (f64::from(*frequency), base(f64::from(*frequency)), self.left_weight(*frequency))
            })
            .collect();
        let ages: Vec<f64> = buyers.ages.iter().map(|(age, _, _)| (self.alpha + age).ln()).collect();
        let recencies: Vec<f64> =
            buyers.recencies.iter().map(|recency| (self.alpha + recency).ln()).collect();
        let left = |row: &Row| {
            let place = (
                frequencies.get(row.frequency as usize),
                ages.get(row.age as usize),
                recencies.get(row.recency as usize),
            );
            let (Some((x, _, weight)), Some(age), Some(recency)) = place else { return f64::NAN };
            if *weight == 0.0 { 0.0 } else { row.count * softly((r + x) * (age - recency), *weight) }
        };
        if thin > 1 {
            let rows = || buyers.rows.iter().step_by(thin);
            let whole = |row: &Row| {
                let (x, base, _) = frequencies.get(row.frequency as usize).copied().unwrap_or((
                    f64::NAN,
                    f64::NAN,
                    f64::NAN,
                ));
                row.count * (base - (r + x) * ages.get(row.age as usize).copied().unwrap_or(f64::NAN))
                    + left(row)
            };
            return rows().map(whole).sum::<f64>() / rows().map(|row| row.count).sum::<f64>();
        }
        let by_frequency: f64 = buyers
            .frequencies
            .iter()
            .zip(&frequencies)
            .map(|((_, customers), (_, base, _))| customers * base)
            .sum();
        let by_age: f64 = buyers
            .ages
            .iter()
            .zip(&ages)
            .map(|((_, customers, purchases), age)| (r * customers + purchases) * age)
            .sum();
        #[expect(clippy::cast_precision_loss, reason = "numbers of customers are far below 2^53")]
        let customers = buyers.customers as f64;
        (by_frequency - by_age + sum(&buyers.rows, left)) / customers
    }

    /// How likely leaving after the last purchase is beside staying, before the silence since then is looked at.
    fn left_weight(&self, frequency: u32) -> f64 {
        if frequency == 0 && self.variant == Variant::Classic {
            return 0.0;
        }
        self.a / (self.b + f64::from(frequency) + self.variant.shift() - 1.0)
    }

    /// Expected purchases within `horizon` of a customer who is certainly still there.
    ///
    /// The papers' expression, (C / (a-1)) (1 - (1-z)^(r+x) F(r+x, b+x; C; z)) with C = a+b+x-1, loses its digits near a = 1 and overflows for large
    /// x. Euler's transformation (NIST DLMF 15.8.1) and taking out the factor a - 1 by hand leave a series that does neither.
    fn given_there(&self, frequency: u32, age: f64, horizon: f64) -> f64 {
        let (x, shift) = (f64::from(frequency), self.variant.shift());
        let z = horizon / (self.alpha + age + horizon);
        let fading = -ln_one_plus(horizon / (self.alpha + age));
        let top = self.a + self.b + x - 1.0 + shift;
        let first = self.a + self.b - 1.0 + shift - self.r;
        let exponent = (self.a - 1.0) * fading;
        let growth = if exponent.abs() < 1e-12 { -fading } else { -exponent.exp_m1() / (self.a - 1.0) };
        let mut term = first * z;
        let mut series = term;
        for n in 1..20_000_u32 {
            let n = f64::from(n);
            term *= (first + n) * (self.a + n - 1.0) / ((top + n) * (n + 1.0)) * z;
            series += term;
            if term.abs() < 1e-16 * series.abs() * (1.0 - z) || term == 0.0 {
                let value = top * growth - exponent.exp() * series;
                if value.is_finite() && series.abs() < 1e12 {
                    return value.max(0.0);
                }
                break;
            }
        }
        self.given_there_by_integral(x, age, horizon)
    }

    /// The same as an integral over the chance to leave, for parameters where the series is slow or loses digits.
    fn given_there_by_integral(&self, x: f64, age: f64, horizon: f64) -> f64 {
        let stay = self.b + x + self.variant.shift();
        let middle = (self.a / stay).ln();
        let deviation = (1.0 / self.a + 1.0 / stay).sqrt();
        let reach = |shape: f64| 40.0 * deviation.max(1.0 / shape).min(deviation.max(1.0) / shape.min(1.0));
        let constant = ln_beta(self.a, stay);
        let inside = |logit: f64| {
            let ln_leave = -(-logit).exp().ln_1p();
            let ln_keep = -logit.exp().ln_1p();
            let leave = ln_leave.exp();
            let silent = -(self.r + x) * (leave * horizon / (self.alpha + age)).ln_1p();
            let purchases = if leave > 1e-300 {
                -silent.exp_m1() / leave
            } else {
                (self.r + x) * horizon / (self.alpha + age)
            };
            (self.a * ln_leave + stay * ln_keep - constant).exp() * purchases
        };
        integrate(middle - reach(self.a), middle + reach(stay), 2000, inside)
    }

    /// Probability of exactly `purchases` repeat purchases within `time` of the first.
    pub fn probability_of(&self, purchases: u32, time: f64) -> f64 {
        let (r, x, shift) = (self.r, f64::from(purchases), self.variant.shift());
        let (quiet, busy) = ((self.alpha / (self.alpha + time)).ln(), (time / (self.alpha + time)).ln());
        let ln_negative_binomial = |n: f64| {
            ln_gamma(r + n) - ln_gamma(r) - ln_gamma(n + 1.0)
                + r * quiet
                + if n > 0.0 { n * busy } else { 0.0 }
        };
        let there =
            (ln_beta(self.a, self.b + x + shift) - ln_beta(self.a, self.b) + ln_negative_binomial(x)).exp();
        if self.left_weight(purchases) == 0.0 {
            return there;
        }
        // So many purchases or more by somebody who does not leave: a tail of the negative binomial, NIST DLMF 8.17.24.
        let reached = if purchases == 0 { 1.0 } else { beta_probability(time / (self.alpha + time), x, r) };
        let left =
            (ln_beta(self.a + 1.0, self.b + x - 1.0 + shift) - ln_beta(self.a, self.b)).exp() * reached;
        there + left
    }
}

impl BuyingModel for BetaGeometric {
    fn alive(&self, customer: &Customer) -> f64 {
        let weight = self.left_weight(customer.frequency);
        if weight == 0.0 {
            return 1.0;
        }
        let silence = ((self.alpha + customer.age) / (self.alpha + customer.recency)).ln();
        1.0 / (1.0 + weight * ((self.r + f64::from(customer.frequency)) * silence).exp())
    }

    fn expected_if_alive(&self, frequency: u32, age: f64, horizon: f64) -> f64 {
        if horizon > 0.0 { self.given_there(frequency, age, horizon) } else { 0.0 }
    }

    fn expected_of_new(&self, horizon: f64) -> f64 {
        let stays = match self.variant {
            Variant::Classic => 1.0,
            Variant::Modified => self.b / (self.a + self.b),
        };
        stays * self.expected_if_alive(0, 0.0, horizon)
    }
}

/// ln(1 + weight × e^exponent) that does not overflow.
fn softly(exponent: f64, weight: f64) -> f64 {
    if exponent > 600.0 { exponent + weight.ln() } else { ln_one_plus(weight * exponent.exp()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Chance;

    fn simulate(model: &BetaGeometric, customers: usize, chance: &mut Chance) -> Vec<Customer> {
        let one = |chance: &mut Chance| {
            let rate = chance.gamma(model.r, model.alpha);
            let leaves = chance.beta(model.a, model.b);
            let age = 27.0 + 12.0 * chance.uniform();
            let (mut time, mut frequency, mut recency) = (0.0, 0, 0.0);
            let mut gone = model.variant == Variant::Modified && chance.happens(leaves);
            while !gone {
                time += chance.exponential(rate);
                if time > age {
                    break;
                }
                (frequency, recency) = (frequency + 1, time);
                gone = chance.happens(leaves);
            }
            Customer { frequency, recency, age }
        };
        (0..customers).map(|_| one(chance)).collect()
    }

    #[test]
    fn known_parameters_are_recovered_within_their_standard_errors() {
        for (variant, seed) in [(Variant::Classic, 3), (Variant::Modified, 4)] {
            let truth = BetaGeometric { r: 0.6, alpha: 4.0, a: 0.8, b: 2.5, variant };
            let customers = simulate(&truth, 20_000, &mut Chance::new(seed));
            let buyers = Buyers::new(customers.iter().map(|customer| (*customer, 1))).unwrap();
            let fitted = BetaGeometric::fit(&buyers, variant).unwrap();
            let found = [fitted.model.r, fitted.model.alpha, fitted.model.a, fitted.model.b];
            for ((found, truth), error) in found.iter().zip([0.6, 4.0, 0.8, 2.5]).zip(&fitted.standard_errors)
            {
                assert!(
                    (found - truth).abs() < 3.0 * error && *error < 0.3 * truth,
                    "{variant:?}: {fitted:?}"
                );
            }
            let there = customers.iter().map(|customer| truth.expected_of_new(customer.age)).sum::<f64>();
            let seen: f64 = customers.iter().map(|customer| f64::from(customer.frequency)).sum();
            assert!((there / seen - 1.0).abs() < 0.05, "{there} {seen}");
        }
    }

    #[test]
    fn the_series_agrees_with_the_integral_everywhere() {
        for variant in [Variant::Classic, Variant::Modified] {
            for (r, alpha, a, b) in [
                (0.243, 4.414, 0.793, 2.426),
                (2.0, 1.0, 1.0, 0.4),
                (0.5, 9.0, 3.7, 1.2),
                (1.0, 1.0, 40.0, 60.0),
                (0.3, 2.0, 0.2, 0.5),
            ] {
                let model = BetaGeometric { r, alpha, a, b, variant };
                for (x, age, horizon) in
                    [(0_u32, 0.0, 52.0), (1, 39.0, 39.0), (29, 38.0, 1.0), (400, 100.0, 500.0)]
                {
                    let series = model.given_there(x, age, horizon);
                    let integral = model.given_there_by_integral(f64::from(x), age, horizon);
                    assert!(
                        (series - integral).abs() < 1e-6 * integral,
                        "{model:?} {x} {age} {horizon}: {series} {integral}"
                    );
                }
            }
        }
    }

    #[test]
    fn probabilities_of_all_numbers_add_up_to_one_and_their_mean_is_the_expectation() {
        for variant in [Variant::Classic, Variant::Modified] {
            let model = BetaGeometric { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426, variant };
            let all: Vec<f64> = (0..400).map(|x| model.probability_of(x, 39.0)).collect();
            let mean: f64 = all.iter().zip(0_u32..).map(|(share, x)| share * f64::from(x)).sum();
            assert!((0.0..1e-6).contains(&model.probability_of(u32::MAX, 39.0)));
            assert!((all.iter().sum::<f64>() - 1.0).abs() < 1e-6);
            assert!((mean - model.expected_of_new(39.0)).abs() < 1e-3, "{mean}");
        }
    }

    #[test]
    fn extreme_customers_get_numbers_and_strange_data_a_refusal_or_numbers() {
        let model = BetaGeometric { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426, variant: Variant::Classic };
        for (frequency, recency, age) in
            [(1_000_000, 1.0, 1e6), (1_000_000, 1e6, 1e6), (1, 1e-9, 1e12), (0, 0.0, 0.0)]
        {
            let customer = Customer { frequency, recency, age };
            let expected = model.expected(&customer, 1e6);
            assert!(
                (0.0..=1.0).contains(&model.alive(&customer)) && expected.is_finite() && expected >= 0.0,
                "{customer:?} {expected}"
            );
        }
        for variant in [Variant::Classic, Variant::Modified] {
            let sorts: [Vec<(Customer, u64)>; 3] = [
                vec![
                    (Customer { frequency: 1, recency: 1.0, age: 1.0 }, 50),
                    (Customer { frequency: 0, recency: 0.0, age: 1.0 }, 1),
                ],
                vec![
                    (Customer { frequency: 900_000, recency: 9.0, age: 9.5 }, 20),
                    (Customer { frequency: 1, recency: 2.0, age: 9.0 }, u64::MAX),
                ],
                (1..60).map(|n| (Customer { frequency: n, recency: 30.0, age: 30.0 }, 1)).collect(),
            ];
            for rows in sorts {
                if let Ok(fitted) = Buyers::new(rows).and_then(|buyers| BetaGeometric::fit(&buyers, variant))
                {
                    assert!(fitted.standard_errors.iter().all(|error| error.is_finite()), "{fitted:?}");
                    assert!(fitted.log_likelihood.is_finite() && fitted.model.alpha.is_finite());
                }
            }
        }
    }
}
