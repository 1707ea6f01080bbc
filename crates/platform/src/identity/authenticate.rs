//! Who sent a request: from the token of a session or of an API key to user, role and rights.

use super::{Role, User, Workspace, api_key, csrf_of, find_workspace, role, see_as, session, team, user};
use crate::Platform;
use crate::row::Row;
use crate::secrets::sha256;
use dictionary::ReadContext;
use records::{Context, Rights};
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use store::Reader;
use store::query::Moment;
use store::table::{Condition, Select, Update};
use vocabulary::{Actor, ActorKind, Channel, Currency, Error, Id, Result, Timestamp, WorkspaceId};

/// Somebody who proved who they are, with what they may right now.
#[derive(Clone, Debug)]
pub struct Authenticated {
    /// Their workspace.
    pub workspace: Arc<Workspace>,
    /// The user; for a key, the user it belongs to.
    pub user: Arc<User>,
    /// The role that counts: the user's, or the narrower one of the key.
    pub role: Arc<Role>,
    /// What follows from the role.
    pub rights: Arc<Rights>,
    /// By what they proved it.
    pub via: Via,
    /// The role an administrator looks through just now; then `role` and `rights` are those, and nothing may be written.
    pub seen_as: Option<Id>,
}

/// By what somebody proved who they are.
#[derive(Clone, Debug)]
pub enum Via {
    /// A browser's session.
    Session {
        /// The hash of its token.
        hash: [u8; 32],
        /// What unsafe requests must repeat in `X-Kith-Csrf`.
        csrf: String,
        /// The workspaces in which the same address and password are good.
        workspaces: Vec<WorkspaceId>,
    },
    /// An API key.
    Key {
        /// Its id.
        id: Id,
        /// Its name.
        name: String,
    },
    /// Nothing: a job of theirs runs.
    Job,
}

impl Authenticated {
    /// Refuses everybody else.
    pub fn require_administrator(&self) -> Result<()> {
        if self.rights.administrator() {
            return Ok(());
        }
        Err(Error::Forbidden("Only an administrator may do this.".to_string()))
    }

    /// Whether the same person sees and may do the same, under the same name and settings.
    pub fn is_alike(&self, other: &Authenticated) -> bool {
        let settings = |user: &User| {
            (user.name.clone(), user.language.clone(), user.zone.clone(), user.theme.clone(), user.team)
        };
        self.workspace == other.workspace
            && self.role == other.role
            && self.rights.are_alike(&other.rights)
            && settings(&self.user) == settings(&other.user)
    }

    /// The key they use, if any.
    pub fn key(&self) -> Option<Id> {
        if let Via::Key { id, .. } = &self.via { Some(*id) } else { None }
    }

    /// They, as history will name them.
    pub fn actor(&self) -> Actor {
        let (kind, id, name, channel) = match &self.via {
            Via::Session { .. } => (ActorKind::User, self.user.id, &self.user.name, Channel::Web),
            Via::Key { id, name } => (ActorKind::Key, *id, name, Channel::Api),
            Via::Job => (ActorKind::User, self.user.id, &self.user.name, Channel::Job),
        };
        Actor { kind, id: Some(id), user: Some(self.user.id), name: name.clone(), channel, source: None }
    }

    /// The first argument of everything the engine does for them.
    pub fn context(&self, platform: &Platform) -> Context {
        let now = platform.now();
        Context {
            workspace: self.workspace.id,
            actor: self.actor(),
            rights: self.rights.clone(),
            now,
            moment: moment_of(&self.workspace, Some(&self.user), now),
            ids: platform.ids.clone(),
            batch: None,
        }
    }
}

/// What relative dates and bare amounts mean in a workspace, for one of its users.
pub(crate) fn moment_of(workspace: &Workspace, user: Option<&User>, now: Timestamp) -> Moment {
    let zone = user.map(|user| user.zone.as_str()).filter(|zone| !zone.is_empty()).unwrap_or(&workspace.zone);
    Moment {
        now,
        zone: jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC),
        first_weekday: workspace.first_weekday,
        me: user.map(|user| user.id),
        read: ReadContext {
            currency: workspace.currency.parse().unwrap_or(Currency::EUR),
            country: Some(workspace.country.clone()).filter(|country| !country.is_empty()),
        },
    }
}

/// Those known a moment ago. A change of anybody's identity on this server empties it at once; a change on another server
/// that shares the database is seen within a second.
#[derive(Default)]
pub struct IdentityCache {
    generation: AtomicU64,
    known: Mutex<HashMap<[u8; 32], Known>>,
}

struct Known {
    generation: u64,
    until: Timestamp,
    who: Arc<Authenticated>,
}

pub(super) const CACHE_SECONDS: i64 = 1;
const CACHE_SIZE: usize = 10_000;
/// When a session or key was used is written down this seldom.
const SEEN_SECONDS: i64 = 60;

