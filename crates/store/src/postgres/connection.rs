//! A connection, and the same inside a transaction.

use super::block::wait;
use super::datum::Cell;
use super::error::{Meaning, described, meaning, translate};
use crate::Datum;
use crate::dialect::{Connection, Dialect, Statement};
use crate::write::session::Memory;
use futures_util::TryStreamExt;
use std::collections::HashMap;
use std::pin::pin;
use tokio_postgres::NoTls;
use tokio_postgres::types::ToSql;
use vocabulary::{Error, Result};

/// Prepared statements a connection keeps.
const STATEMENTS: usize = 400;
/// The oldest PostgreSQL that is taken.
const OLDEST: i64 = 15;

/// Each connection's own settings. An abandoned transaction would hold back everybody who follows the log of events.
const SETTINGS: &str = "SET application_name = 'kith'; SET jit = off; SET TIME ZONE 'UTC'; \
     SET idle_in_transaction_session_timeout = '120s'; SET client_min_messages = warning";

/// Where connections come from.
pub(crate) struct Source {
    config: tokio_postgres::Config,
    runtime: tokio::runtime::Runtime,
}

impl Source {
    /// Reads the address and starts the thread that drives the connections.
    pub(crate) fn new(url: &str) -> Result<Source> {
        let mut config: tokio_postgres::Config = url.parse().map_err(|error| {
            Error::Unavailable(format!("The address of the database is malformed ({error})."))
        })?;
        config.connect_timeout(std::time::Duration::from_secs(10));
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("store-postgres")
            .enable_all()
            .build()
            .map_err(|error| Error::Unavailable(format!("no thread for the database ({error})")))?;
        Ok(Source { config, runtime })
    }

    /// Opens a connection.
    pub(crate) fn connect(&self) -> Result<Link> {
        let config = self.config.clone();
        let connecting = self.runtime.spawn(async move {
            let (link, connection) = config.connect(NoTls).await?;
            tokio::spawn(async move {
                if let Err(error) = connection.await {
                    tracing::warn!(error = %described(&error), "a connection to the database ended");
                }
            });
            Ok::<_, tokio_postgres::Error>(link)
        });
        let connected = wait(connecting).map_err(|error| Error::internal(format!("connecting: {error}")))?;
        let driver = connected.map_err(|error| match translate(&error) {
            Error::Internal(words) => {
                tracing::error!(error = words, "no connection to the database");
                Error::Unavailable(
                    "The database cannot be reached: look at its address and whether it runs.".to_string(),
                )
            }
            other => other,
        })?;
        let mut link = Link { driver, statements: HashMap::new(), memory: Memory::default() };
        link.batch(SETTINGS)?;
        Ok(link)
    }
}

/// An open connection.
pub(crate) struct Link {
    pub(crate) driver: tokio_postgres::Client,
    statements: HashMap<String, tokio_postgres::Statement>,
    pub(crate) memory: Memory,
}

impl Link {
    /// Whether it can still be used.
    pub(crate) fn is_open(&self) -> bool {
        !self.driver.is_closed()
    }

    /// Runs statements without values.
    pub(crate) fn batch(&mut self, text: &str) -> Result<()> {
        wait(self.driver.batch_execute(text)).map_err(|error| translate(&error))
    }

    /// Refuses a server that is too old.
    pub(crate) fn check_version(&mut self) -> Result<()> {
        let row =
            wait(self.driver.query_one("SELECT current_setting('server_version_num')::BIGINT / 10000", &[]));
        let version: i64 = row.map_err(|error| translate(&error))?.get(0);
        if version < OLDEST {
            return Err(Error::Unavailable(format!(
                "PostgreSQL {version} is too old: version {OLDEST} or newer is needed."
            )));
        }
        Ok(())
    }
}

/// A connection for the length of a transaction.
pub(crate) struct Bound<'c> {
    link: &'c mut Link,
    /// What the worst error so far means.
    pub(crate) meaning: Meaning,
    /// A statement failed, so PostgreSQL takes no other until a savepoint is undone; a commit would quietly undo all.
    pub(crate) failed: bool,
}

impl<'c> Bound<'c> {
    pub(crate) fn new(link: &'c mut Link) -> Bound<'c> {
        Bound { link, meaning: Meaning::Final, failed: false }
    }

    fn fail(&mut self, error: &tokio_postgres::Error) -> Error {
        self.failed = true;
        if self.meaning != Meaning::Lost && meaning(error) != Meaning::Final {
            self.meaning = meaning(error);
        }
        translate(error)
    }

    fn standing(&self, text: &str) -> Result<()> {
        if self.failed && !text.starts_with("ROLLBACK TO") {
            return Err(Error::Unavailable(
                "The write was given up. Nothing was written; try again.".to_string(),
            ));
        }
        Ok(())
    }
}

/// A statement of the connection, prepared once.
fn prepared(
    link: &mut Link,
    text: &str,
) -> std::result::Result<tokio_postgres::Statement, tokio_postgres::Error> {
    if let Some(statement) = link.statements.get(text) {
        return Ok(statement.clone());
    }
    if link.statements.len() >= STATEMENTS {
        link.statements.clear();
    }
    let statement = wait(link.driver.prepare(text))?;
    link.statements.insert(text.to_string(), statement.clone());
    Ok(statement)
}

fn bound(params: &[Datum]) -> impl ExactSizeIterator<Item = &(dyn ToSql + Sync)> {
    params.iter().map(|datum| datum as &(dyn ToSql + Sync))
}

fn run_query(
    link: &mut Link,
    statement: &Statement,
    each: &mut dyn FnMut(&[Datum]) -> Result<bool>,
) -> std::result::Result<Result<()>, tokio_postgres::Error> {
    let prepared = prepared(link, &statement.text)?;
    let width = prepared.columns().len();
    let mut buffer = vec![Datum::Null; width];
    let rows = wait(link.driver.query_raw(&prepared, bound(&statement.params)))?;
    let mut rows = pin!(rows);
    while let Some(row) = wait(rows.try_next())? {
        for (index, cell) in buffer.iter_mut().enumerate() {
            *cell = row.try_get::<_, Cell>(index)?.0;
        }
        match each(&buffer) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => return Ok(Err(error)),
        }
    }
    Ok(Ok(()))
}

impl Connection for Bound<'_> {
    fn dialect(&self) -> Dialect {
        Dialect::Postgres
    }

    fn query(&mut self, statement: &Statement, row: &mut dyn FnMut(&[Datum]) -> Result<bool>) -> Result<()> {
        self.standing(&statement.text)?;
        match run_query(self.link, statement, row) {
            Ok(outcome) => outcome,
            Err(error) => Err(self.fail(&error)),
        }
    }

    fn execute(&mut self, text: &str, params: &[Datum]) -> Result<u64> {
        self.standing(text)?;
        // Statements that change the transaction or the schema cannot all be prepared, and need not be.
        let outcome = if params.is_empty() {
            wait(self.link.driver.batch_execute(text)).map(|()| 0)
        } else {
            prepared(self.link, text)
                .and_then(|statement| wait(self.link.driver.execute_raw(&statement, bound(params))))
        };
        match outcome {
            Ok(touched) => {
                if text.starts_with("ROLLBACK TO") {
                    self.failed = false;
                }
                Ok(touched)
            }
            Err(error) => Err(self.fail(&error)),
        }
    }
}
