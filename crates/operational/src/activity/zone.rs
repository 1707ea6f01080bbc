//! The time zone a user lives in, and wall clocks in it.

use dictionary::Value;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use store::table::{Condition, Select};
use store::{Datum, Reader};
use vocabulary::{Id, Result, Timestamp, WorkspaceId};

/// The zone of a user; the workspace's for nobody, and for who has said nothing.
pub(crate) fn zone_of(
    reader: &mut (impl Reader + ?Sized),
    workspace: WorkspaceId,
    user: Option<Id>,
) -> Result<TimeZone> {
    let mut own = String::new();
    if let Some(user) = user {
        let filter = vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("id", user.into())];
        own = first_text(reader.select(&Select::new("user", &["zone"], filter))?);
    }
    if own.is_empty() {
        let filter = vec![Condition::Eq("id", workspace.into())];
        own = first_text(reader.select(&Select::new("workspace", &["zone"], filter))?);
    }
    Ok(TimeZone::get(&own).unwrap_or(TimeZone::UTC))
}

/// Whether a user may sign in.
pub(super) fn is_active(
    reader: &mut (impl Reader + ?Sized),
    workspace: WorkspaceId,
    user: Id,
) -> Result<bool> {
    let filter = vec![
        Condition::Eq("workspace_id", workspace.into()),
        Condition::Eq("id", user.into()),
        Condition::Eq("active", true.into()),
    ];
    Ok(!reader.select(&Select::new("user", &["id"], filter))?.is_empty())
}

fn first_text(rows: Vec<Vec<Datum>>) -> String {
    match rows.into_iter().next().and_then(|row| row.into_iter().next()) {
        Some(Datum::Text(text)) => text,
        _ => String::new(),
    }
}

/// What the clock on the wall shows.
pub(super) fn wall(at: Timestamp, zone: &TimeZone) -> Option<DateTime> {
    Some(at.to_jiff()?.to_zoned(zone.clone()).datetime())
}

/// The moment at which the clock on the wall shows a time. A time that is skipped when the clocks go forward is as much later as they
/// skip; of one that comes twice it is the first.
pub(crate) fn moment(day: Date, time: Time, zone: &TimeZone) -> Option<Timestamp> {
    let zoned = day.to_datetime(time).to_zoned(zone.clone()).ok()?;
    Some(Timestamp::from_jiff(zoned.timestamp()))
}

/// The moment a field holds.
pub(super) fn at(value: &Value) -> Option<Timestamp> {
    match value {
        Value::Timestamp(at) => Some(*at),
        _ => None,
    }
}
