//! Duplicates: found while somebody types, searched for, looked through, merged.

pub mod found;
pub mod matches;
pub mod merge;
