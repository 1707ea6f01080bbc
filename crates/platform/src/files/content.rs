//! Which content belongs to which record of files. A table of its own: no field that users write can point at a content.

use super::StoredContent;
use crate::row::Row;
use store::table::{Condition, Insert, Select};
use store::{Reader, Writer};
use vocabulary::{Id, Result, WorkspaceId};

pub(super) const TABLE: &str = "file_content";

/// The table, as frozen text.
pub(crate) const MIGRATION: &str = "CREATE TABLE file_content (
  workspace_id BIGINT NOT NULL, record_id UUID NOT NULL, content_id UUID NOT NULL, size BIGINT NOT NULL,
  sha256 TEXT NOT NULL, content_type TEXT NOT NULL, PRIMARY KEY (workspace_id, record_id));
CREATE INDEX file_content_by_content ON file_content (workspace_id, content_id);";

/// Keeps that a record has this content.
pub fn keep_content(
    writer: &mut dyn Writer,
    workspace: WorkspaceId,
    record: Id,
    content: &StoredContent,
) -> Result<()> {
    let values = vec![
        ("workspace_id", workspace.into()),
        ("record_id", record.into()),
        ("content_id", content.key.into()),
        ("size", content.size.into()),
        ("sha256", content.sha256.clone().into()),
        ("content_type", content.content_type.clone().into()),
    ];
    writer.insert(&Insert::new(TABLE, values)).map(|_| ())
}

/// The content of a record, if it has one.
pub fn find_content(
    reader: &mut dyn Reader,
    workspace: WorkspaceId,
    record: Id,
) -> Result<Option<StoredContent>> {
    let filter =
        vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("record_id", record.into())];
    let select = Select::new(TABLE, &["content_id", "size", "sha256", "content_type"], filter);
    let Some(columns) = reader.select(&select)?.into_iter().next() else { return Ok(None) };
    let mut row = Row::new(TABLE, columns);
    Ok(Some(StoredContent {
        key: row.id()?,
        size: row.integer()?,
        sha256: row.text()?,
        content_type: row.text()?,
    }))
}
