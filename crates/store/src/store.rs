//! The database of an installation, opened: reads on the caller's thread, writes together.

use crate::migrate::{Migration, with_base};
use crate::{Reader, Writer, postgres, sqlite};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use vocabulary::{Error, Result};

/// Which database, and where.
#[derive(Clone, Debug)]
pub enum Config {
    /// One file on this machine.
    Sqlite {
        /// The file; its folder must exist.
        path: PathBuf,
    },
    /// A server several may share.
    Postgres {
        /// `postgres://user:password@host/database`, or `host=/folder user=kith …`.
        url: String,
        /// At most so many connections for reading, and as many again for writing.
        pool: usize,
    },
}

/// Told how far something long has come: what is done, of how much.
pub type Progress<'a> = &'a mut dyn FnMut(u64, u64);

/// A write that waits for its turn.
pub(crate) trait Job: Send {
    /// Writes; may be called again from the start.
    fn run(&mut self, writer: &mut dyn Writer) -> Result<()>;
    /// Whether it is a large piece of long work, which gets a transaction of its own.
    fn is_large(&self) -> bool;
    /// Tells how it ended.
    fn finish(self: Box<Self>, outcome: Result<()>);
}

/// What the two databases do differently.
pub(crate) trait Backend: Send + Sync {
    fn read(&self, body: &mut dyn FnMut(&mut dyn Reader) -> Result<()>) -> Result<()>;
    /// Reads without waiting for a lent connection, where that is possible.
    fn read_at_once(&self, body: &mut dyn FnMut(&mut dyn Reader) -> Result<()>) -> Result<()> {
        self.read(body)
    }
    /// Whether the database runs in this process.
    fn is_embedded(&self) -> bool {
        false
    }
    fn submit(&self, job: Box<dyn Job>);
    fn backup(&self, to: &Path, progress: Progress<'_>) -> Result<()>;
    fn check(&self, progress: Progress<'_>) -> Result<Vec<String>>;
    fn schema_text(&self) -> Result<String>;
    fn maintain(&self) -> Result<()>;
    /// Sets the memory for pages that are written, where this process keeps any.
    fn set_write_memory(&self, _megabytes: Option<u32>) -> Result<()> {
        Ok(())
    }
}

/// An open database.
pub struct Store {
    backend: Box<dyn Backend>,
}

impl Store {
    /// Opens the database and brings its schema up to date. A SQLite file is taken for this process alone: a second server
    /// on it is refused. A database that a newer Kith has changed is refused too.
    pub fn open(config: &Config, migrations: &[Migration]) -> Result<Arc<Store>> {
        let migrations = with_base(migrations);
        let backend: Box<dyn Backend> = match config {
            Config::Sqlite { path } => Box::new(sqlite::Database::open(path, &migrations)?),
            Config::Postgres { url, pool } => Box::new(postgres::Database::open(url, *pool, &migrations)?),
        };
        Ok(Arc::new(Store { backend }))
    }

    /// Opens the database for reading only, also while a server is using it: for backup and check.
    pub fn open_shared(config: &Config, migrations: &[Migration]) -> Result<Arc<Store>> {
        let migrations = with_base(migrations);
        let backend: Box<dyn Backend> = match config {
            Config::Sqlite { path } => Box::new(sqlite::Database::open_shared(path, &migrations)?),
            Config::Postgres { url, pool } => {
                Box::new(postgres::Database::open_shared(url, *pool, &migrations)?)
            }
        };
        Ok(Arc::new(Store { backend }))
    }

    /// Reads from one consistent view, on the caller's thread. Holds one of a few connections as long as it runs: do not
    /// read inside a read, and do not wait for anybody in it.
    pub fn read<T>(&self, read: impl FnOnce(&mut dyn Reader) -> Result<T>) -> Result<T> {
        let mut read = Some(read);
        let mut value = None;
        self.backend.read(&mut |reader| {
            if let Some(read) = read.take() {
                value = Some(read(reader)?);
            }
            Ok(())
        })?;
        value.ok_or_else(|| Error::internal("a read gave nothing"))
    }

    /// Whether reading is work of this process alone. A short read then need not leave a thread that serves others.
    pub fn is_embedded(&self) -> bool {
        self.backend.is_embedded()
    }

    /// Like [`Store::read`], but never waits for a connection that is lent (embedded database): for single records, read on
    /// threads that must not be held up.
    pub fn read_at_once<T>(&self, read: impl FnOnce(&mut dyn Reader) -> Result<T>) -> Result<T> {
        let mut read = Some(read);
        let mut value = None;
        self.backend.read_at_once(&mut |reader| {
            if let Some(read) = read.take() {
                value = Some(read(reader)?);
            }
            Ok(())
        })?;
        value.ok_or_else(|| Error::internal("a read gave nothing"))
    }

    /// Writes in one transaction and waits until it is durable. All or nothing: when the closure fails or panics, nothing of
    /// it stays. It may run again when another write came between (PostgreSQL), so it must not keep anything outside.
    ///
    /// Closures share one thread on SQLite: one that works longer than some ten milliseconds makes all others wait, so long
    /// work goes in pieces. A closure must not itself read or write through the store.
    pub fn write<T: Send + 'static>(
        &self,
        write: impl FnMut(&mut dyn Writer) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.write_and_wait(write, false)
    }

    /// Writes like [`Store::write`], a piece of long work with many parts (see [`Writer::attempt`]). It is not grouped with
    /// what others write: parts are cheap only where no other part is around them.
    pub fn write_large<T: Send + 'static>(
        &self,
        write: impl FnMut(&mut dyn Writer) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.write_and_wait(write, true)
    }

