//! Automations as their owners keep them: made, changed, published, paused, removed. Everybody keeps their own, which act with
//! their rights; administrators see and keep all.

use super::check::{demand_sound, problems};
use super::clock::open_day;
use super::definition::{Definition, Trigger};
use super::table::{Row, by_id, kept};
use super::watch::GATHERS;
use records::{Context, Reading};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use store::event::EventFilter;
use store::table::{Condition, Delete, Insert, Select, Update};
use store::{Datum, Reader, Writer};
use vocabulary::{Error, Id, Problem, Result, Timestamp, WorkspaceId};

/// Most automations of a workspace.
const MOST: usize = 1_000;

/// An automation.
#[derive(Clone, Debug, Serialize)]
pub struct Automation {
    /// The id.
    pub id: Id,
    /// The name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Whose rights it acts with.
    pub owner: Id,
    /// `draft`, `on` or `paused`.
    pub state: String,
    /// Whether it still finds out who meets its filter already: it tells of changes from then on.
    pub gathering: bool,
    /// Why it was paused: `loop`, `flood`, or nothing when somebody did it.
    pub reason: Option<String>,
    /// The version that runs.
    pub version: Option<i64>,
    /// What it is, with changes that are not published yet.
    pub definition: Json,
    /// Whether it has a secret address.
    pub hook: bool,
    /// Until when the secret address before the present one works as well.
    pub older_hook_until: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

const COLUMNS: &[&str] = &[
    "id",
    "name",
    "description",
    "owner_id",
    "state",
    "scanned",
    "reason",
    "version",
    "draft",
    "hook",
    "older_hook_until",
    "created_at",
    "updated_at",
];

/// What an automation is made of.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewAutomation {
    /// The name.
    pub name: String,
    /// What it is for.
    #[serde(default)]
    pub description: String,
    /// What it is.
    pub definition: Json,
}

/// What is changed of an automation.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AutomationChange {
    /// The name.
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// What it is; it runs so once it is published.
    pub definition: Option<Json>,
}

/// An automation with what is wrong with its draft.
#[derive(Clone, Debug, Serialize)]
pub struct Shown {
    /// The automation.
    #[serde(flatten)]
    pub automation: Automation,
    /// What stands in the way of publishing.
    pub problems: Vec<Problem>,
}

fn read(mut row: Row) -> Result<Automation> {
    let (id, name, description, owner) = (row.id()?, row.text()?, row.text()?, row.id()?);
    let (state, scanned) = (row.text()?, row.maybe_text()?);
    Ok(Automation {
        id,
        name,
        description,
        owner,
        gathering: state == "on" && scanned.as_deref() == Some(GATHERS),
        state,
        reason: row.maybe_text()?,
        version: row.maybe_number()?,
        definition: row.json()?,
        hook: row.is_filled()?,
        older_hook_until: row.maybe_at()?,
        created_at: row.at()?,
        updated_at: row.at()?,
    })
}

/// Counts that the automations of a workspace have changed, and how many are on; the first one listens from now on.
pub fn moved(writer: &mut dyn Writer, workspace: WorkspaceId, live: i64) -> Result<()> {
    let filter = || vec![Condition::Eq("workspace_id", workspace.into())];
    let newest = EventFilter { descending: true, limit: 1, ..EventFilter::default() };
    let newest = writer.events(workspace, &newest)?.first().map_or(0, |event| event.seq);
    let known = Row::one(writer, &Select::new("automation_feed", &["live"], filter()))?;
    let Some(before) = known.map(|mut row| row.number()).transpose()? else {
        let values = vec![
            ("workspace_id", workspace.into()),
            ("position", newest.into()),
            ("revision", 1i64.into()),
            ("live", live.max(0).into()),
        ];
        return writer.insert(&Insert::new("automation_feed", values)).map(|_| ());
    };
    let mut update = Update::new("automation_feed", Vec::new(), filter());
    if before == 0 {
        update.set.push(("position", newest.into()));
    }
    update.add = vec![("revision", 1), ("live", live)];
    writer.update(&update).map(|_| ())
}

/// An automation in a list, with how it went lately.
#[derive(Clone, Debug, Serialize)]
pub struct Listed {
    /// The automation.
    #[serde(flatten)]
    pub automation: Automation,
    /// Its last runs, newest first: id, state and when each began.
    pub recent: Vec<Json>,
}

/// Runs told of in a list.
const RECENT: u32 = 5;

