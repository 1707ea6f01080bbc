//! Customers with their scores.

use crate::analysis::{Ground, refused};
use crate::customer::{Customer, sees_money};
use crate::rfm::{STEPS, major};
use math::group::{Convention as Method, Habit, rfm};
use vocabulary::{Date, Error, Result};

/// How scores are given.
#[derive(Clone, Debug, PartialEq)]
pub enum Convention {
    /// Cut points at the fifths of the values: who is equal has the same score.
    Quantiles,
    /// Fifths of the customers by rank: equally large, so equal customers may have different scores.
    Ranks,
    /// By rank, frequency within each score of recency, and money within each of those.
    Nested,
    /// Own cut points, rising, four of each.
    Own {
        /// Days since the last purchase.
        recency: Vec<f64>,
        /// Purchases.
        frequency: Vec<f64>,
        /// Money in major units.
        monetary: Vec<f64>,
    },
}

impl Convention {
    /// Whether a score says within which bounds a value lies, so that a list can be asked for by them.
    pub fn has_bounds(&self) -> bool {
        matches!(self, Convention::Quantiles | Convention::Own { .. })
    }
}

/// A customer and their scores.
#[derive(Clone, Debug)]
pub struct Scored {
    /// The customer.
    pub customer: Customer,
    /// Days since the last purchase.
    pub days: i64,
    /// Scores from 1, the worst, to 5.
    pub recency: u8,
    /// See [`Scored::recency`].
    pub frequency: u8,
    /// See [`Scored::recency`].
    pub monetary: u8,
}

/// Scores customers as of a day; refuses in words where there is nothing to tell apart.
pub fn scored(
    customers: &[Customer],
    today: Date,
    ground: &Ground<'_>,
    convention: &Convention,
) -> Result<Vec<Scored>> {
    if !sees_money(ground) {
        return Err(Error::invalid("", "hidden", "Your role does not show you what purchases came to."));
    }
    let least = usize::from(STEPS);
    if customers.len() < least {
        let (what, got) = ("customers with a purchase", customers.len());
        return Err(refused(&math::Refusal::TooFew { what, needed: least, got }));
    }
    let days: Vec<i64> =
        customers.iter().map(|one| days_between(one.last.date_in(&ground.zone), today)).collect();
    #[expect(clippy::cast_precision_loss, reason = "days are few")]
    let habits: Vec<Habit> = customers
        .iter()
        .zip(&days)
        .map(|(one, days)| Habit {
            recency: *days as f64,
            frequency: f64::from(one.count),
            monetary: major(one.total, ground.currency),
        })
        .collect();
    let first = habits.first();
    if !matches!(convention, Convention::Own { .. })
        && habits.iter().all(|habit| {
            first.is_some_and(|first| habit.recency == first.recency && habit.frequency == first.frequency)
        })
    {
        return Err(refused(&math::Refusal::NoVariation { what: "when and how often customers bought" }));
    }
    let method = match convention {
        Convention::Quantiles => Method::Quantiles { steps: STEPS },
        Convention::Ranks => Method::Ranks { steps: STEPS },
        Convention::Nested => Method::Nested { steps: STEPS },
        Convention::Own { recency, frequency, monetary } => {
            Method::Own { recency: recency.clone(), frequency: frequency.clone(), monetary: monetary.clone() }
        }
    };
    let scores = rfm(&habits, &method).map_err(|refusal| refused(&refusal))?;
    let told = |((customer, days), scores): ((&Customer, i64), math::group::Scores)| Scored {
        customer: customer.clone(),
        days,
        recency: scores.recency,
        frequency: scores.frequency,
        monetary: scores.monetary,
    };
    Ok(customers.iter().zip(days).zip(scores).map(told).collect())
}

/// How many days lie between two days.
fn days_between(from: Date, to: Date) -> i64 {
    from.to_jiff().until(to.to_jiff()).map_or(0, |span| i64::from(span.get_days())).max(0)
}
