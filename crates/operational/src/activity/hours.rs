//! Working hours: when a user is there, by days of the week, in the user's own zone. Who said nothing works from Monday to Friday.

use super::zone::zone_of;
use axum::extract::{Request, State};
use jiff::civil::Time;
use platform::feature::Routes;
use platform::http::app::answer;
use platform::http::operation::Method::{Get, Put};
use platform::http::operation::Shape::Named;
use platform::http::operation::{Operation, answered_by, operation};
use platform::http::{Answer, App, Asker};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeMap;
use store::table::{Condition, Insert, OnConflict, Select};
use store::{Datum, Reader};
use vocabulary::{Error, Id, Result, WorkspaceId};

const TABLE: &str = "working_hours";
/// Two stretches a day and one to spare.
const MOST: usize = 21;

/// A stretch of a day of the week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Stretch {
    /// 1 for Monday to 7 for Sunday.
    pub(crate) weekday: i8,
    /// Such as `08:00`.
    pub(crate) from: String,
    /// Such as `16:00`.
    pub(crate) until: String,
}

impl Stretch {
    /// Its hours; none for what was never checked.
    pub(crate) fn hours(&self) -> Option<(Time, Time)> {
        Some((read(&self.from)?, read(&self.until)?))
    }
}

fn read(text: &str) -> Option<Time> {
    // Midnight at the end of a day is written as 24:00; no clock has it.
    if text == "24:00" {
        return Some(Time::constant(23, 59, 59, 0));
    }
    (text.len() == 5).then(|| Time::strptime("%H:%M", text).ok()).flatten()
}

fn usual() -> Vec<Stretch> {
    (1..=5).map(|weekday| Stretch { weekday, from: "08:00".into(), until: "16:00".into() }).collect()
}

/// When a user is there.
pub(crate) fn hours_of(reader: &mut dyn Reader, workspace: WorkspaceId, user: Id) -> Result<Vec<Stretch>> {
    let filter = vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("user_id", user.into())];
    let rows = reader.select(&Select::new(TABLE, &["stretches"], filter))?;
    match rows.first().and_then(|row| row.first()) {
        Some(Datum::Text(text)) => serde_json::from_str(text).map_err(Error::internal),
        _ => Ok(usual()),
    }
}

pub(super) const LIST: Operation =
    operation("list_working_hours", Get, "/working_hours", "When each colleague is there")
        .of("Activities")
        .gives(Named("WorkingHoursList"));
pub(super) const PUT: Operation =
    operation("put_working_hours", Put, "/working_hours", "Says when one is there oneself")
        .of("Activities")
        .takes(Named("WorkingHoursInput"))
        .gives(Named("WorkingHours"));

pub(super) fn routes() -> Routes {
    vec![
        ("list_working_hours", answered_by(Get, list_working_hours)),
        ("put_working_hours", answered_by(Put, put_working_hours)),
    ]
}

#[derive(Serialize)]
struct WorkingHours {
    user: Id,
    zone: String,
    stretches: Vec<Stretch>,
}

fn told(reader: &mut dyn Reader, workspace: WorkspaceId, user: Id) -> Result<WorkingHours> {
    let zone = zone_of(reader, workspace, Some(user))?;
    let zone = zone.iana_name().unwrap_or("UTC").to_string();
    Ok(WorkingHours { user, zone, stretches: hours_of(reader, workspace, user)? })
}

/// `GET /working_hours`
async fn list_working_hours(State(app): State<App>, asker: Asker) -> Answer {
    let data = app
        .work(&asker, |platform, asker| {
            let workspace = asker.workspace.id;
            platform.store.read(|reader| all(reader, workspace))
        })
        .await?;
    answer(200, &json!({ "data": data }))
}

/// Those of everybody who may sign in, in two looks at the database.
fn all(reader: &mut dyn Reader, workspace: WorkspaceId) -> Result<Vec<WorkingHours>> {
    let own = vec![Condition::Eq("workspace_id", workspace.into())];
    let said: BTreeMap<Id, Vec<Stretch>> = reader
        .select(&Select::new(TABLE, &["user_id", "stretches"], own.clone()))?
        .iter()
        .filter_map(|row| match row.as_slice() {
            [Datum::Id(user), Datum::Text(text)] => Some((*user, serde_json::from_str(text).ok()?)),
            _ => None,
        })
        .collect();
    let house = zone_of(reader, workspace, None)?.iana_name().unwrap_or("UTC").to_string();
    let mut active = own;
    active.push(Condition::Eq("active", true.into()));
    let rows = reader.select(&Select::new("user", &["id", "zone"], active))?;
    let hours = |row: &Vec<Datum>| match row.as_slice() {
        [Datum::Id(user), Datum::Text(zone)] => Some(WorkingHours {
            user: *user,
            zone: if zone.is_empty() { house.clone() } else { zone.clone() },
            stretches: said.get(user).cloned().unwrap_or_else(usual),
        }),
        _ => None,
    };
    Ok(rows.iter().filter_map(hours).collect())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HoursInput {
    stretches: Vec<Stretch>,
}

/// `PUT /working_hours`
async fn put_working_hours(State(app): State<App>, asker: Asker, request: Request) -> Answer {
    let input: HoursInput = app.taken(&asker, request).await?;
    let stretches = checked(input.stretches)?;
    let told = app
        .work(&asker, move |platform, asker| {
            let (workspace, user) = (asker.workspace.id, asker.user.id);
            let text = serde_json::to_string(&stretches).map_err(Error::internal)?;
            platform.store.write(move |writer| {
                let values = vec![
                    ("workspace_id", workspace.into()),
                    ("user_id", user.into()),
                    ("stretches", text.clone().into()),
                ];
                let on_conflict = OnConflict::Replace(&["workspace_id", "user_id"]);
                writer.insert(&Insert { table: TABLE, values, on_conflict })
            })?;
            platform.store.read(|reader| told(reader, workspace, user))
        })
        .await?;
    answer(200, &told)
}

/// In sequence, none within another.
fn checked(mut stretches: Vec<Stretch>) -> Result<Vec<Stretch>> {
    let wrong = |text: &str| Error::invalid("stretches", "malformed", text);
    if stretches.len() > MOST {
        return Err(wrong("A week has at most 21 stretches of work."));
    }
    for one in &stretches {
        let ends = one.hours().filter(|(from, until)| from < until);
        if !(1..=7).contains(&one.weekday) || ends.is_none() {
            return Err(wrong(
                "Each stretch has a weekday from 1 to 7, and ends after it begins: 08:00 to 16:00.",
            ));
        }
    }
    stretches.sort_by(|one, other| (one.weekday, &one.from).cmp(&(other.weekday, &other.from)));
    let overlap = stretches
        .iter()
        .zip(stretches.iter().skip(1))
        .any(|(one, next)| one.weekday == next.weekday && next.from < one.until);
    if overlap { Err(wrong("Two stretches of one day overlap.")) } else { Ok(stretches) }
}
