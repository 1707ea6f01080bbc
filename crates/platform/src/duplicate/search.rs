//! Searching all records of an object, for everybody: what was found is told to each as far as they may see it.

use super::many::{Merging, merge_all};
use crate::Platform;
use crate::identity::Authenticated;
use crate::job::{Job, JobContext, JobError, JobState, NewJob, enqueue, find_job, load};
use records::{Context, DuplicateOverview, Extent};
use serde_json::{Value, json};
use std::ops::ControlFlow;
use std::sync::Mutex;
use store::Datum;
use vocabulary::{Error, Result};

pub(super) const SEARCH: &str = "duplicate.search";

/// Begins a search; when one runs already, answers that.
pub fn start_search(platform: &Platform, asker: &Authenticated, plural: &str) -> Result<Job> {
    let context = asker.context(platform);
    let object = platform.engine.read(&context, |reading| {
        let object = reading.object_by_plural(plural)?;
        if context.rights.object(&object.key).read < Extent::All {
            let text = "Only who may see all records may have them searched for duplicates.";
            return Err(Error::Forbidden(text.to_string()));
        }
        reading.duplicates_told(&object.key)?;
        Ok(object)
    })?;
    let label = format!("Duplicates of {}", object.label_plural.to_lowercase());
    let job = NewJob::new(platform, asker, SEARCH, &label, json!({"object": object.key}));
    let id = job.id;
    platform.engine.write(&context, move |writing| {
        enqueue(writing.writer(), &job)?;
        writing.set_search(&object.key, vec![("job_id", id.into())])
    })?;
    platform.jobs.ring();
    find_job(platform, asker, id)
}

/// What is known of the duplicates of each object. A search that has ended counts as none.
pub fn list_searches(platform: &Platform, asker: &Authenticated) -> Result<Vec<DuplicateOverview>> {
    let context = asker.context(platform);
    let mut all = platform.engine.read(&context, |reading| reading.duplicate_overview())?;
    for one in &mut all {
        let Some(id) = one.job else { continue };
        let job = platform.store.read(|reader| load(reader, context.workspace, id))?;
        if !job.is_some_and(|job| matches!(job.state, JobState::Queued | JobState::Running)) {
            one.job = None;
        }
    }
    Ok(all)
}

/// Does the work.
pub(super) fn run(job: &JobContext, payload: Value) -> Result<Value, JobError> {
    let wrong = || Error::internal("a search for duplicates names no object");
    let object = payload.get("object").and_then(Value::as_str).ok_or_else(wrong)?.to_string();
    let automatic = payload.get("automatic").and_then(Value::as_bool).unwrap_or(false);
    let context = job.context()?;
    let system = Context { batch: None, ..context.unlimited() };
    let stopped: Mutex<Option<JobError>> = Mutex::new(None);
    let tell = |done: i64, total: Option<i64>, note: &str| match job.progress(done, total, note) {
        Ok(()) => ControlFlow::Continue(()),
        Err(error) => {
            if let Ok(mut stopped) = stopped.lock() {
                *stopped = Some(error);
            }
            ControlFlow::Break(())
        }
    };
    let Some(found) = job.platform.engine.search_duplicates(&system, &object, &tell)? else {
        let error = stopped.into_inner().ok().flatten().unwrap_or(JobError::Cancelled);
        let key = object.clone();
        job.platform
            .engine
            .write(&system, move |writing| writing.set_search(&key, vec![("job_id", Datum::Null)]))?;
        return Err(error);
    };
    let told = json!({"records": found.records, "pairs": found.pairs(), "left_out": found.left_out});
    let hold = job.hold();
    let now = Context { now: job.now(), ..system };
    job.platform.engine.keep_duplicates(&now, &object, found, move |writer| hold.check(writer))?;
    if !automatic {
        return Ok(told);
    }
    let merging =
        Merging { object: object.clone(), level: "certain".to_string(), groups: None, by_itself: true };
    let merged = merge_all(job, &merging)?;
    Ok(json!({"search": told, "merge": merged}))
}
