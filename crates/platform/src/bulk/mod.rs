//! One change to many records, in the background.

mod run;
mod start;

#[cfg(test)]
mod tests;

pub use start::start_bulk_change;

use crate::Feature;
use crate::job::JobKind;

pub(super) const BULK_CHANGE: &str = "bulk.change";

/// The kinds of jobs.
static JOBS: &[JobKind] = &[JobKind { name: BULK_CHANGE, run: run::run }];

/// The feature.
pub static FEATURE: Feature = Feature::new("bulk changes").jobs(JOBS);
