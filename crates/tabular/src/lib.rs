//! Tables people bring and take away: CSV, XLSX, JSON lines and Parquet, knowing nothing of what they mean.
//!
//! # A table that is brought
//!
//! 1. [`sniff`] looks at the first bytes of a text file and says how it is written ([`Format`]), with
//!    reasons; a person may change any part of it. [`is_workbook`] tells an XLSX file by its bytes.
//! 2. [`CsvReader`] and [`Workbook`] → [`XlsxReader`] read it row by row with bounded memory. Both are
//!    [`Rows`]: an iterator of [`Row`]s that can go on where it once stopped; [`open`] chooses for you.
//!    [`sniff_rows`] finds the header of a sheet.
//! 3. [`guess_columns`] says what each column looks like ([`ColumnShape`]), how sure that is and why.
//!    What cannot be seen, such as the order of 1/2/2024, comes out as ambiguous.
//! 4. The functions of [`value`] turn text into values; a [`Problem`] says what is wrong in a sentence.
//!
//! ```
//! use tabular::{CsvReader, Rows, guess_columns, sniff, value};
//!
//! let file = "Ime;Znesek\nŽiga;12,50\nAna;7,00\n".as_bytes();
//! let format = sniff(file);
//! let rows: Vec<_> = CsvReader::new(file, &format)?.collect::<Result<_, _>>()?;
//! let shapes = guess_columns(&["Ime".into(), "Znesek".into()], &rows);
//! assert_eq!(shapes[1].reason, "All 2 values are numbers; the comma separates decimals");
//! assert_eq!(value::parse_decimal(&rows[0].cells[1], true).unwrap(), 12_500_000);
//! # Ok::<(), tabular::ReadError>(())
//! ```
//!
//! # A table that is taken away
//!
//! [`CsvWriter`], [`JsonLinesWriter`], [`XlsxWriter`] and [`ParquetWriter`] take rows of [`Cell`]s through one trait,
//! [`Writer`], and keep text from becoming formulas.
//!
//! Limits ([`Limits`]) hold before anything is kept in memory: for rows, columns, and for what a
//! workbook unpacks to. Nothing here panics on hostile files.

mod csv_reader;
mod encoding;
mod error;
mod guess;
mod open;
mod problem;
mod row;
mod sniff;
mod text;
pub mod value;
mod write;
mod xlsx;

pub use csv_reader::CsvReader;
pub use encoding::Encoding;
pub use error::ReadError;
pub use guess::{ColumnSample, ColumnShape, Looks, NumberStyle, OrderGuess, guess, guess_columns};
pub use open::{is_workbook, open};
pub use problem::Problem;
pub use row::{Limits, Row, Rows, Warning};
pub use sniff::{Format, sniff, sniff_rows};
pub use write::{
    Bundle, Cell, CsvOptions, CsvWriter, JsonLinesWriter, ParquetColumn, ParquetKind, ParquetWriter,
    WriteError, Writer, Written, XlsxOptions, XlsxWriter, strip_neutral,
};
pub use xlsx::{Sheet, Workbook, XlsxReader};

#[cfg(test)]
mod hostile_tests;
