//! One's own schedule for a dashboard: set, told and ended. The platform's schedules say when it comes next; here stands whose it is.

use super::rhythm::{Wanted, told};
use super::table::Place;
use crate::report::kept::{self, Kept, Sort};
use platform::Platform;
use platform::identity::Authenticated;
use platform::job::{NewSchedule, Rhythm, find_schedule, put_schedule, remove_schedule};
use serde_json::{Value as Json, json};
use store::table::{Condition, Delete, Insert, OnConflict, Select, Update};
use store::{Datum, Reader, Writer};
use vocabulary::{Error, Id, Result, Timestamp, WorkspaceId};

const TABLE: &str = "dashboard_schedule";
/// The kind of job that keeps a dashboard.
pub(super) const KIND: &str = "dashboard.snapshot";
/// Schedules of one user.
const MOST: usize = 100;

/// The asker's schedule for a dashboard they see, as it is told; null when there is none.
pub(super) fn show(platform: &Platform, asker: &Authenticated, dashboard: Id) -> Result<Json> {
    platform.store.read(|reader| {
        kept::find(reader, asker, Sort::Dashboard, dashboard)?;
        of(reader, place(asker, dashboard))
    })
}

/// Sets the asker's schedule for a dashboard they see.
pub(super) fn put(
    platform: &Platform,
    asker: &Authenticated,
    dashboard: Id,
    wanted: &Wanted,
) -> Result<Json> {
    let rhythm = wanted.rhythm()?;
    let (now, who) = (platform.now(), asker.clone());
    platform.store.write(move |writer| {
        let kept = kept::find(writer, &who, Sort::Dashboard, dashboard)?;
        let place = place(&who, dashboard);
        let own = vec![
            Condition::Eq("workspace_id", place.workspace.into()),
            Condition::Eq("user_id", place.user.into()),
        ];
        let known = writer.select(&Select::new(TABLE, &["dashboard_id"], own))?;
        let is_new = known.iter().all(|row| row.first().and_then(Datum::id) != Some(dashboard));
        if is_new && known.len() >= MOST {
            let text = format!("You keep {MOST} dashboards by schedule already: end some first.");
            return Err(Error::invalid("every", "too_many", text));
        }
        let values = vec![
            ("workspace_id", place.workspace.into()),
            ("dashboard_id", place.dashboard.into()),
            ("user_id", place.user.into()),
            ("name", kept.name.clone().into()),
            ("set_at", now.into()),
        ];
        let on_conflict = OnConflict::Replace(&["workspace_id", "dashboard_id", "user_id"]);
        writer.insert(&Insert { table: TABLE, values, on_conflict })?;
        put_schedule(writer, &timed(place, rhythm, zone_of(&who)), now)?;
        of(writer, place)
    })
}

/// Ends the asker's schedule for a dashboard they see; what was kept stays.
pub(super) fn remove(platform: &Platform, asker: &Authenticated, dashboard: Id) -> Result<()> {
    let who = asker.clone();
    platform.store.write(move |writer| {
        kept::find(writer, &who, Sort::Dashboard, dashboard)?;
        end(writer, place(&who, dashboard)).map(|_| ())
    })
}

/// What must hold when a dashboard was kept: the schedule is still there. It goes on by the clock of the zone in which its user lives
/// now, and remembers what the dashboard is called.
pub(super) fn go_on(
    writer: &mut dyn Writer,
    asker: &Authenticated,
    kept: &Kept,
    now: Timestamp,
) -> Result<bool> {
    let place = place(asker, kept.id);
    let set = vec![("name", kept.name.clone().into())];
    if writer.update(&Update::new(TABLE, set, place.filter()))? == 0 {
        return Ok(false);
    }
    if let Some((rhythm, zone, _)) = find_schedule(writer, place.workspace, &name_of(place))?
        && zone != zone_of(asker)
    {
        put_schedule(writer, &timed(place, rhythm, zone_of(asker)), now)?;
    }
    Ok(true)
}

/// Ends a schedule; answers what its dashboard was called when its user last saw it.
pub(super) fn end(writer: &mut dyn Writer, place: Place) -> Result<Option<String>> {
    let rows = writer.select(&Select::new(TABLE, &["name"], place.filter()))?;
    writer.delete(&Delete { table: TABLE, filter: place.filter() })?;
    remove_schedule(writer, place.workspace, &name_of(place))?;
    Ok(rows.first().and_then(|row| row.first()).and_then(Datum::text).map(str::to_string))
}

/// The schedules of a dashboard, or of some users.
pub(super) fn all(reader: &mut dyn Reader, workspace: WorkspaceId, only: Condition) -> Result<Vec<Place>> {
    let filter = vec![Condition::Eq("workspace_id", workspace.into()), only];
    let rows = reader.select(&Select::new(TABLE, &["dashboard_id", "user_id"], filter))?;
    let place = |row: Vec<Datum>| {
        let (dashboard, user) = (row.first()?.id()?, row.get(1)?.id()?);
        Some(Place { workspace, dashboard, user })
    };
    Ok(rows.into_iter().filter_map(place).collect())
}

/// A dashboard, as the asker keeps it.
pub(super) fn place(asker: &Authenticated, dashboard: Id) -> Place {
    Place { workspace: asker.workspace.id, dashboard, user: asker.user.id }
}

fn of(reader: &mut dyn Reader, place: Place) -> Result<Json> {
    let Some((rhythm, zone, next_at)) = find_schedule(reader, place.workspace, &name_of(place))? else {
        return Ok(Json::Null);
    };
    let mut shown = told(rhythm);
    if let Json::Object(entries) = &mut shown {
        entries.insert("zone".to_string(), json!(zone));
        entries.insert("next_at".to_string(), json!(next_at));
    }
    Ok(shown)
}

fn timed(place: Place, rhythm: Rhythm, zone: &str) -> NewSchedule {
    NewSchedule {
        workspace: place.workspace,
        name: name_of(place),
        kind: KIND.to_string(),
        label: "Keeping a dashboard".to_string(),
        payload: json!({"dashboard": place.dashboard, "user": place.user}),
        rhythm,
        zone: zone.to_string(),
        created_by: Some(place.user),
    }
}

fn name_of(place: Place) -> String {
    format!("{KIND} {} {}", place.dashboard, place.user)
}

/// Where somebody lives; where the workspace is, for who has said nothing.
fn zone_of(asker: &Authenticated) -> &str {
    if asker.user.zone.is_empty() { &asker.workspace.zone } else { &asker.user.zone }
}
