//! One change to many records, named by ids or by a filter: tried, then done in pieces, within the asker's rights record by
//! record.

mod apply;
mod request;
mod target;
mod trial;

#[cfg(test)]
mod tests;

pub use apply::{BulkPiece, BulkReason};
pub use request::BulkChange;
pub use target::MOST_RECORDS;
pub use trial::{BulkCount, BulkSample};
