//! Duplicates: which records are probably one. What a field says is decided by its kind and by what the dictionary marks, never by its
//! name, so that custom objects and custom fields count like built-in ones.

mod close;
mod dismiss;
mod found;
mod gather;
mod list;
mod many;
mod matches;
mod merge;
mod reason;
mod role;
mod search;
mod table;
#[cfg(test)]
mod tests;

pub use dismiss::DismissRequest;
pub use list::{DuplicateGroup, DuplicateOverview, DuplicatePage, DuplicatePair, DuplicateRequest};
pub use many::GroupPlace;
pub use matches::{Match, MatchRequest, MatchedRecord};
pub use merge::{MergeField, MergePreview, MergeRequest, MergeValue, Merged, Move};
pub use reason::Reason;
pub use search::{SearchFound, SearchProgress};

pub(crate) use merge::came_back;
pub(crate) use role::Roles;
pub(crate) use table::{MIGRATION, MIGRATION_PARTED};
