//! A session: what a browser holds is a random token; the database holds only its hash.

use super::{Authenticated, Device, Via};
use crate::Platform;
use crate::secrets::{hex, sha256};
use std::sync::Arc;
use store::Writer;
use store::table::{Condition, Delete, Insert};
use vocabulary::{Id, Result, Timestamp, WorkspaceId};

/// A fresh session.
#[derive(Clone)]
pub struct SignedIn {
    /// The secret for the cookie; nowhere else is it kept.
    pub token: String,
    /// After so many seconds the session ends in any case: the age of the cookie.
    pub lifetime: i64,
    /// Who signed in.
    pub authenticated: Arc<Authenticated>,
}

pub(super) const TABLE: &str = "session";

/// The token that proves a page of ours sent a request: made from the session's own, so that it is nowhere stored.
pub fn csrf_of(token: &str) -> String {
    hex(&sha256(format!("kith csrf {token}").as_bytes()))
}

/// Signs out: the session ends at once.
pub fn end_session(platform: &Platform, asker: &Authenticated) -> Result<()> {
    let Via::Session { hash, .. } = &asker.via else { return Ok(()) };
    let hash = hash.to_vec();
    platform.store.write(move |writer| {
        let filter = vec![Condition::Eq("hash", hash.clone().into())];
        writer.delete(&Delete { table: TABLE, filter })
    })?;
    platform.identity.forget();
    Ok(())
}

/// A new secret for a session: 256 bits.
pub(super) fn new_token(platform: &Platform) -> String {
    hex(&platform.chance::<32>())
}

pub(super) fn insert(
    writer: &mut dyn Writer,
    token: &str,
    (workspace, user): (WorkspaceId, Id),
    workspaces: &[WorkspaceId],
    device: &Device,
    (now, lifetime): (Timestamp, i64),
) -> Result<()> {
    let values = vec![
        ("hash", sha256(token.as_bytes()).to_vec().into()),
        ("workspace_id", workspace.into()),
        ("user_id", user.into()),
        ("created_at", now.into()),
        ("seen_at", now.into()),
        ("expires_at", now.plus_seconds(lifetime).into()),
        ("workspaces", serde_json::to_string(workspaces).unwrap_or_default().into()),
        ("browser", device.browser.clone().into()),
        ("system", device.system.clone().into()),
        ("address", device.address.clone().into()),
    ];
    writer.insert(&Insert::new(TABLE, values)).map(|_| ())
}

/// Ends all sessions of a user, but for one.
pub(super) fn end_all(
    writer: &mut dyn Writer,
    workspace: WorkspaceId,
    user: Id,
    except: Option<&[u8; 32]>,
) -> Result<u64> {
    let mut filter =
        vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("user_id", user.into())];
    filter.extend(except.map(|hash| Condition::Ne("hash", hash.to_vec().into())));
    writer.delete(&Delete { table: TABLE, filter })
}
