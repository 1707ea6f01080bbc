//! A notification as it is told, and as it is kept.

use super::table::TABLE;
use crate::identity::Authenticated;
use crate::row::Row;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use store::Datum;
use store::table::Condition;
use vocabulary::{Error, Id, Result, Timestamp, WorkspaceId};

/// What sort of thing one hears of: each can be switched off by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A colleague named one in a text.
    Mention,
    /// A record is one's own now, by the hand of somebody else.
    Assigned,
    /// Something of one's own is due.
    Due,
    /// A decision of one is waited for.
    Approval,
    /// What one's automations and webhooks have to say.
    Automation,
    /// A customer decided about a quote.
    Quote,
    /// A target is reached.
    Target,
    /// A dashboard was kept as it stood, or is kept no longer.
    Dashboard,
    /// What the day holds.
    Digest,
}

impl Kind {
    /// All of them, in the sequence in which they are shown.
    pub const ALL: [Kind; 9] = [
        Kind::Mention,
        Kind::Assigned,
        Kind::Due,
        Kind::Approval,
        Kind::Quote,
        Kind::Target,
        Kind::Automation,
        Kind::Dashboard,
        Kind::Digest,
    ];

    /// The word kept in the database.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Mention => "mention",
            Kind::Assigned => "assigned",
            Kind::Due => "due",
            Kind::Approval => "approval",
            Kind::Automation => "automation",
            Kind::Quote => "quote",
            Kind::Target => "target",
            Kind::Dashboard => "dashboard",
            Kind::Digest => "digest",
        }
    }

    /// Whether it is told to those who said nothing about it.
    pub(super) fn is_told_unasked(self) -> bool {
        self != Kind::Digest
    }

    pub(super) fn from_word(word: &str) -> Result<Kind> {
        let found = Kind::ALL.into_iter().find(|kind| kind.word() == word);
        found.ok_or_else(|| Error::internal(format!("a notification of the kind {word}")))
    }
}

/// Who caused it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NotifiedBy {
    /// The user, if it was one.
    pub id: Option<Id>,
    /// The name.
    pub name: String,
}

/// A notification, as its user may hear it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Notification {
    /// The id.
    pub id: Id,
    /// Its kind.
    pub kind: Kind,
    /// Which sentence tells it; the app has them in all languages.
    pub text: String,
    /// What stands in the sentence.
    pub params: Map<String, Json>,
    /// The object of the record it is about.
    pub object: Option<String>,
    /// The record it is about.
    pub record: Option<Id>,
    /// Its title.
    pub title: Option<String>,
    /// The words around one's name.
    pub excerpt: Option<String>,
    /// Who caused it; none for Kith itself.
    pub by: Option<NotifiedBy>,
    /// How many records it is about, when one act was about many; the record is one of them.
    pub count: i64,
    /// When.
    pub at: Timestamp,
    /// Whether it was seen.
    pub seen: bool,
}

pub(super) const COLUMNS: &[&str] = &[
    "id",
    "kind",
    "text",
    "params",
    "object",
    "record_id",
    "field",
    "by_id",
    "by_name",
    "count",
    "at",
    "seen_at",
];

/// A notification as it stands in the table.
pub(super) struct Kept {
    pub id: Id,
    pub kind: Kind,
    pub text: String,
    pub params: Map<String, Json>,
    pub about: Option<(String, Id)>,
    pub field: Option<String>,
    pub by: Option<NotifiedBy>,
    pub count: i64,
    pub at: Timestamp,
    pub seen: bool,
}

impl Kept {
    pub(super) fn read(columns: Vec<Datum>) -> Result<Kept> {
        let mut row = Row::new(TABLE, columns);
        let (id, kind, text) = (row.id()?, Kind::from_word(&row.text()?)?, row.text()?);
        let params = serde_json::from_str(&row.text()?).map_err(Error::internal)?;
        let object = row.text_or_none()?;
        let about = object.zip(row.id_or_none()?);
        let field = row.text_or_none()?;
        let by = row.id_or_none()?;
        let by = row.text_or_none()?.map(|name| NotifiedBy { id: by, name });
        let (count, at, seen) = (row.integer()?, row.moment()?, row.moment_or_none()?.is_some());
        Ok(Kept { id, kind, text, params, about, field, by, count, at, seen })
    }
}

/// The rows of a user.
pub(super) fn of_user(workspace: WorkspaceId, user: Id) -> Vec<Condition> {
    vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("user_id", user.into())]
}

/// The rows of who asks.
pub(super) fn own(asker: &Authenticated) -> Vec<Condition> {
    of_user(asker.workspace.id, asker.user.id)
}
