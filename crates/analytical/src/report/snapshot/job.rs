//! What the server does by itself: keeps a dashboard when its time has come, tells its user, and lets go of what nobody can see any more.

use super::schedule::{self, KIND, place};
use super::table::{self, Place};
use super::take::{Taken, Way, take};
use crate::report::kept::Kept;
use platform::Platform;
use platform::identity::{Authenticated, list_workspaces, system_context};
use platform::job::{JobContext, JobError, JobKind, NewSchedule, Rhythm, put_schedule};
use platform::notification::{Kind, NewNotification, notify};
use records::Writing;
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};
use std::sync::Arc;
use store::Datum;
use store::table::{Condition, Select};
use vocabulary::{Channel, Error, Id, Result, WorkspaceId};

const CLEAN_UP: &str = "dashboard.clean_up";

/// The kinds of jobs.
pub(super) const JOBS: &[JobKind] =
    &[JobKind { name: KIND, run: keep }, JobKind { name: CLEAN_UP, run: clean_up }];

/// Sees to it that the clean-up runs each night.
pub fn schedule(platform: &Platform) -> Result<()> {
    let nightly = NewSchedule {
        workspace: WorkspaceId(0),
        name: CLEAN_UP.to_string(),
        kind: CLEAN_UP.to_string(),
        label: "Clean-up of dashboards that were kept".to_string(),
        payload: Json::Null,
        rhythm: Rhythm::Daily { hour: 3, minute: 50 },
        zone: "UTC".to_string(),
        created_by: None,
    };
    let now = platform.now();
    platform.store.write(move |writer| put_schedule(writer, &nightly, now))
}

#[derive(Deserialize)]
struct Due {
    dashboard: Id,
    user: Id,
}

/// Keeps a dashboard for whom it is due.
fn keep(job: &JobContext, payload: Json) -> std::result::Result<Json, JobError> {
    let due: Due = serde_json::from_value(payload).map_err(Error::internal)?;
    let place = Place { workspace: job.job.workspace, dashboard: due.dashboard, user: due.user };
    let asker = match job.asker() {
        Ok(Some(asker)) => asker,
        // Who may no longer sign in gets none.
        Ok(None) | Err(Error::Forbidden(_)) => return Ok(end_silently(job, place)?),
        Err(error) => return Err(error.into()),
    };
    let way = Way { tries_again: job.job.attempts < job.job.max_attempts, goes_on: &|| !job.cancelled() };
    match take(&job.platform, &asker, due.dashboard, &way) {
        Ok((kept, taken)) => Ok(store(job, &asker, &kept, taken)?),
        // They lost sight of it, or it is gone.
        Err(Error::NotFound(_)) => Ok(end_and_tell(job, &asker, place)?),
        Err(error) => {
            // Says why it was stopped, if it was.
            job.progress(0, None, "")?;
            Err(error.into())
        }
    }
}

/// The snapshot, and word of it, once: its id is that of the job.
fn store(job: &JobContext, asker: &Arc<Authenticated>, kept: &Kept, taken: Taken) -> Result<Json> {
    let context = system_context(&job.platform, &asker.workspace, Channel::Job);
    let (hold, id, asker, kept) = (job.hold(), job.job.id, Arc::clone(asker), kept.clone());
    let stored = job.platform.engine.write(&context, move |writing| {
        let now = writing.context().now;
        let writer = writing.writer();
        hold.check(writer)?;
        // It was ended meanwhile.
        if !schedule::go_on(writer, &asker, &kept, now)? {
            return Ok(false);
        }
        let place = place(&asker, kept.id);
        if table::insert(writer, place, id, &taken, true)? {
            let params = [("dashboard", json!(kept.id)), ("snapshot", json!(id)), ("name", json!(kept.name))];
            notify(writing, &told(place.user, "dashboard_kept", &params, format!("dashboard:{id}")))?;
        }
        Ok(true)
    })?;
    job.platform.changes.ring();
    Ok(json!({"snapshot": stored.then_some(id)}))
}

fn end_silently(job: &JobContext, place: Place) -> Result<Json> {
    let hold = job.hold();
    job.platform.store.write(move |writer| {
        hold.check(writer)?;
        schedule::end(writer, place)?;
        table::clear(writer, place.filter()).map(|_| ())
    })?;
    Ok(json!({"ended": true}))
}

/// Ends it, with what was kept: what one may not see is not there.
fn end_and_tell(job: &JobContext, asker: &Authenticated, place: Place) -> Result<Json> {
    let context = system_context(&job.platform, &asker.workspace, Channel::Job);
    let hold = job.hold();
    job.platform.engine.write(&context, move |writing| {
        hold.check(writing.writer())?;
        end(writing, place)?;
        table::clear(writing.writer(), place.filter()).map(|_| ())
    })?;
    job.platform.changes.ring();
    Ok(json!({"ended": true}))
}

/// Ends a schedule and tells whose it was, by the name under which they knew the dashboard.
fn end(writing: &mut Writing<'_>, place: Place) -> Result<()> {
    let Some(name) = schedule::end(writing.writer(), place)? else { return Ok(()) };
    let key = format!("dashboard_ended:{}:{}", place.dashboard, writing.context().now.micros());
    notify(writing, &told(place.user, "dashboard_ended", &[("name", json!(name))], key)).map(|_| ())
}

fn told(user: Id, text: &str, params: &[(&str, Json)], key: String) -> NewNotification {
    NewNotification {
        user,
        kind: Kind::Dashboard,
        text: text.to_string(),
        params: params.iter().map(|(key, value)| ((*key).to_string(), value.clone())).collect::<Map<_, _>>(),
        about: None,
        field: None,
        key,
        counted: false,
    }
}

/// A dashboard is removed: schedules for it end, and what was kept of it goes. Everybody but who removes it is told.
pub(in crate::report) fn forget_dashboard(writing: &mut Writing<'_>, by: Id, dashboard: Id) -> Result<()> {
    let workspace = writing.context().workspace;
    let only = Condition::Eq("dashboard_id", dashboard.into());
    for place in schedule::all(writing.writer(), workspace, only.clone())? {
        if place.user == by {
            schedule::end(writing.writer(), place)?;
        } else {
            end(writing, place)?;
        }
    }
    let filter = vec![Condition::Eq("workspace_id", workspace.into()), only];
    table::clear(writing.writer(), filter).map(|_| ())
}

/// Lets go of what was kept for people who may no longer sign in, each night.
fn clean_up(job: &JobContext, _payload: Json) -> std::result::Result<Json, JobError> {
    let mut gone = 0;
    for workspace in job.platform.store.read(list_workspaces)? {
        job.progress(0, None, &workspace.name)?;
        gone += forget_users(&job.platform, workspace.id)?;
    }
    Ok(json!({"snapshots": gone}))
}

pub(super) fn forget_users(platform: &Platform, workspace: WorkspaceId) -> Result<u64> {
    platform.store.write(move |writer| {
        let here = Condition::Eq("workspace_id", workspace.into());
        let inactive = vec![here.clone(), Condition::Eq("active", false.into())];
        let rows = writer.select(&Select::new("user", &["id"], inactive))?;
        let users: Vec<Datum> = rows.into_iter().filter_map(|row| row.into_iter().next()).collect();
        if users.is_empty() {
            return Ok(0);
        }
        let only = Condition::In("user_id", users);
        for place in schedule::all(writer, workspace, only.clone())? {
            schedule::end(writer, place)?;
        }
        table::clear(writer, vec![here, only])
    })
}