impl IdentityCache {
    /// Call it after each committed change of users, roles, teams, sessions, keys or workspaces.
    pub(crate) fn forget(&self) {
        self.generation.fetch_add(1, Ordering::SeqCst);
    }

    pub(super) fn generation(&self) -> u64 {
        self.generation.load(Ordering::SeqCst)
    }

    pub(super) fn get(&self, hash: &[u8; 32], now: Timestamp) -> Option<Arc<Authenticated>> {
        let generation = self.generation.load(Ordering::SeqCst);
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let known = known.get(hash)?;
        let fresh = known.generation == generation && now < known.until;
        fresh.then(|| known.who.clone())
    }

    pub(super) fn put(&self, hash: [u8; 32], generation: u64, until: Timestamp, who: Arc<Authenticated>) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= CACHE_SIZE {
            known.clear();
        }
        known.insert(hash, Known { generation, until, who });
    }
}

/// The holder of a session's or key's secret, when it was looked up a moment ago. Reads no database.
pub fn known_already(platform: &Platform, secret: &str) -> Option<Arc<Authenticated>> {
    platform.identity.get(&sha256(secret.as_bytes()), platform.now())
}

/// The holder of a session's token.
pub fn authenticate_session(platform: &Platform, token: &str) -> Result<Arc<Authenticated>> {
    authenticate_session_from(platform, token, None)
}

/// The holder of a session's token, who sent it from that address.
pub fn authenticate_session_from(
    platform: &Platform,
    token: &str,
    address: Option<IpAddr>,
) -> Result<Arc<Authenticated>> {
    // Anything of another length was never given out, and need not be looked up.
    if token.len() != 64 {
        return Err(ended());
    }
    by_session(platform, sha256(token.as_bytes()), csrf_of(token), address)
}

/// The same person a while later, with the rights of now: for streams that stay open. An error when they may no longer be here.
pub fn renew(platform: &Platform, who: &Authenticated) -> Result<Arc<Authenticated>> {
    let now = renewed(platform, who)?;
    match who.seen_as {
        Some(role) => see_as(platform, &now, role),
        None => Ok(now),
    }
}

fn renewed(platform: &Platform, who: &Authenticated) -> Result<Arc<Authenticated>> {
    match &who.via {
        Via::Session { hash, csrf, .. } => by_session(platform, *hash, csrf.clone(), None),
        Via::Key { id, .. } => user_context(platform, who.workspace.id, who.user.id, Some(*id)),
        Via::Job => user_context(platform, who.workspace.id, who.user.id, None),
    }
}

fn by_session(
    platform: &Platform,
    hash: [u8; 32],
    csrf: String,
    address: Option<IpAddr>,
) -> Result<Arc<Authenticated>> {
    let now = platform.now();
    if let Some(known) = platform.identity.get(&hash, now) {
        return Ok(known);
    }
    // Taken before reading: a change that commits after the read makes what was read stale.
    let generation = platform.identity.generation();
    let (who, seen, until) = platform.store.read(|reader| {
        let session =
            find_session(reader, &hash)?.filter(|session| session.lives(platform, now)).ok_or_else(ended)?;
        let via = Via::Session { hash, csrf, workspaces: session.workspaces.clone() };
        let who =
            assemble(platform, reader, (session.workspace, session.user), None, via)?.ok_or_else(ended)?;
        Ok((Arc::new(who), session.seen_at, session.expires_at))
    })?;
    if now >= seen.plus_seconds(SEEN_SECONDS) {
        let filter = vec![Condition::Eq("hash", hash.to_vec().into())];
        let mut set = vec![("seen_at", now.into())];
        set.extend(address.map(|address| ("address", address.to_string().into())));
        note_use(platform, Update::new(session::TABLE, set, filter));
    }
    platform.identity.put(hash, generation, until.min(now.plus_seconds(CACHE_SECONDS)), who.clone());
    Ok(who)
}

/// The holder of an API key.
pub fn authenticate_key(platform: &Platform, secret: &str) -> Result<Arc<Authenticated>> {
    let wrong = || Error::Unauthenticated("This API key is not valid, or no longer.".to_string());
    if !api_key::looks_right(secret) {
        return Err(wrong());
    }
    let hash = sha256(secret.as_bytes());
    let now = platform.now();
    if let Some(known) = platform.identity.get(&hash, now) {
        return Ok(known);
    }
    let generation = platform.identity.generation();
    let (who, key) = platform.store.read(|reader| {
        let key = api_key::by_hash(reader, &hash)?.ok_or_else(wrong)?;
        let who = of_key(platform, reader, &key, now)?.ok_or_else(wrong)?;
        Ok((Arc::new(who), key))
    })?;
    if key.used_at.is_none_or(|used| now >= used.plus_seconds(SEEN_SECONDS)) {
        let filter = vec![Condition::Eq("hash", hash.to_vec().into())];
        note_use(platform, Update::new("api_key", vec![("used_at", now.into())], filter));
    }
    let until = now.plus_seconds(CACHE_SECONDS);
    platform.identity.put(hash, generation, key.expires_at.map_or(until, |end| until.min(end)), who.clone());
    Ok(who)
}

