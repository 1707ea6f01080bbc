//! Search: the words of a record, kept beside it and written in the same transaction.

pub(crate) mod condition;
pub(crate) mod entry;
pub(crate) mod find;
pub(crate) mod phrase;
pub(crate) mod text;
