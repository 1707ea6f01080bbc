//! Takes a large change set back, piece by piece. Each piece and how far it is are one transaction, so that a server that dies
//! loses none and doubles none.

use crate::Platform;
use crate::identity::Authenticated;
use crate::job::{JobContext, JobError, JobState, NewJob, enqueue, load};
use records::change_set::{Kept, ROUNDS};
use records::{Context, Writing};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;
use vocabulary::{Conflict, Error, Id, Result};

pub(crate) const UNDO: &str = "change_set.undo";

/// Events of a piece: a write takes some ten milliseconds, so that people who write at the same time hardly wait.
const PIECE: u32 = 100;
/// Reasons why something stayed that are kept and shown.
const MOST_KEPT: usize = 100;

/// What the job is to do.
#[derive(Deserialize, Serialize)]
struct Task {
    change_set: Id,
    dry_run: bool,
    /// How many changes there are, for the progress.
    total: i64,
}

/// How far it is.
#[derive(Clone, Default, Deserialize, Serialize)]
struct State {
    round: usize,
    before: Option<i64>,
    /// Changes gone through in this round.
    done: i64,
    undone: u64,
    /// Records written in this round.
    written: u64,
    again: bool,
    hidden: u64,
    kept: Vec<Kept>,
    kept_count: u64,
    ended: bool,
}

/// Refuses while the job that writes a change set is still at it.
pub fn demand_ended(platform: &Platform, asker: &Authenticated, change_set: Id) -> Result<()> {
    let job = platform.store.read(|reader| load(reader, asker.workspace.id, change_set))?;
    if job.is_some_and(|job| matches!(job.state, JobState::Queued | JobState::Running)) {
        let text = "This is still being done: stop it first.";
        return Err(Error::Conflict(Conflict::Other, text.to_string()));
    }
    Ok(())
}

/// Begins to take a change set back in the background; answers the job.
pub fn start_undo(platform: &Platform, asker: &Authenticated, change_set: Id, dry_run: bool) -> Result<Id> {
    let context = asker.context(platform);
    let shown = platform.engine.read(&context, |reading| reading.change_set(change_set, None, Some(1)))?;
    let task = Task { change_set, dry_run, total: shown.change_set.count };
    let label = shown.change_set.label.unwrap_or_else(|| "Undo".to_string());
    let job = NewJob::new(platform, asker, UNDO, &label, json!(task));
    let id = job.id;
    // From now on it counts as taken back by this job.
    let context = Context { batch: Some(id), ..context };
    platform.engine.write(&context, move |writing| {
        writing.begin_undo(change_set)?;
        if !dry_run {
            writing.mark_undone(change_set)?;
        }
        enqueue(writing.writer(), &job)
    })?;
    platform.jobs.ring();
    Ok(id)
}

/// Does the work.
pub(crate) fn run(job: &JobContext, payload: Value) -> Result<Value, JobError> {
    let task: Task = serde_json::from_value(payload).map_err(Error::internal)?;
    let kept = job.job.checkpoint.clone().map(serde_json::from_value);
    let mut state: State = kept.transpose().map_err(Error::internal)?.unwrap_or_default();
    let done = work(job, &task, &mut state);
    let last = job.job.attempts >= job.job.max_attempts;
    let given_up = match &done {
        Ok(_) | Err(JobError::Stopped) => false,
        Err(JobError::Retry(_)) => last,
        Err(JobError::Cancelled | JobError::Fail(_)) => true,
    };
    if given_up && !task.dry_run && state.undone == 0 {
        let context = job.context()?;
        job.platform.engine.write(&context, move |writing| writing.unmark_undone(task.change_set))?;
    }
    done
}

fn work(job: &JobContext, task: &Task, state: &mut State) -> Result<Value, JobError> {
    while !state.ended {
        job.progress(state.done, Some(task.total), "")?;
        piece(job, task, state)?;
    }
    let (hold, context) = (job.hold(), job.context()?);
    let (set, undone, dry_run) = (task.change_set, state.undone, task.dry_run);
    job.platform.engine.write(&context, move |writing| {
        hold.check(writing.writer())?;
        match (dry_run, undone) {
            (true, _) => Ok(()),
            (false, 0) => writing.unmark_undone(set),
            (false, _) => writing.release_undone(set),
        }
    })?;
    job.progress(task.total, Some(task.total), "")?;
    let change_set = (undone > 0 && !dry_run).then_some(job.job.id);
    Ok(
        json!({"undone": undone, "kept": state.kept, "kept_count": state.kept_count, "change_set": change_set}),
    )
}

/// One piece: what it took back and how far the job is stand or fall together.
fn piece(job: &JobContext, task: &Task, state: &mut State) -> Result<(), JobError> {
    let (engine, mut context, hold) = (Arc::clone(&job.platform.engine), job.context()?, job.hold());
    context.now = job.now();
    context.moment.now = context.now;
    let (set, dry_run, before) = (task.change_set, task.dry_run, state.clone());
    let next = job.platform.store.write_large(move |writer| {
        let mut told = None;
        let worked = writer.attempt(&mut |writer| {
            let mut writing = Writing::new(&engine, writer, &context)?;
            told = Some(writing.undo_on(set, before.before, PIECE)?);
            writing.close_act()?;
            // A trial leaves nothing of a piece.
            if dry_run { Err(Error::internal("a trial leaves nothing")) } else { Ok(()) }
        });
        let told = match (told, worked) {
            (Some(told), Ok(())) => told,
            (Some(told), Err(_)) if dry_run => told,
            (_, Err(error)) => return Err(error),
            (None, Ok(())) => return Err(Error::internal("a piece that was not made")),
        };
        let mut next = before.clone();
        next.undone += told.undone;
        next.written += told.undone;
        next.again |= told.again;
        next.hidden += told.hidden;
        next.kept_count += told.kept.len() as u64 + told.hidden;
        let room = MOST_KEPT.saturating_sub(next.kept.len());
        next.kept.extend(told.kept.into_iter().take(room));
        next.before = told.next;
        next.done += i64::from(PIECE);
        if next.before.is_none() {
            let once_more = next.again && next.written > 0 && next.round + 1 < ROUNDS && !dry_run;
            next = match once_more {
                // What came free in this round lets the next one do more; what stays is told by the last.
                true => State { round: next.round + 1, undone: next.undone, ..State::default() },
                false => State { ended: true, ..next },
            };
        }
        hold.keep(writer, &json!(next))?;
        Ok(next)
    })?;
    *state = next;
    Ok(())
}

/// One piece from where the job is now, in the hands that `job` was taken with; answers whether it counted.
#[cfg(test)]
pub(crate) fn one_piece_for_tests(job: &JobContext) -> bool {
    let task: Task = serde_json::from_value(job.job.payload.clone()).unwrap();
    let state = crate::job::checkpoint_for_tests(job).map(|kept| serde_json::from_value(kept).unwrap());
    piece(job, &task, &mut state.unwrap_or_default()).is_ok()
}
