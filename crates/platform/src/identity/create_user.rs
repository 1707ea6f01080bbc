//! Adding a user to a workspace.

use super::user::{checked_email, checked_name};
use super::workspace::{is_zone, touch};
use super::{Authenticated, User, password, role, team, user};
use crate::Platform;
use serde::Deserialize;
use store::table::{Condition, Insert, Select};
use store::{Reader, Writer};
use vocabulary::{Error, Id, Result, Timestamp, WorkspaceId, fold, is_language};

/// A user to add.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewUser {
    /// The name others see.
    pub name: String,
    /// The address to sign in with.
    pub email: String,
    /// The first password.
    pub password: String,
    /// The role.
    pub role: Id,
    /// The team, if any.
    #[serde(default)]
    pub team: Option<Id>,
    /// The language; empty for the workspace's.
    #[serde(default)]
    pub language: String,
    /// The time zone; empty for the workspace's.
    #[serde(default)]
    pub zone: String,
}

/// Adds a user.
pub fn create_user(platform: &Platform, asker: &Authenticated, new: NewUser) -> Result<User> {
    asker.require_administrator()?;
    let now = platform.now();
    let email = checked_email(&new.email)?;
    password::check(&new.password, email.as_str(), "password")?;
    let user = User {
        id: platform.new_id(),
        workspace: asker.workspace.id,
        name: checked_name(&new.name)?,
        email: email.as_str().to_string(),
        role: new.role,
        team: new.team,
        active: true,
        language: new.language,
        zone: new.zone,
        theme: "auto".to_string(),
        created_at: now,
        signed_in_at: None,
    };
    let hash = platform.hasher.hash(&new.password, platform.chance())?;
    let stored = user.clone();
    platform.store.write(move |writer| {
        touch(writer, stored.workspace)?;
        check(writer, &stored)?;
        insert(writer, &stored, &hash, now)
    })?;
    platform.identity.forget();
    Ok(user)
}

/// Refuses what does not fit the workspace: a foreign role or team, an address that is taken, an unknown zone.
pub(super) fn check(reader: &mut dyn Reader, user: &User) -> Result<()> {
    if role::load(reader, user.workspace, user.role)?.is_none() {
        return Err(Error::invalid("role", "not_found", "There is no such role."));
    }
    if let Some(id) = user.team
        && !team::exists(reader, user.workspace, id)?
    {
        return Err(Error::invalid("team", "not_found", "There is no such team."));
    }
    if !(user.language.is_empty() || is_language(&user.language)) {
        return Err(Error::invalid("language", "malformed", "Use a language code such as en or sr-Latn."));
    }
    if !(user.zone.is_empty() || is_zone(&user.zone)) {
        return Err(Error::invalid("zone", "malformed", "Use a time zone such as Europe/Ljubljana."));
    }
    if !["light", "dark", "auto"].contains(&user.theme.as_str()) {
        return Err(Error::invalid("theme", "unknown_choice", "Use light, dark or auto."));
    }
    email_is_free(reader, user.workspace, &user.email, user.id)
}

fn email_is_free(reader: &mut dyn Reader, workspace: WorkspaceId, email: &str, id: Id) -> Result<()> {
    let filter = vec![
        Condition::Eq("email_key", checked_email(email)?.key().into()),
        Condition::Eq("workspace_id", workspace.into()),
        Condition::Ne("id", id.into()),
    ];
    if reader.select(&Select::new(user::TABLE, &["id"], filter).limit(1))?.is_empty() {
        return Ok(());
    }
    Err(Error::invalid("email", "duplicate", "Another user has this address."))
}

pub(super) fn insert(writer: &mut dyn Writer, user: &User, hash: &str, now: Timestamp) -> Result<()> {
    let values = vec![
        ("workspace_id", user.workspace.into()),
        ("id", user.id.into()),
        ("name", user.name.clone().into()),
        ("name_fold", fold(&user.name).into()),
        ("email", user.email.clone().into()),
        ("email_key", checked_email(&user.email)?.key().into()),
        ("password_hash", hash.into()),
        ("role_id", user.role.into()),
        ("team_id", user.team.into()),
        ("active", user.active.into()),
        ("language", user.language.clone().into()),
        ("zone", user.zone.clone().into()),
        ("theme", user.theme.clone().into()),
        ("created_at", now.into()),
        ("updated_at", now.into()),
    ];
    writer.insert(&Insert::new(user::TABLE, values)).map(|_| ())
}
