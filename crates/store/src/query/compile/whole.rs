//! Reading all records of an object. SQLite takes any index that begins with the workspace, or that has living records only, as a
//! way to them and looks up row after row from it, each somewhere else in the table. Where the table holds the records of one
//! workspace only, an index that has all that is asked for is read instead, or the table itself from its first to its last byte.

use super::Compiler;
use crate::dialect::{Dialect, Statement, table_of};
use crate::layout::ColumnType;
use crate::query::{Filter, Query, Scope, Trash};

/// How all records of an object are come by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// As the database thinks best.
    Any,
    /// By an index that has all that is asked for: the workspace is no way into another.
    Covered,
    /// By an index that has all that is asked for and begins with a time, one span of time after the other: each is grouped by itself, and
    /// what is sorted for that is small.
    Spans,
    /// As they lie in the table.
    Table,
}

/// Whether all living records of an object are read.
fn reads_all(query: &Query<'_>) -> bool {
    let free = match &query.filter {
        None => true,
        Some(Filter::And(parts)) => parts.is_empty(),
        Some(_) => false,
    };
    free && query.text.is_none()
        && query.trash == Trash::Without
        && !query.object.custom
        && query.visibility.scope(&query.object.key) == Scope::All
}

/// Asks whether a table holds one workspace only, for records that are read in no particular sequence; nothing where it would change nothing.
pub(crate) fn alone(dialect: Dialect, query: &Query<'_>) -> Option<Statement> {
    (dialect == Dialect::Sqlite && reads_all(query)).then(|| holds_one(query))
}

/// Asks the same for a count of what meets conditions, and about how many records the table has.
pub(crate) fn alone_counted(dialect: Dialect, query: &Query<'_>) -> Option<Statement> {
    let plain = query.filter.is_some()
        && query.text.is_none()
        && query.trash == Trash::Without
        && !query.object.custom
        && query.visibility.scope(&query.object.key) == Scope::All;
    (dialect == Dialect::Sqlite && plain).then(|| holds_one(query))
}

fn holds_one(query: &Query<'_>) -> Statement {
    let table = table_of(query.object);
    let end = |way: &str| format!("(SELECT workspace_id FROM {table} ORDER BY workspace_id{way} LIMIT 1)");
    let text = format!("SELECT {} = {}, (SELECT max(rowid) FROM {table})", end(""), end(" DESC"));
    Statement { text, params: Vec::new(), columns: vec![ColumnType::Integer, ColumnType::Integer] }
}

/// Asks SQLite for its plan of a statement: what it says of each step is the last column.
pub(crate) fn plan(statement: &Statement) -> Statement {
    Statement {
        text: format!("EXPLAIN QUERY PLAN {}", statement.text),
        params: statement.params.clone(),
        columns: vec![ColumnType::Integer, ColumnType::Integer, ColumnType::Integer, ColumnType::Text],
    }
}

/// Whether a step of a plan reads the records by an index that has all that is asked for.
pub(crate) fn is_covered(step: &str) -> bool {
    step.starts_with("SCAN t USING COVERING INDEX")
}

/// Whether a step of a plan reads a span of time so.
pub(crate) fn is_spanned(step: &str) -> bool {
    step.starts_with("SEARCH t USING COVERING INDEX")
}

/// Whether a step of a plan reads the records at all.
pub(crate) fn reads(step: &str) -> bool {
    step.starts_with("SEARCH t ") || step.starts_with("SCAN t ") || step == "SCAN t"
}

impl Compiler<'_> {
    /// The workspace of records.
    pub(super) fn of_workspace(&self, alias: &str) -> String {
        let sign = if self.way == Way::Covered && alias == "t" { "+" } else { "" };
        format!("{sign}{alias}.workspace_id = {}", self.workspace)
    }
}
