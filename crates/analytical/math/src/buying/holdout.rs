//! How well a model foretold what then happened.

use std::collections::BTreeMap;

use crate::Refusal;

/// One customer in the time after the fit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Held {
    /// Repeat purchases in the time the model was fitted to.
    pub frequency: u32,
    /// Purchases the model expected afterwards.
    pub expected: f64,
    /// Purchases there were.
    pub actual: f64,
}

/// Customers of one frequency.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FrequencyRow {
    /// Repeat purchases before; the last row holds this many *or more*.
    pub frequency: u32,
    /// How many customers.
    pub customers: u64,
    /// Expected purchases for each.
    pub expected: f64,
    /// Actual purchases for each.
    pub actual: f64,
}

/// Expected against actual purchases by frequency, as in figure 4 of Fader, Hardie and Lee (2005). Rows without customers are left out.
pub fn by_frequency(customers: &[Held], last: u32) -> Vec<FrequencyRow> {
    let mut groups: BTreeMap<u32, (u64, f64, f64)> = BTreeMap::new();
    for customer in customers {
        let (count, expected, actual) = groups.entry(customer.frequency.min(last)).or_default();
        (*count, *expected, *actual) = (*count + 1, *expected + customer.expected, *actual + customer.actual);
    }
    #[expect(clippy::cast_precision_loss, reason = "numbers of customers are far below 2^53")]
    let rows = groups.into_iter().map(|(frequency, (customers, expected, actual))| {
        let size = customers as f64;
        FrequencyRow { frequency, customers, expected: expected / size, actual: actual / size }
    });
    rows.collect()
}

/// The error over all customers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HoldoutError {
    /// Expected purchases of all, divided by the actual ones.
    pub total_ratio: f64,
    /// Mean distance between expected and actual for one customer.
    pub mean_absolute: f64,
    /// Root of the mean squared distance.
    pub root_mean_square: f64,
    /// Correlation of expected and actual; 0 where one of them does not vary.
    pub correlation: f64,
}

/// Measures the error over all customers.
///
/// # Errors
/// `TooFew` without customers, `NoVariation` if nobody bought.
pub fn holdout_error(customers: &[Held]) -> Result<HoldoutError, Refusal> {
    crate::refusal::at_least("customers", 1, customers.len())?;
    #[expect(clippy::cast_precision_loss, reason = "numbers of customers are far below 2^53")]
    let count = customers.len() as f64;
    let mean = |value: &dyn Fn(&Held) -> f64| customers.iter().map(value).sum::<f64>() / count;
    let (expected, actual) = (mean(&|one| one.expected), mean(&|one| one.actual));
    if actual == 0.0 {
        return Err(Refusal::NoVariation { what: "the purchases after the fit: there are none" });
    }
    let together = mean(&|one| (one.expected - expected) * (one.actual - actual));
    let spread = mean(&|one| (one.expected - expected).powi(2)) * mean(&|one| (one.actual - actual).powi(2));
    Ok(HoldoutError {
        total_ratio: crate::refusal::finite(expected / actual)?,
        mean_absolute: mean(&|one| (one.expected - one.actual).abs()),
        root_mean_square: mean(&|one| (one.expected - one.actual).powi(2)).sqrt(),
        correlation: if spread > 0.0 { together / spread.sqrt() } else { 0.0 },
    })
}
