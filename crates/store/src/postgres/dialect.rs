//! How PostgreSQL spells what the two databases spell differently. Twin of `sqlite/dialect.rs`.

use crate::layout::ColumnType;

pub(crate) fn placeholder(number: usize) -> String {
    format!("${number}")
}

pub(crate) fn typed_placeholder(number: usize, of: ColumnType) -> String {
    format!("${number}::{}", type_name(of))
}

pub(crate) fn type_name(of: ColumnType) -> &'static str {
    match of {
        ColumnType::Integer => "BIGINT",
        ColumnType::Text => "TEXT",
        ColumnType::Id => "UUID",
    }
}

pub(crate) fn custom(column: &str, key: &str, of: ColumnType) -> String {
    match of {
        // Guarded, because another workspace may keep a text under the same key in the same table: a cast that fails there
        // would fail here.
        ColumnType::Integer => {
            format!(
                "(CASE WHEN jsonb_typeof({column} -> '{key}') = 'number' THEN ({column} ->> '{key}')::BIGINT END)"
            )
        }
        // Bytewise, as SQLite compares: the database's own collation would sort differently.
        ColumnType::Text => format!("(({column} ->> '{key}') COLLATE \"C\")"),
        ColumnType::Id => {
            format!(
                "(CASE WHEN ({column} ->> '{key}') ~ '^[0-9a-f-]{{36}}$' THEN ({column} ->> '{key}')::UUID END)"
            )
        }
    }
}

pub(crate) fn contains(text: &str, part: &str) -> String {
    format!("strpos({text}, {part}) > 0")
}

pub(crate) fn starts_with(text: &str, part: &str) -> String {
    format!("starts_with({text}, {part})")
}

pub(crate) fn ends_with(text: &str, part: &str) -> String {
    format!("right({text}, length({part})) = {part}")
}

pub(crate) fn sum(expression: &str) -> String {
    format!("sum({expression})::BIGINT")
}

pub(crate) fn middles(expression: &str) -> String {
    let from = |direction: &str| {
        format!("percentile_disc(0.5) WITHIN GROUP (ORDER BY ({expression})::BIGINT{direction})")
    };
    format!("({} + {})", from(""), from(" DESC"))
}

pub(crate) const JOINED_IN_SEQUENCE: &str = "JOIN";

pub(crate) fn unindexed(expression: &str) -> String {
    expression.to_string()
}

pub(crate) fn json_text(column: &str) -> String {
    format!("{column}::TEXT")
}

pub(crate) fn bytewise(text: &str) -> String {
    format!("{text} COLLATE \"C\"")
}
