//! Sums kept with every write by triggers of SQLite, for objects that declare them.
//!
//! The table of an object's totals has a row for each combination of the links and choices named there, the owner and the
//! currency: how many living records, how many of them with an amount, and the sum of the amounts. A row that nothing is left
//! of stays and counts nothing.

use crate::dialect::quoted;
use dictionary::{Dictionary, ObjectDef};
use std::fmt::Write;
use vocabulary::{Error, Result};

/// The table of an object's totals.
pub(crate) fn table(object: &ObjectDef) -> String {
    quoted(&format!("{}_totals", object.key))
}

/// Whether a total is kept by this column.
pub(crate) fn kept_by(object: &ObjectDef, key: &str) -> bool {
    key == "owner" || object.totals.is_some_and(|totals| totals.by.contains(&key))
}

/// The text that makes the totals of an object over what it holds already; empty when it declares none.
pub fn create_totals(dictionary: &Dictionary, object: &str) -> Result<String> {
    let object = dictionary.object(object);
    object.map(|object| create(object)).ok_or_else(|| Error::internal("no such object"))
}

pub(crate) fn create(object: &ObjectDef) -> String {
    let Some(totals) = object.totals else { return String::new() };
    let of = quoted(totals.of);
    let currency = quoted(&format!("{}_currency", totals.of));
    let (own, kept, key) = (quoted(&object.key), table(object), object.key.as_str());
    let mut columns: Vec<String> = vec!["workspace_id".to_string()];
    columns.extend(totals.by.iter().map(|by| quoted(by)));
    columns.extend(["owner".to_string(), currency]);
    let of_row =
        |row: &str| columns.iter().map(|column| format!("{row}.{column}")).collect::<Vec<_>>().join(", ");
    // Empty values are alike here, which they are not for a plain unique index.
    let same: Vec<String> = columns.iter().map(|column| format!("ifnull({column}, x'')")).collect();
    let same = same.join(", ");
    let mut text = String::new();
    let mut lines: Vec<String> = columns
        .iter()
        .map(|column| match column.as_str() {
            "workspace_id" => "workspace_id BIGINT NOT NULL".to_string(),
            other => other.to_string(),
        })
        .collect();
    lines.extend(
        ["records BIGINT NOT NULL", "amounts BIGINT NOT NULL", "removed_at BIGINT"].map(str::to_string),
    );
    lines.push(format!("{of} BIGINT NOT NULL"));
    let _infallible = writeln!(text, "CREATE TABLE {kept} (\n    {}\n);", lines.join(",\n    "));
    let _infallible = writeln!(text, "CREATE UNIQUE INDEX {key}_totals_key ON {kept} ({same});");
    let columns_text = columns.join(", ");
    let change = |row: &str, sign: &str| {
        format!(
            "INSERT INTO {kept} ({columns_text}, records, amounts, {of}) \
             SELECT {}, {sign}1, {sign}({row}.{of} IS NOT NULL), {sign}ifnull({row}.{of}, 0) WHERE {row}.removed_at IS NULL \
             ON CONFLICT ({same}) DO UPDATE SET records = records + excluded.records, \
             amounts = amounts + excluded.amounts, {of} = {of} + excluded.{of};",
            of_row(row)
        )
    };
    let mut watched = columns.get(1..).unwrap_or_default().to_vec();
    watched.extend([of.clone(), "removed_at".to_string()]);
    let (more, less) = (change("NEW", ""), change("OLD", "-"));
    for (name, event, body) in [
        ("insert", "INSERT".to_string(), more.clone()),
        ("delete", "DELETE".to_string(), less.clone()),
        ("update", format!("UPDATE OF {}", watched.join(", ")), format!("{less}\n    {more}")),
    ] {
        let _infallible = writeln!(
            text,
            "CREATE TRIGGER {key}_totals_{name} AFTER {event} ON {own} BEGIN\n    {body}\nEND;"
        );
    }
    let _infallible = writeln!(
        text,
        "INSERT INTO {kept} ({columns_text}, records, amounts, {of}) SELECT {columns_text}, count(*), count({of}), ifnull(sum({of}), 0) \
         FROM {own} WHERE removed_at IS NULL GROUP BY {columns_text};\n"
    );
    text
}
