//! A webhook as it is kept and shown, and what it listens for.

use super::table::{WEBHOOK, rows};
use crate::row::Row;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use store::Reader;
use store::event::{NewEvent, Verb};
use store::table::{Condition, Select};
use vocabulary::{ActorKind, Error, Id, Result, Timestamp};

/// What a webhook listens for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listen {
    /// The object, or `*` for all.
    pub object: String,
    /// `created`, `updated`, `removed`, `restored`, `purged`; all when there are none.
    #[serde(default)]
    pub on: Vec<String>,
    /// Of updates only those of one of these fields; all when there are none.
    #[serde(default)]
    pub fields: Vec<String>,
    /// What the record must be like, in the language of filters.
    #[serde(default)]
    pub condition: Option<Json>,
}

/// The word for what happened, as receivers read it.
pub fn word(verb: Verb) -> &'static str {
    match verb {
        Verb::Created => "created",
        Verb::Changed => "updated",
        Verb::Removed => "removed",
        Verb::Restored => "restored",
        Verb::Purged => "purged",
    }
}

/// All words of [`word`].
pub const WORDS: [&str; 5] = ["created", "updated", "removed", "restored", "purged"];

impl Listen {
    /// Whether it may be about an event; condition and rights are looked at afterwards.
    pub fn hears(&self, event: &NewEvent) -> bool {
        (self.object == "*" || self.object == event.object)
            && (self.on.is_empty() || self.on.iter().any(|on| on == word(event.verb)))
            && (self.fields.is_empty()
                || event.verb != Verb::Changed
                || self.fields.iter().any(|field| event.changes.contains_key(field)))
    }
}

/// A webhook.
#[derive(Clone, Debug, Serialize)]
pub struct Webhook {
    /// The id.
    pub id: Id,
    /// The name.
    pub name: String,
    /// Where it sends.
    pub url: String,
    /// Whose rights decide what is sent.
    pub owner: Id,
    /// The key it was made with, whose rights count then.
    #[serde(skip)]
    pub key: Option<Id>,
    /// `on`, `paused`, or `disabled` by Kith itself.
    pub state: String,
    /// Why it was disabled: `failing`, `gone`, `owner`, `condition`.
    pub reason: Option<String>,
    /// What it listens for; any of these.
    pub listens: Vec<Listen>,
    /// Whether the values of the changed fields are sent, or only their names.
    pub values: bool,
    /// Whether it hears of what imports write.
    pub imports: bool,
    /// The number of its secret.
    #[serde(skip)]
    pub secret: i64,
    /// By which a secret made under another key is noticed.
    #[serde(skip)]
    pub digest: String,
    /// The number of the secret before.
    #[serde(skip)]
    pub older: Option<i64>,
    /// Until when what is sent is signed with the secret before as well.
    pub older_secret_until: Option<Timestamp>,
    /// Since when nothing was delivered, though it was tried.
    pub failing_since: Option<Timestamp>,
    /// When something was last delivered.
    pub delivered_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

pub(super) const COLUMNS: &[&str] = &[
    "id",
    "name",
    "url",
    "owner_id",
    "key_id",
    "state",
    "reason",
    "listens",
    "with_values",
    "imports",
    "secret",
    "digest",
    "older",
    "older_until",
    "failing_since",
    "delivered_at",
    "created_at",
    "updated_at",
];

impl Webhook {
    pub(super) fn read(mut row: Row) -> Result<Webhook> {
        Ok(Webhook {
            id: row.id()?,
            name: row.text()?,
            url: row.text()?,
            owner: row.id()?,
            key: row.id_or_none()?,
            state: row.text()?,
            reason: row.text_or_none()?,
            listens: serde_json::from_value(row.json()?).map_err(Error::internal)?,
            values: row.flag()?,
            imports: row.flag()?,
            secret: row.integer()?,
            digest: row.text()?,
            older: row.integer_or_none()?,
            older_secret_until: row.moment_or_none()?,
            failing_since: row.moment_or_none()?,
            delivered_at: row.moment_or_none()?,
            created_at: row.moment()?,
            updated_at: row.moment()?,
        })
    }

    /// Whether one of its listens may be about an event.
    pub fn hears(&self, event: &NewEvent) -> bool {
        (self.imports || event.actor.kind != ActorKind::Import)
            && self.listens.iter().any(|listen| listen.hears(event))
    }
}

/// Webhooks that meet conditions.
pub(super) fn load(reader: &mut dyn Reader, filter: Vec<Condition>) -> Result<Vec<Webhook>> {
    let select = Select::new(WEBHOOK, COLUMNS, filter).ascending("name");
    rows(reader, &select)?.into_iter().map(Webhook::read).collect()
}
