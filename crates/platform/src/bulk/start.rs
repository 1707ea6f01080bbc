//! Begins a change to many records: what is wrong with it is told before, not by a job that failed.

use super::BULK_CHANGE;
use super::run::Task;
use crate::Platform;
use crate::identity::Authenticated;
use crate::job::{Job, NewJob, enqueue, find_job};
use records::bulk::BulkChange;
use serde_json::json;
use vocabulary::{Error, Result};

/// Begins the change in the background; answers the job, whose id is also that of the change set.
pub fn start_bulk_change(
    platform: &Platform,
    asker: &Authenticated,
    object: &str,
    request: BulkChange,
) -> Result<Job> {
    let context = asker.context(platform);
    let (count, label) = platform.engine.read(&context, |reading| {
        let label = request.label(&*reading.object(object)?);
        request.demand(&reading.context().rights, object)?;
        Ok((reading.bulk_count(object, &request)?, label))
    })?;
    let total = i64::try_from(count.count).unwrap_or(i64::MAX);
    let task = Task { object: object.to_string(), change: request, total };
    let job = NewJob::new(platform, asker, BULK_CHANGE, &label, json!(task));
    let id = job.id;
    platform.engine.write(&context, move |writing| {
        let problems = writing.bulk_problems(&task.object, &task.change)?;
        if !problems.is_empty() {
            return Err(Error::Invalid(problems));
        }
        enqueue(writing.writer(), &job)
    })?;
    platform.jobs.ring();
    find_job(platform, asker, id)
}
