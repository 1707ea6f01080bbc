//! Roles: named rights that users and keys have.

use super::Authenticated;
use super::user;
use super::workspace::touch;
use crate::Platform;
use crate::row::Row;
use dictionary::Dictionary;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::table::{Condition, Delete, Insert, Select, Update};
use store::{Datum, Reader, Writer};
use vocabulary::{Conflict, Error, Id, Problem, Result, Timestamp, WorkspaceId, fold};

/// Named rights.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Role {
    /// The id.
    pub id: Id,
    /// The name.
    pub name: String,
    /// What it lets its users do: members `administrator`, `objects`, `fields`.
    #[serde(flatten)]
    pub rights: records::Role,
}

/// A role to make.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewRole {
    /// The name.
    pub name: String,
    /// May do everything.
    #[serde(default)]
    pub administrator: bool,
    /// Rights per object key; `*` for the rest.
    #[serde(default)]
    pub objects: BTreeMap<String, records::ObjectRights>,
    /// Access per `object.field`.
    #[serde(default)]
    pub fields: BTreeMap<String, records::Access>,
}

/// A change of a role; `None` leaves a part.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleChange {
    /// The name.
    pub name: Option<String>,
    /// May do everything.
    pub administrator: Option<bool>,
    /// Rights per object key, all of them anew.
    pub objects: Option<BTreeMap<String, records::ObjectRights>>,
    /// Access per `object.field`, all of them anew.
    pub fields: Option<BTreeMap<String, records::Access>>,
}

const TABLE: &str = "role";
const COLUMNS: &[&str] = &["id", "name", "rights"];

/// The roles of the asker's workspace, by name.
pub fn list_roles(platform: &Platform, asker: &Authenticated) -> Result<Vec<Role>> {
    asker.require_administrator()?;
    let workspace = asker.workspace.id;
    platform.store.read(|reader| all(reader, workspace))
}

pub(super) fn all(reader: &mut dyn Reader, workspace: WorkspaceId) -> Result<Vec<Role>> {
    let filter = vec![Condition::Eq("workspace_id", workspace.into())];
    reader
        .select(&Select::new(TABLE, COLUMNS, filter).ascending("name_fold"))?
        .into_iter()
        .map(read)
        .collect()
}

/// Makes a role.
pub fn create_role(platform: &Platform, asker: &Authenticated, new: NewRole) -> Result<Role> {
    asker.require_administrator()?;
    let NewRole { name, administrator, objects, fields } = new;
    let rights = records::Role { administrator, objects, fields };
    let role = Role { id: platform.new_id(), name: user::checked_name(&name)?, rights };
    let dictionary = platform.engine.dictionary(asker.workspace.id, platform.now())?;
    check(&dictionary, &role)?;
    let (workspace, now, stored) = (asker.workspace.id, platform.now(), role.clone());
    platform.store.write(move |writer| {
        touch(writer, workspace)?;
        name_is_free(writer, workspace, &stored)?;
        insert(writer, workspace, &stored, now)
    })?;
    Ok(role)
}

/// Changes a role; the next request of each of its users sees it.
pub fn change_role(platform: &Platform, asker: &Authenticated, id: Id, change: RoleChange) -> Result<Role> {
    asker.require_administrator()?;
    let name = change.name.as_deref().map(user::checked_name).transpose()?;
    let (workspace, now) = (asker.workspace.id, platform.now());
    let dictionary = platform.engine.dictionary(workspace, now)?;
    let role = platform.store.write(move |writer| {
        touch(writer, workspace)?;
        let mut role = load(writer, workspace, id)?.ok_or_else(Error::not_found)?;
        role.name = name.clone().unwrap_or(role.name);
        role.rights.administrator = change.administrator.unwrap_or(role.rights.administrator);
        role.rights.objects = change.objects.clone().unwrap_or(role.rights.objects);
        role.rights.fields = change.fields.clone().unwrap_or(role.rights.fields);
        check(&dictionary, &role)?;
        name_is_free(writer, workspace, &role)?;
        let set = vec![
            ("name", role.name.clone().into()),
            ("name_fold", fold(&role.name).into()),
            ("rights", text(&role.rights)?.into()),
            ("updated_at", now.into()),
        ];
        writer.update(&Update::new(TABLE, set, by_id(workspace, id)))?;
        keep_an_administrator(writer, workspace)?;
        Ok(role)
    })?;
    platform.identity.forget();
    Ok(role)
}

