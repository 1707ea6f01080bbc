//! Looks for damage that a database does not see itself: keys without their record, records without their search entry.

use crate::Datum;
use crate::dialect::{Connection, Dialect, Statement, quoted};
use crate::layout::ColumnType;
use crate::store::Progress;
use vocabulary::Result;

/// What is wrong, in sentences.
pub(crate) fn check(connection: &mut dyn Connection, progress: Progress<'_>) -> Result<Vec<String>> {
    let objects = objects(connection)?;
    let all = objects.len() as u64 + 1;
    let mut wrong = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        progress(index as u64, all);
        let living = |keys: &str| format!("{} r WHERE r.workspace_id = {keys}.workspace_id", quoted(object));
        compare(connection, object, &format!("k.object = '{object}'"), &living, &mut wrong)?;
        entries(connection, object, &mut wrong)?;
    }
    progress(all - 1, all);
    let living = |keys: &str| {
        format!("custom_record r WHERE r.object = {keys}.object AND r.workspace_id = {keys}.workspace_id")
    };
    compare(connection, "custom objects", "substr(k.object, 1, 2) = 'x_'", &living, &mut wrong)?;
    progress(all, all);
    Ok(wrong)
}

/// The objects whose records live in tables of their own.
fn objects(connection: &mut dyn Connection) -> Result<Vec<String>> {
    let text = match connection.dialect() {
        Dialect::Sqlite => {
            "SELECT m.name FROM sqlite_master m WHERE m.type = 'table' AND m.name <> 'custom_record' \
             AND (SELECT count(*) FROM pragma_table_info(m.name) WHERE name IN ('custom', 'external_ids', 'removed_at')) = 3 ORDER BY 1"
        }
        Dialect::Postgres => {
            "SELECT table_name::TEXT FROM information_schema.columns WHERE table_schema = current_schema() \
             AND table_name <> 'custom_record' AND column_name IN ('custom', 'external_ids', 'removed_at') \
             GROUP BY table_name HAVING count(*) = 3 ORDER BY 1"
        }
    };
    let mut found = Vec::new();
    let statement = Statement { text: text.to_string(), params: Vec::new(), columns: vec![ColumnType::Text] };
    connection.query(&statement, &mut |row| {
        found.extend(row.first().and_then(Datum::text).map(str::to_string));
        Ok(true)
    })?;
    Ok(found)
}

/// Keys and search entries whose record is gone.
fn compare(
    connection: &mut dyn Connection,
    name: &str,
    which: &str,
    records: &dyn Fn(&str) -> String,
    wrong: &mut Vec<String>,
) -> Result<()> {
    // A unique value and a search entry belong to a living record; several values may belong to one in the trash.
    for (table, what, living) in [
        ("unique_key", "unique values", " AND r.removed_at IS NULL"),
        ("record_key", "keys", ""),
        ("search_entry", "search entries", " AND r.removed_at IS NULL"),
    ] {
        let text = format!(
            "SELECT count(*) FROM {table} k WHERE {which} AND NOT EXISTS (SELECT 1 FROM {} AND r.id = k.record_id{living})",
            records("k")
        );
        let lost = number(connection, text)?;
        if lost > 0 {
            wrong.push(format!("{lost} {what} of {name} belong to no record."));
        }
    }
    Ok(())
}

/// Records without a search entry. An object that search leaves out has no entry at all.
fn entries(connection: &mut dyn Connection, object: &str, wrong: &mut Vec<String>) -> Result<()> {
    let text = format!(
        "SELECT count(*) FROM {} r WHERE r.removed_at IS NULL AND EXISTS (SELECT 1 FROM search_entry WHERE object = '{object}') \
         AND NOT EXISTS (SELECT 1 FROM search_entry e WHERE e.workspace_id = r.workspace_id AND e.object = '{object}' AND e.record_id = r.id)",
        quoted(object)
    );
    let missing = number(connection, text)?;
    if missing > 0 {
        wrong.push(format!("{missing} records of {object} have no search entry."));
    }
    Ok(())
}

fn number(connection: &mut dyn Connection, text: String) -> Result<i64> {
    let mut found = 0;
    let statement = Statement { text, params: Vec::new(), columns: vec![ColumnType::Integer] };
    connection.query(&statement, &mut |row| {
        found = row.first().and_then(Datum::integer).unwrap_or_default();
        Ok(true)
    })?;
    Ok(found)
}
