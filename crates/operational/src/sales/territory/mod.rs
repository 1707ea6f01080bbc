//! Territories: parts of the market told by filters. A record is put into its territory in the transaction that writes it; when
//! territories change, all records are looked through again by a job.

mod http;
mod map;
#[cfg(test)]
mod migration_tests;
mod preview;
mod reason;
mod rule;
mod schema;
mod sort;

pub(in crate::sales) use map::Territories;
pub use sort::schedule;

use platform::Feature;

/// The feature.
pub static FEATURE: Feature = Feature::new("territory").rules(rule::RULES).jobs(sort::JOBS).operations(
    http::OPERATIONS,
    http::routes,
    schema::schemas,
);
