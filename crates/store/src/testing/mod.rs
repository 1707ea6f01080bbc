//! For tests, also those of other crates: fresh databases of both sorts, gone when the test ends.

mod log;
mod postgres;
mod raw;
mod way;

pub use log::wait_for_log;
pub use raw::every_row;
pub use way::{Step, trigger_steps};

use crate::migrate::Migration;
use crate::{Config, Store};
use std::sync::Arc;

/// A fresh database.
pub struct Fresh {
    /// How to open it.
    pub config: Config,
    /// What must live as long as it.
    keep: Keep,
}

enum Keep {
    Folder(tempfile::TempDir),
    Database(String),
}

impl Fresh {
    /// A SQLite file in a folder of its own.
    pub fn sqlite() -> Fresh {
        let folder =
            tempfile::tempdir().unwrap_or_else(|error| gave_up(&format!("no temporary folder: {error}")));
        Fresh { config: Config::Sqlite { path: folder.path().join("kith.db") }, keep: Keep::Folder(folder) }
    }

    /// A database on a PostgreSQL server that the tests start themselves. Fails loudly where PostgreSQL is not installed.
    pub fn postgres() -> Fresh {
        let name = postgres::create_database();
        Fresh { config: Config::Postgres { url: postgres::url(&name), pool: 4 }, keep: Keep::Database(name) }
    }

    /// Opens it.
    pub fn open(&self, migrations: &[Migration]) -> Arc<Store> {
        match Store::open(&self.config, migrations) {
            Ok(store) => store,
            Err(error) => gave_up(&format!("the test database did not open: {error}")),
        }
    }

    /// Ends all connections to the database, as a restarted PostgreSQL would; SQLite has none to end.
    pub fn cut_connections(&self) {
        if let Keep::Database(name) = &self.keep {
            postgres::cut_connections(name);
        }
    }

    /// A folder for the test's other files, on SQLite that of the database.
    pub fn folder(&self) -> Option<&std::path::Path> {
        match &self.keep {
            Keep::Folder(folder) => Some(folder.path()),
            Keep::Database(_) => None,
        }
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        if let Keep::Database(name) = &self.keep {
            postgres::drop_database(name);
        }
    }
}

#[expect(clippy::panic, reason = "a test without its database must fail, not pass")]
fn gave_up(why: &str) -> ! {
    panic!("{why}")
}

/// Makes two tests out of each function `fn(Fresh)`: one on SQLite, one on PostgreSQL.
#[macro_export]
macro_rules! on_both_databases {
    ($($name:ident),* $(,)?) => {
        mod on_sqlite {
            $(#[test] fn $name() { super::$name($crate::testing::Fresh::sqlite()) })*
        }
        mod on_postgres {
            $(#[test] fn $name() { super::$name($crate::testing::Fresh::postgres()) })*
        }
    };
}
