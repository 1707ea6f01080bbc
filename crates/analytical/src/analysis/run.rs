//! Asking for an analysis, and the job that works it out.

use super::ground::Ground;
use super::reach::{Reach, demand};
use super::table::{self, Refusal, Run, State};
use super::{Analysis, find};
use platform::Platform;
use platform::identity::Authenticated;
use platform::job::{self, JobContext, JobError, JobKind, NewJob};
use platform::sha256;
use records::{Context, Reading};
use serde::Deserialize;
use serde_json::{Value as Json, json};
use std::cell::RefCell;
use std::fmt::Write;
use std::time::{Duration, Instant};
use store::Datum;
use vocabulary::{Error, Id, Result, Timestamp, WorkspaceId};

pub(super) const KIND: &str = "analysis";

pub(super) const JOBS: &[JobKind] = &[JobKind { name: KIND, run }, super::standing::JOB];

/// Whoever asks waits so long for the result; after that they see how far it is.
const WAIT: Duration = Duration::from_millis(1800);

/// What an analysis is asked with.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct NewRun {
    /// The parameters; what is missing takes its usual value.
    parameters: Json,
    /// The moment it is about; now when missing.
    as_of: Option<Timestamp>,
    /// An own run of the same question that was asked no longer ago, in seconds, will do.
    within: Option<u32>,
}

/// Asks for an analysis: refuses wrong parameters at once, and waits a moment for the result.
pub(super) fn ask(platform: &Platform, asker: &Authenticated, key: &str, new: &NewRun) -> Result<Id> {
    let analysis = find(key)?;
    demand(&asker.rights, analysis)?;
    let now = platform.now();
    let as_of = new.as_of.unwrap_or(now);
    if as_of > now {
        return Err(Error::invalid("as_of", "out_of_range", "Give a moment that has passed."));
    }
    let context = asker.context(platform);
    let at = about(&context, as_of);
    let (parameters, reach) = platform.engine.read(&at, |reading| {
        let reach = Reach::of(reading, analysis)?;
        let mut ground = ground(reading, as_of, 0, &|_, _| Ok(()))?;
        // Nothing given is the usual.
        let given = if new.parameters.is_null() { json!({}) } else { new.parameters.clone() };
        Ok(((analysis.check)(&mut ground, &given)?, reach))
    })?;
    let id = platform.ids.next(now);
    let workspace = asker.workspace.id;
    if let Some(within) = new.within {
        let since = now.plus_seconds(-i64::from(within));
        let like = |run: &Run| {
            run.asked_at >= since
                && run.version == i64::from(analysis.version)
                && run.parameters == parameters
                && run.reach == reach
                && new.as_of.map_or(run.as_of == run.asked_at, |as_of| run.as_of == as_of)
                && !matches!(run.state, State::Failed | State::Cancelled)
        };
        let own = platform
            .store
            .read(|reader| table::of_user(reader, workspace, analysis.key, asker.user.id, since))?;
        if let Some(run) = own.iter().find(|run| like(run)) {
            await_end(platform, workspace, run.id)?;
            return Ok(run.id);
        }
    }
    let mut job = NewJob::new(platform, asker, KIND, &label(analysis), json!({"run": id}));
    job.max_attempts = 2;
    let run = Run {
        as_of,
        asked_by: Some(asker.user.id),
        ..Run::asked(id, analysis, parameters, now, job.id, reach)
    };
    platform.store.write(move |writer| {
        table::insert(writer, workspace, &run)?;
        job::enqueue(writer, &job).map(|_| ())
    })?;
    platform.jobs.ring();
    await_end(platform, workspace, id)?;
    Ok(id)
}

/// What the job of an analysis is called.
pub(super) fn label(analysis: &Analysis) -> String {
    format!("Analysis: {}", analysis.key)
}

/// Waits a moment for the end of a run.
fn await_end(platform: &Platform, workspace: WorkspaceId, id: Id) -> Result<()> {
    let begun = Instant::now();
    let mut pause = Duration::from_millis(4);
    while begun.elapsed() < WAIT {
        let run = platform.store.read(|reader| table::load(reader, workspace, id))?;
        if run.is_none_or(|run| run.state.has_ended()) {
            break;
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(60));
    }
    Ok(())
}

/// The circumstances in which an analysis of a moment reads: relative dates count from there.
pub(super) fn about(context: &Context, as_of: Timestamp) -> Context {
    let mut context = context.clone();
    context.moment.now = as_of;
    context
}

/// What an analysis of a moment stands on.
pub(crate) fn ground<'g>(
    reading: &'g mut Reading<'_>,
    as_of: Timestamp,
    seed: u64,
    told: &'g dyn Fn(i64, Option<i64>) -> Result<()>,
) -> Result<Ground<'g>> {
    let (engine, context) = (reading.engine(), reading.context());
    let reading = Reading::new(engine, reading.reader(), context)?;
    let moment = &context.moment;
    Ok(Ground {
        as_of,
        zone: moment.zone.clone(),
        currency: moment.read.currency,
        seed,
        told,
        wanted: None,
        reading,
    })
}

