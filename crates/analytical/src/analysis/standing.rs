//! Analyses that others build on and nobody should have to ask for: what sells together is what offers are made of. Where nobody asked
//! lately, it is worked out once a week, of all records, and stands in the archive as everybody's.

use super::reach::Reach;
use super::run::{self, ground};
use super::table::{self, Run, State};
use super::{Analysis, find};
use platform::Platform;
use platform::identity::{Workspace, list_workspaces, system_context};
use platform::job::{self, JobContext, JobError, JobKind, NewJob, NewSchedule, Rhythm, put_schedule};
use serde_json::{Value as Json, json};
use store::Reader;
use store::table::{Condition, Select};
use vocabulary::{Channel, Result, WorkspaceId};

const NIGHTLY: &str = "analysis.standing";

pub(super) const JOB: JobKind = JobKind { name: NIGHTLY, run: nightly };

/// What is worked out unasked.
const KEPT_FRESH: &[&str] = &[crate::basket::KEY];
/// A run that is no older than this will do, in days.
const DAYS: i64 = 7;
/// So many runs are looked at, the newest first.
const LOOKED_AT: u32 = 200;

/// Sees to it that these analyses are fresh, each night and where there never was one now. Call it at each start.
pub(crate) fn schedule(platform: &Platform) -> Result<()> {
    let daily = NewSchedule {
        workspace: WorkspaceId(0),
        name: NIGHTLY.to_string(),
        kind: NIGHTLY.to_string(),
        label: "Keeping analyses fresh".to_string(),
        payload: Json::Null,
        rhythm: Rhythm::Daily { hour: 2, minute: 40 },
        zone: "UTC".to_string(),
        created_by: None,
    };
    let now = platform.now();
    platform.store.write(move |writer| put_schedule(writer, &daily, now))?;
    for workspace in platform.store.read(list_workspaces)? {
        for key in KEPT_FRESH {
            let never = platform.store.read(|reader| table::list(reader, workspace.id, Some(key), None, 1));
            // A workspace in which something is wrong keeps no server from starting; the night tells of it.
            if never.is_ok_and(|runs| runs.is_empty()) {
                let _ = refresh(platform, &workspace, find(key)?);
            }
        }
    }
    Ok(())
}

fn nightly(job: &JobContext, _payload: Json) -> std::result::Result<Json, JobError> {
    let (mut asked, mut failed) = (0, None);
    for workspace in job.platform.store.read(list_workspaces)? {
        for key in KEPT_FRESH {
            match refresh(&job.platform, &workspace, find(key)?) {
                Ok(new) => asked += i64::from(new),
                // The others have theirs all the same.
                Err(error) => failed = Some(error),
            }
        }
        job.progress(asked, None, "")?;
    }
    if let Some(error) = failed {
        return Err(error.into());
    }
    Ok(json!({"asked": asked}))
}

/// Asks for an analysis of all records with its usual parameters, unless there is a fresh one, or nothing it could be made of.
fn refresh(platform: &Platform, workspace: &Workspace, analysis: &'static Analysis) -> Result<bool> {
    let context = system_context(platform, workspace, Channel::Job);
    let (parameters, reach) = platform.engine.read(&context, |reading| {
        let reach = Reach::of(reading, analysis)?;
        let mut ground = ground(reading, context.now, 0, &|_, _| Ok(()))?;
        Ok(((analysis.check)(&mut ground, &json!({}))?, reach))
    })?;
    let (id, now) = (workspace.id, context.now);
    let is_fresh = |run: &Run| {
        run.asked_at >= now.plus_seconds(-DAYS * 86_400)
            && run.version == i64::from(analysis.version)
            && run.parameters == parameters
            && run.reach.is_whole()
            // One that was refused would be refused again.
            && !matches!(run.state, State::Failed | State::Cancelled)
    };
    let needed = platform.store.read(|reader| {
        let runs = table::list(reader, id, Some(analysis.key), None, LOOKED_AT)?;
        Ok(!runs.iter().any(is_fresh) && has_all(reader, id, analysis)?)
    })?;
    if !needed {
        return Ok(false);
    }
    let run_id = platform.ids.next(now);
    let mut job = NewJob::of_system(platform, id, run::KIND, &run::label(analysis), json!({"run": run_id}));
    job.max_attempts = 2;
    let asked = Run::asked(run_id, analysis, parameters, now, job.id, reach);
    platform.store.write(move |writer| {
        table::insert(writer, id, &asked)?;
        job::enqueue(writer, &job).map(|_| true)
    })
}

/// Whether there is any record of each object it needs.
fn has_all(reader: &mut dyn Reader, workspace: WorkspaceId, analysis: &Analysis) -> Result<bool> {
    for key in analysis.needs {
        let filter = vec![Condition::Eq("workspace_id", workspace.into()), Condition::IsNull("removed_at")];
        if reader.select(&Select::new(key, &["id"], filter).limit(1))?.is_empty() {
            return Ok(false);
        }
    }
    Ok(true)
}
