//! What users change about themselves: name, language, time zone, theme.

use super::user::checked_name;
use super::workspace::touch;
use super::{Authenticated, User, change_user, create_user, user};
use crate::Platform;
use serde::Deserialize;
use vocabulary::{Error, Result};

/// A change of one's own settings; an absent part stays.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileChange {
    /// The name others see.
    pub name: Option<String>,
    /// The language; empty for the workspace's.
    pub language: Option<String>,
    /// The time zone; empty for the workspace's.
    pub zone: Option<String>,
    /// `light`, `dark` or `auto`.
    pub theme: Option<String>,
}

/// Changes the asker's own settings.
pub fn change_profile(platform: &Platform, asker: &Authenticated, change: ProfileChange) -> Result<User> {
    let name = change.name.as_deref().map(checked_name).transpose()?;
    let (workspace, id, now) = (asker.workspace.id, asker.user.id, platform.now());
    let user = platform.store.write(move |writer| {
        touch(writer, workspace)?;
        let mut user = user::load(writer, workspace, id)?.ok_or_else(Error::not_found)?;
        user.name = name.clone().unwrap_or(user.name);
        user.language = change.language.clone().unwrap_or(user.language);
        user.zone = change.zone.clone().unwrap_or(user.zone);
        user.theme = change.theme.clone().unwrap_or(user.theme);
        create_user::check(writer, &user)?;
        change_user::store_user(writer, &user, now)?;
        Ok(user)
    })?;
    platform.identity.forget();
    Ok(user)
}
