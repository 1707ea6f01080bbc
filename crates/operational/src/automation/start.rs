//! Starting runs, in the transaction of their cause: once per occasion, within the limits of their automation, and no deeper than
//! a chain of automations may be.

use super::definition::Limits;
use super::index::Version;
use super::table::{Row, by_id, kept};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use store::table::{Insert, OnConflict, Select, Update};
use store::{Datum, Writer};
use vocabulary::{Id, Result, Timestamp, WorkspaceId};

/// A chain of automations that start each other is at most so long.
pub const DEEPEST: i64 = 5;

/// A run to start.
#[derive(Clone)]
pub struct Start {
    /// The version.
    pub version: Arc<Version>,
    /// The record.
    pub record: Option<Id>,
    /// Why, as the log tells it.
    pub cause: Json,
    /// How many automations led to it.
    pub depth: i64,
    /// What happens once only for a record.
    pub occasion: Option<String>,
    /// What a webhook brought.
    pub body: Json,
}

/// What a run remembers between its steps.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Memory {
    /// The loops it is in, outermost first.
    pub loops: Vec<Loop>,
    /// What it made, by the names its steps gave.
    pub made: BTreeMap<String, (String, Id)>,
    /// What a webhook brought.
    #[serde(skip_serializing_if = "Json::is_null")]
    pub body: Json,
    /// What it is about to send, or has tried to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sending: Option<Sending>,
    /// What was answered to what it sent, by the names its steps gave.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<String, Json>,
    /// What it waited for has happened, or was answered with yes (or no).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<bool>,
}

/// Something to send: the same at every try, so that the other side can tell that it is the same.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Sending {
    /// Its id, `webhook-id`.
    pub id: Id,
    /// Where.
    pub url: String,
    /// What.
    pub body: String,
}

/// A loop over records.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Loop {
    /// Their object.
    pub object: String,
    /// Those still to come, the current one last.
    pub ids: Vec<Id>,
}

/// Whence ids and the moment come.
#[derive(Clone)]
pub struct Now {
    /// The workspace.
    pub workspace: WorkspaceId,
    /// The moment.
    pub at: Timestamp,
    /// Ids.
    pub ids: Arc<dyn vocabulary::IdSource>,
}

/// What an automation has run already, looked up once in a transaction.
struct Counted {
    on: bool,
    minute: (i64, i64),
    hour: (i64, i64),
    begun: bool,
}

/// Starts runs; answers how many.
pub fn start(writer: &mut dyn Writer, now: &Now, starts: &[Start]) -> Result<usize> {
    let mut counted: HashMap<Id, Counted> = HashMap::new();
    let mut begun = 0;
    for one in starts {
        let automation = one.version.automation;
        let count = match counted.entry(automation) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(count(writer, now, automation)?),
        };
        if !count.on {
            continue;
        }
        if one.depth > DEEPEST {
            insert(writer, now, one, Some("Automations start each other in a circle."))?;
            pause(writer, now, automation, "loop")?;
            count.on = false;
            continue;
        }
        if is_full(&one.version.definition.limits, count) {
            pause(writer, now, automation, "flood")?;
            count.on = false;
            continue;
        }
        if let Some(occasion) = &one.occasion
            && !is_first(writer, now, one, occasion)?
        {
            continue;
        }
        insert(writer, now, one, None)?;
        (count.minute.1, count.hour.1, count.begun) = (count.minute.1 + 1, count.hour.1 + 1, true);
        begun += 1;
    }
    for (automation, count) in counted.into_iter().filter(|(_, count)| count.begun) {
        let set = vec![
            ("minute_at", count.minute.0.into()),
            ("minute_runs", count.minute.1.into()),
            ("hour_at", count.hour.0.into()),
            ("hour_runs", count.hour.1.into()),
        ];
        writer.update(&Update::new("automation", set, by_id(now.workspace, automation)))?;
    }
    Ok(begun)
}

fn is_full(limits: &Limits, count: &Counted) -> bool {
    count.minute.1 >= limits.minute || count.hour.1 >= limits.hour
}

fn count(writer: &mut dyn Writer, now: &Now, automation: Id) -> Result<Counted> {
    const COLUMNS: &[&str] = &["state", "minute_at", "minute_runs", "hour_at", "hour_runs"];
    let select = Select::new("automation", COLUMNS, by_id(now.workspace, automation));
    let Some(mut row) = Row::one(writer, &select)? else {
        return Ok(Counted { on: false, minute: (0, 0), hour: (0, 0), begun: false });
    };
    let on = row.text()? == "on";
    let seconds = now.at.micros() / 1_000_000;
    let mut window = |length: i64| {
        let (at, runs, this) = (row.number()?, row.number()?, seconds / length);
        Ok::<_, vocabulary::Error>(if at == this { (at, runs) } else { (this, 0) })
    };
    Ok(Counted { on, minute: window(60)?, hour: window(3_600)?, begun: false })
}

fn is_first(writer: &mut dyn Writer, now: &Now, one: &Start, occasion: &str) -> Result<bool> {
    let values = vec![
        ("workspace_id", now.workspace.into()),
        ("automation_id", one.version.automation.into()),
        ("record_id", one.record.unwrap_or(one.version.automation).into()),
        ("occasion", occasion.into()),
    ];
    let insert = Insert { table: "automation_occasion", values, on_conflict: OnConflict::Ignore };
    Ok(writer.insert(&insert)? == 1)
}

fn insert(writer: &mut dyn Writer, now: &Now, one: &Start, refused: Option<&str>) -> Result<()> {
    let memory = Memory { body: one.body.clone(), ..Memory::default() };
    let values = vec![
        ("workspace_id", now.workspace.into()),
        ("id", now.ids.next(now.at).into()),
        ("automation_id", one.version.automation.into()),
        ("version", one.version.number.into()),
        ("object", one.version.definition.object.as_deref().filter(|_| one.record.is_some()).into()),
        ("record_id", one.record.into()),
        ("state", if refused.is_some() { "stopped" } else { "due" }.into()),
        ("place", 0i64.into()),
        ("memory", kept(&memory)?),
        ("cause", kept(&one.cause)?),
        ("depth", one.depth.into()),
        ("turn", 0i64.into()),
        ("attempts", 0i64.into()),
        ("steps", 0i64.into()),
        ("due_at", now.at.into()),
        ("error", refused.into()),
        ("started_at", now.at.into()),
        ("ended_at", if refused.is_some() { now.at.into() } else { Datum::Null }),
    ];
    writer.insert(&Insert::new("automation_run", values)).map(|_| ())
}

/// Pauses an automation for a reason, and counts that there is a change.
pub fn pause(writer: &mut dyn Writer, now: &Now, automation: Id, reason: &str) -> Result<()> {
    let mut filter = by_id(now.workspace, automation);
    filter.push(store::table::Condition::Eq("state", "on".into()));
    let set = vec![("state", "paused".into()), ("reason", reason.into()), ("updated_at", now.at.into())];
    if writer.update(&Update::new("automation", set, filter))? == 1 {
        super::manage::moved(writer, now.workspace, -1)?;
    }
    Ok(())
}

/// The cause of a run as its log tells it.
pub fn cause(on: &str) -> Json {
    json!({"on": on})
}
