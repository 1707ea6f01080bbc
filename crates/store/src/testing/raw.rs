//! Every row of an embedded database as it stands, for tests that must know that nothing in it has changed.

#![expect(clippy::unwrap_used, reason = "a test stops where something is missing")]

use rusqlite::{Connection, OpenFlags, Row};
use std::collections::BTreeMap;
use std::path::Path;

/// The rows of all tables but those named, by the names of the tables.
pub fn every_row(database: &Path, but: &[&str]) -> BTreeMap<String, Vec<String>> {
    let connection = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'";
    let mut tables = connection.prepare(tables).unwrap();
    let names: Vec<String> = tables.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let read = |name: &String| -> Vec<String> {
        let mut all = connection.prepare(&format!("SELECT * FROM \"{name}\"")).unwrap();
        let columns = all.column_count();
        let row = |row: &Row<'_>| -> rusqlite::Result<String> {
            (0..columns).map(|at| row.get_ref(at).map(|value| format!("{value:?}"))).collect()
        };
        let mut rows: Vec<String> = all.query_map([], row).unwrap().map(Result::unwrap).collect();
        rows.sort();
        rows
    };
    let wanted = names.iter().filter(|name| !but.contains(&name.as_str()));
    wanted.map(|name| (name.clone(), read(name))).collect()
}
