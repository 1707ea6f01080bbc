//! The embedded database: one file, one thread that writes, a pool of readers.

mod backup;
pub(crate) mod check;
pub(crate) mod connection;
pub(crate) mod dialect;
mod error;
mod file;
pub(crate) mod grouped;
mod middle;
mod migrate;
mod readers;
mod rebuild;
mod writer;

use crate::Reader;
use crate::migrate::Migration;
use crate::store::{Backend, Job, Progress};
use crate::write::session::{Memory, Session};
use connection::Bound;
use readers::Readers;
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use vocabulary::{Error, Result};
use writer::Writer;

pub(crate) use backup::restore;

/// Most readers at once; further ones wait.
const READERS: usize = 8;

/// An open file.
pub(crate) struct Database {
    path: PathBuf,
    readers: Readers,
    /// Missing where the file was opened beside a running server.
    writer: Option<Writer>,
    /// Held as long as the database is open.
    _lock: Option<std::fs::File>,
}

impl Database {
    /// Opens the file alone, makes it when it is missing, and brings its schema up to date.
    pub(crate) fn open(path: &Path, migrations: &[Migration]) -> Result<Database> {
        let lock = file::lock(path)?;
        let connection = file::open_writer(path)?;
        migrate::run(&connection, migrations)?;
        rebuild::run(&connection)?;
        let writer = Writer::start(connection)?;
        Ok(Database {
            path: path.to_path_buf(),
            readers: Readers::new(path, READERS),
            writer: Some(writer),
            _lock: Some(lock),
        })
    }

    /// Opens the file beside a server that may be running, to read only.
    pub(crate) fn open_shared(path: &Path, migrations: &[Migration]) -> Result<Database> {
        if !path.exists() {
            return Err(Error::Unavailable(format!("There is no database at {}.", path.display())));
        }
        let readers = Readers::new(path, READERS);
        readers.with(|connection| migrate::compare(connection, migrations).map(|_| ()))?;
        Ok(Database { path: path.to_path_buf(), readers, writer: None, _lock: None })
    }
}

impl Backend for Database {
    fn read(&self, body: &mut dyn FnMut(&mut dyn Reader) -> Result<()>) -> Result<()> {
        self.readers.with(|connection| read(connection, body))
    }

    fn read_at_once(&self, body: &mut dyn FnMut(&mut dyn Reader) -> Result<()>) -> Result<()> {
        self.readers.with_any(|connection| read(connection, body))
    }

    fn is_embedded(&self) -> bool {
        true
    }

    fn submit(&self, job: Box<dyn Job>) {
        match &self.writer {
            Some(writer) => writer.submit(job),
            None => {
                job.finish(Err(Error::Unavailable("The database was opened for reading only.".to_string())))
            }
        }
    }

    fn backup(&self, to: &Path, progress: Progress<'_>) -> Result<()> {
        backup::backup(&self.path, to, progress)
    }

    fn check(&self, progress: Progress<'_>) -> Result<Vec<String>> {
        self.readers.with(|connection| check::check(connection, progress))
    }

    fn schema_text(&self) -> Result<String> {
        self.readers.with(migrate::schema_text)
    }

    fn maintain(&self) -> Result<()> {
        self.writer.as_ref().map_or(Ok(()), Writer::maintain)
    }

    fn set_write_memory(&self, megabytes: Option<u32>) -> Result<()> {
        let megabytes = megabytes.unwrap_or(file::WRITE_MEMORY);
        self.writer.as_ref().map_or(Ok(()), |writer| writer.set_memory(megabytes))
    }
}

fn read(connection: &Connection, body: &mut dyn FnMut(&mut dyn Reader) -> Result<()>) -> Result<()> {
    let transaction = readers::View::begin(connection)?;
    let mut bound = Bound::new(transaction.connection());
    body(&mut Session { connection: &mut bound, memory: &mut Memory::default() })
}
