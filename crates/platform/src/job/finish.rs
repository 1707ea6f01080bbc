//! The end of a job, or of one try.

use super::model::{Job, TABLE, by_id};
use super::{JobState, Progress};
use serde_json::Value;
use store::table::{Condition, Update};
use store::{Datum, Writer};
use vocabulary::{Error, Result, Timestamp};

/// How a try ended.
#[derive(Clone, Debug)]
pub(super) enum Ending {
    Done(Value),
    Again(Error),
    Failed(Error),
    Cancelled,
    /// Given back: it goes on elsewhere, and the try does not count.
    Released,
}

/// Writes the end down, if the job is still in these hands; answers whether it was.
pub(super) fn end(
    writer: &mut dyn Writer,
    job: &Job,
    progress: &Progress,
    ending: &Ending,
    now: Timestamp,
) -> Result<bool> {
    let mut filter = by_id(job.workspace, job.id);
    filter.push(Condition::Eq("fence", job.fence.into()));
    filter.push(Condition::Eq("state", JobState::Running.word().into()));
    let mut set: Vec<(&'static str, Datum)> = vec![
        ("done", progress.done.into()),
        ("total", progress.total.into()),
        ("note", progress.note.clone().into()),
        ("lease_until", Datum::Null),
        ("leased_by", Datum::Null),
    ];
    let mut add = Vec::new();
    let tries_left = job.attempts < job.max_attempts;
    let state = match ending {
        Ending::Done(result) => {
            set.push(("result", result.to_string().into()));
            set.push(("error", Datum::Null));
            JobState::Done
        }
        Ending::Again(error) if tries_left => {
            set.push(("error", public(error).into()));
            set.push(("run_at", now.plus_seconds(pause(job.attempts)).into()));
            JobState::Queued
        }
        Ending::Again(error) | Ending::Failed(error) => {
            set.push(("error", public(error).into()));
            JobState::Failed
        }
        Ending::Cancelled => JobState::Cancelled,
        Ending::Released => {
            add.push(("attempts", -1));
            JobState::Queued
        }
    };
    set.push(("state", state.word().into()));
    if state != JobState::Queued {
        set.push(("finished_at", now.into()));
    }
    Ok(writer.update(&Update { table: TABLE, set, add, filter })? == 1)
}

/// Seconds until the next try: 5 s, 20 s, 80 s, … up to an hour.
fn pause(attempts: i64) -> i64 {
    let exponent = u32::try_from(attempts - 1).unwrap_or(0).min(6);
    (5 * 4i64.pow(exponent)).min(3600)
}

/// What the owner of the job may read of an error.
fn public(error: &Error) -> String {
    match error {
        Error::Internal(_) => {
            "Something went wrong on our side. The log of the server tells more.".to_string()
        }
        other => other.to_string(),
    }
}
