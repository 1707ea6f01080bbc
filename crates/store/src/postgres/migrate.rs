//! Applies migrations to a PostgreSQL database, each in its own transaction; tells its schema.

use super::block::wait;
use super::connection::Link;
use super::error::translate;
use crate::migrate::{Migration, TABLE, pending, steps};
use vocabulary::{Error, Result};

/// Servers that start together change the schema one after the other.
const LOCK: &str = "SELECT pg_advisory_lock(1802072168)";
const UNLOCK: &str = "SELECT pg_advisory_unlock(1802072168)";

/// Brings the schema up to date.
pub(crate) fn run(link: &mut Link, migrations: &[Migration]) -> Result<()> {
    link.batch(LOCK)?;
    let outcome = link.batch(TABLE).and_then(|()| apply_pending(link, migrations));
    link.batch(UNLOCK)?;
    outcome
}

fn apply_pending(link: &mut Link, migrations: &[Migration]) -> Result<()> {
    let steps = steps(migrations, |migration| migration.postgres);
    for step in pending(&steps, &applied(link)?)? {
        let apply = async {
            let transaction = link.driver.transaction().await?;
            transaction.batch_execute(step.text).await?;
            let note = "INSERT INTO schema_migration (name, applied_at, hash) \
                 VALUES ($1, to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), $2)";
            transaction.execute(note, &[&step.name, &step.hash]).await?;
            transaction.commit().await
        };
        wait(apply).map_err(|error| match translate(&error) {
            Error::Internal(words) => Error::Internal(format!("migration {}: {words}", step.name)),
            other => other,
        })?;
        tracing::info!(name = step.name, "schema changed");
    }
    Ok(())
}

/// Whether the schema is one this program knows; answers how many steps are missing.
pub(crate) fn compare(link: &mut Link, migrations: &[Migration]) -> Result<usize> {
    let steps = steps(migrations, |migration| migration.postgres);
    pending(&steps, &applied(link)?).map(|missing| missing.len())
}

fn applied(link: &mut Link) -> Result<Vec<(String, String)>> {
    let rows = wait(link.driver.query("SELECT name, hash FROM schema_migration", &[]));
    Ok(rows.map_err(|error| translate(&error))?.iter().map(|row| (row.get(0), row.get(1))).collect())
}

/// Readies the numbers of events: they must go on growing also where the server's transaction numbers start anew.
pub(crate) fn event_base(link: &mut Link) -> Result<i64> {
    let raise = "UPDATE event_base SET base = greatest(base, (SELECT coalesce(max(seq), 0) >> 20 FROM event) + 1 - \
         pg_current_xact_id()::text::bigint) WHERE (SELECT coalesce(max(seq), 0) >> 20 FROM event) >= pg_current_xact_id()::text::bigint + base";
    link.batch(raise)?;
    let row = wait(link.driver.query_one("SELECT base FROM event_base", &[]));
    Ok(row.map_err(|error| translate(&error))?.get(0))
}

/// The schema in a canonical text.
pub(crate) fn schema_text(link: &mut Link) -> Result<String> {
    let columns = "SELECT format('column %s.%s %s %s required=%s default=%s', table_name, column_name, data_type, \
         coalesce(collation_name, ''), is_nullable = 'NO', coalesce(column_default, '')) \
         FROM information_schema.columns WHERE table_schema = current_schema()";
    let indexes = "SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = current_schema()";
    let constraints = "SELECT format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) \
         FROM pg_constraint WHERE connamespace = current_schema()::regnamespace";
    let mut lines: Vec<String> = Vec::new();
    for text in [columns, indexes, constraints] {
        let rows = wait(link.driver.query(text, &[])).map_err(|error| translate(&error))?;
        lines.extend(rows.iter().map(|row| row.get::<_, String>(0)));
    }
    lines.sort();
    Ok(lines.join("\n"))
}
