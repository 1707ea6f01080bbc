//! Taking back acts too large for one request, in the background.

pub(crate) mod undo;

pub use undo::{demand_ended, start_undo};

use crate::Feature;
use crate::job::JobKind;

/// The kinds of jobs.
static JOBS: &[JobKind] = &[JobKind { name: undo::UNDO, run: undo::run }];

/// The feature.
pub static FEATURE: Feature = Feature::new("change sets").jobs(JOBS);
