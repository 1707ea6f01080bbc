//! Notifications that reach somebody whose browser shows no page of Kith: sent to the push service of the browser, as the Push API and RFC
//! 8030 have it, locked so that only that browser can read them (RFC 8291), and signed by this installation (RFC 8292).
//!
//! Whoever is told something has a message for each of their browsers in the same transaction; a follower sends it under the rights they have
//! then. What was seen meanwhile is not sent.

mod locked;
mod operation;
mod send;
mod subscription;
mod table;

pub(crate) use subscription::queue;

use crate::feature::Feature;
use crate::follower::Follower;

/// Push as a feature: its operations, and what sends.
pub static FEATURE: Feature = Feature::new("push")
    .followers(&[Follower { name: "push-sender", begin: send::begin, prompt: false }])
    .operations(operation::OPERATIONS, operation::routes, operation::schemas);
