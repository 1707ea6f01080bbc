//! The archive: each run with its parameters, its moment, the version of its method, and what came out.

use super::Analysis;
use super::reach::Reach;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use store::migrate::Migration;
use store::table::{Condition, Delete, Insert, OnConflict, Select, Update};
use store::{Datum, Reader, Writer};
use vocabulary::{Error, Id, Result, Timestamp, WorkspaceId};

const TABLE: &str = "analysis_run";
const RETENTION: &str = "analysis_retention";

pub(super) const MIGRATIONS: &[Migration] = &[Migration::both("analytical/0010_analysis_run", TEXT)];

const TEXT: &str = r"
CREATE TABLE analysis_run (
  workspace_id BIGINT NOT NULL, id UUID NOT NULL, analysis TEXT NOT NULL, version BIGINT NOT NULL, parameters TEXT NOT NULL,
  as_of BIGINT NOT NULL, asked_by UUID, asked_at BIGINT NOT NULL, job UUID NOT NULL, reach TEXT NOT NULL, state TEXT NOT NULL,
  started_at BIGINT, finished_at BIGINT, refusal TEXT, hash TEXT, note TEXT NOT NULL, kept BIGINT NOT NULL, result TEXT,
  PRIMARY KEY (workspace_id, id));
CREATE INDEX analysis_run_by_analysis ON analysis_run (workspace_id, analysis, id);
CREATE TABLE analysis_retention (workspace_id BIGINT NOT NULL, newest BIGINT NOT NULL, PRIMARY KEY (workspace_id));
";

/// How many runs of one analysis are kept for whoever asked, besides those they want to keep.
const NEWEST: i64 = 50;

/// Where a run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum State {
    Queued,
    Running,
    Done,
    Refused,
    Failed,
    Cancelled,
}

impl State {
    pub(super) const ALL: [State; 6] =
        [State::Queued, State::Running, State::Done, State::Refused, State::Failed, State::Cancelled];

    pub(super) fn word(self) -> &'static str {
        match self {
            State::Queued => "queued",
            State::Running => "running",
            State::Done => "done",
            State::Refused => "refused",
            State::Failed => "failed",
            State::Cancelled => "cancelled",
        }
    }

    pub(super) fn has_ended(self) -> bool {
        !matches!(self, State::Queued | State::Running)
    }
}

/// Why there is no result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Refusal {
    pub(super) code: String,
    pub(super) text: String,
}

/// A run without its result.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub(super) id: Id,
    pub(super) analysis: String,
    pub(super) version: i64,
    pub(super) parameters: Json,
    pub(super) as_of: Timestamp,
    pub(super) asked_by: Option<Id>,
    pub(super) asked_at: Timestamp,
    pub(super) job: Id,
    pub(super) reach: Reach,
    pub(super) state: State,
    pub(super) started_at: Option<Timestamp>,
    pub(super) finished_at: Option<Timestamp>,
    pub(super) refusal: Option<Refusal>,
    pub(super) hash: Option<String>,
    pub(super) note: String,
    pub(super) kept: bool,
}

impl Run {
    /// A run that nobody asked for, about now, that waits for its job.
    pub(super) fn asked(
        id: Id,
        analysis: &Analysis,
        parameters: Json,
        now: Timestamp,
        job: Id,
        reach: Reach,
    ) -> Run {
        Run {
            id,
            analysis: analysis.key.to_string(),
            version: i64::from(analysis.version),
            parameters,
            as_of: now,
            asked_by: None,
            asked_at: now,
            job,
            reach,
            state: State::Queued,
            started_at: None,
            finished_at: None,
            refusal: None,
            hash: None,
            note: String::new(),
            kept: false,
        }
    }
}

const COLUMNS: &[&str] = &[
    "id",
    "analysis",
    "version",
    "parameters",
    "as_of",
    "asked_by",
    "asked_at",
    "job",
    "reach",
    "state",
    "started_at",
    "finished_at",
    "refusal",
    "hash",
    "note",
    "kept",
];

/// Adds a run.
pub(super) fn insert(writer: &mut dyn Writer, workspace: WorkspaceId, run: &Run) -> Result<()> {
    let values = vec![
        ("workspace_id", workspace.into()),
        ("id", run.id.into()),
        ("analysis", run.analysis.clone().into()),
        ("version", run.version.into()),
        ("parameters", run.parameters.to_string().into()),
        ("as_of", run.as_of.into()),
        ("asked_by", run.asked_by.into()),
        ("asked_at", run.asked_at.into()),
        ("job", run.job.into()),
        ("reach", text_of(&run.reach)?.into()),
        ("state", run.state.word().into()),
        ("note", run.note.clone().into()),
        ("kept", run.kept.into()),
    ];
    writer.insert(&Insert::new(TABLE, values)).map(|_| ())
}

/// A run, whoever may see it.
pub(super) fn load(reader: &mut dyn Reader, workspace: WorkspaceId, id: Id) -> Result<Option<Run>> {
    let rows = reader.select(&Select::new(TABLE, COLUMNS, by_id(workspace, id)))?;
    rows.first().map(|row| run(row)).transpose()
}

/// What came out of a run.
pub(super) fn result(reader: &mut dyn Reader, workspace: WorkspaceId, id: Id) -> Result<Json> {
    let rows = reader.select(&Select::new(TABLE, &["result"], by_id(workspace, id)))?;
    match rows.first().and_then(|row| row.first()).and_then(Datum::text) {
        None => Ok(Json::Null),
        Some(text) => serde_json::from_str(text).map_err(Error::internal),
    }
}

