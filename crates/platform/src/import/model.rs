//! An import as it stands in its table, and who may see it.

use super::format::{ImportColumn, ImportFormat};
use crate::row::Row;
use records::Context;
use records::import::{Mapping, Question, RowOutcome, RowResult};
use serde::{Deserialize, Serialize};
use store::table::{Condition, Insert, Select, Update};
use store::{Datum, Reader, Writer};
use vocabulary::{Conflict, Error, Id, Result, Timestamp, WorkspaceId};

/// Where an import stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportState {
    /// The file is here; which column goes where has to be confirmed.
    Uploaded,
    /// It can be tried and run.
    Ready,
    /// A dry run is on its way.
    DryRunning,
    /// The results of a dry run are there.
    DryRunDone,
    /// It is being written.
    Running,
    /// Somebody paused it.
    Paused,
    /// It came to its end.
    Done,
    /// It broke off; what was written until then stays, and can be taken back.
    Failed,
    /// It is being taken back.
    Undoing,
    /// It was taken back.
    Undone,
}

impl ImportState {
    const ALL: [ImportState; 10] = [
        ImportState::Uploaded,
        ImportState::Ready,
        ImportState::DryRunning,
        ImportState::DryRunDone,
        ImportState::Running,
        ImportState::Paused,
        ImportState::Done,
        ImportState::Failed,
        ImportState::Undoing,
        ImportState::Undone,
    ];

    /// The word kept in the table.
    pub fn word(self) -> &'static str {
        match self {
            ImportState::Uploaded => "uploaded",
            ImportState::Ready => "ready",
            ImportState::DryRunning => "dry_running",
            ImportState::DryRunDone => "dry_run_done",
            ImportState::Running => "running",
            ImportState::Paused => "paused",
            ImportState::Done => "done",
            ImportState::Failed => "failed",
            ImportState::Undoing => "undoing",
            ImportState::Undone => "undone",
        }
    }

    fn from_word(word: &str) -> Result<ImportState> {
        let found = ImportState::ALL.into_iter().find(|state| state.word() == word);
        found.ok_or_else(|| Error::internal(format!("an import in the state {word}")))
    }
}

/// How far an import is. Rows are counted by what became of them; `warnings` counts those with something to tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportProgress {
    /// Rows of the file, once known.
    pub rows: Option<i64>,
    /// Rows done.
    pub done: i64,
    /// Rows that made a record.
    pub created: i64,
    /// Rows that changed one.
    pub changed: i64,
    /// Rows that said nothing new.
    pub unchanged: i64,
    /// Rows left out.
    pub skipped: i64,
    /// Rows refused.
    pub refused: i64,
    /// Rows that were taken with something to tell.
    pub warnings: i64,
}

impl ImportProgress {
    /// With what became of more rows.
    pub(super) fn with(mut self, results: &[RowResult]) -> ImportProgress {
        for result in results {
            let rows = i64::try_from(result.rows).unwrap_or(i64::MAX);
            self.done += rows;
            *match result.outcome {
                RowOutcome::Created => &mut self.created,
                RowOutcome::Changed => &mut self.changed,
                RowOutcome::Unchanged => &mut self.unchanged,
                RowOutcome::Skipped => &mut self.skipped,
                RowOutcome::Refused => &mut self.refused,
            } += rows;
            if result.outcome != RowOutcome::Refused && !result.messages.is_empty() {
                self.warnings += rows;
            }
        }
        self
    }

    /// The counters as columns.
    pub(super) fn columns(&self) -> Vec<(&'static str, Datum)> {
        vec![
            ("created", self.created.into()),
            ("changed", self.changed.into()),
            ("unchanged", self.unchanged.into()),
            ("skipped", self.skipped.into()),
            ("refused", self.refused.into()),
            ("warnings", self.warnings.into()),
        ]
    }
}

/// An import, as its owner sees it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Import {
    /// The id; also the batch of what it writes.
    pub id: Id,
    /// The workspace.
    #[serde(skip)]
    pub workspace: WorkspaceId,
    /// The file's name.
    pub name: String,
    /// The file's bytes.
    pub size: i64,
    /// The file's content.
    #[serde(skip)]
    pub content: Id,
    /// Where it stands.
    pub state: ImportState,
    /// How the file is read.
    pub format: ImportFormat,
    /// The columns of the file.
    pub columns: Vec<ImportColumn>,
    /// Which column goes where; a suggestion until it is confirmed.
    pub mapping: Option<Mapping>,
    /// How far it is.
    pub progress: ImportProgress,
    /// The last row that was written.
    #[serde(skip)]
    pub last_row: i64,
    /// Where taking it back has come to.
    #[serde(skip)]
    pub undo_before: Option<i64>,
    /// What taking it back left as it was, and why.
    pub kept: Vec<String>,
    /// The job at work on it, or the last that was.
    pub job: Option<Id>,
    /// Why it failed.
    pub error: Option<String>,
    /// What only the user can decide.
    pub questions: Vec<Question>,
    /// The user it runs for.
    pub created_by: Option<Id>,
    /// When the file came.
    pub created_at: Timestamp,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
}

