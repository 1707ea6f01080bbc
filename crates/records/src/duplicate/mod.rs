//! Duplicates: which records are probably one. What a field says is decided by its kind and by what the dictionary marks, never by its
//! name, so that custom objects and custom fields count like built-in ones.

mod close;
mod gather;
mod matches;
mod merge;
mod reason;
mod role;
mod table;

pub use matches::{Match, MatchRequest, MatchedRecord};
pub use merge::{MergeField, MergePreview, MergeRequest, MergeValue, Merged, Move};
pub use reason::Reason;

pub(crate) use merge::came_back;
pub(crate) use role::Roles;
pub(crate) use table::MIGRATION;
