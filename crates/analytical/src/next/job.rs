//! Each morning what stands on top of everybody's list is noted, whether they look or not, and what stood there a month ago is
//! judged: else only what somebody looked at could be judged, and that is another list.

use super::find::list;
use super::judge::{DAYS, came};
use super::table;
use crate::basket::Offers;
use platform::Platform;
use platform::identity::{Workspace, list_workspaces, system_context, user_context};
use platform::job::{JobContext, JobError, JobKind, NewSchedule, Rhythm, put_schedule};
use serde_json::{Value as Json, json};
use store::table::{Condition, Select};
use vocabulary::{Channel, Error, Id, Result, WorkspaceId};

const KIND: &str = "next.note";
/// So many of the top are noted.
const TOP: usize = 20;
/// Lines judged at a time.
const CHUNK: u32 = 500;

pub(super) const JOBS: &[JobKind] = &[JobKind { name: KIND, run }];

/// Sees to it that lists are noted each day. Call it at each start, after the migrations.
pub fn schedule(platform: &Platform) -> Result<()> {
    let daily = NewSchedule {
        workspace: WorkspaceId(0),
        name: KIND.to_string(),
        kind: KIND.to_string(),
        label: "What to do next".to_string(),
        payload: Json::Null,
        rhythm: Rhythm::Daily { hour: 4, minute: 40 },
        zone: "UTC".to_string(),
        created_by: None,
    };
    let now = platform.now();
    platform.store.write(move |writer| put_schedule(writer, &daily, now))
}

fn run(job: &JobContext, _payload: Json) -> std::result::Result<Json, JobError> {
    let (mut noted, mut judged) = (0, 0);
    let workspaces = job.platform.store.read(list_workspaces)?;
    for (done, workspace) in workspaces.iter().enumerate() {
        job.progress(done as i64, Some(workspaces.len() as i64), &workspace.name)?;
        noted += note(&job.platform, workspace)?;
        judged += judge(&job.platform, workspace)?;
    }
    Ok(json!({"noted": noted, "judged": judged}))
}

/// Notes what stands on the lists of a workspace.
pub(super) fn note(platform: &Platform, workspace: &Workspace) -> Result<u64> {
    let mut noted = 0;
    for user in users(platform, workspace.id)? {
        let asker = match user_context(platform, workspace.id, user, None) {
            Ok(asker) => asker,
            // Who may no longer sign in has no list.
            Err(Error::Forbidden(_)) => continue,
            Err(error) => return Err(error),
        };
        let context = asker.context(platform);
        let (top, known) = platform.engine.read(&context, |reading| {
            let offers = Offers::read(platform, &asker, reading)?;
            let mut top = list(reading, Some(user), offers.as_ref())?;
            top.truncate(TOP);
            Ok((top, table::open(reading.reader(), workspace.id, user)?))
        })?;
        let id = workspace.id;
        let fresh: Vec<_> = top
            .into_iter()
            .filter(|one| !known.iter().any(|kept| kept.kind == one.kind && kept.record == one.record))
            .collect();
        if fresh.is_empty() {
            continue;
        }
        noted += fresh.len() as u64;
        let now = context.now;
        platform.store.write(move |writer| {
            for one in &fresh {
                table::show(writer, id, user, (one.kind, one.object, one.record), one.expected, now)?;
            }
            Ok(())
        })?;
    }
    Ok(noted)
}

/// Judges what was noted long enough ago, for the house: what came of it is no matter of who sees it.
pub(super) fn judge(platform: &Platform, workspace: &Workspace) -> Result<u64> {
    let context = system_context(platform, workspace, Channel::Job).unlimited();
    let (id, now) = (workspace.id, context.now);
    let before = now.plus_seconds(-DAYS * 86_400);
    let mut judged = 0;
    loop {
        let told = platform.engine.read(&context, |reading| {
            let due = table::due(reading.reader(), id, before, CHUNK)?;
            due.into_iter().map(|kept| Ok((came(reading, &kept)?, kept))).collect::<Result<Vec<_>>>()
        })?;
        if told.is_empty() {
            return Ok(judged);
        }
        judged += told.len() as u64;
        platform.store.write(move |writer| {
            for ((word, amount), kept) in &told {
                table::judge(writer, id, kept, word, *amount, now)?;
            }
            Ok(())
        })?;
    }
}

fn users(platform: &Platform, workspace: WorkspaceId) -> Result<Vec<Id>> {
    let filter = vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("active", true.into())];
    let rows = platform.store.read(|reader| reader.select(&Select::new("user", &["id"], filter.clone())))?;
    Ok(rows.into_iter().filter_map(|row| row.first().and_then(store::Datum::id)).collect())
}
