//! Schedules: they enqueue a job by the clock on the wall of their zone, once per local day however many servers look.

use super::{NewJob, Rhythm, enqueue};
use crate::Platform;
use crate::row::Row;
use jiff::tz::TimeZone;
use serde_json::Value;
use store::table::{Condition, Delete, Insert, OnConflict, Select, Update};
use store::{Datum, Reader, Writer};
use vocabulary::{Error, Id, Result, Timestamp, WorkspaceId};

/// A schedule to keep.
#[derive(Clone, Debug)]
pub struct NewSchedule {
    /// The workspace; 0 for the installation itself.
    pub workspace: WorkspaceId,
    /// Its name within the workspace.
    pub name: String,
    /// The kind of job.
    pub kind: String,
    /// The label of its jobs.
    pub label: String,
    /// The payload of its jobs.
    pub payload: Value,
    /// How often.
    pub rhythm: Rhythm,
    /// The zone of the wall.
    pub zone: String,
    /// The user whose rights its jobs have; none for Kith itself.
    pub created_by: Option<Id>,
}

struct Schedule {
    new: NewSchedule,
    next_at: Timestamp,
    slot: String,
}

const TABLE: &str = "schedule";
const COLUMNS: &[&str] =
    &["workspace_id", "name", "kind", "label", "payload", "rhythm", "zone", "next_at", "slot", "created_by"];

/// Keeps a schedule. One that is there already and repeats alike goes on undisturbed, so this may run at every start.
pub fn put_schedule(writer: &mut dyn Writer, schedule: &NewSchedule, now: Timestamp) -> Result<()> {
    let rhythm = serde_json::to_string(&schedule.rhythm).map_err(Error::internal)?;
    let same = {
        let mut filter = by_name(schedule.workspace, &schedule.name);
        filter.push(Condition::Eq("rhythm", rhythm.clone().into()));
        filter.push(Condition::Eq("zone", schedule.zone.clone().into()));
        filter
    };
    let set: Vec<(&'static str, Datum)> = vec![
        ("kind", schedule.kind.clone().into()),
        ("label", schedule.label.clone().into()),
        ("payload", schedule.payload.to_string().into()),
        ("created_by", schedule.created_by.into()),
    ];
    if writer.update(&Update::new(TABLE, set.clone(), same))? == 1 {
        return Ok(());
    }
    let (next_at, slot) = schedule.rhythm.next(now, &zone(&schedule.zone)?)?;
    let mut values = vec![
        ("workspace_id", schedule.workspace.into()),
        ("name", schedule.name.clone().into()),
        ("rhythm", rhythm.into()),
        ("zone", schedule.zone.clone().into()),
        ("next_at", next_at.into()),
        ("slot", slot.into()),
    ];
    values.extend(set);
    let on_conflict = OnConflict::Replace(&["workspace_id", "name"]);
    writer.insert(&Insert { table: TABLE, values, on_conflict }).map(|_| ())
}

/// The rhythm and zone of a schedule, and when it comes next.
pub fn find_schedule(
    reader: &mut dyn Reader,
    workspace: WorkspaceId,
    name: &str,
) -> Result<Option<(Rhythm, String, Timestamp)>> {
    let found = reader.select(&Select::new(TABLE, COLUMNS, by_name(workspace, name)))?.into_iter().next();
    let schedule = found.map(read).transpose()?;
    Ok(schedule.map(|schedule| (schedule.new.rhythm, schedule.new.zone, schedule.next_at)))
}

/// Ends a schedule; answers whether there was one.
pub fn remove_schedule(writer: &mut dyn Writer, workspace: WorkspaceId, name: &str) -> Result<bool> {
    Ok(writer.delete(&Delete { table: TABLE, filter: by_name(workspace, name) })? == 1)
}

/// Enqueues the jobs of all schedules whose time has come; answers how many. After a long sleep each runs once, not once for
/// every time that was missed.
pub fn enqueue_scheduled(platform: &Platform) -> Result<usize> {
    let now = platform.now();
    let due = platform.store.read(|reader| {
        let filter = vec![Condition::Lte("next_at", now.into())];
        let rows = reader.select(&Select::new(TABLE, COLUMNS, filter).ascending("next_at").limit(200))?;
        rows.into_iter().map(read).collect::<Result<Vec<_>>>()
    })?;
    let mut count = 0;
    for schedule in due {
        let job = NewJob {
            created_by: schedule.new.created_by,
            once: Some(format!("{}@{}", schedule.new.name, schedule.slot)),
            ..NewJob::of_system(
                platform,
                schedule.new.workspace,
                &schedule.new.kind,
                &schedule.new.label,
                schedule.new.payload.clone(),
            )
        };
        let (next_at, slot) = schedule.new.rhythm.next(now, &zone(&schedule.new.zone)?)?;
        let made = platform.store.write(move |writer| {
            let mut filter = by_name(schedule.new.workspace, &schedule.new.name);
            filter.push(Condition::Eq("next_at", schedule.next_at.into()));
            let set = vec![("next_at", next_at.into()), ("slot", slot.clone().into())];
            // Another server was faster.
            if writer.update(&Update::new(TABLE, set, filter))? == 0 {
                return Ok(false);
            }
            enqueue(writer, &job)
        })?;
        count += usize::from(made);
    }
    if count > 0 {
        platform.jobs.ring();
    }
    Ok(count)
}

fn zone(name: &str) -> Result<TimeZone> {
    TimeZone::get(name)
        .map_err(|_| Error::invalid("zone", "malformed", "Use a time zone such as Europe/Ljubljana."))
}

fn by_name(workspace: WorkspaceId, name: &str) -> Vec<Condition> {
    vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("name", name.into())]
}

fn read(columns: Vec<Datum>) -> Result<Schedule> {
    let mut row = Row::new(TABLE, columns);
    let (workspace, name, kind, label) = (row.workspace()?, row.text()?, row.text()?, row.text()?);
    let (payload, rhythm, zone) = (row.json()?, row.json()?, row.text()?);
    let (next_at, slot, created_by) = (row.moment()?, row.text()?, row.id_or_none()?);
    let rhythm = serde_json::from_value(rhythm).map_err(Error::internal)?;
    let new = NewSchedule { workspace, name, kind, label, payload, rhythm, zone, created_by };
    Ok(Schedule { new, next_at, slot })
}