/// The context of a job of a user (and of the key they used), with the rights they have at this moment. Lost rights stop it.
pub fn user_context(
    platform: &Platform,
    workspace: WorkspaceId,
    user: Id,
    key: Option<Id>,
) -> Result<Arc<Authenticated>> {
    let gone = || Error::Forbidden("The user who started this may no longer do it.".to_string());
    let now = platform.now();
    let who = platform.store.read(|reader| match key {
        None => assemble(platform, reader, (workspace, user), None, Via::Job),
        Some(key) => match api_key::load(reader, workspace, key)? {
            Some(key) => of_key(platform, reader, &key, now),
            None => Ok(None),
        },
    })?;
    who.map(Arc::new).ok_or_else(gone)
}

/// The context of Kith itself in a workspace: no limits.
pub fn system_context(platform: &Platform, workspace: &Workspace, channel: Channel) -> Context {
    let now = platform.now();
    Context {
        workspace: workspace.id,
        actor: Actor::system(channel),
        rights: Arc::new(Rights::unlimited()),
        now,
        moment: moment_of(workspace, None, now),
        ids: platform.ids.clone(),
        batch: None,
    }
}

/// A key that has not expired, whose user may sign in.
fn of_key(
    platform: &Platform,
    reader: &mut dyn Reader,
    key: &api_key::ApiKey,
    now: Timestamp,
) -> Result<Option<Authenticated>> {
    if key.expires_at.is_some_and(|end| end <= now) {
        return Ok(None);
    }
    let via = Via::Key { id: key.id, name: key.name.clone() };
    assemble(platform, reader, (key.workspace, key.user), Some(key.role), via)
}

fn assemble(
    platform: &Platform,
    reader: &mut dyn Reader,
    (workspace, user): (WorkspaceId, Id),
    key_role: Option<Id>,
    via: Via,
) -> Result<Option<Authenticated>> {
    let Some(user) = user::load(reader, workspace, user)?.filter(|user| user.active) else { return Ok(None) };
    let Some(workspace) = find_workspace(reader, workspace)? else { return Ok(None) };
    let Some(mut role) = role::load(reader, workspace.id, user.role)? else { return Ok(None) };
    // A key never does more than its user: another role than the user's own counts only while the user is an administrator.
    if let Some(id) = key_role.filter(|id| *id != role.id && role.rights.administrator) {
        let Some(narrower) = role::load(reader, workspace.id, id)? else { return Ok(None) };
        role = narrower;
    }
    let mates = match user.team {
        Some(team) => team::users_of(reader, workspace.id, team)?,
        None => Vec::new(),
    };
    let rights = Rights::new(role.rights.clone(), Some(user.id), mates).guarding(platform.engine.guarded());
    Ok(Some(Authenticated {
        workspace: Arc::new(workspace),
        user: Arc::new(user),
        role: Arc::new(role),
        rights: Arc::new(rights),
        via,
        seen_as: None,
    }))
}

struct Session {
    workspace: WorkspaceId,
    user: Id,
    seen_at: Timestamp,
    expires_at: Timestamp,
    workspaces: Vec<WorkspaceId>,
}

impl Session {
    fn lives(&self, platform: &Platform, now: Timestamp) -> bool {
        now < self.expires_at && now < self.seen_at.plus_seconds(platform.settings.session_idle)
    }
}

fn find_session(reader: &mut dyn Reader, hash: &[u8; 32]) -> Result<Option<Session>> {
    const COLUMNS: &[&str] = &["workspace_id", "user_id", "seen_at", "expires_at", "workspaces"];
    let select = Select::new(session::TABLE, COLUMNS, vec![Condition::Eq("hash", hash.to_vec().into())]);
    let Some(columns) = reader.select(&select)?.into_iter().next() else { return Ok(None) };
    let mut row = Row::new(session::TABLE, columns);
    Ok(Some(Session {
        workspace: row.workspace()?,
        user: row.id()?,
        seen_at: row.moment()?,
        expires_at: row.moment()?,
        workspaces: serde_json::from_value(row.json()?).map_err(Error::internal)?,
    }))
}

/// Writes a time of use down without making the request wait for the disk.
fn note_use(platform: &Platform, update: Update) {
    platform.store.write_then(
        move |writer| writer.update(&update),
        |result| {
            if let Err(error) = result {
                tracing::warn!(%error, "the time of the last use was not written down");
            }
        },
    );
}

fn ended() -> Error {
    Error::Unauthenticated("Sign in to go on.".to_string())
}
