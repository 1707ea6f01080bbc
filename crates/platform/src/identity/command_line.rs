//! Who the command line is: who can open the database can do anything, and acts as its first administrator.

use super::authenticate::{Authenticated, user_context};
use super::user::all;
use super::workspace::Workspace;
use crate::Platform;
use std::sync::Arc;
use vocabulary::{Error, Result};

/// The first active administrator of a workspace.
pub fn command_line(platform: &Platform, workspace: &Workspace) -> Result<Arc<Authenticated>> {
    for user in platform.store.read(|reader| all(reader, workspace.id))?.iter().filter(|user| user.active) {
        let who = user_context(platform, workspace.id, user.id, None)?;
        if who.rights.administrator() {
            return Ok(who);
        }
    }
    Err(Error::Forbidden("The workspace has no active administrator.".to_string()))
}
