//! Teams in a tree. A right on *team* reaches the user's own team and all teams below it.

use super::Authenticated;
use super::user;
use super::workspace::touch;
use crate::Platform;
use crate::row::Row;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use store::table::{Condition, Delete, Insert, Select, Update};
use store::{Datum, Reader};
use vocabulary::{Conflict, Error, Id, Result, WorkspaceId, fold};

/// A team.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Team {
    /// The id.
    pub id: Id,
    /// The name.
    pub name: String,
    /// The team above, if any.
    pub parent: Option<Id>,
}

/// A team to make.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewTeam {
    /// The name.
    pub name: String,
    /// The team above, if any.
    #[serde(default)]
    pub parent: Option<Id>,
}

/// A change of a team; an absent part stays.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TeamChange {
    /// The name.
    pub name: Option<String>,
    /// The team above; `null` makes it a top team.
    #[serde(default, deserialize_with = "super::present")]
    pub parent: Option<Option<Id>>,
}

const TABLE: &str = "team";
const COLUMNS: &[&str] = &["id", "name", "parent"];

/// The teams of the asker's workspace, by name. Everybody may see them.
pub fn list_teams(platform: &Platform, asker: &Authenticated) -> Result<Vec<Team>> {
    platform.store.read(|reader| all(reader, asker.workspace.id))
}

/// Makes a team.
pub fn create_team(platform: &Platform, asker: &Authenticated, new: NewTeam) -> Result<Team> {
    asker.require_administrator()?;
    let team = Team { id: platform.new_id(), name: user::checked_name(&new.name)?, parent: new.parent };
    let (workspace, now, stored) = (asker.workspace.id, platform.now(), team.clone());
    platform.store.write(move |writer| {
        touch(writer, workspace)?;
        check(&all(writer, workspace)?, &stored)?;
        let values = vec![
            ("workspace_id", workspace.into()),
            ("id", stored.id.into()),
            ("name", stored.name.clone().into()),
            ("name_fold", fold(&stored.name).into()),
            ("parent", stored.parent.into()),
            ("created_at", now.into()),
            ("updated_at", now.into()),
        ];
        writer.insert(&Insert::new(TABLE, values))
    })?;
    platform.identity.forget();
    Ok(team)
}

/// Renames or moves a team.
pub fn change_team(platform: &Platform, asker: &Authenticated, id: Id, change: TeamChange) -> Result<Team> {
    asker.require_administrator()?;
    let name = change.name.as_deref().map(user::checked_name).transpose()?;
    let (workspace, now, parent) = (asker.workspace.id, platform.now(), change.parent);
    let team = platform.store.write(move |writer| {
        touch(writer, workspace)?;
        let teams = all(writer, workspace)?;
        let mut team = teams.iter().find(|team| team.id == id).cloned().ok_or_else(Error::not_found)?;
        team.name = name.clone().unwrap_or(team.name);
        team.parent = parent.unwrap_or(team.parent);
        check(&teams, &team)?;
        let set = vec![
            ("name", team.name.clone().into()),
            ("name_fold", fold(&team.name).into()),
            ("parent", team.parent.into()),
            ("updated_at", now.into()),
        ];
        writer.update(&Update::new(TABLE, set, by_id(workspace, id)))?;
        Ok(team)
    })?;
    platform.identity.forget();
    Ok(team)
}

/// Removes a team without users and without teams below.
pub fn remove_team(platform: &Platform, asker: &Authenticated, id: Id) -> Result<()> {
    asker.require_administrator()?;
    let workspace = asker.workspace.id;
    platform.store.write(move |writer| {
        touch(writer, workspace)?;
        for (table, column) in [(user::TABLE, "team_id"), (TABLE, "parent")] {
            let filter =
                vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq(column, id.into())];
            if !writer.select(&Select::new(table, &["id"], filter).limit(1))?.is_empty() {
                let text = "Users or teams still belong to this team: move them first.";
                return Err(Error::Conflict(Conflict::Other, text.to_string()));
            }
        }
        match writer.delete(&Delete { table: TABLE, filter: by_id(workspace, id) })? {
            0 => Err(Error::not_found()),
            _ => Ok(()),
        }
    })?;
    platform.identity.forget();
    Ok(())
}

pub(super) fn exists(reader: &mut dyn Reader, workspace: WorkspaceId, id: Id) -> Result<bool> {
    Ok(!reader.select(&Select::new(TABLE, &["id"], by_id(workspace, id)))?.is_empty())
}

/// The users of a team and of all teams below it.
pub(super) fn users_of(reader: &mut dyn Reader, workspace: WorkspaceId, team: Id) -> Result<Vec<Id>> {
    let teams = below(&all(reader, workspace)?, team);
    let filter = vec![
        Condition::Eq("workspace_id", workspace.into()),
        Condition::In("team_id", teams.into_iter().map(Datum::from).collect()),
    ];
    let rows = reader.select(&Select::new(user::TABLE, &["id"], filter))?;
    rows.into_iter().map(|columns| Row::new(user::TABLE, columns).id()).collect()
}

/// A team and all teams below it.
pub(super) fn below(teams: &[Team], top: Id) -> HashSet<Id> {
    let mut found = HashSet::from([top]);
    // Each round goes one floor down, and ends when nothing is new: also in a tree that is broken.
    loop {
        let next = teams.iter().filter(|team| team.parent.is_some_and(|parent| found.contains(&parent)));
        let next: Vec<Id> = next.map(|team| team.id).filter(|id| !found.contains(id)).collect();
        if next.is_empty() {
            return found;
        }
        found.extend(next);
    }
}

fn check(teams: &[Team], team: &Team) -> Result<()> {
    if teams.iter().any(|other| other.id != team.id && fold(&other.name) == fold(&team.name)) {
        return Err(Error::invalid("name", "duplicate", "Another team has this name."));
    }
    let Some(parent) = team.parent else { return Ok(()) };
    if parent == team.id || below(teams, team.id).contains(&parent) {
        return Err(Error::invalid("parent", "circle", "A team cannot stand below itself."));
    }
    if !teams.iter().any(|other| other.id == parent) {
        return Err(Error::invalid("parent", "not_found", "There is no such team."));
    }
    Ok(())
}

pub(super) fn all(reader: &mut dyn Reader, workspace: WorkspaceId) -> Result<Vec<Team>> {
    let filter = vec![Condition::Eq("workspace_id", workspace.into())];
    reader
        .select(&Select::new(TABLE, COLUMNS, filter).ascending("name_fold"))?
        .into_iter()
        .map(read)
        .collect()
}

fn by_id(workspace: WorkspaceId, id: Id) -> Vec<Condition> {
    vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("id", id.into())]
}

fn read(columns: Vec<Datum>) -> Result<Team> {
    let mut row = Row::new(TABLE, columns);
    Ok(Team { id: row.id()?, name: row.text()?, parent: row.id_or_none()? })
}
