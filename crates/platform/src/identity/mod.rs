//! Who is asking: workspaces, users, teams, roles, sessions, API keys, and the limits on signing in.
//!
//! Each operation takes the [`Platform`](crate::Platform) first and checks by itself whether the asker may.

mod access;
mod api_key;
mod attempt;
mod authenticate;
mod change_password;
mod change_profile;
mod change_user;
mod cleanup;
mod command_line;
mod create_user;
mod create_workspace;
mod own_session;
mod password;
mod role;
mod see_as;
mod session;
mod set_up;
mod sign_in;
mod staff;
mod team;
mod user;
mod workspace;
mod workspaces_of;

#[cfg(test)]
mod tests;

pub use access::{HiddenField, RecordAccess, Titled, UserAccess, Why, record_access};
pub use api_key::{ApiKey, NewApiKey, create_api_key, list_api_keys, remove_api_key};
pub use authenticate::{
    Authenticated, IdentityCache, Via, authenticate_key, authenticate_session, authenticate_session_from,
    known_already, renew, system_context, user_context,
};
pub use change_password::change_password;
pub use change_profile::{ProfileChange, change_profile};
pub(crate) use change_user::switch_off;
pub use change_user::{UserChange, change_user, reset_password};
pub use cleanup::remove_expired;
pub use command_line::command_line;
pub use create_user::{NewUser, create_user};
pub use create_workspace::{NewWorkspace, create_workspace};
pub use own_session::{Device, OwnSession, end_other_sessions, end_own_session, list_own_sessions};
pub use password::PasswordHasher;
pub use role::{NewRole, Role, RoleChange, change_role, create_role, list_roles, remove_role};
pub use see_as::see_as;
pub use session::{SignedIn, csrf_of, end_session};
pub use set_up::{SetUp, set_up, set_up_code, set_up_needed};
pub use sign_in::{SignIn, let_in, sign_in};
pub use staff::{StaffBrought, StaffRow, create_staff};
pub use team::{NewTeam, Team, TeamChange, change_team, create_team, list_teams, remove_team};
pub use user::{User, find_user, list_users, works_here};
pub use workspace::{
    Workspace, WorkspaceChange, change_workspace, find_workspace, find_workspace_by_key, list_workspaces,
};
pub use workspaces_of::workspaces_of;

pub(crate) use user::names_of;

/// Tells a member that is `null` from one that is absent.
pub(crate) fn present<'de, T: serde::Deserialize<'de>, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Option<T>>, D::Error> {
    serde::Deserialize::deserialize(deserializer).map(Some)
}
