//! Why a table can't be read any further, told so that the person who brought it can mend it.

use std::fmt;

/// A reason to stop reading. Everything milder is a [`crate::Warning`] on the row it concerns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadError {
    /// The bytes could not be read from where they lie.
    Unreadable(String),
    /// A quote that was opened is not closed before the end, or before the largest row is full.
    OpenQuote {
        /// The line the quote opens on.
        line: u64,
        /// Bytes that were read after it, or none when the file ended.
        limit: Option<usize>,
    },
    /// A row holds more text than a row may.
    RowTooLarge {
        /// The line the row starts on.
        line: u64,
        /// Bytes a row may hold.
        limit: usize,
    },
    /// A row has more columns than a table may.
    TooManyColumns {
        /// The line the row starts on.
        line: u64,
        /// Columns a table may have.
        limit: usize,
    },
    /// The file has no row at all.
    Empty,
    /// The file is not the workbook it is said to be.
    NotAWorkbook(String),
    /// The workbook has no sheet of that name.
    NoSuchSheet {
        /// The sheet asked for.
        wanted: String,
        /// The sheets there are.
        present: Vec<String>,
    },
    /// The workbook unpacks to more than a workbook may.
    TooLarge(String),
    /// The workbook is damaged.
    Damaged {
        /// The part of the workbook, such as `xl/workbook.xml`.
        part: String,
        /// What is wrong with it.
        detail: String,
    },
}

impl ReadError {
    /// A stable word for programs and translations.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "unreadable",
            Self::OpenQuote { .. } => "open_quote",
            Self::RowTooLarge { .. } => "row_too_large",
            Self::TooManyColumns { .. } => "too_many_columns",
            Self::Empty => "empty",
            Self::NotAWorkbook(_) => "not_a_workbook",
            Self::NoSuchSheet { .. } => "no_such_sheet",
            Self::TooLarge(_) => "too_large",
            Self::Damaged { .. } => "damaged",
        }
    }

    /// The line at fault, where one is known.
    pub fn line(&self) -> Option<u64> {
        match self {
            Self::OpenQuote { line, .. }
            | Self::RowTooLarge { line, .. }
            | Self::TooManyColumns { line, .. } => Some(*line),
            _ => None,
        }
    }

    pub(crate) fn damaged(part: &str, detail: impl fmt::Display) -> Self {
        Self::Damaged { part: part.to_owned(), detail: detail.to_string() }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(why) => write!(f, "The file cannot be read: {why}"),
            Self::OpenQuote { line, limit: Some(limit) } => write!(
                f,
                "The quote opened on line {line} is not closed within {}: close it, or choose another quote character",
                size(*limit)
            ),
            Self::OpenQuote { line, limit: None } => write!(
                f,
                "The quote opened on line {line} is not closed before the end of the file: close it, or choose another quote character"
            ),
            Self::RowTooLarge { line, limit } => {
                write!(f, "The row on line {line} is larger than {}", size(*limit))
            }
            Self::TooManyColumns { line, limit } => {
                write!(f, "The row on line {line} has more than {limit} columns: is the delimiter right?")
            }
            Self::Empty => write!(f, "The file is empty"),
            Self::NotAWorkbook(why) => write!(f, "This is not an XLSX workbook: {why}"),
            Self::NoSuchSheet { wanted, present } => {
                write!(f, "There is no sheet “{wanted}”; there is “{}”", present.join("”, “"))
            }
            Self::TooLarge(why) => write!(f, "The workbook is too large to read: {why}"),
            Self::Damaged { part, detail } => {
                write!(f, "The workbook is damaged in {part}: {detail}")
            }
        }
    }
}

impl std::error::Error for ReadError {}

/// Bytes as people say them: 1048576 is "1 MB".
pub(crate) fn size(bytes: usize) -> String {
    match bytes {
        0..1024 => format!("{bytes} bytes"),
        1024..1_048_576 => format!("{} KB", bytes / 1024),
        _ => format!("{} MB", bytes / 1_048_576),
    }
}
