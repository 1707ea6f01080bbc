//! The trash, emptied: as somebody asks, and by itself after the days that the workspace says.

mod empty;

#[cfg(test)]
mod tests;

pub use empty::empty_trash;
pub(crate) use empty::remove_old;

use crate::Feature;
use crate::job::JobKind;

/// The kinds of jobs.
static JOBS: &[JobKind] = &[JobKind { name: empty::EMPTY, run: empty::run }];

/// The feature.
pub static FEATURE: Feature = Feature::new("trash").jobs(JOBS);
