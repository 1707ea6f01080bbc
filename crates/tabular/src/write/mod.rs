//! Tables that leave: CSV, JSON lines, XLSX and Parquet, written row by row to anything that takes bytes.

mod bundle;
mod cell;
mod csv;
mod json_lines;
mod neutral;
mod parquet;
mod xlsx;

use std::fmt;
use std::io;

pub use bundle::Bundle;
pub use cell::Cell;
pub use csv::{CsvOptions, CsvWriter};
pub use json_lines::JsonLinesWriter;
pub use neutral::strip_neutral;
pub use parquet::{ParquetColumn, ParquetKind, ParquetWriter};
pub use xlsx::{XlsxOptions, XlsxWriter};

/// Why a table could not be written.
#[derive(Debug)]
pub enum WriteError {
    /// The bytes could not be put where they should go.
    Output(io::Error),
    /// A sheet cannot take more rows.
    TooManyRows {
        /// Rows a sheet may have, the header among them.
        limit: u64,
    },
    /// A row has more cells than a sheet has columns.
    TooManyColumns {
        /// Columns a sheet may have.
        limit: usize,
    },
    /// The workbook could not be made.
    Workbook(String),
    /// A value does not fit the type of its column.
    Value(String),
}

impl WriteError {
    /// A stable word for programs and translations.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Output(_) => "output",
            Self::TooManyRows { .. } => "too_many_rows",
            Self::TooManyColumns { .. } => "too_many_columns",
            Self::Workbook(_) => "workbook",
            Self::Value(_) => "value",
        }
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Output(error) => write!(f, "The table cannot be written: {error}"),
            Self::TooManyRows { limit } => write!(
                f,
                "An XLSX sheet holds at most {limit} rows: narrow the selection, or choose CSV or JSON lines"
            ),
            Self::TooManyColumns { limit } => {
                write!(f, "An XLSX sheet holds at most {limit} columns: choose fewer, or CSV or JSON lines")
            }
            Self::Workbook(why) => write!(f, "The workbook cannot be written: {why}"),
            Self::Value(value) => write!(f, "The value {value} does not fit its column"),
        }
    }
}

impl std::error::Error for WriteError {}

impl From<io::Error> for WriteError {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written {
    /// Rows without the header.
    pub rows: u64,
    /// Cells whose text was cut because the format cannot hold it; only XLSX.
    pub shortened: u64,
}

/// A table that is written row by row. The header is given when the writer is made.
pub trait Writer {
    /// Writes one row.
    fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), WriteError>;

    /// Writes what is still held back; without it the table is not complete.
    fn finish(self: Box<Self>) -> Result<Written, WriteError>;
}
