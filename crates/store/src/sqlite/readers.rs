//! The pool of readers: connections opened when they are first needed, each lent to one thread at a time.

use super::error::translate;
use super::file;
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use vocabulary::Result;

/// The pool.
pub(crate) struct Readers {
    path: PathBuf,
    state: Mutex<State>,
    freed: Condvar,
    most: usize,
}

#[derive(Default)]
struct State {
    idle: Vec<Connection>,
    lent: usize,
}

impl Readers {
    pub(crate) fn new(path: &Path, most: usize) -> Readers {
        Readers { path: path.to_path_buf(), state: Mutex::default(), freed: Condvar::new(), most }
    }

    /// Lends a connection; waits when all are lent.
    pub(crate) fn with<T>(&self, body: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        while state.lent >= self.most {
            state = self.freed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        self.lend(state, body)
    }

    /// Lends a connection, one more than there should be if it must. Callers are the few threads that serve connections of
    /// the network, each with one short read at a time: so few are opened beyond the usual.
    pub(crate) fn with_any<T>(&self, body: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        self.lend(self.state.lock().unwrap_or_else(PoisonError::into_inner), body)
    }

    fn lend<T>(
        &self,
        mut state: MutexGuard<'_, State>,
        body: impl FnOnce(&Connection) -> Result<T>,
    ) -> Result<T> {
        state.lent += 1;
        let mut loan = Loan { readers: self, connection: state.idle.pop() };
        drop(state);
        let connection = match loan.connection.take() {
            Some(connection) => connection,
            None => file::open_reader(&self.path)?,
        };
        body(loan.connection.insert(connection))
    }
}

/// A lent connection: comes back to the pool even when its user panics.
struct Loan<'r> {
    readers: &'r Readers,
    connection: Option<Connection>,
}

impl Drop for Loan<'_> {
    fn drop(&mut self) {
        let mut state = self.readers.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.lent = state.lent.saturating_sub(1);
        if let Some(connection) = self.connection.take()
            && connection.is_autocommit()
        {
            state.idle.push(connection);
        }
        drop(state);
        self.readers.freed.notify_one();
    }
}

/// One consistent view: a transaction that only reads, ended whatever happens.
pub(crate) struct View<'c>(&'c Connection);

impl<'c> View<'c> {
    pub(crate) fn begin(connection: &'c Connection) -> Result<View<'c>> {
        let begun = connection.prepare_cached("BEGIN").and_then(|mut begin| begin.execute([]));
        begun.map_err(|error| translate(&error))?;
        Ok(View(connection))
    }

    pub(crate) fn connection(&self) -> &'c Connection {
        self.0
    }
}

impl Drop for View<'_> {
    fn drop(&mut self) {
        // A connection that cannot even end a transaction is not put back: the loan looks at it.
        // There is nothing to keep or undo; ending it as a success is less work.
        let ended = self.0.prepare_cached("COMMIT").and_then(|mut end| end.execute([]));
        if ended.is_err() {
            let _ended = self.0.prepare_cached("ROLLBACK").and_then(|mut end| end.execute([]));
        }
    }
}
