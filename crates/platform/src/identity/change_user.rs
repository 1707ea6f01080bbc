//! What an administrator changes about a user: name, address, role, team, whether they may sign in, a new password.

use super::user::{checked_email, checked_name};
use super::workspace::touch;
use super::{Authenticated, User, api_key, create_user, password, role, session, user};
use crate::Platform;
use serde::Deserialize;
use store::Writer;
use store::table::{Condition, Update};
use vocabulary::{Error, Id, Result, Timestamp, WorkspaceId, fold};

/// A change of a user; an absent part stays.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UserChange {
    /// The name others see.
    pub name: Option<String>,
    /// The address to sign in with.
    pub email: Option<String>,
    /// A new password; ends the user's sessions.
    pub password: Option<String>,
    /// The role.
    pub role: Option<Id>,
    /// The team; `null` takes the user out.
    #[serde(default, deserialize_with = "super::present")]
    pub team: Option<Option<Id>>,
    /// Whether they may sign in; switching off ends their sessions.
    pub active: Option<bool>,
}

/// Changes a user. Role and rights hold from their next request on.
pub fn change_user(platform: &Platform, asker: &Authenticated, id: Id, change: UserChange) -> Result<User> {
    asker.require_administrator()?;
    let name = change.name.as_deref().map(checked_name).transpose()?;
    let email = change.email.as_deref().map(checked_email).transpose()?;
    let (workspace, now) = (asker.workspace.id, platform.now());
    let hash = match &change.password {
        None => None,
        Some(new) => {
            let known = platform
                .store
                .read(|reader| user::load(reader, workspace, id))?
                .ok_or_else(Error::not_found)?;
            password::check(new, email.as_ref().map_or(&known.email, |email| email.as_str()), "password")?;
            Some(platform.hasher.hash(new, platform.chance())?)
        }
    };
    let user = platform.store.write(move |writer| {
        touch(writer, workspace)?;
        let before = user::load(writer, workspace, id)?.ok_or_else(Error::not_found)?;
        let mut after = before.clone();
        after.name = name.clone().unwrap_or(after.name);
        after.email = email.as_ref().map_or(after.email, |email| email.as_str().to_string());
        after.role = change.role.unwrap_or(after.role);
        after.team = change.team.unwrap_or(after.team);
        after.active = change.active.unwrap_or(after.active);
        create_user::check(writer, &after)?;
        store_user(writer, &after, now)?;
        if let Some(hash) = &hash {
            store_password(writer, (workspace, id), hash, now)?;
        }
        if hash.is_some() || before.email != after.email || !after.active {
            session::end_all(writer, workspace, id, None)?;
        }
        if !after.active {
            api_key::remove_all(writer, workspace, id)?;
        }
        role::keep_an_administrator(writer, workspace)?;
        Ok(after)
    })?;
    platform.identity.forget();
    tracing::info!(by = %asker.user.id, user = %id, "a user was changed");
    Ok(user)
}

/// Lets a user sign in no more: their sessions and keys end. One administrator must remain.
pub(crate) fn switch_off(
    writer: &mut dyn Writer,
    workspace: WorkspaceId,
    id: Id,
    now: Timestamp,
) -> Result<()> {
    touch(writer, workspace)?;
    let mut user = user::load(writer, workspace, id)?.ok_or_else(Error::not_found)?;
    user.active = false;
    store_user(writer, &user, now)?;
    session::end_all(writer, workspace, id, None)?;
    api_key::remove_all(writer, workspace, id)?;
    role::keep_an_administrator(writer, workspace)
}

/// Gives a user a new password, for the command line: whoever may read the database file needs no other right.
pub fn reset_password(platform: &Platform, workspace: WorkspaceId, email: &str, new: &str) -> Result<User> {
    let key = checked_email(email)?.key();
    let found = platform.store.read(|reader| user::by_email(reader, &key, Some(workspace)))?;
    let (user, _) = found.into_iter().next().ok_or_else(Error::not_found)?;
    password::check(new, &user.email, "password")?;
    let hash = platform.hasher.hash(new, platform.chance())?;
    let (id, now) = (user.id, platform.now());
    platform.store.write(move |writer| {
        touch(writer, workspace)?;
        store_password(writer, (workspace, id), &hash, now)?;
        session::end_all(writer, workspace, id, None)
    })?;
    platform.identity.forget();
    Ok(user)
}

pub(super) fn store_user(writer: &mut dyn Writer, user: &User, now: Timestamp) -> Result<()> {
    let set = vec![
        ("name", user.name.clone().into()),
        ("name_fold", fold(&user.name).into()),
        ("email", user.email.clone().into()),
        ("email_key", checked_email(&user.email)?.key().into()),
        ("role_id", user.role.into()),
        ("team_id", user.team.into()),
        ("active", user.active.into()),
        ("language", user.language.clone().into()),
        ("zone", user.zone.clone().into()),
        ("theme", user.theme.clone().into()),
        ("updated_at", now.into()),
    ];
    let filter =
        vec![Condition::Eq("workspace_id", user.workspace.into()), Condition::Eq("id", user.id.into())];
    writer.update(&Update::new(user::TABLE, set, filter)).map(|_| ())
}

pub(super) fn store_password(
    writer: &mut dyn Writer,
    (workspace, id): (WorkspaceId, Id),
    hash: &str,
    now: Timestamp,
) -> Result<()> {
    let filter = vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("id", id.into())];
    let set = vec![("password_hash", hash.into()), ("updated_at", now.into())];
    writer.update(&Update::new(user::TABLE, set, filter)).map(|_| ())
}