pub(super) const TABLE: &str = "import";
const COLUMNS: &[&str] = &[
    "workspace_id",
    "id",
    "name",
    "size",
    "content_id",
    "state",
    "format",
    "columns",
    "questions",
    "mapping",
    "total",
    "done",
    "created",
    "changed",
    "unchanged",
    "skipped",
    "refused",
    "warnings",
    "last_row",
    "undo_before",
    "kept",
    "job_id",
    "error",
    "created_by",
    "created_at",
    "finished_at",
];

/// Whether an import is the asker's, or the asker an administrator.
fn may_see(context: &Context, import: &Import) -> bool {
    context.rights.administrator() || (import.created_by.is_some() && import.created_by == context.actor.user)
}

/// The import of that id, if the asker may see it.
pub(super) fn load(reader: &mut dyn Reader, context: &Context, id: Id) -> Result<Import> {
    let select = Select::new(TABLE, COLUMNS, by_id(context.workspace, id));
    let import = reader.select(&select)?.into_iter().next().map(read).transpose()?;
    import.filter(|import| may_see(context, import)).ok_or_else(Error::not_found)
}

/// The newest imports the asker may see.
pub(super) fn newest(reader: &mut dyn Reader, context: &Context, limit: u32) -> Result<Vec<Import>> {
    let mut filter = vec![Condition::Eq("workspace_id", context.workspace.into())];
    if !context.rights.administrator() {
        filter.push(Condition::Eq("created_by", context.actor.user.into()));
    }
    let select = Select::new(TABLE, COLUMNS, filter).descending("created_at").descending("id").limit(limit);
    reader.select(&select)?.into_iter().map(read).collect()
}

pub(super) fn insert(writer: &mut dyn Writer, import: &Import) -> Result<()> {
    let mut values = vec![
        ("workspace_id", import.workspace.into()),
        ("id", import.id.into()),
        ("name", import.name.clone().into()),
        ("size", import.size.into()),
        ("content_id", import.content.into()),
        ("state", import.state.word().into()),
        ("format", json(&import.format)?),
        ("columns", json(&import.columns)?),
        ("questions", json(&import.questions)?),
        ("mapping", mapping_text(import)?),
        ("total", import.progress.rows.into()),
        ("done", import.progress.done.into()),
        ("last_row", import.last_row.into()),
        ("kept", json(&import.kept)?),
        ("created_by", import.created_by.into()),
        ("created_at", import.created_at.into()),
    ];
    values.extend(import.progress.columns());
    writer.insert(&Insert::new(TABLE, values)).map(|_| ())
}

/// Changes columns of an import that is in one of these states; refused when it has moved on meanwhile.
pub(super) fn update(
    writer: &mut dyn Writer,
    import: &Import,
    states: &[ImportState],
    set: Vec<(&'static str, Datum)>,
) -> Result<()> {
    let mut filter = by_id(import.workspace, import.id);
    filter.push(Condition::In("state", states.iter().map(|state| state.word().into()).collect()));
    match writer.update(&Update::new(TABLE, set, filter))? {
        0 => Err(busy()),
        _ => Ok(()),
    }
}

/// The import is in a state in which this cannot be done.
pub(super) fn busy() -> Error {
    let text = "The import is at another point now, and this cannot be done there. Look at it again.";
    Error::Conflict(Conflict::Other, text.to_string())
}

pub(super) fn by_id(workspace: WorkspaceId, id: Id) -> Vec<Condition> {
    vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("id", id.into())]
}

pub(super) fn json<T: Serialize>(value: &T) -> Result<Datum> {
    serde_json::to_string(value).map(Datum::Text).map_err(Error::internal)
}

pub(super) fn mapping_text(import: &Import) -> Result<Datum> {
    match &import.mapping {
        Some(mapping) => json(mapping),
        None => Ok(Datum::Null),
    }
}

fn parsed<T: serde::de::DeserializeOwned>(value: serde_json::Value) -> Result<T> {
    serde_json::from_value(value).map_err(|error| Error::internal(format!("import: {error}")))
}

fn read(columns: Vec<Datum>) -> Result<Import> {
    let mut row = Row::new(TABLE, columns);
    let (workspace, id, name, size, content) =
        (row.workspace()?, row.id()?, row.text()?, row.integer()?, row.id()?);
    let state = ImportState::from_word(&row.text()?)?;
    let (format, columns, questions) = (parsed(row.json()?)?, parsed(row.json()?)?, parsed(row.json()?)?);
    let mapping = match row.text_or_none()? {
        Some(text) => Some(serde_json::from_str(&text).map_err(Error::internal)?),
        None => None,
    };
    let progress = ImportProgress {
        rows: row.integer_or_none()?,
        done: row.integer()?,
        created: row.integer()?,
        changed: row.integer()?,
        unchanged: row.integer()?,
        skipped: row.integer()?,
        refused: row.integer()?,
        warnings: row.integer()?,
    };
    Ok(Import {
        id,
        workspace,
        name,
        size,
        content,
        state,
        format,
        columns,
        mapping,
        progress,
        last_row: row.integer()?,
        undo_before: row.integer_or_none()?,
        kept: parsed(row.json()?)?,
        job: row.id_or_none()?,
        error: row.text_or_none()?,
        questions,
        created_by: row.id_or_none()?,
        created_at: row.moment()?,
        finished_at: row.moment_or_none()?,
    })
}
