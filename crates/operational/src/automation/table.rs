//! The tables of automations, and how their rows are read.

use store::migrate::Migration;
use store::table::{Condition, Select};
use store::{Datum, Reader};
use vocabulary::{Error, Id, Result, Timestamp, WorkspaceId};

/// Automations and their versions, how far the log is read, runs and their steps, occasions, members, questions, what goes out.
pub static MIGRATIONS: &[Migration] = &[
    Migration::both("automation/0001_automation", TABLES),
    Migration::both("automation/0002_older_hook", OLDER_HOOK),
];

const TABLES: &str = r#"
CREATE TABLE automation (
  workspace_id BIGINT NOT NULL, id UUID NOT NULL, name TEXT NOT NULL, description TEXT NOT NULL, owner_id UUID NOT NULL,
  state TEXT NOT NULL, reason TEXT, draft TEXT NOT NULL, version BIGINT, hook BYTEA, turn BIGINT NOT NULL,
  minute_at BIGINT NOT NULL, minute_runs BIGINT NOT NULL, hour_at BIGINT NOT NULL, hour_runs BIGINT NOT NULL,
  scanned TEXT, scan_after TEXT, next_at BIGINT, created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id));
CREATE UNIQUE INDEX automation_by_hook ON automation (hook);
CREATE TABLE automation_version (
  workspace_id BIGINT NOT NULL, automation_id UUID NOT NULL, version BIGINT NOT NULL, definition TEXT NOT NULL,
  by_id UUID, by_name TEXT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (workspace_id, automation_id, version));
CREATE TABLE automation_feed (
  workspace_id BIGINT NOT NULL PRIMARY KEY, position BIGINT NOT NULL, revision BIGINT NOT NULL, live BIGINT NOT NULL);
CREATE TABLE automation_run (
  workspace_id BIGINT NOT NULL, id UUID NOT NULL, automation_id UUID NOT NULL, version BIGINT NOT NULL, object TEXT,
  record_id UUID, state TEXT NOT NULL, place BIGINT NOT NULL, memory TEXT NOT NULL, cause TEXT NOT NULL,
  depth BIGINT NOT NULL, turn BIGINT NOT NULL, attempts BIGINT NOT NULL, steps BIGINT NOT NULL, due_at BIGINT NOT NULL,
  await_id UUID, error TEXT, started_at BIGINT NOT NULL, ended_at BIGINT, PRIMARY KEY (workspace_id, id));
CREATE INDEX automation_run_due ON automation_run (state, workspace_id, due_at);
CREATE INDEX automation_run_by_automation ON automation_run (workspace_id, automation_id, id);
CREATE INDEX automation_run_by_record ON automation_run (workspace_id, record_id, id);
CREATE INDEX automation_run_by_await ON automation_run (workspace_id, await_id);
CREATE TABLE automation_step (
  workspace_id BIGINT NOT NULL, run_id UUID NOT NULL, number BIGINT NOT NULL, path TEXT NOT NULL, word TEXT NOT NULL,
  outcome TEXT NOT NULL, detail TEXT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (workspace_id, run_id, number));
CREATE TABLE automation_occasion (
  workspace_id BIGINT NOT NULL, automation_id UUID NOT NULL, record_id UUID NOT NULL, occasion TEXT NOT NULL,
  PRIMARY KEY (workspace_id, automation_id, record_id, occasion));
CREATE TABLE automation_member (
  workspace_id BIGINT NOT NULL, automation_id UUID NOT NULL, record_id UUID NOT NULL,
  PRIMARY KEY (workspace_id, automation_id, record_id));
CREATE TABLE automation_question (
  workspace_id BIGINT NOT NULL, id UUID NOT NULL, run_id UUID NOT NULL, user_id UUID NOT NULL, text TEXT NOT NULL,
  asked_at BIGINT NOT NULL, answer TEXT, note TEXT, answered_by UUID, answered_at BIGINT, PRIMARY KEY (workspace_id, id));
CREATE INDEX automation_question_by_user ON automation_question (workspace_id, user_id, id);
CREATE INDEX automation_question_by_run ON automation_question (workspace_id, run_id);
"#;

/// The secret address before the present one, and until when it goes on to work.
const OLDER_HOOK: &str = r#"
ALTER TABLE automation ADD COLUMN older_hook BYTEA;
ALTER TABLE automation ADD COLUMN older_hook_until BIGINT;
CREATE UNIQUE INDEX automation_by_older_hook ON automation (older_hook);
"#;

/// A row, read column by column in the sequence it was selected.
pub struct Row(std::vec::IntoIter<Datum>);

impl Row {
    /// The first row a select finds.
    pub fn one(reader: &mut dyn Reader, select: &Select) -> Result<Option<Row>> {
        Ok(Row::all(reader, select)?.into_iter().next())
    }

    /// All rows a select finds.
    pub fn all(reader: &mut dyn Reader, select: &Select) -> Result<Vec<Row>> {
        Ok(reader.select(select)?.into_iter().map(|columns| Row(columns.into_iter())).collect())
    }

    fn next(&mut self) -> Result<Datum> {
        self.0.next().ok_or_else(|| Error::internal("automation: fewer columns than asked for"))
    }

    pub fn maybe_text(&mut self) -> Result<Option<String>> {
        Ok(self.next()?.text().map(str::to_string))
    }

    pub fn text(&mut self) -> Result<String> {
        self.maybe_text()?.ok_or_else(unexpected)
    }

    pub fn maybe_number(&mut self) -> Result<Option<i64>> {
        Ok(self.next()?.integer())
    }

    pub fn number(&mut self) -> Result<i64> {
        self.maybe_number()?.ok_or_else(unexpected)
    }

    pub fn maybe_id(&mut self) -> Result<Option<Id>> {
        Ok(self.next()?.id())
    }

    pub fn id(&mut self) -> Result<Id> {
        self.maybe_id()?.ok_or_else(unexpected)
    }

    pub fn maybe_bytes(&mut self) -> Result<Option<Vec<u8>>> {
        Ok(self.next()?.bytes().map(<[u8]>::to_vec))
    }

    /// Whether a column holds anything.
    pub fn is_filled(&mut self) -> Result<bool> {
        Ok(!self.next()?.is_null())
    }

    pub fn at(&mut self) -> Result<Timestamp> {
        self.number().map(Timestamp::from_micros)
    }

    pub fn maybe_at(&mut self) -> Result<Option<Timestamp>> {
        Ok(self.maybe_number()?.map(Timestamp::from_micros))
    }

    pub fn json<T: serde::de::DeserializeOwned>(&mut self) -> Result<T> {
        serde_json::from_str(&self.text()?).map_err(Error::internal)
    }

    pub fn workspace(&mut self) -> Result<WorkspaceId> {
        i32::try_from(self.number()?).map(WorkspaceId).map_err(Error::internal)
    }
}

fn unexpected() -> Error {
    Error::internal("automation: a column is empty that never is")
}

/// The row of that id in a workspace.
pub fn by_id(workspace: WorkspaceId, id: Id) -> Vec<Condition> {
    vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("id", id.into())]
}

/// JSON as it is kept.
pub fn kept(value: &impl serde::Serialize) -> Result<Datum> {
    serde_json::to_string(value).map(Datum::from).map_err(Error::internal)
}
