//! The database of an installation, opened: reads on the caller's thread, writes together.

use crate::migrate::Migration;
use crate::{Reader, Writer};
use std::path::PathBuf;
use std::sync::Arc;
use vocabulary::{Error, Result};

/// Which database, and where.
#[derive(Clone, Debug)]
pub enum Config {
    /// One file on this machine.
    Sqlite {
        /// The file.
        path: PathBuf,
    },
    /// A server several may share.
    Postgres {
        /// `postgres://user:password@host/database`.
        url: String,
        /// At most so many connections.
        pool: usize,
    },
}

/// An open database.
pub struct Store {}

impl Store {
    /// Opens the database, alone, and brings its schema up to date.
    pub fn open(_config: &Config, _migrations: &[Migration]) -> Result<Arc<Store>> {
        Err(Error::internal("no database yet"))
    }

    /// Reads from one consistent view, on the caller's thread.
    pub fn read<T>(&self, _read: impl FnOnce(&mut dyn Reader) -> Result<T>) -> Result<T> {
        Err(Error::internal("no database yet"))
    }

    /// Writes in one transaction and waits until it is durable. The closure may run again when another write came between.
    pub fn write<T: Send + 'static>(
        &self,
        _write: impl FnMut(&mut dyn Writer) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        Err(Error::internal("no database yet"))
    }

    /// Writes like [`Store::write`], without waiting: `done` is called from another thread.
    pub fn write_then<T: Send + 'static>(
        &self,
        _write: impl FnMut(&mut dyn Writer) -> Result<T> + Send + 'static,
        done: impl FnOnce(Result<T>) + Send + 'static,
    ) {
        done(Err(Error::internal("no database yet")));
    }
}
