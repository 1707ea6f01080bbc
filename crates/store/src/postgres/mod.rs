//! The shared database: any number of Kith servers may work on it.

mod backup;
mod block;
mod connection;
mod datum;
pub(crate) mod dialect;
mod error;
mod migrate;
mod pool;

use crate::Reader;
use crate::migrate::Migration;
use crate::store::{Backend, Job, Progress};
use connection::{Bound, Source};
use pool::{Readers, Writers};
use std::path::Path;
use std::sync::Arc;
use vocabulary::{Error, Result};

pub(crate) use backup::restore;

/// An open database.
pub(crate) struct Database {
    // Declared before the source: the threads end before the one that drives their connections.
    writers: Option<Writers>,
    readers: Readers,
    source: Arc<Source>,
}

impl Database {
    /// Connects and brings the schema up to date.
    pub(crate) fn open(url: &str, pool: usize, migrations: &[Migration]) -> Result<Database> {
        let source = Arc::new(Source::new(url)?);
        let mut link = source.connect()?;
        link.check_version()?;
        migrate::run(&mut link, migrations)?;
        let event_base = migrate::event_base(&mut link)?;
        let writers = Writers::start(&source, pool, event_base)?;
        Ok(Database {
            writers: Some(writers),
            readers: Readers::new(Arc::clone(&source), pool, event_base),
            source,
        })
    }

    /// Connects to read only.
    pub(crate) fn open_shared(url: &str, pool: usize, migrations: &[Migration]) -> Result<Database> {
        let source = Arc::new(Source::new(url)?);
        let mut link = source.connect()?;
        link.check_version()?;
        migrate::compare(&mut link, migrations)?;
        Ok(Database { writers: None, readers: Readers::new(Arc::clone(&source), pool, 0), source })
    }
}

impl Backend for Database {
    fn read(&self, body: &mut dyn FnMut(&mut dyn Reader) -> Result<()>) -> Result<()> {
        self.readers.read(body)
    }

    fn submit(&self, job: Box<dyn Job>) {
        match &self.writers {
            Some(writers) => writers.submit(job),
            None => {
                job.finish(Err(Error::Unavailable("The database was opened for reading only.".to_string())))
            }
        }
    }

    fn backup(&self, to: &Path, progress: Progress<'_>) -> Result<()> {
        backup::backup(&mut self.source.connect()?, to, progress)
    }

    fn check(&self, progress: Progress<'_>) -> Result<Vec<String>> {
        let mut link = self.source.connect()?;
        crate::check::check(&mut Bound::new(&mut link), progress)
    }

    fn schema_text(&self) -> Result<String> {
        migrate::schema_text(&mut self.source.connect()?)
    }

    fn maintain(&self) -> Result<()> {
        self.source.connect()?.batch("ANALYZE")
    }
}
