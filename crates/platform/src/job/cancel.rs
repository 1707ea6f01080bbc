//! Stopping a job: at once when it waits, at its next step when it runs.

use super::JobState;
use super::model::{Job, TABLE, by_id, load, may_see};
use crate::Platform;
use crate::identity::Authenticated;
use std::sync::atomic::Ordering;
use store::table::{Condition, Update};
use vocabulary::{Conflict, Error, Id, Result};

/// Stops a job of the asker, or any of the workspace for an administrator.
pub fn cancel_job(platform: &Platform, asker: &Authenticated, id: Id) -> Result<Job> {
    let (asker, workspace, now) = (asker.clone(), asker.workspace.id, platform.now());
    let job = platform.store.write(move |writer| {
        let mut job =
            load(writer, workspace, id)?.filter(|job| may_see(&asker, job)).ok_or_else(Error::not_found)?;
        let set = match job.state {
            JobState::Queued => {
                job.state = JobState::Cancelled;
                job.finished_at = Some(now);
                vec![("state", JobState::Cancelled.word().into()), ("finished_at", now.into())]
            }
            JobState::Running => {
                job.cancel_asked = true;
                vec![("cancel_asked", 1i64.into())]
            }
            _ => return Err(Error::Conflict(Conflict::Other, "This job has ended already.".to_string())),
        };
        let mut filter = by_id(workspace, id);
        filter.push(Condition::Eq("fence", job.fence.into()));
        if writer.update(&Update::new(TABLE, set, filter))? == 0 {
            return Err(Error::Conflict(Conflict::Other, "This job was just begun: try again.".to_string()));
        }
        Ok(job)
    })?;
    if let Some(running) = platform.jobs.find(id) {
        running.cancelled.store(true, Ordering::SeqCst);
    }
    Ok(job)
}
