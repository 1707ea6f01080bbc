//! Duplicates: which records are probably one. What a field says is decided by its kind and by what the dictionary marks, never by its
//! name, so that custom objects and custom fields count like built-in ones.

mod gather;
mod matches;
mod reason;
mod role;

pub use matches::{Match, MatchRequest, MatchedRecord};
pub use reason::Reason;
pub(crate) use role::Roles;