/// The automations the asker keeps, by name.
pub fn list(reading: &mut Reading<'_>) -> Result<Vec<Listed>> {
    let context = reading.context();
    let mut filter = vec![Condition::Eq("workspace_id", context.workspace.into())];
    if !context.rights.administrator() {
        filter.push(Condition::Eq("owner_id", context.actor.user.into()));
    }
    let select = Select::new("automation", COLUMNS, filter).ascending("name");
    let mut all = Vec::new();
    for row in Row::all(reading.reader(), &select)? {
        let automation = read(row)?;
        let of = vec![
            Condition::Eq("workspace_id", context.workspace.into()),
            Condition::Eq("automation_id", automation.id.into()),
        ];
        let runs = Select::new("automation_run", &["id", "state", "started_at"], of);
        let told = |mut row: Row| Ok(json!({"id": row.id()?, "state": row.text()?, "started_at": row.at()?}));
        let runs = Row::all(reading.reader(), &runs.descending("id").limit(RECENT))?;
        let recent = runs.into_iter().map(told).collect::<Result<_>>()?;
        all.push(Listed { automation, recent });
    }
    Ok(all)
}

/// An automation, if the asker keeps it.
pub fn find(reader: &mut dyn Reader, context: &Context, id: Id) -> Result<Automation> {
    let row = Row::one(reader, &Select::new("automation", COLUMNS, by_id(context.workspace, id)))?;
    let found = row.map(read).transpose()?;
    let own = |automation: &Automation| {
        context.rights.administrator() || Some(automation.owner) == context.actor.user
    };
    found.filter(own).ok_or_else(Error::not_found)
}

/// An automation with the problems of its draft.
pub fn show(reading: &mut Reading<'_>, id: Id) -> Result<Shown> {
    let context = reading.context().clone();
    let automation = find(reading.reader(), &context, id)?;
    let problems = match definition(&automation.definition) {
        Ok(definition) => problems(reading, &definition)?,
        Err(Error::Invalid(problems)) => problems,
        Err(error) => return Err(error),
    };
    Ok(Shown { automation, problems })
}

/// A definition as it came in: what it does not know is refused with its place.
pub fn definition(json: &Json) -> Result<Definition> {
    serde_json::from_value(json.clone()).map_err(|error| {
        let text = error.to_string();
        Error::invalid("definition", "malformed", text.chars().take(300).collect::<String>())
    })
}

fn named(name: &str) -> Result<String> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 200 {
        return Err(Error::invalid("name", "required", "Give it a name of at most 200 characters."));
    }
    Ok(name.to_string())
}

fn fits(definition: &Json) -> Result<()> {
    if !definition.is_object() || definition.to_string().len() > 100_000 {
        return Err(Error::invalid(
            "definition",
            "malformed",
            "A definition is an object of at most 100 kB.",
        ));
    }
    Ok(())
}

/// Makes an automation that does nothing yet.
pub fn create(writer: &mut dyn Writer, context: &Context, new: &NewAutomation) -> Result<Id> {
    let (name, owner) = (named(&new.name)?, context.actor.user.ok_or_else(Error::not_found)?);
    fits(&new.definition)?;
    let all =
        Select::new("automation", &["id"], vec![Condition::Eq("workspace_id", context.workspace.into())]);
    if writer.select(&all)?.len() >= MOST {
        return Err(Error::invalid("", "too_many", format!("A workspace has at most {MOST} automations.")));
    }
    let id = context.ids.next(context.now);
    let mut values: Vec<(&'static str, Datum)> = vec![
        ("workspace_id", context.workspace.into()),
        ("id", id.into()),
        ("name", name.into()),
        ("description", new.description.as_str().into()),
        ("owner_id", owner.into()),
        ("state", "draft".into()),
        ("draft", kept(&new.definition)?),
        ("created_at", context.now.into()),
        ("updated_at", context.now.into()),
    ];
    for zero in ["turn", "minute_at", "minute_runs", "hour_at", "hour_runs"] {
        values.push((zero, 0i64.into()));
    }
    writer.insert(&Insert::new("automation", values))?;
    Ok(id)
}

