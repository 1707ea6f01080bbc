//! Sample data: a demo company inside a workspace, brought in and taken out by jobs. All that is brought in is one batch, so that
//! exactly that goes again; what people changed or added stays theirs.
//!
//! What the company is made of the binary knows: it brings the job that fills.

use crate::Platform;
use crate::feature::Feature;
use crate::identity::Authenticated;
use crate::job::{Job, JobContext, JobError, JobKind, JobState, NewJob, enqueue, find_job};
use crate::row::Row;
use records::Context;
use records::change_set::mark_undone;
use records::import::undo;
use serde::Serialize;
use serde_json::{Value, json};
use std::sync::Arc;
use store::migrate::Migration;
use store::table::{Condition, Delete, Insert, Select, Update};
use store::{Datum, Reader};
use vocabulary::{Conflict, Error, Id, Result, WorkspaceId};

/// The kind of the job that brings the company in.
pub const FILL: &str = "sample_data.fill";
const TAKE_OUT: &str = "sample_data.take_out";
const TABLE: &str = "sample_data";
/// Events taken back in one transaction.
const PIECE: u32 = 500;
/// Reasons for what stayed that are told.
const MOST_KEPT: usize = 100;

/// Sample data as a feature: its table, and the job that takes it out.
pub static FEATURE: Feature = Feature::new("sample_data")
    .migrations(&[Migration::both(
        "sample_data/0001_sample_data",
        "CREATE TABLE sample_data (workspace_id BIGINT NOT NULL PRIMARY KEY, batch UUID NOT NULL, job_id UUID NOT NULL);\n",
    )])
    .jobs(&[JobKind { name: TAKE_OUT, run: take_out }]);

/// Whether a workspace holds sample data.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SampleData {
    /// Some of it is there, or on its way.
    pub present: bool,
    /// The job that brings it in or takes it out, while it runs.
    pub job: Option<Id>,
}

/// Whether the asker's workspace holds sample data. For administrators.
pub fn find_sample_data(platform: &Platform, asker: &Authenticated) -> Result<SampleData> {
    asker.require_administrator()?;
    let kept = platform.store.read(|reader| kept(reader, asker.workspace.id))?;
    let Some((_, job)) = kept else { return Ok(SampleData { present: false, job: None }) };
    Ok(SampleData { present: true, job: Some(job).filter(|job| is_busy(platform, asker, *job)) })
}

/// Brings a demo company in, in the background; `size` 1 is a company of 12 employees and three years.
pub fn start_sample_data(platform: &Platform, asker: &Authenticated, size: Option<f64>) -> Result<Job> {
    asker.require_administrator()?;
    let size = size.unwrap_or(0.1);
    if !(0.01..=1.0).contains(&size) {
        return Err(Error::invalid("size", "malformed", "Give a size from 0.01 to 1."));
    }
    let payload = json!({ "size": size, "at": platform.now() });
    let job = NewJob::new(platform, asker, FILL, "Sample data", payload);
    let (workspace, id) = (asker.workspace.id, job.id);
    platform.store.write(move |writer| {
        if kept(writer, workspace)?.is_some() {
            let text = "The sample data is there already: take it out first.";
            return Err(Error::Conflict(Conflict::Other, text.to_string()));
        }
        let values =
            vec![("workspace_id", workspace.into()), ("batch", job.id.into()), ("job_id", job.id.into())];
        writer.insert(&Insert::new(TABLE, values))?;
        enqueue(writer, &job)
    })?;
    platform.jobs.ring();
    find_job(platform, asker, id)
}

/// Takes the sample data out, in the background.
pub fn remove_sample_data(platform: &Platform, asker: &Authenticated) -> Result<Job> {
    asker.require_administrator()?;
    let workspace = asker.workspace.id;
    let (_, last) = platform.store.read(|reader| kept(reader, workspace))?.ok_or_else(Error::not_found)?;
    if is_busy(platform, asker, last) {
        let text = "The sample data is on its way: wait until the job has ended.";
        return Err(Error::Conflict(Conflict::Other, text.to_string()));
    }
    let job = NewJob::new(platform, asker, TAKE_OUT, "Taking sample data out", Value::Null);
    let id = job.id;
    platform.store.write(move |writer| {
        let filter =
            vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("job_id", last.into())];
        if writer.update(&Update::new(TABLE, vec![("job_id", job.id.into())], filter))? == 0 {
            return Err(Error::Conflict(Conflict::Other, "Somebody else was faster.".to_string()));
        }
        enqueue(writer, &job)
    })?;
    platform.jobs.ring();
    find_job(platform, asker, id)
}

/// Takes a batch back, newest first. `told` hears how many changes were taken back. Answers why something stayed.
pub fn take_back(job: &JobContext, context: &Context, batch: Id) -> Result<Vec<String>, JobError> {
    let (mut before, mut taken_back, mut stayed) = (None, 0, Vec::new());
    loop {
        let (engine, context, hold) = (Arc::clone(&job.platform.engine), context.clone(), job.hold());
        let step = job.platform.store.write_large(move |writer| {
            hold.check(writer)?;
            undo(&engine, writer, &context, batch, before, PIECE)
        })?;
        taken_back += i64::try_from(step.taken_back).unwrap_or(i64::MAX);
        let room = MOST_KEPT.saturating_sub(stayed.len());
        stayed.extend(step.kept.into_iter().take(room));
        job.progress(taken_back, None, "")?;
        before = step.next;
        if before.is_none() {
            return Ok(stayed);
        }
    }
}

fn take_out(job: &JobContext, _payload: Value) -> Result<Value, JobError> {
    let workspace = job.job.workspace;
    let Some((batch, _)) = job.platform.store.read(|reader| kept(reader, workspace))? else {
        return Ok(json!({ "kept": [] }));
    };
    let asker = job.asker()?.ok_or_else(|| Error::internal("sample data that nobody takes out"))?;
    asker.require_administrator()?;
    let context = job.context()?;
    let stayed = take_back(job, &context, batch)?;
    let (hold, context) = (job.hold(), Context { batch: None, now: job.now(), ..context });
    job.platform.store.write(move |writer| {
        hold.check(writer)?;
        mark_undone(writer, &context, batch)?;
        let filter = vec![Condition::Eq("workspace_id", workspace.into())];
        writer.delete(&Delete { table: TABLE, filter })
    })?;
    job.platform.store.maintain()?;
    Ok(json!({ "kept": stayed }))
}

fn is_busy(platform: &Platform, asker: &Authenticated, job: Id) -> bool {
    let found = find_job(platform, asker, job);
    found.is_ok_and(|job| matches!(job.state, JobState::Queued | JobState::Running))
}

/// The batch of a workspace's sample data, and the job that worked on it last.
fn kept(reader: &mut dyn Reader, workspace: WorkspaceId) -> Result<Option<(Id, Id)>> {
    let filter = vec![Condition::Eq("workspace_id", Datum::from(workspace))];
    let rows = reader.select(&Select::new(TABLE, &["batch", "job_id"], filter))?;
    let read = |columns| {
        let mut row = Row::new(TABLE, columns);
        Ok((row.id()?, row.id()?))
    };
    rows.into_iter().next().map(read).transpose()
}
