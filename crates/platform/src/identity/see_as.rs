//! Seeing as a role: an administrator looks at the workspace as somebody of that role would. Nothing is written meanwhile.

use super::authenticate::{CACHE_SECONDS, Via};
use super::{Authenticated, role, team};
use crate::Platform;
use crate::secrets::sha256;
use records::Rights;
use std::sync::Arc;
use vocabulary::{Error, Id, Result};

/// An administrator with the rights of a role. What belongs to its holder is what belongs to the administrator.
pub fn see_as(platform: &Platform, who: &Authenticated, seen: Id) -> Result<Arc<Authenticated>> {
    who.require_administrator()?;
    let now = platform.now();
    let slot = slot(who, seen);
    if let Some(known) = platform.identity.get(&slot, now) {
        return Ok(known);
    }
    let generation = platform.identity.generation();
    let workspace = who.workspace.id;
    let (role, mates) = platform.store.read(|reader| {
        let role = role::load(reader, workspace, seen)?;
        let role = role
            .ok_or_else(|| Error::invalid("Kith-As-Role", "not_found", "There is no such role any more."))?;
        let mates = match who.user.team {
            Some(team) => team::users_of(reader, workspace, team)?,
            None => Vec::new(),
        };
        Ok((role, mates))
    })?;
    let rights =
        Rights::new(role.rights.clone(), Some(who.user.id), mates).guarding(platform.engine.guarded());
    let seeing = Arc::new(Authenticated {
        role: Arc::new(role),
        rights: Arc::new(rights),
        seen_as: Some(seen),
        ..who.clone()
    });
    platform.identity.put(slot, generation, now.plus_seconds(CACHE_SECONDS), seeing.clone());
    Ok(seeing)
}

/// Where it is remembered for a moment: by who looks, by what they proved it, and through whose eyes.
fn slot(who: &Authenticated, seen: Id) -> [u8; 32] {
    let mut bytes = b"seen as".to_vec();
    bytes.extend(who.workspace.id.0.to_be_bytes());
    bytes.extend(who.user.id.as_bytes());
    bytes.extend(seen.as_bytes());
    match &who.via {
        Via::Session { hash, .. } => bytes.extend(hash),
        Via::Key { id, .. } => bytes.extend(id.as_bytes()),
        Via::Job => {}
    }
    sha256(&bytes)
}
