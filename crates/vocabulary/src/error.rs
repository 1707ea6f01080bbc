//! One error for every floor. It knows no HTTP; words for people apart from context for the log.

use crate::{Id, Timestamp};
use serde::Serialize;
use std::fmt;

/// The result of anything that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What is wrong with one field of the input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The field (or a path into the body such as `filter.and.0.op`).
    pub field: String,
    /// A stable code such as `required`, `malformed`, `unknown_field`, `too_long`, `unknown_choice`, `not_found`.
    pub code: String,
    /// What to do, in the user's words.
    pub message: String,
}

impl Problem {
    /// A problem of one field.
    pub fn new(field: impl Into<String>, code: impl Into<String>, message: impl Into<String>) -> Problem {
        Problem { field: field.into(), code: code.into(), message: message.into() }
    }
}

/// A field that somebody else changed meanwhile.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FieldChange {
    /// The field.
    pub field: String,
    /// What this request wanted to write.
    pub yours: serde_json::Value,
    /// What stands there now.
    pub theirs: serde_json::Value,
    /// Who wrote it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// A record named in an error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RecordRef {
    /// Its object.
    pub object: String,
    /// Its id.
    pub id: Id,
    /// Its title, when the asker may see it.
    pub title: Option<String>,
}

/// Why a write met another.
#[derive(Clone, Debug, PartialEq)]
pub enum Conflict {
    /// The record has moved on since the version the writer saw.
    Stale {
        /// The version it has now.
        version: i64,
        /// What changed since.
        changed: Vec<FieldChange>,
    },
    /// A value that must be unique belongs to another record already.
    Duplicate {
        /// The unique field.
        field: String,
        /// The record that has it, when the asker may see it.
        record: Option<RecordRef>,
    },
    /// Anything else that stands in the way, in words.
    Other,
}

/// Everything that can go wrong, as far as a caller needs to tell it apart.
#[derive(Clone, Debug, PartialEq)]
pub enum Error {
    /// It does not exist, or the asker may not know of it.
    NotFound(String),
    /// It went into another record, which the asker may see.
    Merged(String, RecordRef),
    /// The input is wrong; each problem names a field.
    Invalid(Vec<Problem>),
    /// The write met another.
    Conflict(Conflict, String),
    /// Known, but not allowed.
    Forbidden(String),
    /// Nobody signed in, or no longer.
    Unauthenticated(String),
    /// Too much or too often; try again after so many seconds.
    TooMany(String, u32),
    /// The input is larger than what is taken.
    TooLarge(String),
    /// There is no room left to write: somebody has to free some, then it can be tried again.
    Full(String),
    /// Right now it cannot be done (database away, shutting down).
    Unavailable(String),
    /// A fault of ours: the text is for the log, never for the asker.
    Internal(String),
}

impl Error {
    /// Not found, without saying what.
    pub fn not_found() -> Error {
        Error::NotFound("There is nothing here, or you may not see it.".to_string())
    }

    /// One problem with one field.
    pub fn invalid(field: impl Into<String>, code: impl Into<String>, message: impl Into<String>) -> Error {
        Error::Invalid(vec![Problem::new(field, code, message)])
    }

    /// Whether the same request may go well another time: nothing is wrong with what was asked.
    pub fn may_pass(&self) -> bool {
        matches!(self, Error::Full(_) | Error::Unavailable(_) | Error::TooMany(..) | Error::Internal(_))
    }

    /// A fault of ours; `context` goes to the log.
    pub fn internal(context: impl fmt::Display) -> Error {
        Error::Internal(context.to_string())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::NotFound(text)
            | Error::Merged(text, _)
            | Error::Forbidden(text)
            | Error::Unauthenticated(text)
            | Error::TooLarge(text)
            | Error::Full(text)
            | Error::Unavailable(text)
            | Error::Internal(text)
            | Error::Conflict(_, text)
            | Error::TooMany(text, _) => f.write_str(text),
            Error::Invalid(problems) => {
                for (index, problem) in problems.iter().enumerate() {
                    if index > 0 {
                        f.write_str("; ")?;
                    }
                    if problem.field.is_empty() {
                        f.write_str(&problem.message)?;
                    } else {
                        write!(f, "{}: {}", problem.field, problem.message)?;
                    }
                }
                Ok(())
            }
        }
    }
}

impl std::error::Error for Error {}