fn run(job: &JobContext, payload: Json) -> std::result::Result<Json, JobError> {
    let platform = &job.platform;
    let workspace = job.job.workspace;
    let id: Option<Id> = payload.get("run").and_then(Json::as_str).and_then(|text| text.parse().ok());
    let id = id.ok_or_else(|| Error::internal("an analysis without a run"))?;
    // Deleted meanwhile: nobody waits for it.
    let Some(run) = platform.store.read(|reader| table::load(reader, workspace, id))? else {
        return Ok(Json::Null);
    };
    let analysis = find(&run.analysis)?;
    let (hold, started) = (job.hold(), job.now());
    let begun = move |state: State| {
        let set = vec![("state", state.word().into()), ("started_at", started.into())];
        platform.store.write(move |writer| {
            hold.check(writer)?;
            table::change(writer, workspace, id, set.clone()).map(|_| ())
        })
    };
    begun(State::Running)?;
    let worked = work(job, analysis, &run);
    let (state, mut set) = match worked {
        Ok(Ok((result, reach))) => {
            let hash = hash_of(&result);
            let set = vec![
                ("result", result.to_string().into()),
                ("hash", hash.into()),
                ("reach", serde_json::to_string(&reach).map_err(Error::internal)?.into()),
                // The method that worked it out, should the server have been renewed meanwhile.
                ("version", i64::from(analysis.version).into()),
            ];
            (State::Done, set)
        }
        Ok(Err(refusal)) => (State::Refused, vec![("refusal", text_of(&refusal)?)]),
        Err(JobError::Fail(error)) => {
            let refusal = Refusal { code: "failed".to_string(), text: error.to_string() };
            let set = vec![("state", State::Failed.word().into()), ("refusal", text_of(&refusal)?)];
            platform.store.write(move |writer| table::change(writer, workspace, id, set.clone()))?;
            return Err(JobError::Fail(error));
        }
        Err(JobError::Cancelled) => {
            begun(State::Cancelled)?;
            return Err(JobError::Cancelled);
        }
        Err(other) => return Err(other),
    };
    set.push(("state", state.word().into()));
    set.push(("finished_at", job.now().into()));
    let (key, asked_by) = (run.analysis, run.asked_by);
    platform.store.write(move |writer| {
        hold.check(writer)?;
        table::change(writer, workspace, id, set.clone())?;
        table::clear(writer, workspace, &key, asked_by)
    })?;
    Ok(json!({"run": id}))
}

type Worked = std::result::Result<(Json, Reach), Refusal>;

/// The result, or the words in which it is refused.
fn work(job: &JobContext, analysis: &Analysis, run: &Run) -> std::result::Result<Worked, JobError> {
    let context = about(&job.context()?, run.as_of);
    // The rights may be others than when it was asked for.
    demand(&context.rights, analysis)?;
    let stopped: RefCell<Option<JobError>> = RefCell::new(None);
    let told = |done: i64, of: Option<i64>| {
        job.progress(done, of, "").map_err(|error| {
            stopped.replace(Some(error));
            Error::Unavailable("It was stopped.".to_string())
        })
    };
    let seed = seed_of(analysis, &run.parameters);
    let worked = job.platform.engine.read(&context, |reading| {
        let reach = Reach::of(reading, analysis)?;
        let mut ground = ground(reading, run.as_of, seed, &told)?;
        Ok(((analysis.work)(&mut ground, &run.parameters)?, reach))
    });
    if let Some(stopped) = stopped.into_inner() {
        return Err(stopped);
    }
    match worked {
        Ok(done) => Ok(Ok(done)),
        Err(Error::Invalid(problems)) => {
            let first = problems.into_iter().next();
            let (code, text) = first.map(|problem| (problem.code, problem.message)).unwrap_or_default();
            Ok(Err(Refusal { code, text }))
        }
        Err(error) => Err(error.into()),
    }
}

fn text_of(refusal: &Refusal) -> Result<Datum> {
    Ok(serde_json::to_string(refusal).map_err(Error::internal)?.into())
}

/// A number that is the same whenever analysis and parameters are.
pub(super) fn seed_of(analysis: &Analysis, parameters: &Json) -> u64 {
    let hash = sha256(format!("{} {}", analysis.key, canonical(parameters)).as_bytes());
    hash.iter().take(8).fold(0, |seed, byte| seed << 8 | u64::from(*byte))
}

/// The hash of a result, whatever the sequence of its entries.
pub(super) fn hash_of(result: &Json) -> String {
    let mut text = String::with_capacity(64);
    for byte in sha256(canonical(result).to_string().as_bytes()) {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// JSON whose entries stand in the sequence of their names.
fn canonical(json: &Json) -> Json {
    match json {
        Json::Object(entries) => {
            let mut sorted: Vec<(&String, &Json)> = entries.iter().collect();
            sorted.sort_unstable_by_key(|(name, _)| *name);
            sorted.into_iter().map(|(name, value)| (name.clone(), canonical(value))).collect()
        }
        Json::Array(items) => items.iter().map(canonical).collect(),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_does_not_depend_on_the_sequence_of_members() {
        let (one, two) = (json!({"a": 1, "b": [{"c": 2, "d": 3}]}), json!({"b": [{"d": 3, "c": 2}], "a": 1}));
        assert_eq!(hash_of(&one), hash_of(&two));
        assert_eq!(hash_of(&one).len(), 64);
        assert_ne!(hash_of(&one), hash_of(&json!({"a": 1, "b": [{"c": 2, "d": 4}]})));
    }
}
