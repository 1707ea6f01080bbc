//! Dashboards that are kept as they stood: by a schedule of one's own, or by hand. A snapshot belongs to whom it was made for, under
//! whose rights it was worked out; nobody else knows of it.

mod http;
mod job;
mod reach;
mod rhythm;
mod schedule;
mod schema;
mod show;
mod table;
mod take;

#[cfg(test)]
mod tests;

pub(super) use job::forget_dashboard;
pub use job::schedule;

use platform::Feature;

/// The feature.
pub static FEATURE: Feature = Feature::new("dashboard-snapshot")
    .migrations(table::MIGRATIONS)
    .jobs(job::JOBS)
    .operations(http::OPERATIONS, http::routes, schema::schemas);
