//! The shared database.

pub(crate) mod dialect;
