//! Proving that what is kept of segments is what their rules say: all records are held against each rule again, what differs is told
//! and put right.

use super::follow::rules;
use super::keep::{Move, PIECE, make};
use super::look::differences;
use super::table::{KEPT, of_segment, states};
use platform::Platform;
use platform::identity::Authenticated;
use platform::job::{JobContext, JobError, JobKind, NewJob, enqueue};
use serde_json::{Value as Json, json};
use std::time::Duration;
use store::Writer;
use store::event::EventFilter;
use store::table::{Select, Update};
use vocabulary::{Error, Id, Result};

const KIND: &str = "segment.check";
/// The follower gets so many chances to catch up before a difference is one.
const CHANCES: usize = 100;

/// The kind of job.
pub(super) static JOBS: &[JobKind] = &[JobKind { name: KIND, run }];

/// Asks for the check of one segment, or of all.
pub(super) fn start(platform: &Platform, asker: &Authenticated, segment: Option<Id>) -> Result<Id> {
    let payload = json!({"segment": segment});
    let job = NewJob::new(platform, asker, KIND, "Checking segments", payload);
    let id = job.id;
    platform.store.write(move |writer: &mut dyn Writer| enqueue(writer, &job).map(|_| ()))?;
    platform.jobs.ring();
    Ok(id)
}

fn run(job: &JobContext, payload: Json) -> std::result::Result<Json, JobError> {
    let wanted: Option<Id> = payload.get("segment").and_then(Json::as_str).and_then(|text| text.parse().ok());
    let house = job.context()?.unlimited();
    let (states, rules) = job.platform.engine.read(&house, |reading| {
        let states = states(reading.reader(), house.workspace)?;
        Ok((states, rules(reading)?))
    })?;
    let states: Vec<_> = states
        .into_iter()
        .filter(|state| state.stage == KEPT && wanted.is_none_or(|wanted| wanted == state.segment))
        .collect();
    let (total, mut wrong) = (states.len() as i64, 0);
    for (done, state) in states.iter().enumerate() {
        job.progress(done as i64, Some(total), &told(wrong))?;
        caught_up(job)?;
        let mut context = house.clone();
        context.now = job.now();
        context.moment.now = context.now;
        let found = differences(&job.platform, &context, state.segment, rules.get(&state.segment))?;
        let count = found.len() as i64;
        wrong += count;
        for piece in found.chunks(PIECE) {
            put_right(job, &context, piece.to_vec())?;
        }
        let (workspace, segment, now) = (context.workspace, state.segment, context.now);
        job.platform.store.write(move |writer| {
            let set = vec![("checked_at", now.into()), ("differences", count.into())];
            writer.update(&Update::new("segment_state", set, of_segment(workspace, segment))).map(|_| ())
        })?;
    }
    job.progress(total, Some(total), &told(wrong))?;
    Ok(json!({"segments": total, "differences": wrong}))
}

fn told(wrong: i64) -> String {
    match wrong {
        0 => "All members are those the rules find".to_string(),
        1 => "1 member was not the one the rule finds, and is put right".to_string(),
        wrong => format!("{wrong} members were not those the rules find, and are put right"),
    }
}

fn put_right(job: &JobContext, context: &records::Context, moves: Vec<Move>) -> Result<()> {
    let (context, at) = (context.clone(), context.now);
    job.platform.store.write(move |writer| make(writer, &context, at, &moves, true).map(|_| ()))
}

/// Waits until the log is read to its end, so that what differs is no move that is merely on its way.
fn caught_up(job: &JobContext) -> std::result::Result<(), JobError> {
    let workspace = job.job.workspace;
    let mut heard = 0;
    for _ in 0..CHANCES {
        let behind = job.platform.store.read(|reader| {
            let select = Select::new("segment_feed", &["position"], super::table::of(workspace));
            let position = super::table::Row::all(reader, &select)?
                .into_iter()
                .next()
                .map_or(Ok(0), |mut row| row.number())?;
            let after = EventFilter { after: Some(position), limit: 1, ..EventFilter::default() };
            Ok::<bool, Error>(!reader.events(workspace, &after)?.is_empty())
        })?;
        if !behind {
            return Ok(());
        }
        job.progress(0, None, "Waiting until all writes are followed")?;
        job.platform.changes.wait(&mut heard, Duration::from_millis(20));
    }
    Ok(())
}
