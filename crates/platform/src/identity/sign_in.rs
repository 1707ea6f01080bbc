//! Signing in with address and password.

use super::{
    Device, SignedIn, User, attempt, authenticate_session, find_workspace_by_key, password, session, user,
};
use crate::Platform;
use store::table::{Condition, Update};
use vocabulary::{EmailAddress, Error, Result, WorkspaceId};

/// What somebody who signs in says.
#[derive(Clone)]
pub struct SignIn {
    /// The address.
    pub email: String,
    /// The password, as typed.
    pub password: String,
    /// The workspace's key; needed only when the address is good in several.
    pub workspace: Option<String>,
    /// The network of the request, see [`crate::http::network_of`].
    pub network: String,
    /// With what and from where, for the list of one's own sessions.
    pub device: Device,
}

/// Opens a session. An address nobody has costs the time of one that somebody has, and gets the same answer.
pub fn sign_in(platform: &Platform, sign_in: &SignIn) -> Result<SignedIn> {
    if password::is_too_long(&sign_in.password) {
        return Err(wrong());
    }
    let email = EmailAddress::parse(&sign_in.email).map(|email| email.key()).unwrap_or_default();
    attempt::count(platform, &email, &sign_in.network)?;
    let users = matching(platform, sign_in, &email)?;
    let Some(user) = chosen(platform, sign_in, &users)? else {
        tracing::info!(network = %sign_in.network, "a sign-in failed");
        return Err(wrong());
    };
    let workspaces: Vec<WorkspaceId> = users.iter().map(|user| user.workspace).collect();
    let signed_in = open(platform, user, workspaces, &sign_in.device, Some((&email, &sign_in.network)))?;
    tracing::info!(user = %user.id, workspace = user.workspace.0, "signed in");
    Ok(signed_in)
}

/// Opens a session without a password, for somebody whom another platform of this binary has let in: into a practice workspace.
pub fn let_in(platform: &Platform, user: &User) -> Result<SignedIn> {
    let device = Device { browser: String::new(), system: String::new(), address: String::new() };
    open(platform, user, vec![user.workspace], &device, None)
}

/// Opens a session for a user whose identity is proven.
pub(super) fn open(
    platform: &Platform,
    user: &User,
    workspaces: Vec<WorkspaceId>,
    device: &Device,
    attempt: Option<(&str, &str)>,
) -> Result<SignedIn> {
    let token = session::new_token(platform);
    let lifetime = platform.settings.session_absolute;
    let (kept, who, now) = (token.clone(), (user.workspace, user.id), platform.now());
    let device = device.clone();
    let attempt = attempt.map(|(email, network)| (email.to_string(), network.to_string()));
    platform.store.write(move |writer| {
        if let Some((email, network)) = &attempt {
            attempt::forgive(writer, email, network)?;
        }
        let filter = vec![Condition::Eq("workspace_id", who.0.into()), Condition::Eq("id", who.1.into())];
        writer.update(&Update::new(user::TABLE, vec![("signed_in_at", now.into())], filter))?;
        session::insert(writer, &kept, who, &workspaces, &device, (now, lifetime))
    })?;
    let authenticated = authenticate_session(platform, &token)?;
    Ok(SignedIn { token, lifetime, authenticated })
}

/// The users the address and password are good for: each in a workspace of its own.
fn matching(platform: &Platform, sign_in: &SignIn, email: &str) -> Result<Vec<User>> {
    let candidates = platform.store.read(|reader| user::by_email(reader, email, None))?;
    if candidates.is_empty() {
        platform.hasher.burn(&sign_in.password)?;
    }
    let mut users = Vec::new();
    for (user, hash) in candidates {
        if platform.hasher.matches(&sign_in.password, &hash)? {
            users.push(user);
        }
    }
    Ok(users)
}

/// The user in the workspace that was asked for, or in the first.
fn chosen<'u>(platform: &Platform, sign_in: &SignIn, users: &'u [User]) -> Result<Option<&'u User>> {
    let Some(key) = &sign_in.workspace else { return Ok(users.first()) };
    let workspace = platform.store.read(|reader| find_workspace_by_key(reader, key))?;
    Ok(workspace.and_then(|workspace| users.iter().find(|user| user.workspace == workspace.id)))
}

fn wrong() -> Error {
    Error::Unauthenticated("The e-mail address or the password is wrong.".to_string())
}
