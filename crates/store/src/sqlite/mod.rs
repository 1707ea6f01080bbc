//! The embedded database.

pub(crate) mod dialect;
