//! What PostgreSQL reports, in the words of those above.

use tokio_postgres::error::SqlState;
use vocabulary::{Conflict, Error};

/// What an error means for the transaction in which it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// The statement is wrong or refused.
    Final,
    /// Another transaction came between: run it again.
    Again,
    /// The connection is gone: run it again on another.
    Lost,
}

/// What an error means.
pub(crate) fn meaning(error: &tokio_postgres::Error) -> Meaning {
    match error.code() {
        Some(code)
            if [SqlState::T_R_SERIALIZATION_FAILURE, SqlState::T_R_DEADLOCK_DETECTED].contains(code) =>
        {
            Meaning::Again
        }
        // Administrator's shutdown, crash, and connection exceptions.
        Some(code) if code.code().starts_with("57P") || code.code().starts_with("08") => Meaning::Lost,
        Some(_) => Meaning::Final,
        None if error.is_closed()
            || std::error::Error::source(error).is_some_and(|source| source.is::<std::io::Error>()) =>
        {
            Meaning::Lost
        }
        None => Meaning::Final,
    }
}

/// The error for callers; the log gets PostgreSQL's own words.
pub(crate) fn translate(error: &tokio_postgres::Error) -> Error {
    let failed = |error_of: fn(String) -> Error, words: &str| {
        tracing::error!(error = %described(error), "the database failed");
        error_of(words.to_string())
    };
    let unavailable = |words: &str| failed(Error::Unavailable, words);
    match error.code().map(SqlState::code) {
        Some("23505") => Error::Conflict(Conflict::Other, "This exists already.".to_string()),
        Some("53100") => failed(
            Error::Full,
            "The disk of the database is full. Nothing was written; free some space and try again.",
        ),
        Some(code) if code.starts_with("53") => {
            unavailable("The database has no room for this right now; try again.")
        }
        Some("25006") => unavailable("The database can only be read right now. Nothing was written."),
        Some("57014") => Error::Unavailable("This took too long and was stopped.".to_string()),
        Some("28P01" | "28000" | "3D000" | "42501") => {
            unavailable("The database refused this program: look at its address, user, password and rights.")
        }
        Some("40001" | "40P01") => {
            Error::Unavailable("Too many writes met each other; try again.".to_string())
        }
        _ if meaning(error) == Meaning::Lost => {
            unavailable("The database cannot be reached. Nothing was written; try again.")
        }
        _ => Error::internal(format!("postgres: {}", described(error))),
    }
}

/// PostgreSQL's own words. The driver alone says no more than “db error”.
pub(crate) fn described(error: &tokio_postgres::Error) -> String {
    match error.as_db_error() {
        Some(fault) => format!("{} {}", fault.code().code(), fault.message()),
        None => match std::error::Error::source(error) {
            Some(source) => format!("{error}: {source}"),
            None => error.to_string(),
        },
    }
}
