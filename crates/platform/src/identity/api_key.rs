//! API keys for scripts. The secret is shown once; the database holds its hash.

use super::workspace::touch;
use super::{Authenticated, role, user};
use crate::Platform;
use crate::row::Row;
use crate::secrets::{hex, sha256};
use serde::{Deserialize, Serialize};
use store::table::{Condition, Delete, Insert, Select};
use store::{Datum, Reader, Writer};
use vocabulary::{Error, Id, Result, Timestamp, WorkspaceId};

/// A key, without its secret.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ApiKey {
    /// The id.
    pub id: Id,
    /// The workspace.
    #[serde(skip)]
    pub workspace: WorkspaceId,
    /// What it is for.
    pub name: String,
    /// The first characters of the secret, to recognize it by.
    pub prefix: String,
    /// The user it acts for.
    pub user: Id,
    /// The role it has.
    pub role: Id,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it stops working.
    pub expires_at: Option<Timestamp>,
    /// When it was last used, to the minute.
    pub used_at: Option<Timestamp>,
}

/// A key to make.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewApiKey {
    /// What it is for.
    pub name: String,
    /// The role it has.
    pub role: Id,
    /// When it stops working.
    #[serde(default)]
    pub expires_at: Option<Timestamp>,
}

const TABLE: &str = "api_key";
const COLUMNS: &[&str] =
    &["workspace_id", "id", "name", "prefix", "user_id", "role_id", "created_at", "expires_at", "used_at"];
const START: &str = "kith_";

/// The keys of the asker's workspace, newest first.
pub fn list_api_keys(platform: &Platform, asker: &Authenticated) -> Result<Vec<ApiKey>> {
    asker.require_administrator()?;
    let workspace = asker.workspace.id;
    platform.store.read(|reader| {
        let filter = vec![Condition::Eq("workspace_id", workspace.into())];
        let select = Select::new(TABLE, COLUMNS, filter).descending("created_at").descending("id");
        reader.select(&select)?.into_iter().map(read).collect()
    })
}

/// Makes a key for the asker; answers its secret, which cannot be seen again. A key cannot make keys.
pub fn create_api_key(
    platform: &Platform,
    asker: &Authenticated,
    new: NewApiKey,
) -> Result<(ApiKey, String)> {
    asker.require_administrator()?;
    if asker.key().is_some() {
        return Err(Error::Forbidden("A key cannot make another key: sign in.".to_string()));
    }
    let now = platform.now();
    if new.expires_at.is_some_and(|end| end <= now) {
        return Err(Error::invalid("expires_at", "past", "Choose a moment to come."));
    }
    let prefix = format!("{START}{}", hex(&platform.chance::<4>()));
    let secret = format!("{prefix}_{}", hex(&platform.chance::<24>()));
    let key = ApiKey {
        id: platform.new_id(),
        workspace: asker.workspace.id,
        name: user::checked_name(&new.name)?,
        prefix,
        user: asker.user.id,
        role: new.role,
        created_at: now,
        expires_at: new.expires_at,
        used_at: None,
    };
    let (stored, hash) = (key.clone(), sha256(secret.as_bytes()).to_vec());
    platform.store.write(move |writer| {
        touch(writer, stored.workspace)?;
        if role::load(writer, stored.workspace, stored.role)?.is_none() {
            return Err(Error::invalid("role", "not_found", "There is no such role."));
        }
        insert(writer, &stored, &hash)
    })?;
    tracing::info!(by = %key.user, key = %key.id, "an API key was made");
    Ok((key, secret))
}

/// Removes a key; its next request is refused.
pub fn remove_api_key(platform: &Platform, asker: &Authenticated, id: Id) -> Result<()> {
    asker.require_administrator()?;
    let workspace = asker.workspace.id;
    platform.store.write(move |writer| {
        let filter = vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("id", id.into())];
        match writer.delete(&Delete { table: TABLE, filter })? {
            0 => Err(Error::not_found()),
            _ => Ok(()),
        }
    })?;
    platform.identity.forget();
    tracing::info!(by = %asker.user.id, key = %id, "an API key was removed");
    Ok(())
}

/// Whether a secret could be one of ours: `kith_`, 8 and 48 hexadecimal digits.
pub(super) fn looks_right(secret: &str) -> bool {
    secret.len() == START.len() + 8 + 1 + 48 && secret.starts_with(START)
}

pub(super) fn by_hash(reader: &mut dyn Reader, hash: &[u8; 32]) -> Result<Option<ApiKey>> {
    let select = Select::new(TABLE, COLUMNS, vec![Condition::Eq("hash", hash.to_vec().into())]);
    reader.select(&select)?.into_iter().next().map(read).transpose()
}

pub(super) fn load(reader: &mut dyn Reader, workspace: WorkspaceId, id: Id) -> Result<Option<ApiKey>> {
    let filter = vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("id", id.into())];
    reader.select(&Select::new(TABLE, COLUMNS, filter))?.into_iter().next().map(read).transpose()
}

/// Removes all keys of a user who is switched off.
pub(super) fn remove_all(writer: &mut dyn Writer, workspace: WorkspaceId, user: Id) -> Result<u64> {
    let filter = vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("user_id", user.into())];
    writer.delete(&Delete { table: TABLE, filter })
}

fn insert(writer: &mut dyn Writer, key: &ApiKey, hash: &[u8]) -> Result<()> {
    let values = vec![
        ("workspace_id", key.workspace.into()),
        ("id", key.id.into()),
        ("name", key.name.clone().into()),
        ("hash", Datum::Bytes(hash.to_vec())),
        ("prefix", key.prefix.clone().into()),
        ("user_id", key.user.into()),
        ("role_id", key.role.into()),
        ("created_at", key.created_at.into()),
        ("expires_at", key.expires_at.into()),
        ("used_at", key.used_at.into()),
    ];
    writer.insert(&Insert::new(TABLE, values)).map(|_| ())
}

fn read(columns: Vec<Datum>) -> Result<ApiKey> {
    let mut row = Row::new(TABLE, columns);
    Ok(ApiKey {
        workspace: row.workspace()?,
        id: row.id()?,
        name: row.text()?,
        prefix: row.text()?,
        user: row.id()?,
        role: row.id()?,
        created_at: row.moment()?,
        expires_at: row.moment_or_none()?,
        used_at: row.moment_or_none()?,
    })
}