/// Runs, the newest first, after a place: of one analysis, or of all.
pub(super) fn list(
    reader: &mut dyn Reader,
    workspace: WorkspaceId,
    analysis: Option<&str>,
    before: Option<Id>,
    limit: u32,
) -> Result<Vec<Run>> {
    let mut filter = vec![Condition::Eq("workspace_id", workspace.into())];
    filter.extend(analysis.map(|key| Condition::Eq("analysis", key.into())));
    filter.extend(before.map(|id| Condition::Lt("id", id.into())));
    let select = Select::new(TABLE, COLUMNS, filter).descending("id").limit(limit);
    reader.select(&select)?.iter().map(|row| run(row)).collect()
}

/// The runs of one analysis that a user asked for since a moment, the newest first.
pub(super) fn of_user(
    reader: &mut dyn Reader,
    workspace: WorkspaceId,
    analysis: &str,
    user: Id,
    since: Timestamp,
) -> Result<Vec<Run>> {
    let filter = vec![
        Condition::Eq("workspace_id", workspace.into()),
        Condition::Eq("analysis", analysis.into()),
        Condition::Eq("asked_by", user.into()),
        Condition::Gte("asked_at", since.into()),
    ];
    let select = Select::new(TABLE, COLUMNS, filter).descending("id").limit(50);
    reader.select(&select)?.iter().map(|row| run(row)).collect()
}

/// Changes columns of a run.
pub(super) fn change(
    writer: &mut dyn Writer,
    workspace: WorkspaceId,
    id: Id,
    set: Vec<(&'static str, Datum)>,
) -> Result<u64> {
    writer.update(&Update::new(TABLE, set, by_id(workspace, id)))
}

/// Deletes a run.
pub(super) fn delete(writer: &mut dyn Writer, workspace: WorkspaceId, id: Id) -> Result<u64> {
    writer.delete(&Delete { table: TABLE, filter: by_id(workspace, id) })
}

/// How many runs are kept.
pub(super) fn newest(reader: &mut dyn Reader, workspace: WorkspaceId) -> Result<i64> {
    let filter = vec![Condition::Eq("workspace_id", workspace.into())];
    let rows = reader.select(&Select::new(RETENTION, &["newest"], filter))?;
    Ok(rows.first().and_then(|row| row.first()).and_then(Datum::integer).unwrap_or(NEWEST))
}

/// Says how many runs are kept.
pub(super) fn put_newest(writer: &mut dyn Writer, workspace: WorkspaceId, newest: i64) -> Result<()> {
    let values = vec![("workspace_id", workspace.into()), ("newest", newest.into())];
    let on_conflict = OnConflict::Replace(&["workspace_id"]);
    writer.insert(&Insert { table: RETENTION, values, on_conflict }).map(|_| ())
}

/// Deletes what the rule of retention does not keep: of each analysis the runs somebody asked for before their newest ones.
pub(super) fn clear(
    writer: &mut dyn Writer,
    workspace: WorkspaceId,
    analysis: &str,
    asked_by: Option<Id>,
) -> Result<u64> {
    let newest = usize::try_from(newest(writer, workspace)?).unwrap_or_default();
    let mut filter = vec![
        Condition::Eq("workspace_id", workspace.into()),
        Condition::Eq("analysis", analysis.into()),
        Condition::Eq("kept", false.into()),
    ];
    filter.push(asked_by.map_or(Condition::IsNull("asked_by"), |id| Condition::Eq("asked_by", id.into())));
    let rows = writer.select(&Select::new(TABLE, &["id"], filter).descending("id"))?;
    let old: Vec<Datum> =
        rows.into_iter().skip(newest.max(1)).filter_map(|row| row.into_iter().next()).collect();
    if old.is_empty() {
        return Ok(0);
    }
    let filter = vec![Condition::Eq("workspace_id", workspace.into()), Condition::In("id", old)];
    writer.delete(&Delete { table: TABLE, filter })
}

fn by_id(workspace: WorkspaceId, id: Id) -> Vec<Condition> {
    vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("id", id.into())]
}

fn text_of(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(Error::internal)
}

fn run(row: &[Datum]) -> Result<Run> {
    let wrong = || Error::internal("a row of analysis_run is not as it was written");
    let [
        id,
        analysis,
        version,
        parameters,
        as_of,
        asked_by,
        asked_at,
        job,
        reach,
        state,
        started_at,
        finished_at,
        refusal,
        hash,
        note,
        kept,
    ] = row
    else {
        return Err(wrong());
    };
    let text = |datum: &Datum| datum.text().map(str::to_string);
    let moment = |datum: &Datum| datum.integer().map(Timestamp::from_micros);
    let word = state.text().ok_or_else(wrong)?;
    Ok(Run {
        id: id.id().ok_or_else(wrong)?,
        analysis: text(analysis).ok_or_else(wrong)?,
        version: version.integer().ok_or_else(wrong)?,
        parameters: parameters.text().and_then(|text| serde_json::from_str(text).ok()).ok_or_else(wrong)?,
        as_of: moment(as_of).ok_or_else(wrong)?,
        asked_by: asked_by.id(),
        asked_at: moment(asked_at).ok_or_else(wrong)?,
        job: job.id().ok_or_else(wrong)?,
        reach: reach.text().and_then(|text| serde_json::from_str(text).ok()).ok_or_else(wrong)?,
        state: State::ALL.into_iter().find(|state| state.word() == word).ok_or_else(wrong)?,
        started_at: moment(started_at),
        finished_at: moment(finished_at),
        refusal: refusal.text().map(serde_json::from_str).transpose().map_err(Error::internal)?,
        hash: text(hash),
        note: text(note).unwrap_or_default(),
        kept: kept.integer() == Some(1),
    })
}
