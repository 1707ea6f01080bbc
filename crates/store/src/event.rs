//! The append-only log of writes: history, timeline, live updates and automation all read it.

use vocabulary::{Actor, Id, Timestamp, WorkspaceId};

/// What happened to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verb {
    /// It was made.
    Created,
    /// Fields were changed.
    Changed,
    /// It went to the trash.
    Removed,
    /// It came back from the trash.
    Restored,
    /// It was deleted for good (undo of a creation, emptied trash).
    Purged,
}

impl Verb {
    /// The word kept in the database.
    pub fn word(self) -> &'static str {
        match self {
            Verb::Created => "created",
            Verb::Changed => "changed",
            Verb::Removed => "removed",
            Verb::Restored => "restored",
            Verb::Purged => "purged",
        }
    }
}

/// An event to append.
#[derive(Clone, Debug)]
pub struct NewEvent {
    /// The workspace.
    pub workspace: WorkspaceId,
    /// When.
    pub at: Timestamp,
    /// Who, through which door.
    pub actor: Actor,
    /// The object of the record.
    pub object: String,
    /// The record.
    pub record: Id,
    /// The record's version after it.
    pub version: i64,
    /// What happened.
    pub verb: Verb,
    /// Field key → `[old, new]` in JSON form.
    pub changes: serde_json::Map<String, serde_json::Value>,
    /// The import, job or request that bundles events for undo, if any.
    pub batch: Option<Id>,
}

/// An event as read back.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its number; grows with time within a workspace.
    pub seq: i64,
    /// The event.
    pub event: NewEvent,
}

/// Which events to read.
#[derive(Clone, Debug, Default)]
pub struct EventFilter {
    /// Only of this record.
    pub record: Option<Id>,
    /// Only of this object.
    pub object: Option<String>,
    /// Only of this batch.
    pub batch: Option<Id>,
    /// Only after this number.
    pub after: Option<i64>,
    /// Only before this number.
    pub before: Option<i64>,
    /// Newest first.
    pub descending: bool,
    /// At most so many.
    pub limit: u32,
}
