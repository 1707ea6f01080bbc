//! Import: rows of a file become records of one or several objects, through the same pipeline as everything else.
//!
//! A [`Mapping`] says what goes where; [`Plan`] is a mapping checked against dictionary and file. [`apply`] writes a chunk
//! of rows in the caller's transaction, each row whole or not at all; [`simulate`] tells what it would do and writes
//! nothing; [`undo`] takes a whole import back. Files, jobs and progress are the caller's.

mod apply;
mod cache;
mod cell;
mod check;
mod guess;
mod link;
mod mapping;
mod plan;
mod result;
mod row;
mod simulate;
mod suggest;
#[cfg(test)]
mod tests;
mod undo;
mod unknown;

pub use apply::apply;
pub use cache::{Additions, Cache};
pub use guess::{Guess, Guessed, KnownHeader, guess};
pub use mapping::{
    Column, Conflict, Correction, FieldMapping, LinkMapping, LinkMissing, Mapping, ObjectMapping, Options,
    Parse, RowOperator, RowReport, RowTest, UnknownChoice, WhenMissing,
};
pub use plan::Plan;
pub use result::{Entry, EntryRow, RecordResult, RowOutcome, RowResult};
pub use simulate::{Imagined, simulate};
pub use suggest::{Question, questions, suggest};
pub use undo::{Undone, undo};
pub use unknown::{UnknownTally, UnknownValue, UnknownValues};
