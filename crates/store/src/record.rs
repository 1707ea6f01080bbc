//! A record as the store keeps and returns it: not yet reduced to what a viewer may see.

use dictionary::Value;
use vocabulary::{Id, Timestamp};

/// What every record has besides its fields.
#[derive(Clone, Debug, PartialEq)]
pub struct Meta {
    /// The id.
    pub id: Id,
    /// Grows by one with each write.
    pub version: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last written.
    pub updated_at: Timestamp,
    /// Who made it.
    pub created_by: Stamp,
    /// Who last wrote it.
    pub updated_by: Stamp,
    /// The user who looks after it.
    pub owner: Option<Id>,
    /// When it went to the trash.
    pub removed_at: Option<Timestamp>,
    /// The import or job that made it, so that undo finds it.
    pub batch: Option<Id>,
}

/// Who wrote, in short: kept as the text `kind:id:name`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// `user`, `key`, `job`, `import` or `system`.
    pub kind: vocabulary::ActorKind,
    /// Its id.
    pub id: Option<Id>,
    /// Its name at the time.
    pub name: String,
}

impl Stamp {
    /// The stamp of an actor.
    pub fn of(actor: &vocabulary::Actor) -> Stamp {
        Stamp { kind: actor.kind, id: actor.id, name: actor.name.clone() }
    }

    /// The text kept in the database.
    pub fn to_text(&self) -> String {
        format!("{}:{}:{}", self.kind.word(), self.id.map(|id| id.to_string()).unwrap_or_default(), self.name)
    }

    /// The stamp from its text.
    pub fn from_text(text: &str) -> Stamp {
        let mut parts = text.splitn(3, ':');
        let kind = vocabulary::ActorKind::from_word(parts.next().unwrap_or_default());
        let id = parts.next().and_then(|id| id.parse().ok());
        Stamp { kind, id, name: parts.next().unwrap_or_default().to_string() }
    }
}

/// A record with values parallel to what was selected (for a whole record: to `ObjectDef::fields`).
///
/// The system fields owner, created_at, updated_at and removed_at have their value in `meta` and, when selected, also
/// stand among the values; on writing only `meta` counts for them.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredRecord {
    /// What every record has.
    pub meta: Meta,
    /// The values.
    pub values: Vec<Value>,
    /// The record's title, when it was selected.
    pub title: Option<String>,
}
