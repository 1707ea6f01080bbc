//! What is answered. Everything here is reduced to what the viewer may see before it is made.

use super::viewed::{Shown, Viewed};
use dictionary::Value;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use store::query::Count;
use vocabulary::{ActorKind, Channel, Currency, Id, Timestamp};

/// A page of a list.
#[derive(Clone, Debug, Serialize)]
pub struct List {
    /// The records.
    pub data: Vec<Viewed>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
    /// How many there are, if it was asked.
    pub count: Option<CountAnswer>,
    /// Linked records that were asked for: link field, then id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub included: BTreeMap<String, BTreeMap<Id, Viewed>>,
}

/// A number of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct CountAnswer {
    /// How many, at most the cap.
    pub value: u64,
    /// There are more.
    pub capped: bool,
}

impl From<Count> for CountAnswer {
    fn from(count: Count) -> CountAnswer {
        CountAnswer { value: count.value, capped: count.capped }
    }
}

/// Groups.
#[derive(Clone, Debug, Serialize)]
pub struct Groups {
    /// The groups.
    pub groups: Vec<GroupAnswer>,
    /// There are more than the limit.
    pub truncated: bool,
}

/// One group.
#[derive(Clone, Debug)]
pub struct GroupAnswer {
    /// The keys, each with the object it points to if it is a link.
    pub key: Vec<(Value, Option<String>)>,
    /// The measures.
    pub values: Vec<Value>,
    /// The currency of the money among the measures.
    pub currency: Option<Currency>,
}

impl Serialize for GroupAnswer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let key: Vec<Shown<'_>> =
            self.key.iter().map(|(value, target)| Shown { value, target: target.as_deref() }).collect();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("key", &key)?;
        map.serialize_entry("values", &self.values)?;
        if let Some(currency) = &self.currency {
            map.serialize_entry("currency", currency)?;
        }
        map.end()
    }
}

/// A record found by search.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Found {
    /// Its object.
    pub object: String,
    /// Its id.
    pub id: Id,
    /// Its title, if the viewer may see it.
    pub title: Option<String>,
    /// Something to tell it from others of the same title.
    pub subtitle: Option<String>,
    /// The field the words were found in, if not the title.
    pub matched: Option<String>,
}

/// A page of history, newest first.
#[derive(Clone, Debug, Serialize)]
pub struct HistoryPage {
    /// The entries.
    pub data: Vec<HistoryEntry>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
}

/// One write in the history of a record.
#[derive(Clone, Debug, Serialize)]
pub struct HistoryEntry {
    /// The event's number.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: ActorAnswer,
    /// Through which door.
    pub channel: Channel,
    /// From which file and line, or the like.
    pub source: Option<String>,
    /// What happened.
    pub verb: &'static str,
    /// The record's version after it.
    pub version: i64,
    /// What changed, as far as the viewer may see it.
    pub changes: Vec<ChangeAnswer>,
}

/// Who did something.
#[derive(Clone, Debug, Serialize)]
pub struct ActorAnswer {
    /// What sort of actor.
    pub kind: ActorKind,
    /// Its id.
    pub id: Option<Id>,
    /// Its name at the time.
    pub name: String,
}

/// A field that changed.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeAnswer {
    /// The field.
    pub field: String,
    /// What stood there before.
    pub old: Json,
    /// What stood there after.
    pub new: Json,
}

/// A page of a timeline, newest first.
#[derive(Clone, Debug, Serialize)]
pub struct Timeline {
    /// The entries.
    pub data: Vec<TimelineEntry>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
}

/// One entry of a timeline: a record that happened, or a write in the record's own history.
#[derive(Clone, Debug, Serialize)]
pub struct TimelineEntry {
    /// The key of the object, or `event`.
    pub kind: String,
    /// When.
    pub at: Timestamp,
    /// The record.
    pub record: Option<Viewed>,
    /// The write.
    pub event: Option<HistoryEntry>,
}

/// How many records of an object link here through one field.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LinkedCount {
    /// `object.field`.
    pub link: String,
    /// The linking object.
    pub object: String,
    /// The linking field.
    pub field: String,
    /// How this record calls them.
    pub label: String,
    /// How many.
    pub count: CountAnswer,
}

/// A page of the trash, last removed first.
#[derive(Clone, Debug, Serialize)]
pub struct TrashPage {
    /// The records.
    pub data: Vec<Trashed>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
}

/// A record in the trash.
#[derive(Clone, Debug, Serialize)]
pub struct Trashed {
    /// Its object.
    pub object: String,
    /// Its id.
    pub id: Id,
    /// Its title, if the viewer may see it.
    pub title: Option<String>,
    /// When it was removed.
    pub removed_at: Timestamp,
    /// Who removed it.
    pub removed_by: ActorAnswer,
}
