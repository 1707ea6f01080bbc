//! The jobs of imports.

use super::model::{Import, ImportProgress, ImportState, load, update};
use super::start::end;
use super::work::{Work, acting};
use crate::job::{JobContext, JobError, JobKind};
use records::import::RowResult;
use serde_json::{Value, json};
use vocabulary::{Channel, Error, Id};

pub(super) const DRY_RUN: &str = "import.dry_run";
pub(super) const RUN: &str = "import.run";
pub(super) const UNDO: &str = "import.undo";

/// The kinds of jobs imports need.
pub static JOBS: &[JobKind] = &[
    JobKind { name: DRY_RUN, run: |job, payload| work(job, payload, ImportState::DryRunning) },
    JobKind { name: RUN, run: |job, payload| work(job, payload, ImportState::Running) },
    JobKind { name: UNDO, run: |job, payload| work(job, payload, ImportState::Undoing) },
];

fn work(job: &JobContext, payload: Value, state: ImportState) -> Result<Value, JobError> {
    let wrong = || Error::internal("the job of an import names none");
    let id: Id =
        payload.get("import").and_then(Value::as_str).and_then(|id| id.parse().ok()).ok_or_else(wrong)?;
    let context = job.context()?;
    let import = job.platform.store.read(|reader| load(reader, &context, id))?;
    if import.state != state || import.job != Some(job.job.id) {
        // Paused, or another job has taken over.
        return Ok(json!({"state": import.state}));
    }
    let mut tell = |progress: &ImportProgress, _: &[RowResult]| {
        let note =
            if progress.refused > 0 { format!("{} rows refused", progress.refused) } else { String::new() };
        job.progress(progress.done, progress.rows, &note)
    };
    let mut work = Work {
        platform: &job.platform,
        context: acting(context.clone(), &import, Channel::Import),
        import: import.clone(),
        hold: Some(job.hold()),
        tell: &mut tell,
    };
    let done = match state {
        ImportState::DryRunning => work.dry_run(),
        ImportState::Undoing => work.undo(),
        _ => work.run(),
    };
    let now = job.platform.store.read(|reader| load(reader, &context, id))?;
    match done {
        Ok(()) => {
            if state != ImportState::DryRunning {
                job.platform.store.maintain()?;
            }
            Ok(json!({"state": now.state, "progress": now.progress, "kept": now.kept.len()}))
        }
        // Somebody paused it: the piece at hand was given up, and the next job goes on before it.
        Err(JobError::Fail(Error::Conflict(..))) if now.state != state => Ok(json!({"state": now.state})),
        Err(error) => {
            broke_off(job, &now, state, &error)?;
            Err(error)
        }
    }
}

/// An import whose job has ended for good does not pretend to run.
fn broke_off(
    job: &JobContext,
    import: &Import,
    state: ImportState,
    error: &JobError,
) -> Result<(), JobError> {
    let last = job.job.attempts >= job.job.max_attempts;
    let (to, why) = match error {
        JobError::Stopped => return Ok(()),
        JobError::Retry(_) if !last => return Ok(()),
        JobError::Cancelled => match state {
            ImportState::DryRunning => (ImportState::Ready, None),
            _ => (ImportState::Paused, None),
        },
        JobError::Retry(Error::Internal(_)) | JobError::Fail(Error::Internal(_)) => (
            ImportState::Failed,
            Some("Something went wrong on our side. The log of the server tells more.".to_string()),
        ),
        JobError::Retry(error) | JobError::Fail(error) => match state {
            ImportState::DryRunning => (ImportState::Ready, Some(error.to_string())),
            _ => (ImportState::Failed, Some(error.to_string())),
        },
    };
    let import = import.clone();
    job.platform.store.write(move |writer| {
        // Only while it is in this job's hands: somebody may have moved it on meanwhile.
        update(writer, &import, &[state], vec![("error", why.clone().into())])?;
        end(writer, &import, to, Vec::new())
    })?;
    Ok(())
}
