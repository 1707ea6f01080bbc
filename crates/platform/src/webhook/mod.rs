//! Webhooks: what happens in Kith, told to addresses outside, signed as the Standard Webhooks specification says.
//!
//! A follower reads on in the log of events and keeps a delivery for each webhook that listens, in one transaction with its place. What is
//! sent is made at the moment it is sent, under the rights its owner has then; the log keeps no values of records. Deliveries
//! come at least once, each with an id that stays the same, in no promised sequence.

mod body;
mod delivery;
mod follow;
mod hand_over;
mod handler;
mod manage;
mod model;
mod operation;
mod secret;
mod send;
mod settle;
mod table;
#[cfg(test)]
mod tests;

pub use delivery::remove_old_deliveries;
pub use secret::{signed, written};

use crate::feature::Feature;
use crate::follower::Follower;

/// A JSON object with further members.
fn with(mut json: serde_json::Value, more: serde_json::Value) -> serde_json::Value {
    if let (serde_json::Value::Object(members), serde_json::Value::Object(more)) = (&mut json, more) {
        members.extend(more);
    }
    json
}

/// Webhooks as a feature: their tables, their operations, and what follows the log and sends.
pub static FEATURE: Feature = Feature::new("webhook")
    .migrations(table::MIGRATIONS)
    .handed_over(&[], hand_over::DUTIES)
    .followers(&[
        Follower { name: "webhook", begin: follow::begin, prompt: false },
        Follower { name: "webhook-sender", begin: send::begin, prompt: false },
    ])
    .operations(operation::OPERATIONS, operation::routes, operation::schemas);
