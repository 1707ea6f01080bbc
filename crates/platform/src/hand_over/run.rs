//! The work, piece by piece: each piece and how far it is are one transaction, and all pieces are one change set. A server that dies
//! loses none and doubles none.

use super::HandOver;
use super::holding::{One, Part, parts};
use crate::job::{JobContext, JobError};
use records::bulk::{BulkChange, BulkPiece, BulkReason};
use records::change_set::{Act, Action};
use records::{ChangeRequest, FindRequest, Input, Viewed, Writing};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;
use vocabulary::{Decimal, Error, Id, Result as Outcome};

/// What the job is to do.
#[derive(Clone, Deserialize, Serialize)]
pub(super) struct Task {
    pub user: Id,
    pub request: HandOver,
    /// How many records there were when it was asked for.
    pub total: i64,
}

/// How far it is.
#[derive(Clone, Default, Deserialize, Serialize)]
struct State {
    /// The part that is being handed over; those before it are done.
    part: Option<String>,
    after: Option<Id>,
    /// Whose turn it is among those who share the part.
    turn: usize,
    done: i64,
    changed: u64,
    refused: u64,
    reasons: Vec<BulkReason>,
}

/// Records of a piece.
const PIECE: usize = 100;
/// Reasons of refused records that are kept and shown.
const MOST_REASONS: usize = 100;

/// Does the work.
pub(super) fn run(job: &JobContext, payload: Value) -> Result<Value, JobError> {
    let task: Arc<Task> = Arc::new(serde_json::from_value(payload).map_err(Error::internal)?);
    let kept = job.job.checkpoint.clone().map(serde_json::from_value);
    let mut state: State = kept.transpose().map_err(Error::internal)?.unwrap_or_default();
    for part in meant(job, &task)? {
        // Parts come in the sequence of their keys, so that those which are done are known after a restart.
        if state.part.as_ref().is_some_and(|known| *known > part.key) {
            continue;
        }
        if state.part.as_ref() != Some(&part.key) {
            state = State { part: Some(part.key.clone()), after: None, turn: 0, ..state };
        }
        let part = Arc::new(part);
        loop {
            job.progress(state.done, Some(task.total.max(state.done)), "")?;
            let Some(next) = piece(job, &task, &part, &state)? else { break };
            state = next;
        }
    }
    job.progress(state.done, Some(state.done), "")?;
    Ok(json!({
        "change_set": (state.changed > 0).then_some(job.job.id), "changed": state.changed, "refused": state.refused,
        "reasons": state.reasons,
    }))
}

/// The parts that go to somebody.
fn meant(job: &JobContext, task: &Task) -> Result<Vec<Part>, JobError> {
    let context = job.context()?;
    let dictionary = job.platform.engine.read(&context, |reading| Ok(Arc::clone(reading.dictionary())))?;
    let mut parts = parts(job.platform.features, &dictionary, job.job.created_at);
    parts.retain(|part| task.request.means(&part.key) && !task.request.receivers(&part.key).is_empty());
    Ok(parts)
}

/// One piece; none when nothing is left of the part.
fn piece(
    job: &JobContext,
    task: &Arc<Task>,
    part: &Arc<Part>,
    state: &State,
) -> Result<Option<State>, JobError> {
    let mut context = job.context()?;
    context.now = job.now();
    context.moment.now = context.now;
    let engine = Arc::clone(&job.platform.engine);
    let filter = Some(part.filter(task.user, task.request.finished));
    let wanted = BulkChange { filter, ..BulkChange::default() };
    let ids =
        engine.read(&context, |reading| reading.bulk_targets(&part.object, &wanted, state.after, PIECE))?;
    let Some(last) = ids.last().copied() else { return Ok(None) };
    let (hold, task, part, state) = (job.hold(), Arc::clone(task), Arc::clone(part), state.clone());
    let label = job.job.label.clone();
    let next = job.platform.store.write_large(move |writer| {
        let mut writing = Writing::new(&engine, writer, &context)?;
        let mut next = state.clone();
        let receivers = task.request.receivers(&part.key);
        for (place, receiver) in receivers.iter().enumerate() {
            let own = |index: usize| (state.turn + index) % receivers.len() == place;
            let share: Vec<Id> =
                ids.iter().enumerate().filter(|(index, _)| own(*index)).map(|(_, id)| *id).collect();
            let piece = give(&mut writing, &part, &wanted, &share, *receiver)?;
            next.changed += piece.changed;
            next.refused += piece.refused.len() as u64;
            let room = MOST_REASONS.saturating_sub(next.reasons.len());
            next.reasons.extend(piece.refused.into_iter().take(room));
        }
        writing.name_act(Act { action: Some(Action::Bulk), label: Some(label.clone()), ..Act::default() });
        writing.close_act()?;
        next.turn = state.turn + ids.len();
        next.after = Some(last);
        next.done += i64::try_from(ids.len()).unwrap_or(i64::MAX);
        hold.keep(writing.writer(), &json!(next))?;
        Ok(next)
    })?;
    Ok(Some(next))
}

/// Gives these records to a receiver.
fn give(
    writing: &mut Writing<'_>,
    part: &Part,
    wanted: &BulkChange,
    share: &[Id],
    receiver: Id,
) -> Outcome<BulkPiece> {
    let mut rest = Vec::with_capacity(share.len());
    let mut grown = 0;
    for id in share {
        match part.one {
            Some(one) if grow(writing, part, &one, *id, receiver)? => grown += 1,
            _ => rest.push(*id),
        }
    }
    if rest.is_empty() {
        return Ok(BulkPiece { changed: grown, ..BulkPiece::default() });
    }
    let mut change = wanted.clone();
    change.change.insert(part.field.clone(), json!(receiver));
    let piece = writing.bulk_piece(&part.object, &change, &rest)?;
    Ok(BulkPiece { changed: piece.changed + grown, ..piece })
}

/// Where the receiver has a record of the same already, it grows by this one, which goes to the trash; answers whether that was so.
fn grow(writing: &mut Writing<'_>, part: &Part, one: &One, id: Id, receiver: Id) -> Outcome<bool> {
    let Ok(held) = writing.reading().get(&part.object, id) else { return Ok(false) };
    let Some(place) = held.value(one.of).map(dictionary::Value::to_json) else { return Ok(false) };
    let place = place.get("id").cloned().unwrap_or(place);
    let filter = json!({"and": [
        {"field": part.field, "op": "is", "value": receiver}, {"field": one.of, "op": "is", "value": place},
    ]});
    let request = FindRequest { filter: Some(filter), limit: Some(1), ..FindRequest::default() };
    let Some(own) = writing.reading().find(&part.object, &request)?.data.into_iter().next() else {
        return Ok(false);
    };
    writing.remove(&part.object, id)?;
    if let Some(sum) = one.sum {
        let both = Decimal::from_millionths(millionths(&own, sum).saturating_add(millionths(&held, sum)));
        let fields = Input::from_iter([(sum.to_string(), json!(both))]);
        writing.change(&part.object, &ChangeRequest { id: own.id(), version: None, fields })?;
    }
    Ok(true)
}

fn millionths(record: &Viewed, field: &str) -> i64 {
    match record.value(field) {
        Some(dictionary::Value::Decimal(value)) => value.millionths(),
        _ => 0,
    }
}
