//! The tables and indexes of standard objects, written out once per release as the frozen text of a migration.

use crate::dialect::quoted;
use crate::layout::{self, ColumnType};
use crate::totals;
use dictionary::{Dictionary, FieldDef, Kind, ObjectDef, SystemField};
use std::fmt::Write;
use vocabulary::{Error, Result};

/// How one database spells types.
struct Types {
    text: &'static str,
    json: &'static str,
}

fn types(dialect: &str) -> Result<Types> {
    match dialect {
        "sqlite" => Ok(Types { text: "TEXT", json: "TEXT" }),
        // Bytewise, so that both databases sort alike whatever the server's own collation.
        "postgres" => Ok(Types { text: "TEXT COLLATE \"C\"", json: "JSONB" }),
        other => Err(Error::internal(format!("no dialect {other}"))),
    }
}

/// The text that makes the tables of all standard objects for a dialect (`sqlite` or `postgres`).
pub fn create_objects(dialect: &str, dictionary: &Dictionary) -> Result<String> {
    let types = types(dialect)?;
    let mut text = String::new();
    for object in dictionary.objects().iter().filter(|object| !object.custom) {
        text.push_str(&create_object(&types, object));
        // On PostgreSQL those who write at the same time would wait for each other at the row of a sum.
        if dialect == "sqlite" {
            text.push_str(&totals::create(object));
        }
    }
    Ok(text)
}

fn create_object(types: &Types, object: &ObjectDef) -> String {
    let table = quoted(&object.key);
    let mut lines = vec![
        "workspace_id BIGINT NOT NULL".to_string(),
        "id UUID NOT NULL".to_string(),
        "version BIGINT NOT NULL".to_string(),
        "created_at BIGINT NOT NULL".to_string(),
        "updated_at BIGINT NOT NULL".to_string(),
        format!("created_by {} NOT NULL", types.text),
        format!("updated_by {} NOT NULL", types.text),
        "owner UUID".to_string(),
        "removed_at BIGINT".to_string(),
        "batch UUID".to_string(),
        format!("custom {} NOT NULL", types.json),
    ];
    for field in object.fields.iter().filter(|field| !field.custom) {
        for (suffix, of) in layout::columns(field) {
            lines.push(format!("{} {}", quoted(&format!("{}{suffix}", field.key)), type_name(types, *of)));
        }
    }
    lines.push("PRIMARY KEY (workspace_id, id)".to_string());
    let mut text = format!("CREATE TABLE {table} (\n    {}\n);\n", lines.join(",\n    "));
    for column in indexed_columns(object) {
        let name = quoted(&format!("{}_by_{column}", object.key));
        let column = quoted(&column);
        let _infallible = writeln!(
            text,
            "CREATE INDEX {name} ON {table} (workspace_id, {column}, id) WHERE removed_at IS NULL;"
        );
    }
    for (within, by) in object.pairs {
        let name = quoted(&pair_name(&object.key, within, by));
        let suffix = object.field(by).map_or("", |field| layout::sort_suffix(field.value_kind()));
        let (within, by) = (quoted(within), quoted(&format!("{by}{suffix}")));
        let _infallible = writeln!(
            text,
            "CREATE INDEX {name} ON {table} (workspace_id, {within}, {by}, id) WHERE removed_at IS NULL;"
        );
    }
    let name = quoted(&format!("{}_by_removed_at", object.key));
    let _infallible = writeln!(
        text,
        "CREATE INDEX {name} ON {table} (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;\n"
    );
    text
}

/// The name of the index of a link or choice and of what is sorted by within it.
pub(crate) fn pair_name(object: &str, within: &str, by: &str) -> String {
    format!("{object}_by_{within}_and_{by}")
}

fn type_name(types: &Types, of: ColumnType) -> &'static str {
    match of {
        ColumnType::Integer => "BIGINT",
        ColumnType::Text => types.text,
        ColumnType::Id => "UUID",
    }
}

/// The columns lists are filtered and sorted by: the title, what is declared as indexed, links, owner and both times.
fn indexed_columns(object: &ObjectDef) -> Vec<String> {
    let mut columns = Vec::new();
    for field in object.fields.iter().filter(|field| !field.custom && wants_index(object, field)) {
        let column = format!("{}{}", field.key, layout::sort_suffix(field.value_kind()));
        if !columns.contains(&column) {
            columns.push(column);
        }
    }
    columns
}

pub(crate) fn wants_index(object: &ObjectDef, field: &FieldDef) -> bool {
    // Several values are found through their keys; what is computed from other records has no column.
    if field.value_kind().multiple() || field.is_rollup() || field.system == Some(SystemField::RemovedAt) {
        return false;
    }
    field.indexed
        || field.kind == Kind::Link
        || field.key == object.title_field
        || (field.unique && field.system.is_none())
}
