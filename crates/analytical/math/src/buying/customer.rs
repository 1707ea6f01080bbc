//! The customers a buying model is fitted to, checked and compressed.

use std::collections::HashMap;

use crate::Refusal;

/// What a buying model knows of a customer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Customer {
    /// Repeat purchases: days with a purchase, without the first.
    pub frequency: u32,
    /// Time from the first purchase to the last; 0 without a repeat.
    pub recency: f64,
    /// Time from the first purchase to the end of what is known.
    pub age: f64,
}

impl Customer {
    /// A customer whose numbers can be true.
    ///
    /// # Errors
    /// `Impossible`, with what is wrong.
    pub fn checked(self) -> Result<Self, Refusal> {
        let impossible = |what| Err(Refusal::Impossible { what });
        if !(self.recency.is_finite() && self.age.is_finite()) {
            return impossible("a time is not a number");
        }
        if self.recency < 0.0 || self.age < 0.0 {
            return impossible("a time is negative");
        }
        if self.recency > self.age * (1.0 + 1e-12) {
            return impossible("a last purchase lies after the end of what is known");
        }
        if (self.frequency == 0) != (self.recency == 0.0) {
            return impossible("a repeat purchase without time between, or time without a repeat purchase");
        }
        Ok(Self { recency: self.recency.min(self.age), ..self })
    }
}

/// Customers in the form in which a likelihood is quick: equal ones once with their number, and each distinct frequency and time in a table.
#[derive(Debug, Clone)]
pub struct Buyers {
    pub(super) rows: Vec<Row>,
    /// Each distinct frequency, with how many customers have it.
    pub(super) frequencies: Vec<(u32, f64)>,
    /// Each distinct age in units of `scale`, with how many customers and repeat purchases it has.
    pub(super) ages: Vec<(f64, f64, f64)>,
    /// Each distinct recency in units of `scale`.
    pub(super) recencies: Vec<f64>,
    /// A tenth of the mean age. Fits run in this unit, so that years and seconds start equally well.
    pub(super) scale: f64,
    pub(super) customers: u64,
    pub(super) repeats: f64,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub frequency: u32,
    pub age: u32,
    pub recency: u32,
    pub count: f64,
}

impl Buyers {
    /// From customers, each with how many are exactly like it.
    ///
    /// # Errors
    /// `Impossible` for numbers that cannot be true; `TooFew` for fewer than 10 customers; `NoRepeatPurchases`; `NoVariation` if all are alike.
    pub fn new(customers: impl IntoIterator<Item = (Customer, u64)>) -> Result<Self, Refusal> {
        let mut frequencies = Table::default();
        let (mut ages, mut recencies) = (Table::default(), Table::default());
        let mut counts: HashMap<(u32, u32, u32), u64> = HashMap::new();
        for (customer, count) in customers {
            if count > 0 {
                let customer = customer.checked()?;
                let key = (
                    frequencies.place(u64::from(customer.frequency)),
                    ages.place(customer.age.to_bits()),
                    recencies.place(customer.recency.to_bits()),
                );
                let sum = counts.entry(key).or_default();
                *sum = sum.saturating_add(count);
            }
        }
        let total = counts.values().fold(0_u64, |sum, count| sum.saturating_add(*count));
        crate::refusal::at_least("customers", 10, usize::try_from(total).unwrap_or(usize::MAX))?;
        let frequencies: Vec<u32> =
            frequencies.values.iter().map(|value| u32::try_from(*value).unwrap_or(u32::MAX)).collect();
        if frequencies.iter().all(|frequency| *frequency == 0) {
            return Err(Refusal::NoRepeatPurchases);
        }
        if counts.len() == 1 {
            return Err(Refusal::NoVariation { what: "the customers" });
        }
        Self::compress(&frequencies, &ages.values, &recencies.values, counts, total)
    }

