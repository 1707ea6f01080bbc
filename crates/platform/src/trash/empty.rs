//! Deletes what lies in the trash for good, some records in each transaction.

use crate::Platform;
use crate::identity::{Authenticated, list_workspaces, system_context};
use crate::job::{Hold, Job, JobContext, JobError, NewJob, enqueue, find_job};
use records::change_set::{Act, Action};
use records::{Context, Writing};
use serde_json::{Value, json};
use std::sync::Arc;
use vocabulary::{Channel, Error, Result, Timestamp};

pub(super) const EMPTY: &str = "trash.empty";

/// Records deleted in one transaction.
const PIECE: usize = 100;
const DAY: i64 = 24 * 3600;

/// Begins to empty the trash, of one object or of all, in the background. What is removed later stays.
pub fn empty_trash(platform: &Platform, asker: &Authenticated, object: Option<String>) -> Result<Job> {
    asker.require_administrator()?;
    if let Some(object) = &object {
        let context = asker.context(platform);
        platform.engine.read(&context, |reading| reading.object(object).map(|_| ()))?;
    }
    let payload = json!({"object": object, "before": platform.now()});
    let job = NewJob::new(platform, asker, EMPTY, "Emptying the trash", payload);
    let id = job.id;
    platform.store.write(move |writer| enqueue(writer, &job))?;
    platform.jobs.ring();
    find_job(platform, asker, id)
}

/// Does the work.
pub(super) fn run(job: &JobContext, payload: Value) -> Result<Value, JobError> {
    let wrong = || Error::internal("the job that empties the trash does not say until when");
    let before = payload.get("before").cloned().ok_or_else(wrong)?;
    let before: Timestamp = serde_json::from_value(before).map_err(Error::internal)?;
    let object = payload.get("object").and_then(Value::as_str);
    let (mut context, mut purged) = (job.context()?, 0);
    for key in objects(&job.platform, &context, object)? {
        loop {
            job.progress(purged, None, "")?;
            // The rights of the moment: somebody may have lost them meanwhile.
            context = job.context()?;
            match piece(&job.platform, &context, &key, before, job.hold())? {
                0 => break,
                count => purged += count,
            }
        }
    }
    job.progress(purged, Some(purged), "")?;
    Ok(json!({"purged": purged}))
}

/// Deletes what has lain in the trash of any workspace for longer than it says; answers how many records. Run it daily.
pub(crate) fn remove_old(job: &JobContext) -> Result<i64, JobError> {
    let platform = &job.platform;
    let mut purged = 0;
    for workspace in platform.store.read(list_workspaces)? {
        if workspace.trash_days == 0 {
            continue;
        }
        let context = system_context(platform, &workspace, Channel::Job);
        let end = platform.now().plus_seconds(-i64::from(workspace.trash_days) * DAY);
        for key in objects(platform, &context, None)? {
            loop {
                job.progress(purged, None, "")?;
                match piece(platform, &context, &key, end, job.hold())? {
                    0 => break,
                    count => purged += count,
                }
            }
        }
    }
    Ok(purged)
}

fn objects(platform: &Platform, context: &Context, only: Option<&str>) -> Result<Vec<String>> {
    platform.engine.read(context, |reading| {
        let objects = reading.dictionary().objects().iter().map(|object| object.key.clone());
        Ok(objects.filter(|key| only.is_none_or(|only| only == key)).collect())
    })
}

fn piece(platform: &Platform, context: &Context, object: &str, before: Timestamp, hold: Hold) -> Result<i64> {
    let ids = platform.engine.read(context, |reading| reading.removed_before(object, before, PIECE))?;
    if ids.is_empty() {
        return Ok(0);
    }
    let (engine, object) = (Arc::clone(&platform.engine), object.to_string());
    let context = Context { now: platform.now(), ..context.clone() };
    let count = i64::try_from(ids.len()).unwrap_or(i64::MAX);
    platform.store.write_large(move |writer| {
        hold.check(writer)?;
        let mut writing = Writing::new(&engine, writer, &context)?;
        writing.name_act(Act::default().of(Action::Purge));
        for id in &ids {
            match writing.purge_removed(&object, *id) {
                // Somebody restored it, or deleted it, meanwhile.
                Ok(()) | Err(Error::NotFound(_)) => {}
                Err(error) => return Err(error),
            }
        }
        writing.close_act().map(|_| ())
    })?;
    Ok(count)
}
