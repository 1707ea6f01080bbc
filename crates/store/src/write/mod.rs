//! Writing, the same for both databases: one file for each thing that is kept.

pub(crate) mod event;
pub(crate) mod index;
pub(crate) mod keys;
pub(crate) mod part;
pub(crate) mod plan;
pub(crate) mod record;
pub(crate) mod rows;
pub(crate) mod session;
pub(crate) mod unsettled;
pub(crate) mod worked_out;
