//! What SQLite reports, in the words of those above.

use rusqlite::ErrorCode;
use vocabulary::{Conflict, Error};

/// The error for callers; the log gets SQLite's own words.
pub(crate) fn translate(error: &rusqlite::Error) -> Error {
    let rusqlite::Error::SqliteFailure(failure, _) = error else {
        return Error::internal(format!("sqlite: {error}"));
    };
    let failed = |error_of: fn(String) -> Error, words: &str| {
        tracing::error!(error = %error, code = failure.extended_code, "the database failed");
        error_of(words.to_string())
    };
    let unavailable = |words: &str| failed(Error::Unavailable, words);
    match failure.code {
        ErrorCode::ConstraintViolation
            if matches!(
                failure.extended_code,
                rusqlite::ffi::SQLITE_CONSTRAINT_PRIMARYKEY | rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE
            ) =>
        {
            Error::Conflict(Conflict::Other, "This exists already.".to_string())
        }
        ErrorCode::DiskFull => {
            failed(Error::Full, "The disk is full. Nothing was written; free some space and try again.")
        }
        ErrorCode::ReadOnly => unavailable(
            "The database cannot be written: its file or folder is read-only. Nothing was written.",
        ),
        // A quota and a limit on the size of files come so, too.
        ErrorCode::SystemIoFailure if failure.extended_code == rusqlite::ffi::SQLITE_IOERR_WRITE => failed(
            Error::Full,
            "The disk took no more: it is full, a quota is used up, or it failed. Nothing was written; free some space and \
             try again, else look at the log of the machine.",
        ),
        ErrorCode::SystemIoFailure => {
            unavailable("The disk failed. Nothing was written; look at the log of the machine.")
        }
        ErrorCode::CannotOpen => {
            unavailable("The database file cannot be opened: look at its path and rights.")
        }
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => {
            unavailable("The database is busy with another program. Nothing was written; try again.")
        }
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => {
            unavailable("The database file is damaged or no database. Run `kith check`, or restore a backup.")
        }
        ErrorCode::OperationInterrupted => {
            Error::Unavailable("This took too long and was stopped.".to_string())
        }
        ErrorCode::OutOfMemory => unavailable("The machine is out of memory."),
        _ => Error::internal(format!("sqlite: {error}")),
    }
}
