//! What booking keeps beside its records: the secrets of pages and of what was booked on them.

use store::table::{Condition, Delete, Insert, Select};
use store::{Datum, Reader, Writer};
use vocabulary::{Id, Result, Timestamp, WorkspaceId};

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
