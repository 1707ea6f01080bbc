//! Reports and dashboards that are kept: a name, a body, and who sees them: their owner, a team, or everybody.

use super::snapshot;
use platform::Platform;
use platform::identity::Authenticated;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use std::collections::HashMap;
use store::table::{Condition, Delete, Insert, Select, Update};
use store::{Datum, Reader, Writer};
use vocabulary::{Error, Id, Problem, Result, Timestamp, WorkspaceId, fold};

/// What is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Reports.
    Report,
    /// Dashboards.
    Dashboard,
}

impl Sort {
    fn table(self) -> &'static str {
        match self {
            Sort::Report => "report",
            Sort::Dashboard => "dashboard",
        }
    }
}

/// Who sees it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sharing {
    /// Its owner alone.
    #[default]
    Private,
    /// The owner's team at the time it was shared.
    Team,
    /// Everybody.
    Everyone,
}

/// Something to keep.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct New {
    /// The name.
    pub name: String,
    /// The body: a definition or tiles.
    pub body: Json,
    /// Who sees it.
    #[serde(default)]
    pub sharing: Sharing,
}

/// A change; what is left out stays.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// The name.
    pub name: Option<String>,
    /// The body, all of it anew.
    pub body: Option<Json>,
    /// Who sees it.
    pub sharing: Option<Sharing>,
}

/// What is kept, as somebody sees it.
#[derive(Clone, Debug, Serialize)]
pub struct Kept {
    /// The id.
    pub id: Id,
    /// The name.
    pub name: String,
    /// The body.
    pub body: Json,
    /// Who sees it.
    pub sharing: Sharing,
    /// Who made it.
    pub owner: Owner,
    /// What this user may do with it: `change`, `remove`.
    pub can: Vec<&'static str>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was changed last.
    pub updated_at: Timestamp,
    #[serde(skip)]
    team: Option<Id>,
}

/// Who made it.
#[derive(Clone, Debug, Serialize)]
pub struct Owner {
    /// Their id.
    pub id: Id,
    /// Their name.
    pub name: String,
}

const COLUMNS: &[&str] =
    &["id", "owner_id", "name", "body", "sharing", "team_id", "created_at", "updated_at"];
/// How many of a sort one user keeps.
const MOST_OF_ONE: usize = 300;
/// Bytes of a body.
const MOST_BODY: usize = 64 * 1024;

/// What somebody sees of a sort, by name.
pub fn list(reader: &mut dyn Reader, asker: &Authenticated, sort: Sort) -> Result<Vec<Kept>> {
    let mut seen = vec![
        vec![Condition::Eq("owner_id", asker.user.id.into())],
        vec![Condition::Eq("sharing", "everyone".into())],
    ];
    if let Some(team) = asker.user.team {
        seen.push(vec![Condition::Eq("sharing", "team".into()), Condition::Eq("team_id", team.into())]);
    }
    let filter = vec![here(asker.workspace.id), Condition::AnyOf(seen)];
    let rows = reader.select(&Select::new(sort.table(), COLUMNS, filter).ascending("name_fold"))?;
    named(reader, asker, rows)
}

/// One of them, if the asker sees it.
pub fn find(reader: &mut dyn Reader, asker: &Authenticated, sort: Sort, id: Id) -> Result<Kept> {
    let found = find_any(reader, asker, sort, &[id])?.pop().ok_or_else(Error::not_found)?;
    let mine = found.owner.id == asker.user.id;
    let team = found.sharing == Sharing::Team && found.team.is_some() && found.team == asker.user.team;
    if mine || team || found.sharing == Sharing::Everyone { Ok(found) } else { Err(Error::not_found()) }
}

/// Some of them by their ids, whoever sees them: for what is part of something the asker sees.
pub fn find_any(reader: &mut dyn Reader, asker: &Authenticated, sort: Sort, ids: &[Id]) -> Result<Vec<Kept>> {
    let ids = ids.iter().map(|id| Datum::from(*id)).collect();
    let filter = vec![here(asker.workspace.id), Condition::In("id", ids)];
    let rows = reader.select(&Select::new(sort.table(), COLUMNS, filter))?;
    named(reader, asker, rows)
}

/// Keeps something of the asker's.
pub fn create(platform: &Platform, asker: &Authenticated, sort: Sort, new: New) -> Result<Kept> {
    checked(&new.name, &new.body)?;
    let (id, now, who) = (platform.new_id(), platform.now(), asker.clone());
    platform.store.write(move |writer| {
        let own = vec![here(who.workspace.id), Condition::Eq("owner_id", who.user.id.into())];
        if writer.select(&Select::new(sort.table(), &["id"], own))?.len() >= MOST_OF_ONE {
            let text = format!("You keep {MOST_OF_ONE} of these already: remove some first.");
            return Err(Error::invalid("name", "too_many", text));
        }
        insert(writer, &who, sort, id, &new, now)?;
        find(writer, &who, sort, id)
    })
}

/// Writes it into the table.
pub fn insert(
    writer: &mut dyn Writer,
    asker: &Authenticated,
    sort: Sort,
    id: Id,
    new: &New,
    now: Timestamp,
) -> Result<()> {
    let mut values = columns(&new.name, &new.body, new.sharing, asker.user.team, now)?;
    values.extend([
        ("workspace_id", asker.workspace.id.into()),
        ("id", id.into()),
        ("owner_id", asker.user.id.into()),
        ("created_at", now.into()),
    ]);
    writer.insert(&Insert::new(sort.table(), values)).map(|_| ())
}

