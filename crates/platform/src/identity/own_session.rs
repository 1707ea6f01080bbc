//! One's own sessions: where one is signed in, and how to end that. Nobody sees anybody else's, administrators neither.

use super::{Authenticated, Via, session};
use crate::Platform;
use crate::row::Row;
use crate::secrets::sha256;
use serde::Serialize;
use store::Reader;
use store::table::{Condition, Delete, Select};
use vocabulary::{Error, Id, Result, Timestamp};

/// With what somebody signed in, and from where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Device {
    /// The browser, or the program; empty when it did not say.
    pub browser: String,
    /// The operating system; empty when it did not say.
    pub system: String,
    /// The network address.
    pub address: String,
}

/// A session, as its owner sees it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OwnSession {
    /// Names the session and opens nothing.
    pub id: Id,
    /// The browser, or the program.
    pub browser: Option<String>,
    /// The operating system.
    pub system: Option<String>,
    /// The network address it was last used from.
    pub address: Option<String>,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub seen_at: Timestamp,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// The asker's sessions that are still good, the present one first, then by their last use.
pub fn list_own_sessions(platform: &Platform, asker: &Authenticated) -> Result<Vec<OwnSession>> {
    let this = this(asker)?;
    let (now, idle) = (platform.now(), platform.settings.session_idle);
    let mut filter = owned(asker);
    filter.push(Condition::Gt("expires_at", now.into()));
    filter.push(Condition::Gt("seen_at", now.plus_seconds(-idle).into()));
    let mut sessions = platform.store.read(|reader| {
        let select = Select::new(session::TABLE, COLUMNS, filter.clone()).descending("seen_at");
        reader.select(&select)?.into_iter().map(|columns| read(columns, &this)).collect::<Result<Vec<_>>>()
    })?;
    sessions.sort_by_key(|session| !session.current);
    Ok(sessions)
}

/// Ends one of the asker's sessions; its next request is refused. For a key there are none.
pub fn end_own_session(platform: &Platform, asker: &Authenticated, id: Id) -> Result<()> {
    this(asker).map_err(|_| Error::not_found())?;
    let owned = owned(asker);
    platform.store.write(move |writer| {
        let hash = hashes(writer, owned.clone())?.into_iter().find(|hash| id_of(hash) == id);
        let mut filter = owned.clone();
        filter.push(Condition::Eq("hash", hash.ok_or_else(Error::not_found)?.into()));
        writer.delete(&Delete { table: session::TABLE, filter })
    })?;
    platform.identity.forget();
    tracing::info!(user = %asker.user.id, "a session was ended by its owner");
    Ok(())
}

/// Ends all of the asker's sessions but the present one.
pub fn end_other_sessions(platform: &Platform, asker: &Authenticated) -> Result<()> {
    let this = this(asker)?;
    let (workspace, user) = (asker.workspace.id, asker.user.id);
    let ended = platform.store.write(move |writer| session::end_all(writer, workspace, user, Some(&this)))?;
    platform.identity.forget();
    tracing::info!(%user, ended, "all other sessions were ended by their owner");
    Ok(())
}

const COLUMNS: &[&str] = &["hash", "browser", "system", "address", "created_at", "seen_at"];

/// The session that asks. Whoever got hold of a key learns nothing of its owner's devices, and locks nobody out.
fn this(asker: &Authenticated) -> Result<[u8; 32]> {
    match &asker.via {
        Via::Session { hash, .. } => Ok(*hash),
        _ => Err(Error::Forbidden("Sessions are seen and ended by their owner, signed in.".to_string())),
    }
}

fn owned(asker: &Authenticated) -> Vec<Condition> {
    vec![
        Condition::Eq("workspace_id", asker.workspace.id.into()),
        Condition::Eq("user_id", asker.user.id.into()),
    ]
}

fn hashes(reader: &mut dyn Reader, filter: Vec<Condition>) -> Result<Vec<Vec<u8>>> {
    let rows = reader.select(&Select::new(session::TABLE, &["hash"], filter))?;
    rows.into_iter().map(|columns| Row::new(session::TABLE, columns).bytes()).collect()
}

/// A name that is made from the hash and from which nobody gets back to it.
fn id_of(hash: &[u8]) -> Id {
    let digest = sha256(&[b"kith session ", hash].concat());
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(digest).for_each(|(to, from)| *to = from);
    Id::from_bytes(bytes)
}

fn read(columns: Vec<store::Datum>, this: &[u8; 32]) -> Result<OwnSession> {
    let mut row = Row::new(session::TABLE, columns);
    let hash = row.bytes()?;
    let mut said = || row.text().map(|text| Some(text).filter(|text| !text.is_empty()));
    let (browser, system, address) = (said()?, said()?, said()?);
    Ok(OwnSession {
        id: id_of(&hash),
        browser,
        system,
        address,
        created_at: row.moment()?,
        seen_at: row.moment()?,
        current: hash == this,
    })
}
