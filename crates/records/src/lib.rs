//! The engine: every record is created, changed, removed, restored, linked, found and told about here, and nowhere else.
//! It knows objects and fields from the dictionary, and no noun.
//!
//! [`Engine::read`] and [`Engine::write`] open a transaction and hand out a [`Reading`] or a [`Writing`]; all operations
//! are methods of these two, so that jobs, imports and rules use in their transaction what the HTTP interface uses in its own.

mod access;
pub mod bulk;
pub mod change_set;
mod context;
mod document;
mod duplicate;
mod engine;
pub mod export;
pub mod import;
mod meets;
mod member;
mod overlay;
mod read;
mod rule;
mod write;

#[cfg(test)]
mod tests;

pub use access::{Access, Extent, ObjectRights, Permission, Rights, Role};
pub use context::Context;
pub use document::DictionaryDocument;
pub use duplicate::{
    DismissRequest, DuplicateGroup, DuplicateOverview, DuplicatePage, DuplicatePair, DuplicateRequest,
    GroupPlace, Match, MatchRequest, MatchedRecord, MergeField, MergePreview, MergeRequest, MergeValue,
    Merged, Move, Reason, SearchFound, SearchProgress,
};
pub use engine::{Engine, MIGRATIONS};
pub use meets::Condition;
pub use member::{LOGGED, LOGGED_LIST, ListSight, Listing, NewKeptList, RuleWays, tell_listed};
pub use overlay::{ObjectChangeRequest, OverlayState, RemovedField, RemovedObject};
pub use read::{
    ActorAnswer, ChangeAnswer, Column, CountAnswer, CountMode, FindRequest, Found, GroupAnswer, GroupRequest,
    Groups, HistoryEntry, HistoryPage, HistoryRequest, LinkedCount, List, Names, Reading, SearchRequest,
    Timeline, TimelineEntry, TimelineRequest, TrashPage, TrashRequest, Trashed, Viewed,
};
pub use rule::{Linked, Rule, RuleInput};
pub use write::{
    BulkRequest, BulkResult, ChangeRequest, Fill, FillBy, Input, Named, Operation, Outcome, UpsertRequest,
    Writing, Written,
};
