//! Work for later: jobs in a table of ours, enqueued in the transaction of their cause, run with leases by any server, and
//! schedules that enqueue them by the clock on the wall of their zone.

mod board;
mod cancel;
mod claim;
mod context;
mod enqueue;
mod finish;
mod keeper;
mod model;
mod rhythm;
mod runner;
mod schedule;

#[cfg(test)]
mod tests;

#[cfg(test)]
pub(crate) use tests::{checkpoint_for_tests, claim_for_tests};

pub use board::JobBoard;
pub use cancel::cancel_job;
pub use context::{Hold, JobContext};
pub use enqueue::{NewJob, enqueue};
pub(crate) use model::load;
pub use model::{Job, JobError, JobKind, JobState, Progress, find_job, list_jobs, remove_old_jobs};
pub use rhythm::Rhythm;
pub use runner::{Runner, run_due};
pub use schedule::{NewSchedule, enqueue_scheduled, find_schedule, put_schedule, remove_schedule};
