//! Segments: live rules over records. Who belongs to one is kept in a table, moved by the writes that cause it: a follower reads the
//! log of events, asks which records of which segments an event may have moved, and holds these against the rule. Time moves them
//! at the midnights at which a rule turns. Whoever enters or leaves is told of in a log of its own and to automations.

mod check;
mod follow;
mod freeze;
mod http;
mod keep;
mod look;
mod moves;
mod overlap;
mod overview;
mod reason;
mod rule;
mod schema;
mod table;
mod turn;

#[cfg(test)]
pub(crate) mod tests;

pub use follow::Worker;
pub(crate) use freeze::enlist;
pub(crate) use overview::{Segment, all as list_segments, gathering};
pub use table::stale;

use platform::Feature;
use platform::follower::Follower;

/// The feature.
pub static FEATURE: Feature = Feature::new("segment")
    .rules(rule::RULES)
    .jobs(check::JOBS)
    .followers(&[Follower { name: "segments", begin: follow::begin, prompt: true }])
    .migrations(table::MIGRATIONS)
    .operations(http::OPERATIONS, http::routes, schema::schemas);
