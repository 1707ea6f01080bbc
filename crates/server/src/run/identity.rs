//! `kith workspace`, `kith user` and `kith key`.

use super::terminal::{password, say};
use crate::command::{KeyCommand, UserCommand, WorkspaceCommand};
use crate::config::Config;
use crate::installation::Installation;
use anyhow::Context as _;
use platform::identity::{self, Authenticated, NewApiKey, NewUser, NewWorkspace};
use std::process::ExitCode;
use std::sync::Arc;
use vocabulary::Id;

/// The command line acts as an administrator of the workspace: who can open the database can do anything anyway.
fn administrator(installation: &Installation, workspace: Option<&str>) -> anyhow::Result<Arc<Authenticated>> {
    let workspace = installation.workspace(workspace)?;
    Ok(identity::command_line(&installation.platform, &workspace)?)
}

fn role_named(installation: &Installation, asker: &Authenticated, name: &str) -> anyhow::Result<Id> {
    let roles = identity::list_roles(&installation.platform, asker)?;
    let wanted = vocabulary::fold(name);
    let found = roles.iter().find(|role| vocabulary::fold(&role.name) == wanted).map(|role| role.id);
    let names: Vec<&str> = roles.iter().map(|role| role.name.as_str()).collect();
    found.with_context(|| format!("There is no role “{name}”. The roles are: {}.", names.join(", ")))
}

/// Workspaces.
pub fn workspace(config: Config, command: WorkspaceCommand) -> anyhow::Result<ExitCode> {
    let installation = Installation::open(config)?;
    match command {
        WorkspaceCommand::List => {
            for workspace in installation.workspaces()? {
                say(&format!("{}  {}", workspace.key, workspace.name));
            }
        }
        WorkspaceCommand::Add { key, name, email, administrator, currency, zone, country } => {
            let password = password("Password")?;
            let language = "en".to_string();
            let new = NewWorkspace {
                key,
                name,
                currency,
                zone,
                language,
                country,
                first_weekday: 1,
                administrator,
                email,
                password,
            };
            let (workspace, user) = identity::create_workspace(&installation.platform, new)?;
            say(&format!("The workspace {} is there; {} signs in to it.", workspace.key, user.email));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Users.
pub fn user(config: Config, command: UserCommand) -> anyhow::Result<ExitCode> {
    let installation = Installation::open(config)?;
    match command {
        UserCommand::List { workspace } => {
            let asker = administrator(&installation, workspace.as_deref())?;
            for user in identity::list_users(&installation.platform, &asker)? {
                say(&format!(
                    "{}  {}  {}{}",
                    user.id,
                    user.email,
                    user.name,
                    if user.active { "" } else { "  (switched off)" }
                ));
            }
        }
        UserCommand::Add { email, name, role, workspace } => {
            let asker = administrator(&installation, workspace.as_deref())?;
            let role = role_named(&installation, &asker, &role)?;
            let password = password("Password")?;
            let new = NewUser {
                name,
                email,
                password,
                role,
                team: None,
                language: String::new(),
                zone: String::new(),
            };
            let user = identity::create_user(&installation.platform, &asker, new)?;
            say(&format!("{} may sign in now.", user.email));
        }
        UserCommand::Password { email, workspace } => {
            let workspace = installation.workspace(workspace.as_deref())?;
            let password = password("New password")?;
            let user = identity::reset_password(&installation.platform, workspace.id, &email, &password)?;
            say(&format!(
                "{} signs in with the new password from now on; all sessions have ended.",
                user.email
            ));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// API keys.
pub fn key(config: Config, command: KeyCommand) -> anyhow::Result<ExitCode> {
    let installation = Installation::open(config)?;
    let platform = &installation.platform;
    match command {
        KeyCommand::List { workspace } => {
            let asker = administrator(&installation, workspace.as_deref())?;
            for key in identity::list_api_keys(platform, &asker)? {
                let end = key.expires_at.map_or("never ends".to_string(), |at| format!("ends {at}"));
                say(&format!("{}  {}…  {}  {end}", key.id, key.prefix, key.name));
            }
        }
        KeyCommand::Create { name, user, role, days, workspace } => {
            let asker = administrator(&installation, workspace.as_deref())?;
            let owner = identity::list_users(platform, &asker)?
                .into_iter()
                .find(|known| known.email.eq_ignore_ascii_case(&user));
            let owner = owner.with_context(|| format!("There is no user {user}."))?;
            let role = match role {
                Some(role) => role_named(&installation, &asker, &role)?,
                None => owner.role,
            };
            let expires_at = days.map(|days| platform.now().plus_seconds(days.saturating_mul(86_400)));
            let asker = Authenticated { user: Arc::new(owner), ..(*asker).clone() };
            let (_, secret) =
                identity::create_api_key(platform, &asker, NewApiKey { name, role, expires_at })?;
            say(&secret);
        }
        KeyCommand::Remove { id, workspace } => {
            let asker = administrator(&installation, workspace.as_deref())?;
            identity::remove_api_key(platform, &asker, id.parse()?)?;
            say("The key has ended.");
        }
    }
    Ok(ExitCode::SUCCESS)
}