    fn write_and_wait<T: Send + 'static>(
        &self,
        write: impl FnMut(&mut dyn Writer) -> Result<T> + Send + 'static,
        large: bool,
    ) -> Result<T> {
        let (sender, receiver) = std::sync::mpsc::sync_channel(1);
        let done = move |outcome| {
            let _asker_gone = sender.send(outcome);
        };
        self.backend.submit(Box::new(Request { write, value: None, done, large }));
        receiver.recv().map_err(|_| Error::Unavailable("The server is shutting down.".to_string()))?
    }

    /// Writes like [`Store::write`], without waiting: `done` is called from another thread once it is durable or has failed.
    pub fn write_then<T: Send + 'static>(
        &self,
        write: impl FnMut(&mut dyn Writer) -> Result<T> + Send + 'static,
        done: impl FnOnce(Result<T>) + Send + 'static,
    ) {
        self.backend.submit(Box::new(Request { write, value: None, done, large: false }));
    }

    /// Copies the database into a new file while writing goes on, one consistent view of it, and verifies the copy.
    pub fn backup(&self, to: &Path, progress: Progress<'_>) -> Result<()> {
        self.backend.backup(to, progress)
    }

    /// Makes a database out of a backup. Refused when there is one already, or a newer Kith made the backup.
    pub fn restore(
        from: &Path,
        config: &Config,
        migrations: &[Migration],
        progress: Progress<'_>,
    ) -> Result<()> {
        let migrations = with_base(migrations);
        match config {
            Config::Sqlite { path } => sqlite::restore(from, path, &migrations, progress),
            Config::Postgres { url, .. } => postgres::restore(from, url, &migrations, progress),
        }
    }

    /// Looks for damage: the file itself, keys without their record, records without their search entry. Answers what is
    /// wrong, in sentences; nothing when all is well.
    pub fn check(&self, progress: Progress<'_>) -> Result<Vec<String>> {
        self.backend.check(progress)
    }

    /// Refreshes the planner's statistics and empties the log: after an import, and once a day.
    pub fn maintain(&self) -> Result<()> {
        self.backend.maintain()
    }

    /// How many megabytes of pages are kept while writing; `None` is the usual. Loading millions of records is faster with
    /// more, because their index entries lie all over the database. A database server looks after its own memory.
    pub fn set_write_memory(&self, megabytes: Option<u32>) -> Result<()> {
        self.backend.set_write_memory(megabytes)
    }

    /// The schema in a canonical text: two databases with the same text have the same schema.
    pub fn schema_text(&self) -> Result<String> {
        self.backend.schema_text()
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Store")
    }
}

struct Request<T, F, D> {
    write: F,
    value: Option<T>,
    done: D,
    large: bool,
}

impl<T, F, D> Job for Request<T, F, D>
where
    T: Send,
    F: FnMut(&mut dyn Writer) -> Result<T> + Send,
    D: FnOnce(Result<T>) + Send,
{
    fn run(&mut self, writer: &mut dyn Writer) -> Result<()> {
        self.value = None;
        self.value = Some((self.write)(writer)?);
        Ok(())
    }

    fn is_large(&self) -> bool {
        self.large
    }

    fn finish(self: Box<Self>, outcome: Result<()>) {
        let Request { value, done, .. } = *self;
        done(outcome.and_then(|()| value.ok_or_else(|| Error::internal("a write gave nothing"))));
    }
}
