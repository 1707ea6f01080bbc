//! The daily clean-up of what has run out: sessions, counts of attempts, kept answers, old jobs, what lay in the trash for
//! long, contents of purged files; and the maintenance of the database.

use crate::job::{JobContext, JobError, JobKind, NewSchedule, Rhythm, put_schedule};
use crate::{Platform, files, http, identity, job, mention, notification, trash, webhook};
use serde_json::{Value, json};
use vocabulary::{Result, WorkspaceId};

const CLEAN_UP: &str = "platform.clean_up";

/// The platform's own kinds of jobs.
pub static JOBS: &[JobKind] = &[JobKind { name: CLEAN_UP, run: clean_up }];

/// Sees to it that the clean-up runs each night. Call it at each start, after the migrations.
pub fn schedule(platform: &Platform) -> Result<()> {
    let nightly = NewSchedule {
        workspace: WorkspaceId(0),
        name: CLEAN_UP.to_string(),
        kind: CLEAN_UP.to_string(),
        label: "Clean-up".to_string(),
        payload: Value::Null,
        rhythm: Rhythm::Daily { hour: 3, minute: 20 },
        zone: "UTC".to_string(),
        created_by: None,
    };
    let now = platform.now();
    platform.store.write(move |writer| put_schedule(writer, &nightly, now))
}

fn clean_up(context: &JobContext, _payload: Value) -> Result<Value, JobError> {
    let platform = &context.platform;
    let identity = identity::remove_expired(platform)?;
    let answers = http::remove_old_answers(platform)?;
    let jobs = job::remove_old_jobs(platform)?;
    let mentions = mention::remove_old_mentions(platform)?;
    let notifications = notification::remove_old_notifications(platform)?;
    let webhooks = webhook::remove_old_deliveries(platform)?;
    let trash = trash::remove_old(context)?;
    let files = files::remove_orphans(platform)?;
    // Statistics for the planner, and what was erased leaves the files of the database.
    platform.store.maintain()?;
    Ok(
        json!({ "identity": identity, "answers": answers, "jobs": jobs, "mentions": mentions, "notifications": notifications, "webhooks": webhooks, "trash": trash, "files": files }),
    )
}