/// Changes name, description or draft.
pub fn change(writer: &mut dyn Writer, context: &Context, id: Id, change: &AutomationChange) -> Result<()> {
    find(writer, context, id)?;
    let mut set: Vec<(&'static str, Datum)> = vec![("updated_at", context.now.into())];
    if let Some(name) = &change.name {
        set.push(("name", named(name)?.into()));
    }
    if let Some(description) = &change.description {
        set.push(("description", description.as_str().into()));
    }
    if let Some(definition) = &change.definition {
        fits(definition)?;
        set.push(("draft", kept(definition)?));
    }
    writer.update(&Update::new("automation", set, by_id(context.workspace, id))).map(|_| ())
}

/// Publishes the draft as the next version, unless that is what runs, and switches the automation on.
pub fn publish(writing: &mut records::Writing<'_>, id: Id, zone: &jiff::tz::TimeZone) -> Result<()> {
    let context = writing.context().clone();
    let automation = find(writing.writer(), &context, id)?;
    let definition = definition(&automation.definition)?;
    demand_sound(&mut writing.reading(), &definition)?;
    let writer = writing.writer();
    let same = match automation.version {
        Some(number) => super::index::Version::load(writer, context.workspace, id, number)?
            .is_some_and(|version| version.definition == definition),
        None => false,
    };
    let version = if same { automation.version } else { Some(automation.version.unwrap_or(0) + 1) };
    if !same {
        let values = vec![
            ("workspace_id", context.workspace.into()),
            ("automation_id", id.into()),
            ("version", version.into()),
            ("definition", kept(&definition)?),
            ("by_id", context.actor.user.into()),
            ("by_name", context.actor.name.as_str().into()),
            ("at", context.now.into()),
        ];
        writer.insert(&Insert::new("automation_version", values))?;
    }
    let mut set: Vec<(&'static str, Datum)> = vec![
        ("state", "on".into()),
        ("reason", Datum::Null),
        ("version", version.into()),
        ("updated_at", context.now.into()),
    ];
    if automation.state != "on" || !same {
        set.extend(beginning(&definition, context.now, zone)?);
        let known = vec![
            Condition::Eq("workspace_id", context.workspace.into()),
            Condition::Eq("automation_id", id.into()),
        ];
        writer.delete(&Delete { table: "automation_member", filter: known })?;
    }
    writer.update(&Update::new("automation", set, by_id(context.workspace, id)))?;
    release(writer, &context, id)?;
    moved(writer, context.workspace, i64::from(automation.state != "on"))
}

/// Where the clock of an automation begins that is switched on: what was due before is past.
fn beginning(
    definition: &Definition,
    now: Timestamp,
    zone: &jiff::tz::TimeZone,
) -> Result<Vec<(&'static str, Datum)>> {
    let (scanned, next_at) = match &definition.trigger {
        Trigger::Date { hour, .. } => (Some(open_day(now, zone, *hour)?.to_string()), None),
        Trigger::Schedule { rhythm } => (None, Some(rhythm.next(now, zone)?.0)),
        Trigger::Enters { .. } | Trigger::Leaves { .. } | Trigger::Silence { .. } => {
            (Some(GATHERS.to_string()), None)
        }
        _ => (None, None),
    };
    let next_at = next_at.map_or(Datum::Null, Into::into);
    Ok(vec![("scanned", scanned.into()), ("scan_after", Datum::Null), ("next_at", next_at)])
}

/// Runs that waited for their automation go on.
fn release(writer: &mut dyn Writer, context: &Context, id: Id) -> Result<()> {
    let filter = vec![
        Condition::Eq("workspace_id", context.workspace.into()),
        Condition::Eq("automation_id", id.into()),
        Condition::Eq("state", "held".into()),
    ];
    writer.update(&Update::new("automation_run", vec![("state", "due".into())], filter)).map(|_| ())
}

/// Switches an automation off: it starts nothing, and what it has begun waits.
pub fn pause(writer: &mut dyn Writer, context: &Context, id: Id) -> Result<()> {
    let automation = find(writer, context, id)?;
    if automation.state != "on" {
        return Ok(());
    }
    let set = vec![("state", "paused".into()), ("reason", Datum::Null), ("updated_at", context.now.into())];
    writer.update(&Update::new("automation", set, by_id(context.workspace, id)))?;
    moved(writer, context.workspace, -1)
}

/// Removes an automation; what it has done stays.
pub fn remove(writer: &mut dyn Writer, context: &Context, id: Id) -> Result<()> {
    let automation = find(writer, context, id)?;
    writer.delete(&Delete { table: "automation", filter: by_id(context.workspace, id) })?;
    let of = |column| {
        vec![Condition::Eq("workspace_id", context.workspace.into()), Condition::Eq(column, id.into())]
    };
    for table in ["automation_version", "automation_member", "automation_occasion"] {
        writer.delete(&Delete { table, filter: of("automation_id") })?;
    }
    let mut filter = of("automation_id");
    filter.push(Condition::In(
        "state",
        ["due", "awaiting", "asking", "sending", "held"].map(Datum::from).to_vec(),
    ));
    let set = vec![("state", "stopped".into()), ("ended_at", context.now.into())];
    writer.update(&Update::new("automation_run", set, filter))?;
    moved(writer, context.workspace, -i64::from(automation.state == "on"))
}

/// The published versions, newest first.
pub fn versions(reading: &mut Reading<'_>, id: Id) -> Result<Json> {
    let context = reading.context().clone();
    find(reading.reader(), &context, id)?;
    let filter = vec![
        Condition::Eq("workspace_id", context.workspace.into()),
        Condition::Eq("automation_id", id.into()),
    ];
    let select = Select::new("automation_version", &["version", "definition", "by_name", "at"], filter);
    let rows = Row::all(reading.reader(), &select.descending("version").limit(200))?;
    let read = |mut row: Row| {
        let (version, definition): (i64, Json) = (row.number()?, row.json()?);
        Ok(json!({"version": version, "definition": definition, "by": row.text()?, "at": row.at()?}))
    };
    let data: Vec<Json> = rows.into_iter().map(read).collect::<Result<_>>()?;
    Ok(json!({"data": data}))
}
