//! Duplicates in the background: searching all records of an object, merging many groups, and both by themselves each night.

mod automatic;
mod many;
mod search;
#[cfg(test)]
mod tests;

pub use automatic::set_automatic;
pub use many::{ManyRequest, start_merging};
pub use search::{list_searches, start_search};

use crate::Feature;
use crate::job::JobKind;

/// The kinds of jobs.
static JOBS: &[JobKind] =
    &[JobKind { name: search::SEARCH, run: search::run }, JobKind { name: many::MERGE, run: many::run }];

/// The feature.
pub static FEATURE: Feature = Feature::new("duplicates").jobs(JOBS);
