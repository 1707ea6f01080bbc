//! The file: locked against a second server, opened with the settings the promises rest on.

use super::error::translate;
use rusqlite::{Connection, OpenFlags};
use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;
use vocabulary::{Error, Result};

/// Prepared statements a connection keeps.
const STATEMENTS: usize = 400;

/// Megabytes of pages the writing connection keeps.
pub(crate) const WRITE_MEMORY: u32 = 48;

/// How often, and after which pauses, the lock of the database is tried again.
const LOCK_TRIES: u32 = 50;
const LOCK_PAUSE: Duration = Duration::from_millis(20);

/// How long a connection waits for another program's lock.
pub(crate) const BUSY_MILLIS: u64 = 10_000;

/// The file beside the database that says a server is using it.
fn lock_path(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_os_string();
    name.push(".lock");
    PathBuf::from(name)
}

/// Takes the database for this process. The lock ends with the process, however that ends.
pub(crate) fn lock(path: &Path) -> Result<File> {
    let lock_path = lock_path(path);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return Err(Error::Unavailable(format!(
            "The folder {} does not exist: make it first.",
            folder.display()
        )));
    }
    let file =
        OpenOptions::new().create(true).truncate(false).write(true).open(&lock_path).map_err(|error| {
            Error::Unavailable(format!(
                "{} cannot be written ({error}): the database needs a folder it may write to.",
                lock_path.display()
            ))
        })?;
    // A server that is just ending still has it for a moment; so has a program another thread starts, until it runs.
    let mut locked = file.try_lock();
    for _ in 0..LOCK_TRIES {
        if !matches!(locked, Err(TryLockError::WouldBlock)) {
            break;
        }
        std::thread::sleep(LOCK_PAUSE);
        locked = file.try_lock();
    }
    match locked {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Error::Unavailable(format!(
            "Another Kith is using {} already. Stop it first, or give this one its own database.",
            path.display()
        ))),
        Err(TryLockError::Error(error)) => {
            Err(Error::Unavailable(format!("{} cannot be locked ({error}).", lock_path.display())))
        }
    }
}

/// The connection that writes.
pub(crate) fn open_writer(path: &Path) -> Result<Connection> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = open(path, flags)?;
    // SQLite opens a file it may not write all the same, and fails at the first write.
    if connection.is_readonly("main").map_err(|error| unopened(path, &error))? {
        return Err(Error::Unavailable(format!(
            "{} is read-only. Give the user that runs Kith the right to write it, or choose another folder.",
            path.display()
        )));
    }
    let settings = [
        // Readers go on while one writes; an acknowledged commit is on the disk.
        ("journal_mode", "WAL"),
        ("synchronous", "FULL"),
        // Deleted text is overwritten.
        ("secure_delete", "ON"),
        ("journal_size_limit", "67108864"),
    ];
    for (name, value) in settings {
        connection.pragma_update(None, name, value).map_err(|error| unopened(path, &error))?;
    }
    set_write_memory(&connection, WRITE_MEMORY).map_err(|error| unopened(path, &error))?;
    Ok(connection)
}

/// Sets how many megabytes of pages the writing connection keeps, and how long the log may grow: the longer it is, the more
/// often a page in it stands for several writes of that page to the database.
pub(crate) fn set_write_memory(connection: &Connection, megabytes: u32) -> rusqlite::Result<()> {
    connection.pragma_update(None, "cache_size", -i64::from(megabytes) * 1024)?;
    connection.pragma_update(None, "wal_autocheckpoint", i64::from(megabytes).saturating_mul(16).max(12_000))
}

/// A connection that only reads.
pub(crate) fn open_reader(path: &Path) -> Result<Connection> {
    let connection = open(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    for (name, value) in [("query_only", "ON"), ("cache_size", "-16384")] {
        connection.pragma_update(None, name, value).map_err(|error| unopened(path, &error))?;
    }
    Ok(connection)
}

/// Keeps what undoes a savepoint in memory. By default SQLite writes it to a temporary file beyond 64 kB: for an import, whose
/// rows are savepoints, that was three times as much writing as the database itself gets.
///
/// Held in memory it is a list, which the release of a savepoint walks from the start of the outermost one. Work with many
/// savepoints therefore gets a transaction of its own, without one around it.
#[expect(unsafe_code, reason = "SQLite takes this setting by a C function only, before its first use")]
fn keep_savepoints_in_memory() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    const ALWAYS: std::ffi::c_int = -1;
    ONCE.call_once(|| {
        // SAFETY: this option takes one int. Called later than SQLite's first use, it is refused and changes nothing.
        let _refused =
            unsafe { rusqlite::ffi::sqlite3_config(rusqlite::ffi::SQLITE_CONFIG_STMTJRNL_SPILL, ALWAYS) };
    });
}

fn open(path: &Path, flags: OpenFlags) -> Result<Connection> {
    keep_savepoints_in_memory();
    let connection = Connection::open_with_flags(path, flags).map_err(|error| unopened(path, &error))?;
    connection.busy_timeout(Duration::from_millis(BUSY_MILLIS)).map_err(|error| translate(&error))?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    // Else SQLite plans a cached statement anew whenever a bound value changes, which costs more than most reads.
    let stable = rusqlite::config::DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG;
    connection.set_db_config(stable, true).map_err(|error| translate(&error))?;
    super::middle::add(&connection)?;
    super::grouped::add(&connection)?;
    for (name, value) in [("mmap_size", "0"), ("foreign_keys", "ON"), ("trusted_schema", "OFF")] {
        connection.pragma_update(None, name, value).map_err(|error| unopened(path, &error))?;
    }
    Ok(connection)
}

fn unopened(path: &Path, error: &rusqlite::Error) -> Error {
    match translate(error) {
        Error::Unavailable(words) => Error::Unavailable(format!("{}: {words}", path.display())),
        other => other,
    }
}
