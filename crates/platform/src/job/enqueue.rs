//! Asking for a job, in the transaction of its cause: either both happen or neither.

use super::JobState;
use super::model::TABLE;
use crate::Platform;
use crate::identity::Authenticated;
use serde_json::Value;
use store::table::{Insert, OnConflict};
use store::{Datum, Writer};
use vocabulary::{Id, Result, Timestamp, WorkspaceId};

/// A job to enqueue.
#[derive(Clone, Debug)]
pub struct NewJob {
    /// Its id: known before it is stored, to answer it and to bundle what it writes.
    pub id: Id,
    /// The workspace; 0 for the installation itself.
    pub workspace: WorkspaceId,
    /// Its kind.
    pub kind: String,
    /// What it is, in words.
    pub label: String,
    /// What its kind needs to know.
    pub payload: Value,
    /// How often it may be begun.
    pub max_attempts: i64,
    /// When its turn comes.
    pub run_at: Timestamp,
    /// The user whose rights it has when it runs; none for Kith itself.
    pub created_by: Option<Id>,
    /// The API key that asked: its rights count then.
    pub created_key: Option<Id>,
    /// No second job of the workspace with this word is ever made.
    pub once: Option<String>,
    /// When it was asked for.
    pub created_at: Timestamp,
}

impl NewJob {
    /// A job somebody asks for, due at once, begun at most five times.
    pub fn new(
        platform: &Platform,
        asker: &Authenticated,
        kind: &str,
        label: &str,
        payload: Value,
    ) -> NewJob {
        let job = NewJob::of_system(platform, asker.workspace.id, kind, label, payload);
        NewJob { created_by: Some(asker.user.id), created_key: asker.key(), ..job }
    }

    /// A job of Kith itself in a workspace.
    pub fn of_system(
        platform: &Platform,
        workspace: WorkspaceId,
        kind: &str,
        label: &str,
        payload: Value,
    ) -> NewJob {
        let now = platform.now();
        NewJob {
            id: platform.ids.next(now),
            workspace,
            kind: kind.to_string(),
            label: label.to_string(),
            payload,
            max_attempts: 5,
            run_at: now,
            created_by: None,
            created_key: None,
            once: None,
            created_at: now,
        }
    }
}

/// Stores a job; answers false when its `once` was there already. Call [`super::JobBoard::ring`] after the commit, or wait a second.
pub fn enqueue(writer: &mut dyn Writer, job: &NewJob) -> Result<bool> {
    let values = vec![
        ("workspace_id", job.workspace.into()),
        ("id", job.id.into()),
        ("kind", job.kind.clone().into()),
        ("label", job.label.clone().into()),
        ("payload", job.payload.to_string().into()),
        ("state", JobState::Queued.word().into()),
        ("done", 0i64.into()),
        ("total", Datum::Null),
        ("note", "".into()),
        ("attempts", 0i64.into()),
        ("max_attempts", job.max_attempts.into()),
        ("run_at", job.run_at.into()),
        ("fence", 0i64.into()),
        ("cancel_asked", 0i64.into()),
        ("created_by", job.created_by.into()),
        ("created_key", job.created_key.into()),
        ("once", job.once.clone().into()),
        ("created_at", job.created_at.into()),
    ];
    let on_conflict = if job.once.is_some() { OnConflict::Ignore } else { OnConflict::Fail };
    Ok(writer.insert(&Insert { table: TABLE, values, on_conflict })? == 1)
}
