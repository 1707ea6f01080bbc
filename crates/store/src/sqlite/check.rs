//! Looks for damage in a file.

use super::connection::Bound;
use super::error::translate;
use crate::store::Progress;
use rusqlite::Connection;
use vocabulary::Result;

/// What is wrong, in sentences.
pub(crate) fn check(connection: &Connection, progress: Progress<'_>) -> Result<Vec<String>> {
    let mut wrong = integrity(connection)?;
    if wrong.is_empty() {
        wrong.extend(crate::check::check(&mut Bound::new(connection), progress)?);
        wrong.extend(words(connection)?);
    }
    Ok(wrong)
}

/// SQLite's own check of the file.
pub(crate) fn integrity(connection: &Connection) -> Result<Vec<String>> {
    let found = texts(connection, "PRAGMA integrity_check(20)")?;
    Ok(found
        .into_iter()
        .filter(|line| line != "ok")
        .map(|line| format!("The file is damaged: {line}"))
        .collect())
}

/// All plain tables.
pub(crate) fn tables(connection: &Connection) -> Result<Vec<String>> {
    texts(
        connection,
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
}

/// Every entry stands in the word index once: each has a word that says of which object it is.
fn words(connection: &Connection) -> Result<Vec<String>> {
    let mut wrong = Vec::new();
    let mut places = connection
        .prepare("SELECT workspace_id, object, count(*) FROM search_entry GROUP BY 1, 2")
        .map_err(|error| translate(&error))?;
    let mut rows = places.query([]).map_err(|error| translate(&error))?;
    while let Some(row) = rows.next().map_err(|error| translate(&error))? {
        let read = || {
            Ok::<_, rusqlite::Error>((row.get::<_, i32>(0)?, row.get::<_, String>(1)?, row.get::<_, i64>(2)?))
        };
        let (workspace, object, expected) = read().map_err(|error| translate(&error))?;
        let mark = crate::search::text::mark(vocabulary::WorkspaceId(workspace));
        let word = format!("\"{}\"", crate::search::text::object_word(&mark, &object));
        let found =
            number(connection, "SELECT count(*) FROM search_word WHERE search_word MATCH ?1", &[&word])?;
        if found != expected {
            wrong
                .push(format!("The word index has {found} entries of {object}, there should be {expected}."));
        }
    }
    Ok(wrong)
}

fn number(connection: &Connection, text: &str, params: &[&String]) -> Result<i64> {
    let params = rusqlite::params_from_iter(params.iter());
    connection.query_row(text, params, |row| row.get(0)).map_err(|error| translate(&error))
}

fn texts(connection: &Connection, text: &str) -> Result<Vec<String>> {
    let read = || {
        let mut statement = connection.prepare(text)?;
        let rows = statement.query_map([], |row| row.get(0))?;
        rows.collect::<rusqlite::Result<Vec<String>>>()
    };
    read().map_err(|error| translate(&error))
}
