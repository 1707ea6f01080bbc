//! How SQLite spells what the two databases spell differently. Twin of `postgres/dialect.rs`.

use crate::layout::ColumnType;

pub(crate) fn placeholder(number: usize) -> String {
    format!("?{number}")
}

pub(crate) fn custom(column: &str, key: &str, of: ColumnType) -> String {
    match of {
        ColumnType::Integer | ColumnType::Text => format!("({column} ->> '$.{key}')"),
        // Ids stand as text in JSON and as bytes in columns.
        ColumnType::Id => format!("unhex({column} ->> '$.{key}', '-')"),
    }
}

pub(crate) fn contains(text: &str, part: &str) -> String {
    format!("instr({text}, {part}) > 0")
}

pub(crate) fn starts_with(text: &str, part: &str) -> String {
    format!("substr({text}, 1, length({part})) = {part}")
}

pub(crate) fn ends_with(text: &str, part: &str) -> String {
    format!(
        "(length({text}) >= length({part}) AND substr({text}, 1 + length({text}) - length({part})) = {part})"
    )
}

pub(crate) fn sum(expression: &str) -> String {
    format!("sum({expression})")
}

/// An aggregate of our own, see `sqlite/middle.rs`.
pub(crate) fn middles(expression: &str) -> String {
    format!("middles({expression})")
}

/// SQLite may move joined tables before the others; a cross join keeps its place.
pub(crate) const JOINED_IN_SEQUENCE: &str = "CROSS JOIN";

pub(crate) fn unindexed(expression: &str) -> String {
    format!("+{expression}")
}

pub(crate) fn json_text(column: &str) -> String {
    column.to_string()
}

pub(crate) fn bytewise(text: &str) -> String {
    text.to_string()
}
