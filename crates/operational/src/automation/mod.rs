//! Automation: the customer's own rules, which follow the log of events, the calendar and calls from outside, and act with the
//! rights of their owner. See decision 11.

mod check;
mod clean;
mod clock;
mod definition;
mod follow;
mod hand_over;
mod handler;
mod hook;
mod index;
mod manage;

mod operation;
mod program;
mod recipe;
mod run;
mod schema;
mod send;
mod show;
mod start;
mod step;
mod table;
mod value;
mod watch;

#[cfg(test)]
mod tests;

pub use clean::schedule;
pub use recipe::install;

use platform::Feature;
use platform::follower::Follower;

/// The feature.
pub static FEATURE: Feature = Feature::new("automation")
    .migrations(table::MIGRATIONS)
    .jobs(clean::JOBS)
    .handed_over(&[], hand_over::DUTIES)
    .followers(&[
        Follower { name: "automation", begin: follow::begin, prompt: false },
        Follower { name: "automation-sender", begin: send::begin, prompt: false },
    ])
    .operations(operation::OPERATIONS, operation::routes, schema::schemas);