/// Removes a role nobody has.
pub fn remove_role(platform: &Platform, asker: &Authenticated, id: Id) -> Result<()> {
    asker.require_administrator()?;
    let workspace = asker.workspace.id;
    platform.store.write(move |writer| {
        touch(writer, workspace)?;
        for table in [user::TABLE, "api_key"] {
            let filter =
                vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("role_id", id.into())];
            if !writer.select(&Select::new(table, &["id"], filter).limit(1))?.is_empty() {
                let text = "Users or keys still have this role: give them another one first.";
                return Err(Error::Conflict(Conflict::Other, text.to_string()));
            }
        }
        match writer.delete(&Delete { table: TABLE, filter: by_id(workspace, id) })? {
            0 => Err(Error::not_found()),
            _ => Ok(()),
        }
    })
}

pub(super) fn load(reader: &mut dyn Reader, workspace: WorkspaceId, id: Id) -> Result<Option<Role>> {
    reader
        .select(&Select::new(TABLE, COLUMNS, by_id(workspace, id)))?
        .into_iter()
        .next()
        .map(read)
        .transpose()
}

pub(super) fn insert(
    writer: &mut dyn Writer,
    workspace: WorkspaceId,
    role: &Role,
    now: Timestamp,
) -> Result<()> {
    let values = vec![
        ("workspace_id", workspace.into()),
        ("id", role.id.into()),
        ("name", role.name.clone().into()),
        ("name_fold", fold(&role.name).into()),
        ("rights", text(&role.rights)?.into()),
        ("created_at", now.into()),
        ("updated_at", now.into()),
    ];
    writer.insert(&Insert::new(TABLE, values)).map(|_| ())
}

/// Somebody must remain who can undo a mistake. Call it after the change, within its transaction, after [`touch`].
pub(super) fn keep_an_administrator(reader: &mut dyn Reader, workspace: WorkspaceId) -> Result<()> {
    let roles = all(reader, workspace)?;
    let administrators: Vec<Datum> =
        roles.into_iter().filter(|role| role.rights.administrator).map(|role| role.id.into()).collect();
    let filter = vec![
        Condition::Eq("workspace_id", workspace.into()),
        Condition::Eq("active", true.into()),
        Condition::In("role_id", administrators),
    ];
    if reader.select(&Select::new(user::TABLE, &["id"], filter).limit(1))?.is_empty() {
        let text = "At least one active administrator must remain in the workspace.";
        return Err(Error::Conflict(Conflict::Other, text.to_string()));
    }
    Ok(())
}

/// Rights name objects and fields of the dictionary: a typing mistake would silently leave something open.
fn check(dictionary: &Dictionary, role: &Role) -> Result<()> {
    let mut problems = Vec::new();
    for key in role.rights.objects.keys().filter(|key| *key != "*" && dictionary.object(key).is_none()) {
        problems.push(Problem::new(format!("objects.{key}"), "not_found", "There is no such object."));
    }
    for path in role.rights.fields.keys() {
        let field = path.split_once('.').and_then(|(object, field)| dictionary.object(object)?.field(field));
        if field.is_none() {
            problems.push(Problem::new(format!("fields.{path}"), "not_found", "There is no such field."));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
}

fn name_is_free(reader: &mut dyn Reader, workspace: WorkspaceId, role: &Role) -> Result<()> {
    let filter = vec![
        Condition::Eq("workspace_id", workspace.into()),
        Condition::Eq("name_fold", fold(&role.name).into()),
        Condition::Ne("id", role.id.into()),
    ];
    if reader.select(&Select::new(TABLE, &["id"], filter))?.is_empty() {
        return Ok(());
    }
    Err(Error::invalid("name", "duplicate", "Another role has this name."))
}

fn by_id(workspace: WorkspaceId, id: Id) -> Vec<Condition> {
    vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("id", id.into())]
}

fn text(rights: &records::Role) -> Result<String> {
    serde_json::to_string(rights).map_err(Error::internal)
}

fn read(columns: Vec<Datum>) -> Result<Role> {
    let mut row = Row::new(TABLE, columns);
    let (id, name) = (row.id()?, row.text()?);
    let rights = serde_json::from_value(row.json()?).map_err(Error::internal)?;
    Ok(Role { id, name, rights })
}