/// Changes it: its owner may, and an administrator what is shared.
pub fn change(
    platform: &Platform,
    asker: &Authenticated,
    sort: Sort,
    id: Id,
    change: Change,
) -> Result<Kept> {
    let (now, who) = (platform.now(), asker.clone());
    platform.store.write(move |writer| {
        let before = altered(writer, &who, sort, id)?;
        let name = change.name.clone().unwrap_or(before.name);
        let body = change.body.clone().unwrap_or(before.body);
        checked(&name, &body)?;
        let sharing = change.sharing.unwrap_or(before.sharing);
        let team = if before.sharing == Sharing::Team { before.team } else { who.user.team };
        let values = columns(&name, &body, sharing, team, now)?;
        writer.update(&Update::new(sort.table(), values, by_id(who.workspace.id, id)))?;
        find(writer, &who, sort, id)
    })
}

/// Removes it, with what others have set up for it and what they have kept of it; they are told.
pub fn remove(platform: &Platform, asker: &Authenticated, sort: Sort, id: Id) -> Result<()> {
    let who = asker.clone();
    platform.engine.write(&asker.context(platform), move |writing| {
        altered(writing.writer(), &who, sort, id)?;
        if sort == Sort::Dashboard {
            snapshot::forget_dashboard(writing, who.user.id, id)?;
        }
        let filter = by_id(who.workspace.id, id);
        writing.writer().delete(&Delete { table: sort.table(), filter }).map(|_| ())
    })?;
    platform.changes.ring();
    Ok(())
}

fn altered(writer: &mut dyn Writer, asker: &Authenticated, sort: Sort, id: Id) -> Result<Kept> {
    let before = find(writer, asker, sort, id)?;
    if before.can.is_empty() {
        let text = "Only its owner or an administrator may change it; make a copy of your own.";
        return Err(Error::Forbidden(text.to_string()));
    }
    Ok(before)
}

fn columns(
    name: &str,
    body: &Json,
    sharing: Sharing,
    team: Option<Id>,
    now: Timestamp,
) -> Result<Vec<(&'static str, Datum)>> {
    if sharing == Sharing::Team && team.is_none() {
        let text = "You are in no team: share it with everybody, or keep it for yourself.";
        return Err(Error::invalid("sharing", "malformed", text));
    }
    let word = match sharing {
        Sharing::Private => "private",
        Sharing::Team => "team",
        Sharing::Everyone => "everyone",
    };
    Ok(vec![
        ("name", name.trim().into()),
        ("name_fold", fold(name.trim()).into()),
        ("body", serde_json::to_string(body).map_err(Error::internal)?.into()),
        ("sharing", word.into()),
        ("team_id", team.filter(|_| sharing == Sharing::Team).map_or(Datum::Null, Datum::from)),
        ("updated_at", now.into()),
    ])
}

fn checked(name: &str, body: &Json) -> Result<()> {
    let mut problems = Vec::new();
    let length = name.trim().chars().count();
    if length == 0 || length > 120 || name.chars().any(char::is_control) {
        problems.push(Problem::new("name", "required", "Give it a name of at most 120 characters."));
    }
    if serde_json::to_string(body).map_err(Error::internal)?.len() > MOST_BODY {
        problems.push(Problem::new("body", "too_long", "It holds too much: take something out."));
    }
    if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
}

fn here(workspace: WorkspaceId) -> Condition {
    Condition::Eq("workspace_id", workspace.into())
}

fn by_id(workspace: WorkspaceId, id: Id) -> Vec<Condition> {
    vec![here(workspace), Condition::Eq("id", id.into())]
}

fn named(reader: &mut dyn Reader, asker: &Authenticated, rows: Vec<Vec<Datum>>) -> Result<Vec<Kept>> {
    let mut kept: Vec<Kept> = rows.into_iter().map(|row| read(asker, &row)).collect::<Result<_>>()?;
    let owners = kept.iter().map(|one| Datum::from(one.owner.id)).collect();
    let filter = vec![here(asker.workspace.id), Condition::In("id", owners)];
    let names: HashMap<Id, String> = reader
        .select(&Select::new("user", &["id", "name"], filter))?
        .iter()
        .filter_map(|row| Some((row.first()?.id()?, row.get(1)?.text()?.to_string())))
        .collect();
    for one in &mut kept {
        one.owner.name = names.get(&one.owner.id).cloned().unwrap_or_default();
    }
    Ok(kept)
}

fn read(asker: &Authenticated, row: &[Datum]) -> Result<Kept> {
    let wrong = || Error::internal("a row of a kept report is not whole");
    let id = |at: usize| row.get(at).and_then(Datum::id);
    let text = |at: usize| row.get(at).and_then(|datum| datum.text()).ok_or_else(wrong);
    let moment =
        |at: usize| row.get(at).and_then(Datum::integer).map(Timestamp::from_micros).ok_or_else(wrong);
    let owner = id(1).ok_or_else(wrong)?;
    let sharing = match text(4)? {
        "team" => Sharing::Team,
        "everyone" => Sharing::Everyone,
        _ => Sharing::Private,
    };
    let may = owner == asker.user.id || asker.rights.administrator();
    Ok(Kept {
        id: id(0).ok_or_else(wrong)?,
        name: text(2)?.to_string(),
        body: serde_json::from_str(text(3)?).map_err(Error::internal)?,
        sharing,
        owner: Owner { id: owner, name: String::new() },
        can: if may { vec!["change", "remove"] } else { Vec::new() },
        created_at: moment(6)?,
        updated_at: moment(7)?,
        team: id(5),
    })
}
