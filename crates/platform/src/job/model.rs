//! A job as it stands in its table, and who may see it.

use super::JobContext;
use crate::Platform;
use crate::identity::Authenticated;
use crate::row::Row;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::table::{Condition, Delete, Select};
use store::{Datum, Reader};
use vocabulary::{Error, Id, Result, Timestamp, WorkspaceId};

/// A kind of job: its name and what runs it. The binary lists all of them.
#[derive(Clone, Copy)]
pub struct JobKind {
    /// The name kept in the table, such as `export`.
    pub name: &'static str,
    /// Does the work; called with the payload, again from the start after a crash or a retry.
    pub run: fn(&JobContext, Value) -> Result<Value, JobError>,
}

/// Why a job did not come to its end: the handler decides what follows.
#[derive(Clone, Debug, PartialEq)]
pub enum JobError {
    /// Try again after a while.
    Retry(Error),
    /// Trying again would not help.
    Fail(Error),
    /// Somebody asked to stop it.
    Cancelled,
    /// The server is stopping, or the job is in other hands now: it goes on elsewhere.
    Stopped,
}

impl From<Error> for JobError {
    /// What may be better next time is tried again; what was wrong stays wrong.
    fn from(error: Error) -> JobError {
        if error.may_pass() { JobError::Retry(error) } else { JobError::Fail(error) }
    }
}

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// Waits for its turn, or for the next try.
    Queued,
    /// A server works on it.
    Running,
    /// It came to its end.
    Done,
    /// It will not be tried again.
    Failed,
    /// Somebody stopped it.
    Cancelled,
}

impl JobState {
    pub(super) fn word(self) -> &'static str {
        match self {
            JobState::Queued => "queued",
            JobState::Running => "running",
            JobState::Done => "done",
            JobState::Failed => "failed",
            JobState::Cancelled => "cancelled",
        }
    }

    fn from_word(word: &str) -> Result<JobState> {
        let all =
            [JobState::Queued, JobState::Running, JobState::Done, JobState::Failed, JobState::Cancelled];
        let found = all.into_iter().find(|state| state.word() == word);
        found.ok_or_else(|| Error::internal(format!("a job in the state {word}")))
    }
}

/// How far a job is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// Steps done.
    pub done: i64,
    /// Steps in all, once known.
    pub total: Option<i64>,
    /// What it is doing, in words.
    pub note: String,
}

/// A job, as its owner sees it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Job {
    /// The id.
    pub id: Id,
    /// The workspace; 0 for the installation itself.
    #[serde(skip)]
    pub workspace: WorkspaceId,
    /// Its kind.
    pub kind: String,
    /// What it is, in words.
    pub label: String,
    /// What its kind needs to know.
    #[serde(skip)]
    pub payload: Value,
    /// Where it stands.
    pub state: JobState,
    /// How far it is.
    pub progress: Progress,
    /// How often it was begun.
    pub attempts: i64,
    /// How often it may be begun.
    #[serde(skip)]
    pub max_attempts: i64,
    /// When its turn comes.
    pub run_at: Timestamp,
    /// Grows each time a server takes it: a server whose number is old has lost it.
    #[serde(skip)]
    pub fence: i64,
    /// Somebody asked to stop it.
    pub cancel_asked: bool,
    /// What it answered.
    pub result: Option<Value>,
    /// Why it failed, in words.
    pub error: Option<String>,
    /// The user it runs for; none for Kith itself.
    pub created_by: Option<Id>,
    /// The API key it was asked for with.
    #[serde(skip)]
    pub created_key: Option<Id>,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When it was last begun.
    pub started_at: Option<Timestamp>,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
    /// How far it was when it last said so.
    #[serde(skip)]
    pub checkpoint: Option<Value>,
}

pub(super) const TABLE: &str = "job";
pub(super) const COLUMNS: &[&str] = &[
    "workspace_id",
    "id",
    "kind",
    "label",
    "payload",
    "state",
    "done",
    "total",
    "note",
    "attempts",
    "max_attempts",
    "run_at",
    "fence",
    "cancel_asked",
    "result",
    "error",
    "created_by",
    "created_key",
    "created_at",
    "started_at",
    "finished_at",
    "checkpoint",
];

/// The job of that id, if it is the asker's or the asker is an administrator.
pub fn find_job(platform: &Platform, asker: &Authenticated, id: Id) -> Result<Job> {
    let job = platform.store.read(|reader| load(reader, asker.workspace.id, id))?;
    job.filter(|job| may_see(asker, job)).ok_or_else(Error::not_found)
}

/// The newest jobs the asker may see, at most 200.
pub fn list_jobs(platform: &Platform, asker: &Authenticated, limit: u32) -> Result<Vec<Job>> {
    let mut filter = vec![Condition::Eq("workspace_id", asker.workspace.id.into())];
    if !asker.rights.administrator() {
        filter.push(Condition::Eq("created_by", asker.user.id.into()));
    }
    let select = Select::new(TABLE, COLUMNS, filter)
        .descending("created_at")
        .descending("id")
        .limit(limit.clamp(1, 200));
    platform.store.read(|reader| reader.select(&select)?.into_iter().map(read).collect())
}

/// Deletes jobs that ended more than 30 days ago; answers how many. Run it daily.
pub fn remove_old_jobs(platform: &Platform) -> Result<u64> {
    let end = platform.now().plus_seconds(-30 * 24 * 3600);
    platform.store.write(move |writer| {
        writer.delete(&Delete { table: TABLE, filter: vec![Condition::Lt("finished_at", end.into())] })
    })
}

pub(super) fn may_see(asker: &Authenticated, job: &Job) -> bool {
    asker.rights.administrator() || job.created_by == Some(asker.user.id)
}

/// A job, whoever may see it.
pub(crate) fn load(reader: &mut dyn Reader, workspace: WorkspaceId, id: Id) -> Result<Option<Job>> {
    reader
        .select(&Select::new(TABLE, COLUMNS, by_id(workspace, id)))?
        .into_iter()
        .next()
        .map(read)
        .transpose()
}

pub(super) fn by_id(workspace: WorkspaceId, id: Id) -> Vec<Condition> {
    vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("id", id.into())]
}

pub(super) fn read(columns: Vec<Datum>) -> Result<Job> {
    let mut row = Row::new(TABLE, columns);
    Ok(Job {
        workspace: row.workspace()?,
        id: row.id()?,
        kind: row.text()?,
        label: row.text()?,
        payload: row.json()?,
        state: JobState::from_word(&row.text()?)?,
        progress: Progress { done: row.integer()?, total: row.integer_or_none()?, note: row.text()? },
        attempts: row.integer()?,
        max_attempts: row.integer()?,
        run_at: row.moment()?,
        fence: row.integer()?,
        cancel_asked: row.flag()?,
        result: row.text_or_none()?.map(|text| serde_json::from_str(&text).unwrap_or(Value::String(text))),
        error: row.text_or_none()?,
        created_by: row.id_or_none()?,
        created_key: row.id_or_none()?,
        created_at: row.moment()?,
        started_at: row.moment_or_none()?,
        finished_at: row.moment_or_none()?,
        checkpoint: row.text_or_none()?.and_then(|text| serde_json::from_str(&text).ok()),
    })
}
