//! Applies migrations to a file, each in its own transaction; tells its schema.

use super::error::translate;
use crate::migrate::{Migration, Step, TABLE, pending, steps};
use rusqlite::Connection;
use vocabulary::{Error, Result};

/// Brings the schema up to date.
pub(crate) fn run(connection: &Connection, migrations: &[Migration]) -> Result<()> {
    connection.execute_batch(TABLE).map_err(|error| translate(&error))?;
    let steps = steps(migrations, |migration| migration.sqlite);
    for step in pending(&steps, &applied(connection)?)? {
        apply(connection, step).map_err(|error| match translate(&error) {
            Error::Internal(words) => Error::Internal(format!("migration {}: {words}", step.name)),
            other => other,
        })?;
        tracing::info!(name = step.name, "schema changed");
    }
    Ok(())
}

fn apply(connection: &Connection, step: &Step) -> rusqlite::Result<()> {
    let transaction =
        rusqlite::Transaction::new_unchecked(connection, rusqlite::TransactionBehavior::Immediate)?;
    transaction.execute_batch(step.text)?;
    transaction.execute(
        "INSERT INTO schema_migration (name, applied_at, hash) VALUES (?1, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), ?2)",
        [step.name, &step.hash],
    )?;
    transaction.commit()
}

/// Whether the schema is one this program knows; answers how many steps are missing.
pub(crate) fn compare(connection: &Connection, migrations: &[Migration]) -> Result<usize> {
    let steps = steps(migrations, |migration| migration.sqlite);
    pending(&steps, &applied(connection)?).map(|missing| missing.len())
}

fn applied(connection: &Connection) -> Result<Vec<(String, String)>> {
    let read = || {
        let mut statement = connection.prepare("SELECT name, hash FROM schema_migration")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.collect::<rusqlite::Result<Vec<(String, String)>>>()
    };
    read().map_err(|error| match translate(&error) {
        Error::Internal(_) => Error::Unavailable("This is no database of Kith.".to_string()),
        other => other,
    })
}

/// The schema in a canonical text: tables with their columns by name, indexes with their text.
pub(crate) fn schema_text(connection: &Connection) -> Result<String> {
    let read = || {
        let mut lines = Vec::new();
        let mut tables = connection.prepare(
            "SELECT m.name, c.name, upper(c.type), c.\"notnull\", coalesce(c.dflt_value, ''), c.pk \
             FROM sqlite_master m JOIN pragma_table_xinfo(m.name) c \
             WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT GLOB 'search_word_*'",
        )?;
        let mut rows = tables.query([])?;
        while let Some(row) = rows.next()? {
            let (table, column, of): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let (required, default, key): (i64, String, i64) = (row.get(3)?, row.get(4)?, row.get(5)?);
            lines.push(format!(
                "column {table}.{column} {of} required={required} default={default} key={key}"
            ));
        }
        let mut others = connection.prepare(
            "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' \
             AND (type <> 'table' OR sql LIKE 'CREATE VIRTUAL%')",
        )?;
        let mut rows = others.query([])?;
        while let Some(row) = rows.next()? {
            let (of, name, text): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            lines.push(format!("{of} {name} {}", text.split_whitespace().collect::<Vec<_>>().join(" ")));
        }
        lines.sort();
        Ok(lines.join("\n"))
    };
    read().map_err(|error: rusqlite::Error| translate(&error))
}
