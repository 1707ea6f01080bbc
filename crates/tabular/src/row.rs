//! One row of a table, what is odd about it, and the one trait all readers answer to.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::ReadError;

/// One row: as many cells as the table has columns, or more when the row is ragged.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// Which row of data this is, from 1; the header and empty rows are not counted.
    pub number: u64,
    /// Where it starts in the file: the line of a text file, the row number of a sheet; from 1.
    pub line: u64,
    /// The text of each cell; missing cells are empty.
    pub cells: Vec<String>,
    /// What is odd about the row. It can be used all the same.
    pub warnings: Vec<Warning>,
}

/// Something odd about a row that does not keep it from being read. Columns count from 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Warning {
    /// Fewer cells than columns; the missing ones are read as empty.
    TooFewCells {
        /// Columns of the table.
        expected: usize,
        /// Cells of the row.
        found: usize,
    },
    /// More cells than columns.
    TooManyCells {
        /// Columns of the table.
        expected: usize,
        /// Cells of the row.
        found: usize,
    },
    /// Bytes that mean nothing in the file's encoding; each was replaced by `\u{FFFD}`.
    InvalidBytes {
        /// The cell they are in.
        column: usize,
    },
    /// NUL characters, which were left out.
    NulCharacter {
        /// The cell they were in.
        column: usize,
    },
    /// Text between a closing quote and the next delimiter; it was kept.
    TextAfterQuote {
        /// The cell it is in.
        column: usize,
    },
    /// A formula that failed, such as `#REF!`; the cell is read as empty.
    FailedFormula {
        /// The cell it is in.
        column: usize,
        /// The failure as the spreadsheet shows it.
        shown: String,
    },
    /// A value to the right of the last column a table may have; it was not read.
    BeyondLastColumn {
        /// The cell's name in the sheet, such as `XFD1048576`.
        cell: String,
    },
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooFewCells { expected, found } => {
                write!(f, "The row has {found} cells instead of {expected}; the missing ones are empty")
            }
            Self::TooManyCells { expected, found } => {
                write!(f, "The row has {found} cells instead of {expected}")
            }
            Self::InvalidBytes { column } => {
                write!(f, "Column {} has characters that cannot be read in the file's encoding", column + 1)
            }
            Self::NulCharacter { column } => {
                write!(f, "Column {} had NUL characters, which were left out", column + 1)
            }
            Self::TextAfterQuote { column } => {
                write!(f, "Column {} has text after its closing quote", column + 1)
            }
            Self::FailedFormula { column, shown } => {
                write!(f, "Column {} holds the failed formula {shown}; it is read as empty", column + 1)
            }
            Self::BeyondLastColumn { cell } => {
                write!(f, "Cell {cell} is too far to the right and is not read")
            }
        }
    }
}

/// What a table may cost to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of text in one row.
    pub row_bytes: usize,
    /// Columns of a table.
    pub columns: usize,
    /// Bytes of shared text a workbook may keep in memory.
    pub shared_text_bytes: usize,
    /// Bytes all read parts of a workbook may unpack to.
    pub unpacked_bytes: u64,
    /// How many times its packed size a part of a workbook may unpack to.
    pub unpacked_ratio: u64,
    /// Files inside a workbook.
    pub workbook_parts: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            row_bytes: 1_048_576,
            columns: 2_000,
            shared_text_bytes: 48 * 1_048_576,
            unpacked_bytes: 2_048 * 1_048_576,
            unpacked_ratio: 200,
            workbook_parts: 5_000,
        }
    }
}

/// A table that is read row by row, whatever file it comes from.
///
/// After an error the table is at its end. Rows without any text are left out.
pub trait Rows: Iterator<Item = Result<Row, ReadError>> {
    /// The names of the columns, each different: the header, or “Column 1” and so on.
    fn columns(&self) -> &[String];

    /// Passes over rows until the next one has a number above `row`; to go on where one stopped.
    fn skip_to(&mut self, row: u64) -> Result<(), ReadError>;

    /// How many bytes of the file were taken so far; to show progress.
    fn bytes_read(&self) -> u64;
}

/// Makes column names out of a header: trimmed, none empty, none twice.
pub(crate) fn column_names(header: &[String]) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(header.len());
    let mut taken = std::collections::HashSet::with_capacity(header.len());
    for (index, cell) in header.iter().enumerate() {
        let trimmed = cell.trim();
        let base = if trimmed.is_empty() { format!("Column {}", index + 1) } else { trimmed.to_owned() };
        let mut name = base.clone();
        let mut count = 2;
        while !taken.insert(name.clone()) {
            name = format!("{base} ({count})");
            count += 1;
        }
        names.push(name);
    }
    names
}

/// Brings a row to the table's width and notes when it was ragged.
pub(crate) fn fit(row: &mut Row, columns: usize, short_is_odd: bool) {
    let found = row.cells.len();
    if found > columns {
        let used = row.cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |at| at + 1);
        row.cells.truncate(used.max(columns));
        if used > columns {
            row.warnings.push(Warning::TooManyCells { expected: columns, found: used });
        }
    } else if found < columns {
        row.cells.resize(columns, String::new());
        if short_is_odd {
            row.warnings.push(Warning::TooFewCells { expected: columns, found });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_and_empty_headers_get_names_of_their_own() {
        let header = ["Create Date", "", "Create Date", " Name "].map(String::from);
        assert_eq!(column_names(&header), ["Create Date", "Column 2", "Create Date (2)", "Name"]);
    }

    #[test]
    fn a_hostile_header_of_equal_names_is_told_apart() {
        let header = ["A", "A (2)", "A", "A"].map(String::from);
        assert_eq!(column_names(&header), ["A", "A (2)", "A (3)", "A (4)"]);
    }
}
