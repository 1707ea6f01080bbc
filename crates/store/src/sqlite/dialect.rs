//! How SQLite spells what the two databases spell differently. Twin of `postgres/dialect.rs`.

use crate::layout::ColumnType;

pub(crate) fn placeholder(number: usize) -> String {
    format!("?{number}")
}

/// A statement that may fail half way keeps the old pages of all tables and indexes it writes, which costs more than the triggers
/// that make it a longer one. One row is checked before anything of it is written, so there is nothing to take back when it is
/// refused; where a trigger fails, the disk does, and the whole transaction is given up. (A trigger that calls a function of SQL or
/// writes with `ON CONFLICT` brings the copies back: it has to spell such things with `CASE` and `NOT EXISTS`.)
pub(crate) fn one_row(verb: &str) -> String {
    format!("{verb} OR FAIL")
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
