//! What triggers note while a transaction writes, to be worked in once at its end rather than with each row (SQLite). Such a table is
//! called `unsettled_…`; deleting its rows is what settles them, by triggers of that deletion. So it happens in the transaction that
//! noted them, and at the latest before its commit.

use super::session::Memory;
use crate::Datum;
use crate::dialect::{Connection, Statement, quoted};
use vocabulary::Result;

/// What the name of such a table begins with.
const PREFIX: &str = "unsettled_";

/// The tables of a database that are settled, and whether something may stand in one.
#[derive(Default)]
pub(crate) struct Tables {
    settling: Vec<String>,
    written: bool,
}

impl Tables {
    /// Those of a database.
    pub(crate) fn of(connection: &mut dyn Connection) -> Result<Tables> {
        let text = format!("SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB '{PREFIX}*'");
        let mut settling = Vec::new();
        connection.query(&Statement { text, params: Vec::new(), columns: Vec::new() }, &mut |row| {
            if let Some(Datum::Text(name)) = row.first() {
                settling.push(format!("DELETE FROM {}", quoted(name)));
            }
            Ok(true)
        })?;
        // Rows may be left from whoever wrote to the file past the store.
        Ok(Tables { settling, written: true })
    }

    /// Something was written.
    pub(crate) fn written(&mut self) {
        self.written = true;
    }

    /// The transaction ended: whether it stands or not, nothing of it is unsettled.
    pub(crate) fn end(&mut self) {
        self.written = false;
    }
}

/// Settles what was noted.
pub(crate) fn settle(connection: &mut dyn Connection, memory: &mut Memory) -> Result<()> {
    if memory.unsettled.written {
        for text in &memory.unsettled.settling {
            connection.execute(text, &[])?;
        }
        memory.unsettled.written = false;
    }
    Ok(())
}
