//! Handing over: somebody leaves, or gives work away, and all they look after goes to others in one act that can be taken back. What is
//! decided and done is history and stays theirs.

mod count;
mod holding;
mod operation;
mod run;
mod start;

pub use count::{Held, HeldPart, held};
pub use holding::{Duty, Holding, One};
pub use start::{HandOver, start_hand_over};

use crate::Feature;
use crate::job::JobKind;

/// The kind of job.
const HAND_OVER: &str = "user.hand_over";

static JOBS: &[JobKind] = &[JobKind { name: HAND_OVER, run: run::run }];

/// The feature.
pub static FEATURE: Feature = Feature::new("hand-over").jobs(JOBS).operations(
    operation::OPERATIONS,
    operation::routes,
    operation::schemas,
);
