//! The work, piece by piece. Each piece and how far it is are one transaction, so that a server that dies loses none and
//! doubles none; the asker's rights are those of the moment.

use crate::job::{JobContext, JobError};
use records::Writing;
use records::bulk::{BulkChange, BulkReason};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;
use vocabulary::{Error, Id};

/// What the job is to do.
#[derive(Clone, Deserialize, Serialize)]
pub(super) struct Task {
    pub object: String,
    pub change: BulkChange,
    /// How many records there were when it was asked for.
    pub total: i64,
}

/// How far it is.
#[derive(Clone, Default, Deserialize, Serialize)]
struct State {
    after: Option<Id>,
    done: i64,
    changed: u64,
    unchanged: u64,
    refused: u64,
    reasons: Vec<BulkReason>,
}

/// Records of a piece: a write takes some ten milliseconds, so that people who write at the same time hardly wait.
const PIECE: usize = 100;
/// Reasons of refused records that are kept and shown.
const MOST_REASONS: usize = 100;

/// Does the work.
pub(super) fn run(job: &JobContext, payload: Value) -> Result<Value, JobError> {
    let task: Arc<Task> = Arc::new(serde_json::from_value(payload).map_err(Error::internal)?);
    let kept = job.job.checkpoint.clone().map(serde_json::from_value);
    let mut state: State = kept.transpose().map_err(Error::internal)?.unwrap_or_default();
    loop {
        job.progress(state.done, Some(task.total.max(state.done)), &note(&state))?;
        let Some(next) = piece(job, &task, &state)? else { break };
        state = next;
    }
    job.progress(state.done, Some(state.done), &note(&state))?;
    let change_set = (state.changed > 0).then_some(job.job.id);
    Ok(json!({
        "change_set": change_set, "changed": state.changed, "unchanged": state.unchanged, "refused": state.refused,
        "reasons": state.reasons,
    }))
}

fn note(state: &State) -> String {
    if state.refused > 0 { format!("{} refused", state.refused) } else { String::new() }
}

/// One piece; none when there is nothing left to do.
fn piece(job: &JobContext, task: &Arc<Task>, state: &State) -> Result<Option<State>, JobError> {
    let mut context = job.context()?;
    context.now = job.now();
    context.moment.now = context.now;
    let engine = Arc::clone(&job.platform.engine);
    // Looked for outside the write, so that a filter that is slow to answer holds up nobody.
    let mut ids = engine
        .read(&context, |reading| reading.bulk_targets(&task.object, &task.change, state.after, PIECE))?;
    // What was made after the job was asked for is not meant: ids grow with time.
    if task.change.ids.is_none() {
        ids.retain(|id| *id < job.job.id);
    }
    let Some(last) = ids.last().copied() else { return Ok(None) };
    let (hold, task, state) = (job.hold(), Arc::clone(task), state.clone());
    let next = job.platform.store.write_large(move |writer| {
        let mut writing = Writing::new(&engine, writer, &context)?;
        let piece = writing.bulk_piece(&task.object, &task.change, &ids)?;
        writing.close_act()?;
        let mut next = state.clone();
        next.after = Some(last);
        next.done += i64::try_from(ids.len()).unwrap_or(i64::MAX);
        next.changed += piece.changed;
        next.unchanged += piece.unchanged;
        next.refused += piece.refused.len() as u64;
        let room = MOST_REASONS.saturating_sub(next.reasons.len());
        next.reasons.extend(piece.refused.into_iter().take(room));
        hold.keep(writing.writer(), &json!(next))?;
        Ok(next)
    })?;
    Ok(Some(next))
}

/// One piece from where the job is now, in the hands that `job` was taken with; answers whether it counted.
#[cfg(test)]
pub(super) fn one_piece_for_tests(job: &JobContext) -> bool {
    let task: Arc<Task> = Arc::new(serde_json::from_value(job.job.payload.clone()).unwrap());
    let state = crate::job::checkpoint_for_tests(job).map(|kept| serde_json::from_value(kept).unwrap());
    piece(job, &task, &state.unwrap_or_default()).is_ok_and(|next| next.is_some())
}
