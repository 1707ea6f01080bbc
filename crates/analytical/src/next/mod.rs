//! What to do next: a ranked list for each seller of what is about to be lost and what waits to be won, each with what it is worth and
//! why it stands there. What was done with it is kept, and the list is judged by what came of it.

mod chance;
mod decision;
mod due;
mod find;
mod http;
mod job;
mod judge;
mod offer;
mod schema;
mod suggestion;
mod table;
mod told;

pub use job::schedule;
pub(crate) use judge::DAYS;
pub(crate) use told::{Suggested, suggested};

use platform::Feature;

/// The feature.
pub static FEATURE: Feature = Feature::new("what to do next")
    .migrations(table::MIGRATIONS)
    .jobs(job::JOBS)
    .operations(http::OPERATIONS, http::routes, schema::schemas);