    fn compress(
        frequencies: &[u32],
        ages: &[u64],
        recencies: &[u64],
        counts: HashMap<(u32, u32, u32), u64>,
        customers: u64,
    ) -> Result<Self, Refusal> {
        #[expect(clippy::cast_precision_loss, reason = "numbers of customers are far below 2^53")]
        let mut rows: Vec<Row> = counts
            .into_iter()
            .map(|((frequency, age, recency), count)| Row { frequency, age, recency, count: count as f64 })
            .collect();
        // A fixed sequence, so that sums are the same each time.
        rows.sort_unstable_by_key(|row| (row.frequency, row.age, row.recency));
        let mut by_frequency: Vec<(u32, f64)> =
            frequencies.iter().map(|frequency| (*frequency, 0.0)).collect();
        let mut by_age: Vec<(f64, f64, f64)> =
            ages.iter().map(|age| (f64::from_bits(*age), 0.0, 0.0)).collect();
        let mut repeats = 0.0;
        for row in &rows {
            let Some((frequency, customers)) = by_frequency.get_mut(row.frequency as usize) else { continue };
            *customers += row.count;
            let purchases = row.count * f64::from(*frequency);
            repeats += purchases;
            if let Some((_, customers, sum)) = by_age.get_mut(row.age as usize) {
                *customers += row.count;
                *sum += purchases;
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "numbers of customers are far below 2^53")]
        let scale = by_age.iter().map(|(age, count, _)| age * count).sum::<f64>() / customers as f64 / 10.0;
        if !(scale > 0.0 && scale.is_finite()) {
            return Err(Refusal::NoVariation { what: "the time since the first purchase" });
        }
        by_age.iter_mut().for_each(|(age, _, _)| *age /= scale);
        let recencies = recencies.iter().map(|recency| f64::from_bits(*recency) / scale).collect();
        Ok(Self { rows, frequencies: by_frequency, ages: by_age, recencies, scale, customers, repeats })
    }

    /// How many customers these are.
    pub fn customers(&self) -> u64 {
        self.customers
    }

    /// Of so many rows that each look at all is felt, every how many are enough to begin with.
    pub(super) fn thin(&self) -> Option<usize> {
        crate::number::thin(self.rows.len())
    }

    /// What the logarithm of a likelihood changes by when time is counted in units of one instead of `scale`.
    pub(super) fn unit_correction(&self) -> f64 {
        -self.repeats * self.scale.ln()
    }
}

/// Distinct values in the sequence in which they came.
#[derive(Default)]
struct Table {
    places: HashMap<u64, u32>,
    values: Vec<u64>,
}

impl Table {
    fn place(&mut self, value: u64) -> u32 {
        let next = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
        *self.places.entry(value).or_insert_with(|| {
            self.values.push(value);
            next
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn customer(frequency: u32, recency: f64, age: f64) -> (Customer, u64) {
        (Customer { frequency, recency, age }, 1)
    }

    #[test]
    fn impossible_customers_are_named() {
        for wrong in [
            (1, 5.0, 4.0),
            (0, 1.0, 4.0),
            (1, 0.0, 4.0),
            (1, -1.0, 4.0),
            (1, f64::NAN, 4.0),
            (0, 0.0, f64::INFINITY),
        ] {
            let (frequency, recency, age) = wrong;
            let refused = Buyers::new([customer(frequency, recency, age)]).unwrap_err();
            assert!(matches!(refused, Refusal::Impossible { .. }), "{wrong:?}: {refused:?}");
        }
    }

    #[test]
    fn too_little_is_refused() {
        assert!(matches!(Buyers::new([]), Err(Refusal::TooFew { got: 0, .. })));
        assert!(matches!(Buyers::new([customer(2, 1.0, 3.0)]), Err(Refusal::TooFew { got: 1, .. })));
        let once = (0..100).map(|age| customer(0, 0.0, f64::from(age)));
        assert_eq!(Buyers::new(once).unwrap_err(), Refusal::NoRepeatPurchases);
        let same = (0..100).map(|_| customer(3, 2.0, 5.0));
        assert!(matches!(Buyers::new(same), Err(Refusal::NoVariation { .. })));
    }
}
