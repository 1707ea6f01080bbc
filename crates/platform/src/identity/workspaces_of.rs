//! The workspaces somebody may switch to: those in which the address and password they signed in with are good. That another
//! workspace has a user of the same address is nobody's business here.

use super::workspace::{Workspace, find_workspace};
use super::{Authenticated, Via};
use crate::Platform;
use vocabulary::Result;

/// The workspaces the asker may switch to, their own among them.
pub fn workspaces_of(platform: &Platform, asker: &Authenticated) -> Result<Vec<Workspace>> {
    let Via::Session { workspaces, .. } = &asker.via else { return Ok(vec![(*asker.workspace).clone()]) };
    platform.store.read(|reader| {
        let found = workspaces
            .iter()
            .map(|workspace| find_workspace(reader, *workspace))
            .collect::<Result<Vec<_>>>()?;
        Ok(found.into_iter().flatten().collect())
    })
}
