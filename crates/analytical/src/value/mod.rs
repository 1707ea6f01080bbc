//! What a customer is worth and who is leaving: buying models over everybody's purchases, their test, the scores that stand on
//! companies and people, and what speaks for them.

mod analysis;
mod contract;
mod feature;
mod gather;
mod history;
mod holdout;
mod leaving;
mod lifetime;
mod model;
mod operation;
mod parameter;
mod reason;
mod score;
mod stay;
mod watch;

#[cfg(test)]
mod tests;

pub use analysis::{LEAVING, LIFETIME};
pub use score::schedule;

use math::Refusal;
use platform::Feature;
use serde_json::{Value as Json, json};
use vocabulary::Currency;

/// The feature.
pub static FEATURE: Feature = Feature::new("customer value").jobs(score::JOBS).operations(
    operation::OPERATIONS,
    operation::routes,
    operation::schemas,
);

/// How amounts are told: in whole units of the workspace's currency, to its smallest one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Amounts {
    pub(crate) currency: Currency,
}

impl Amounts {
    pub(crate) fn major(self, minor: f64) -> f64 {
        minor.round() / self.unit()
    }

    /// How many minor units are a major one.
    pub(crate) fn unit(self) -> f64 {
        10_f64.powi(i32::try_from(self.currency.decimals()).unwrap_or(2))
    }
}

/// Why there is no answer, by a key the interface has words for, and in ours.
pub(crate) fn refused(refusal: &Refusal) -> Json {
    let text = refusal.to_string();
    match refusal {
        Refusal::TooFew { what, needed, got } => {
            json!({"key": "too_few", "what": what, "needed": needed, "got": got, "text": text})
        }
        Refusal::NoRepeatPurchases => json!({"key": "no_repeat", "text": text}),
        Refusal::NoVariation { what } => json!({"key": "no_variation", "what": what, "text": text}),
        Refusal::Impossible { what } => json!({"key": "impossible", "what": what, "text": text}),
        Refusal::DoesNotConverge => json!({"key": "does_not_converge", "text": text}),
        Refusal::DoesNotFit { why } => json!({"key": "does_not_fit", "what": why, "text": text}),
        Refusal::TooMany { what, limit } => {
            json!({"key": "too_many", "what": what, "needed": limit, "text": text})
        }
        Refusal::Stopped => json!({"key": "stopped", "text": text}),
    }
}
