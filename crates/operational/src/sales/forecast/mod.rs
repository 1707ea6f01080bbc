//! Forecast: how sure each deal is, what a team expects of a period, what its managers make of that, and how it changed since.

mod adjustment;
mod comparison;
mod deal;
mod http;
mod rollup;
mod schema;
mod snapshot;

use platform::Feature;

pub use snapshot::{schedule, snapshot_of_past};

/// The feature.
pub static FEATURE: Feature = Feature::new("forecast")
    .rules(&[deal::RULE, adjustment::RULE])
    .migrations(snapshot::MIGRATIONS)
    .jobs(snapshot::JOBS)
    .operations(http::OPERATIONS, http::routes, schema::schemas);
