//! What booking keeps beside its records: the secrets of pages and of what was booked on them.

use store::migrate::Migration;
use store::table::{Condition, Delete, Insert, Select};
use store::{Datum, Reader, Writer};
use vocabulary::{Id, Result, Timestamp, WorkspaceId};

pub(in crate::activity) const MIGRATION: Migration = Migration::both("activity/0003_calendar", TEXT);

const TEXT: &str = r#"
CREATE TABLE calendar_feed (
  token_hash TEXT NOT NULL, workspace_id BIGINT NOT NULL, user_id UUID NOT NULL, created_at BIGINT NOT NULL, PRIMARY KEY (token_hash));
CREATE INDEX calendar_feed_by_user ON calendar_feed (workspace_id, user_id);
CREATE TABLE working_hours (
  workspace_id BIGINT NOT NULL, user_id UUID NOT NULL, stretches TEXT NOT NULL, PRIMARY KEY (workspace_id, user_id));
CREATE TABLE booking_link (
  token_hash TEXT NOT NULL, workspace_id BIGINT NOT NULL, record_id UUID NOT NULL, created_at BIGINT NOT NULL, PRIMARY KEY (token_hash));
CREATE INDEX booking_link_by_record ON booking_link (workspace_id, record_id);
"#;

const TABLE: &str = "booking_link";

/// Keeps the hash of a secret that opens a page or a meeting.
pub(super) fn keep(
    writer: &mut dyn Writer,
    workspace: WorkspaceId,
    hash: &str,
    record: Id,
    now: Timestamp,
) -> Result<()> {
    let values = vec![
        ("token_hash", hash.into()),
        ("workspace_id", workspace.into()),
        ("record_id", record.into()),
        ("created_at", now.into()),
    ];
    writer.insert(&Insert::new(TABLE, values)).map(|_| ())
}

/// Takes all secrets of a record back.
pub(super) fn forget(writer: &mut dyn Writer, workspace: WorkspaceId, record: Id) -> Result<()> {
    let filter =
        vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("record_id", record.into())];
    writer.delete(&Delete { table: TABLE, filter }).map(|_| ())
}

/// What a secret opens.
pub(super) fn find(reader: &mut dyn Reader, hash: &str) -> Result<Option<(WorkspaceId, Id)>> {
    let filter = vec![Condition::Eq("token_hash", hash.into())];
    let rows = reader.select(&Select::new(TABLE, &["workspace_id", "record_id"], filter))?;
    Ok(rows.first().and_then(|row| match row.as_slice() {
        [Datum::Integer(workspace), Datum::Id(record)] => {
            Some((WorkspaceId(i32::try_from(*workspace).ok()?), *record))
        }
        _ => None,
    }))
}
