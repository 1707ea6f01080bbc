//! Import: rows of a file become records of one or several objects, through the same pipeline as everything else.
//!
//! A [`Mapping`] says what goes where; [`Plan`] is a mapping checked against dictionary and file. [`apply`] writes a chunk
//! of rows in the caller's transaction, each row whole or not at all; [`simulate`] tells what it would do and writes
//! nothing; [`undo`] takes a whole import back. Files, jobs and progress are the caller's.

mod apply;
mod cell;
mod guess;
mod link;
mod mapping;
mod plan;
mod row;
mod simulate;
#[cfg(test)]
mod tests;
mod undo;

pub use apply::{apply, Additions, Cache, Entry, RecordResult, RowOutcome, RowResult};
pub use guess::{guess, questions, suggest, Guess, KnownHeader, Question};
pub use mapping::{
    Column, Conflict, FieldMapping, LinkMapping, LinkMissing, Mapping, ObjectMapping, Options, Parse, RowOperator, RowTest,
    UnknownChoice, WhenMissing,
};
pub use plan::Plan;
pub use simulate::simulate;
pub use undo::{undo, Undone};
