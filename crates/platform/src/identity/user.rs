//! A user: a person who signs in. The password's hash never leaves this folder.

use super::Authenticated;
use crate::Platform;
use crate::row::Row;
use serde::Serialize;
use std::collections::HashMap;
use store::table::{Condition, Select};
use store::{Datum, Reader};
use vocabulary::{EmailAddress, Error, Id, Result, Timestamp, WorkspaceId};

/// A person who signs in.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct User {
    /// The id.
    pub id: Id,
    /// The workspace.
    #[serde(skip)]
    pub workspace: WorkspaceId,
    /// The name others see.
    pub name: String,
    /// The address to sign in with.
    pub email: String,
    /// The role.
    pub role: Id,
    /// The team, if any.
    pub team: Option<Id>,
    /// Whether they may sign in.
    pub active: bool,
    /// The language of the interface; empty for the workspace's.
    pub language: String,
    /// The time zone; empty for the workspace's.
    pub zone: String,
    /// `light`, `dark` or `auto`.
    pub theme: String,
    /// When they were added.
    pub created_at: Timestamp,
    /// When they last signed in.
    pub signed_in_at: Option<Timestamp>,
}

pub(super) const TABLE: &str = "user";
const COLUMNS: &[&str] = &[
    "workspace_id",
    "id",
    "name",
    "email",
    "role_id",
    "team_id",
    "active",
    "language",
    "zone",
    "theme",
    "created_at",
    "signed_in_at",
];

/// The user of that id in the asker's workspace. Everybody may see who works here.
pub fn find_user(platform: &Platform, asker: &Authenticated, id: Id) -> Result<User> {
    platform.store.read(|reader| load(reader, asker.workspace.id, id))?.ok_or_else(Error::not_found)
}

/// All users of the asker's workspace by name, those switched off too.
pub fn list_users(platform: &Platform, asker: &Authenticated) -> Result<Vec<User>> {
    platform.store.read(|reader| all(reader, asker.workspace.id))
}

/// Whether somebody still works in a workspace; for what the house does by itself.
pub fn works_here(platform: &Platform, workspace: WorkspaceId, id: Id) -> Result<bool> {
    let found = platform.store.read(|reader| load(reader, workspace, id))?;
    Ok(found.is_some_and(|user| user.active))
}

pub(super) fn load(reader: &mut dyn Reader, workspace: WorkspaceId, id: Id) -> Result<Option<User>> {
    let filter = vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("id", id.into())];
    reader.select(&Select::new(TABLE, COLUMNS, filter))?.into_iter().next().map(read).transpose()
}

pub(super) fn all(reader: &mut dyn Reader, workspace: WorkspaceId) -> Result<Vec<User>> {
    let filter = vec![Condition::Eq("workspace_id", workspace.into())];
    reader
        .select(&Select::new(TABLE, COLUMNS, filter).ascending("name_fold"))?
        .into_iter()
        .map(read)
        .collect()
}

/// The names of some users.
pub(crate) fn names_of(
    reader: &mut dyn Reader,
    workspace: WorkspaceId,
    users: Vec<Datum>,
) -> Result<HashMap<Id, String>> {
    let filter = vec![Condition::Eq("workspace_id", workspace.into()), Condition::In("id", users)];
    let rows = reader.select(&Select::new(TABLE, &["id", "name"], filter))?;
    rows.into_iter()
        .map(|columns| {
            let mut row = Row::new(TABLE, columns);
            Ok((row.id()?, row.text()?))
        })
        .collect()
}

/// Users that may sign in with this address, in any workspace, with their hashes.
pub(super) fn by_email(
    reader: &mut dyn Reader,
    key: &str,
    workspace: Option<WorkspaceId>,
) -> Result<Vec<(User, String)>> {
    let mut filter = vec![Condition::Eq("email_key", key.into()), Condition::Eq("active", true.into())];
    filter.extend(workspace.map(|workspace| Condition::Eq("workspace_id", workspace.into())));
    let users = reader.select(&Select::new(TABLE, COLUMNS, filter).ascending("workspace_id").limit(8))?;
    let users: Vec<User> = users.into_iter().map(read).collect::<Result<_>>()?;
    users
        .into_iter()
        .map(|user| password_hash(reader, user.workspace, user.id).map(|hash| (user, hash)))
        .collect()
}

pub(super) fn password_hash(reader: &mut dyn Reader, workspace: WorkspaceId, id: Id) -> Result<String> {
    let filter = vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("id", id.into())];
    let row = reader.select(&Select::new(TABLE, &["password_hash"], filter))?.into_iter().next();
    row.ok_or_else(Error::not_found).and_then(|columns| Row::new(TABLE, columns).text())
}

/// The name as it is kept: trimmed, not empty, not endless.
pub(super) fn checked_name(name: &str) -> Result<String> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 200 || name.chars().any(char::is_control) {
        return Err(Error::invalid("name", "required", "Give a name of at most 200 characters."));
    }
    Ok(name.to_string())
}

/// The address as it is kept.
pub(super) fn checked_email(email: &str) -> Result<EmailAddress> {
    EmailAddress::parse(email).map_err(|why| Error::invalid("email", "email_malformed", why))
}

fn read(columns: Vec<Datum>) -> Result<User> {
    let mut row = Row::new(TABLE, columns);
    Ok(User {
        workspace: row.workspace()?,
        id: row.id()?,
        name: row.text()?,
        email: row.text()?,
        role: row.id()?,
        team: row.id_or_none()?,
        active: row.flag()?,
        language: row.text()?,
        zone: row.text()?,
        theme: row.text()?,
        created_at: row.moment()?,
        signed_in_at: row.moment_or_none()?,
    })
}
