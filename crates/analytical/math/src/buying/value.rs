//! What all buying models answer, and what follows from it: scores of many customers, sums over a cohort, discounted purchases.

use std::collections::HashMap;

use super::customer::Customer;
use crate::Refusal;
use crate::number::map_chunks;

/// A model of who still comes and how often.
pub trait BuyingModel: Sync {
    /// Probability that the customer has not left.
    fn alive(&self, customer: &Customer) -> f64;

    /// Expected purchases within `horizon` of a customer known not to have left.
    fn expected_if_alive(&self, frequency: u32, age: f64, horizon: f64) -> f64;

    /// Expected repeat purchases within `horizon` of somebody who has just bought for the first time.
    fn expected_of_new(&self, horizon: f64) -> f64;

    /// Expected purchases of this customer within `horizon` from now.
    fn expected(&self, customer: &Customer, horizon: f64) -> f64 {
        self.alive(customer) * self.expected_if_alive(customer.frequency, customer.age, horizon)
    }
}

/// What a model says of one customer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// Probability that the customer has not left.
    pub alive: f64,
    /// Expected purchases within the horizon.
    pub expected: f64,
}

/// What the future of one customer comes to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Future {
    /// Probability that the customer has not left.
    pub alive: f64,
    /// Expected purchases within the horizon.
    pub expected: f64,
    /// The same, each discounted from the end of its step.
    pub discounted: f64,
}

/// The futures in the sequence of the customers. What depends on frequency and age alone is computed once for each pair.
///
/// # Errors
/// As `discounted_purchases`.
pub fn futures<M: BuyingModel>(
    model: &M,
    customers: &[Customer],
    discount: Discount,
) -> Result<Vec<Future>, Refusal> {
    discount.checked()?;
    let steps = discount.steps();
    let futures = map_chunks(customers, |chunk| {
        let mut known: HashMap<(u32, u64), (f64, f64)> = HashMap::new();
        let one = |customer: &Customer| {
            let alive = model.alive(customer);
            let key = (customer.frequency, customer.age.to_bits());
            let (there, worth) = *known.entry(key).or_insert_with(|| {
                let there = model.expected_if_alive(customer.frequency, customer.age, discount.horizon);
                (there, discounted_if_alive(model, customer, &steps))
            });
            Future { alive, expected: alive * there, discounted: alive * worth }
        };
        chunk.iter().map(one).collect()
    });
    let sound =
        |one: &Future| one.alive.is_finite() && one.expected.is_finite() && one.discounted.is_finite();
    if futures.iter().all(sound) { Ok(futures) } else { Err(Refusal::DoesNotConverge) }
}

/// Scores in the sequence of the customers. What depends on frequency and age alone is computed once for each pair.
pub fn score<M: BuyingModel>(model: &M, customers: &[Customer], horizon: f64) -> Vec<Score> {
    map_chunks(customers, |chunk| {
        let mut known: HashMap<(u32, u64), f64> = HashMap::new();
        let one = |customer: &Customer| {
            let alive = model.alive(customer);
            let key = (customer.frequency, customer.age.to_bits());
            let there = *known
                .entry(key)
                .or_insert_with(|| model.expected_if_alive(customer.frequency, customer.age, horizon));
            Score { alive, expected: alive * there }
        };
        chunk.iter().map(one).collect()
    })
}

/// Expected repeat purchases of a cohort up to each of `times`, for customers given as (time of the first purchase, how many): the tracking curve.
pub fn tracking<M: BuyingModel>(model: &M, firsts: &[(f64, u64)], times: &[f64]) -> Vec<f64> {
    let mut known: HashMap<u64, f64> = HashMap::new();
    let mut until = |time: f64| {
        let mut total = 0.0;
        for (first, customers) in firsts {
            let span = time - first;
            if span > 0.0 {
                let each = *known.entry(span.to_bits()).or_insert_with(|| model.expected_of_new(span));
                #[expect(clippy::cast_precision_loss, reason = "numbers of customers are far below 2^53")]
                let customers = *customers as f64;
                total += customers * each;
            }
        }
        total
    };
    times.iter().map(|time| until(*time)).collect()
}

/// How later purchases are worth less.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Discount {
    /// Rate per unit of time, compounded: 0.15 a year with weeks as the unit is 1.15^(1/52) - 1.
    pub rate: f64,
    /// Length of one step; what is expected within a step is discounted from its end.
    pub step: f64,
    /// How far is looked.
    pub horizon: f64,
}

/// Expected purchases until the horizon, each discounted from the end of its step: multiplied with the value of a purchase, a customer's lifetime value.
///
/// # Errors
/// `Impossible` for a negative rate, a step or horizon that is not positive; `TooMany` for more than 10,000 steps.
pub fn discounted_purchases<M: BuyingModel>(
    model: &M,
    customer: &Customer,
    discount: Discount,
) -> Result<f64, Refusal> {
    discount.checked()?;
    let customer = customer.checked()?;
    crate::refusal::finite(discounted_if_alive(model, &customer, &discount.steps()) * model.alive(&customer))
}

impl Discount {
    fn checked(&self) -> Result<(), Refusal> {
        const STEPS: usize = 10_000;
        if !(self.rate.is_finite() && self.rate >= 0.0 && self.step > 0.0 && self.horizon > 0.0) {
            return Err(Refusal::Impossible {
                what: "a discount rate, step or horizon is negative or not a number",
            });
        }
        if !(self.horizon / self.step <= 10_000.0) {
            return Err(Refusal::TooMany { what: "steps until the horizon", limit: STEPS });
        }
        Ok(())
    }

    /// The end of each step, and what a purchase within it is worth today.
    fn steps(&self) -> Vec<(f64, f64)> {
        let (mut time, mut steps, fading) = (0.0_f64, Vec::new(), self.rate.ln_1p());
        while time < self.horizon * (1.0 - 1e-12) {
            time = (time + self.step).min(self.horizon);
            steps.push((time, (-time * fading).exp()));
        }
        steps
    }
}

fn discounted_if_alive<M: BuyingModel>(model: &M, customer: &Customer, steps: &[(f64, f64)]) -> f64 {
    let (mut before, mut total) = (0.0, 0.0);
    for (time, worth) in steps {
        let until = model.expected_if_alive(customer.frequency, customer.age, *time);
        total += (until - before) * worth;
        before = until;
    }
    total
}
