//! Backup of a file while writing goes on, verified; and back again.

use super::{check, error::translate, file, migrate};
use crate::migrate::Migration;
use crate::store::Progress;
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};
use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};
use std::time::Duration;
use vocabulary::{Error, Result};

/// Pages copied at a time; between them whoever waits for the disk gets it.
const STEP: i32 = 2_048;

/// Copies one consistent view of the file into a new one and verifies it.
pub(crate) fn backup(from: &Path, to: &Path, progress: Progress<'_>) -> Result<()> {
    if to.exists() {
        return Err(Error::Unavailable(format!(
            "{} exists already: a backup never overwrites.",
            to.display()
        )));
    }
    let source = file::open_reader(from)?;
    let partial = partial_path(to);
    let copied = copy(&source, &partial, progress).and_then(|()| finish(&partial, to));
    if copied.is_err() {
        remove(&partial);
    }
    copied
}

fn copy(source: &Connection, partial: &Path, progress: Progress<'_>) -> Result<()> {
    remove(partial);
    // A transaction held on the source keeps every step on the same view: the copy need not start over when somebody writes.
    source
        .execute_batch("BEGIN; SELECT count(*) FROM schema_migration;")
        .map_err(|error| translate(&error))?;
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut target = Connection::open_with_flags(partial, flags).map_err(|error| translate(&error))?;
    {
        let backup = Backup::new(source, &mut target).map_err(|error| translate(&error))?;
        loop {
            let step = backup.step(STEP).map_err(|error| translate(&error))?;
            let state = backup.progress();
            progress((state.pagecount - state.remaining).max(0) as u64, state.pagecount.max(0) as u64);
            match step {
                StepResult::Done => break,
                StepResult::More => {}
                _ => std::thread::sleep(Duration::from_millis(5)),
            }
        }
    }
    // One plain file without a log beside it.
    target.pragma_update(None, "journal_mode", "DELETE").map_err(|error| translate(&error))?;
    verify(&target)?;
    let (there, here) = (counts(source)?, counts(&target)?);
    if there != here {
        return Err(Error::internal("the copy does not have the rows of the original"));
    }
    source.execute_batch("ROLLBACK").map_err(|error| translate(&error))?;
    target.close().map_err(|(_, error)| translate(&error))
}

/// How many rows each table has.
fn counts(connection: &Connection) -> Result<Vec<(String, i64)>> {
    let tables = check::tables(connection)?;
    let count = |table: String| {
        let text = format!("SELECT count(*) FROM {}", crate::dialect::quoted(&table));
        let rows = connection.query_row(&text, [], |row| row.get(0)).map_err(|error| translate(&error))?;
        Ok((table, rows))
    };
    tables.into_iter().filter(|table| !table.starts_with("search_word")).map(count).collect()
}

fn verify(connection: &Connection) -> Result<()> {
    let wrong = check::integrity(connection)?;
    match wrong.first() {
        None => Ok(()),
        Some(first) => {
            Err(Error::Unavailable(format!("The copy is damaged ({first}); nothing was kept of it.")))
        }
    }
}

/// Makes a database out of a backup.
pub(crate) fn restore(
    from: &Path,
    to: &Path,
    migrations: &[Migration],
    progress: Progress<'_>,
) -> Result<()> {
    if !from.is_file() {
        return Err(Error::Unavailable(format!("There is no backup at {}.", from.display())));
    }
    let _lock = file::lock(to)?;
    if to.exists() {
        return Err(Error::Unavailable(format!(
            "There is a database at {} already: move it away first.",
            to.display()
        )));
    }
    let partial = partial_path(to);
    let restored = bring_back(from, &partial, migrations, progress).and_then(|()| finish(&partial, to));
    if restored.is_err() {
        remove(&partial);
    }
    restored
}

fn bring_back(from: &Path, partial: &Path, migrations: &[Migration], progress: Progress<'_>) -> Result<()> {
    remove(partial);
    let failed =
        |error: std::io::Error| Error::Unavailable(format!("The backup cannot be copied ({error})."));
    let whole = from.metadata().map_err(failed)?.len();
    progress(0, whole);
    std::fs::copy(from, partial).map_err(failed)?;
    let copy = Connection::open_with_flags(
        partial,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )
    .map_err(|error| translate(&error))?;
    migrate::compare(&copy, migrations)?;
    verify(&copy)?;
    progress(whole, whole);
    copy.close().map_err(|(_, error)| translate(&error))
}

/// Gives a finished copy its name, durably.
fn finish(partial: &Path, to: &Path) -> Result<()> {
    let run = || {
        OpenOptions::new().read(true).write(true).open(partial)?.sync_all()?;
        std::fs::rename(partial, to)?;
        match to.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            Some(folder) => File::open(folder)?.sync_all(),
            None => File::open(".")?.sync_all(),
        }
    };
    run().map_err(|error: std::io::Error| {
        Error::Unavailable(format!("{} cannot be written ({error}).", to.display()))
    })
}

fn partial_path(to: &Path) -> PathBuf {
    let mut name = to.as_os_str().to_os_string();
    name.push(".partial");
    PathBuf::from(name)
}

/// Removes what an earlier, broken attempt left.
fn remove(partial: &Path) {
    for ending in ["", "-wal", "-shm", "-journal"] {
        let mut name = partial.as_os_str().to_os_string();
        name.push(ending);
        let _missing = std::fs::remove_file(PathBuf::from(name));
    }
}
