//! Where drafts wait: a row for each lesson that is being written.

use super::content::Content;
use store::migrate::Migration;
use store::table::{Condition, Delete, Insert, OnConflict, Select, Update};
use store::{Datum, Reader, Writer};
use vocabulary::{Error, Id, Result, Timestamp, WorkspaceId};

const TABLE: &str = "lesson_draft";

pub(in super::super) static MIGRATION: Migration = Migration::both("training/0002_lesson_draft", TEXT);

const TEXT: &str = r"
CREATE TABLE lesson_draft (
  workspace_id BIGINT NOT NULL, lesson_id UUID NOT NULL, content TEXT NOT NULL, version BIGINT NOT NULL, base BIGINT NOT NULL,
  changed_at BIGINT NOT NULL, changed_by UUID, publishing BIGINT NOT NULL, PRIMARY KEY (workspace_id, lesson_id));
";

const COLUMNS: &[&str] = &["content", "version", "base", "changed_at", "changed_by"];

/// What was written and is not published.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) content: Content,
    /// How often it was kept.
    pub(super) version: i64,
    /// The revision of the lesson it was begun on.
    pub(super) base: i64,
    pub(super) changed_at: Timestamp,
    pub(super) changed_by: Option<Id>,
}

pub(super) fn find(reader: &mut dyn Reader, workspace: WorkspaceId, lesson: Id) -> Result<Option<Draft>> {
    let rows = reader.select(&Select::new(TABLE, COLUMNS, of(workspace, lesson)))?;
    let Some(row) = rows.first() else { return Ok(None) };
    let [Datum::Text(content), Datum::Integer(version), Datum::Integer(base), Datum::Integer(at), by] =
        row.as_slice()
    else {
        return Err(Error::internal(format!("{TABLE}: a row reads otherwise than it was written")));
    };
    Ok(Some(Draft {
        content: serde_json::from_str(content).map_err(Error::internal)?,
        version: *version,
        base: *base,
        changed_at: Timestamp::from_micros(*at),
        changed_by: match by {
            Datum::Id(by) => Some(*by),
            _ => None,
        },
    }))
}

pub(super) fn put(writer: &mut dyn Writer, workspace: WorkspaceId, lesson: Id, draft: &Draft) -> Result<()> {
    let by = draft.changed_by.map_or(Datum::Null, Datum::from);
    let values = vec![
        ("workspace_id", workspace.into()),
        ("lesson_id", lesson.into()),
        ("content", serde_json::to_string(&draft.content).map_err(Error::internal)?.into()),
        ("version", draft.version.into()),
        ("base", draft.base.into()),
        ("changed_at", draft.changed_at.into()),
        ("changed_by", by),
        ("publishing", 0.into()),
    ];
    let on_conflict = OnConflict::Replace(&["workspace_id", "lesson_id"]);
    writer.insert(&Insert { table: TABLE, values, on_conflict }).map(|_| ())
}

/// From here to the end of the transaction, the writes of this lesson and its questions are one new version.
pub(super) fn begin_publishing(writer: &mut dyn Writer, workspace: WorkspaceId, lesson: Id) -> Result<()> {
    let set = vec![("publishing", 1.into())];
    writer.update(&Update::new(TABLE, set, of(workspace, lesson))).map(|_| ())
}

/// Whether a lesson is being published in this transaction.
pub(in super::super) fn is_publishing(
    reader: &mut dyn Reader,
    workspace: WorkspaceId,
    lesson: Id,
) -> Result<bool> {
    let mut filter = of(workspace, lesson);
    filter.push(Condition::Eq("publishing", 1.into()));
    Ok(!reader.select(&Select::new(TABLE, &["version"], filter))?.is_empty())
}

/// Takes a draft away.
pub(in super::super) fn forget(writer: &mut dyn Writer, workspace: WorkspaceId, lesson: Id) -> Result<()> {
    writer.delete(&Delete { table: TABLE, filter: of(workspace, lesson) }).map(|_| ())
}

/// The lessons of which there is a draft.
pub(super) fn all(reader: &mut dyn Reader, workspace: WorkspaceId) -> Result<Vec<Id>> {
    let filter = vec![Condition::Eq("workspace_id", workspace.into())];
    let rows = reader.select(&Select::new(TABLE, &["lesson_id"], filter))?;
    Ok(rows
        .iter()
        .filter_map(|row| match row.first() {
            Some(Datum::Id(id)) => Some(*id),
            _ => None,
        })
        .collect())
}

fn of(workspace: WorkspaceId, lesson: Id) -> Vec<Condition> {
    vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("lesson_id", lesson.into())]
}
