//! The tables: who set up a schedule for which dashboard, and what was kept.

use super::take::Taken;
use serde_json::Value as Json;
use store::migrate::Migration;
use store::table::{Condition, Delete, Insert, OnConflict, Select};
use store::{Datum, Reader, Writer};
use vocabulary::{Error, Id, Result, Timestamp, WorkspaceId};

/// When a schedule comes next stands with all other schedules of the platform; here stands whose it is.
pub(super) const MIGRATIONS: &[Migration] = &[Migration::both("analytical/0070_dashboard_snapshot", TABLES)];

const TABLES: &str = r"
CREATE TABLE dashboard_schedule (
  workspace_id BIGINT NOT NULL, dashboard_id UUID NOT NULL, user_id UUID NOT NULL, name TEXT NOT NULL, set_at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, dashboard_id, user_id));
CREATE INDEX dashboard_schedule_by_user ON dashboard_schedule (workspace_id, user_id);
CREATE TABLE dashboard_snapshot (
  workspace_id BIGINT NOT NULL, id UUID NOT NULL, dashboard_id UUID NOT NULL, user_id UUID NOT NULL, as_of BIGINT NOT NULL,
  scheduled BIGINT NOT NULL, name TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (workspace_id, id));
CREATE INDEX dashboard_snapshot_by_user ON dashboard_snapshot (workspace_id, user_id, dashboard_id, as_of);
CREATE INDEX dashboard_snapshot_by_dashboard ON dashboard_snapshot (workspace_id, dashboard_id);
";

const TABLE: &str = "dashboard_snapshot";
const COLUMNS: &[&str] = &["id", "dashboard_id", "as_of", "scheduled", "name"];

/// So many of one dashboard are kept for one person, the newest.
pub(super) const NEWEST: usize = 24;

/// Whose dashboard it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) workspace: WorkspaceId,
    pub(super) dashboard: Id,
    pub(super) user: Id,
}

impl Place {
    /// The rows of both tables that belong to it.
    pub(super) fn filter(self) -> Vec<Condition> {
        vec![
            Condition::Eq("workspace_id", self.workspace.into()),
            Condition::Eq("dashboard_id", self.dashboard.into()),
            Condition::Eq("user_id", self.user.into()),
        ]
    }
}

/// A snapshot without what it says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    pub(super) id: Id,
    pub(super) dashboard: Id,
    pub(super) as_of: Timestamp,
    pub(super) scheduled: bool,
    pub(super) name: String,
}

/// Keeps a snapshot once, however often it is asked to, and lets go of those before the newest.
pub(super) fn insert(
    writer: &mut dyn Writer,
    place: Place,
    id: Id,
    taken: &Taken,
    scheduled: bool,
) -> Result<bool> {
    let values = vec![
        ("workspace_id", place.workspace.into()),
        ("id", id.into()),
        ("dashboard_id", place.dashboard.into()),
        ("user_id", place.user.into()),
        ("as_of", taken.as_of.into()),
        ("scheduled", scheduled.into()),
        ("name", taken.name.clone().into()),
        ("body", serde_json::to_string(taken).map_err(Error::internal)?.into()),
    ];
    let new = writer.insert(&Insert { table: TABLE, values, on_conflict: OnConflict::Ignore })? == 1;
    let rows =
        writer.select(&Select::new(TABLE, &["id"], place.filter()).descending("as_of").descending("id"))?;
    let old: Vec<Datum> = rows.into_iter().skip(NEWEST).filter_map(|row| row.into_iter().next()).collect();
    if !old.is_empty() {
        let filter = vec![Condition::Eq("workspace_id", place.workspace.into()), Condition::In("id", old)];
        writer.delete(&Delete { table: TABLE, filter })?;
    }
    Ok(new)
}

/// Somebody's snapshots of a dashboard, the newest first.
pub(super) fn list(reader: &mut dyn Reader, place: Place) -> Result<Vec<Row>> {
    let select = Select::new(TABLE, COLUMNS, place.filter()).descending("as_of").descending("id");
    reader.select(&select)?.iter().map(|row| read(row)).collect()
}

/// Somebody's snapshot.
pub(super) fn find(
    reader: &mut dyn Reader,
    workspace: WorkspaceId,
    user: Id,
    id: Id,
) -> Result<Option<(Row, Json)>> {
    let filter = of_user(workspace, user, id);
    let rows = reader.select(&Select::new(TABLE, COLUMNS, filter.clone()))?;
    let Some(row) = rows.first().map(|row| read(row)).transpose()? else { return Ok(None) };
    let rows = reader.select(&Select::new(TABLE, &["body"], filter))?;
    let body = rows.first().and_then(|row| row.first()).and_then(Datum::text).ok_or_else(wrong)?;
    Ok(Some((row, serde_json::from_str(body).map_err(Error::internal)?)))
}

/// Lets go of somebody's snapshot; answers whether there was one.
pub(super) fn remove(writer: &mut dyn Writer, workspace: WorkspaceId, user: Id, id: Id) -> Result<bool> {
    Ok(writer.delete(&Delete { table: TABLE, filter: of_user(workspace, user, id) })? == 1)
}

/// Lets go of all snapshots that meet a condition.
pub(super) fn clear(writer: &mut dyn Writer, filter: Vec<Condition>) -> Result<u64> {
    writer.delete(&Delete { table: TABLE, filter })
}

fn of_user(workspace: WorkspaceId, user: Id, id: Id) -> Vec<Condition> {
    vec![
        Condition::Eq("workspace_id", workspace.into()),
        Condition::Eq("id", id.into()),
        Condition::Eq("user_id", user.into()),
    ]
}

fn wrong() -> Error {
    Error::internal("a row of dashboard_snapshot is not as it was written")
}

fn read(row: &[Datum]) -> Result<Row> {
    let [id, dashboard, as_of, scheduled, name] = row else { return Err(wrong()) };
    Ok(Row {
        id: id.id().ok_or_else(wrong)?,
        dashboard: dashboard.id().ok_or_else(wrong)?,
        as_of: as_of.integer().map(Timestamp::from_micros).ok_or_else(wrong)?,
        scheduled: scheduled.integer() == Some(1),
        name: name.text().ok_or_else(wrong)?.to_string(),
    })
}
