//! A number per user that grows with everything that changes their notifications: by it an open app learns that there is something new.

use super::model::of_user;
use super::table::PLACE;
use crate::row::Row;
use store::table::{Condition, Insert, OnConflict, Select, Update};
use store::{Reader, Writer};
use vocabulary::{Id, Result, Timestamp, WorkspaceId};

/// Places looked at to learn whether anybody's has moved: whoever moves comes first.
const LOOKED_AT: u32 = 16;

/// Notes that a user's notifications have changed.
pub(super) fn touch(writer: &mut dyn Writer, workspace: WorkspaceId, user: Id, now: Timestamp) -> Result<()> {
    let set = vec![("touched_at", now.into())];
    let raise = Update { add: vec![("version", 1)], ..Update::new(PLACE, set, of_user(workspace, user)) };
    if writer.update(&raise)? == 1 {
        return Ok(());
    }
    let values = vec![
        ("workspace_id", workspace.into()),
        ("user_id", user.into()),
        ("version", 0i64.into()),
        ("touched_at", now.into()),
    ];
    writer.insert(&Insert { table: PLACE, values, on_conflict: OnConflict::Ignore })?;
    writer.update(&raise).map(|_| ())
}

/// The version of a user's notifications.
pub(crate) fn version(reader: &mut dyn Reader, workspace: WorkspaceId, user: Id) -> Result<i64> {
    let rows = reader.select(&Select::new(PLACE, &["version"], of_user(workspace, user)))?;
    rows.into_iter().next().map_or(Ok(0), |row| Row::new(PLACE, row).integer())
}

/// A number that is another one once anybody's notifications have changed.
pub(crate) fn digest(reader: &mut dyn Reader, workspace: WorkspaceId) -> Result<i64> {
    let filter = vec![Condition::Eq("workspace_id", workspace.into())];
    let select =
        Select::new(PLACE, &["version", "touched_at"], filter).descending("touched_at").limit(LOOKED_AT);
    let mut digest = 0i64;
    for row in reader.select(&select)? {
        let mut row = Row::new(PLACE, row);
        let (version, touched) = (row.integer()?, row.integer()?);
        digest = digest.wrapping_mul(31).wrapping_add(version).wrapping_add(touched);
    }
    Ok(digest)
}
