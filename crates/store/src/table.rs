//! Statements over plain system tables (users, sessions, jobs, imports …), the same on both databases.
//!
//! Table and column names are `&'static str` from code, never user input; values are always bound.

use crate::Datum;

/// One condition; a list of conditions means all of them.
#[derive(Clone, Debug)]
pub enum Condition {
    /// Equal; NULL never is.
    Eq(&'static str, Datum),
    /// Different, or NULL.
    Ne(&'static str, Datum),
    /// Less than.
    Lt(&'static str, Datum),
    /// At most.
    Lte(&'static str, Datum),
    /// More than.
    Gt(&'static str, Datum),
    /// At least.
    Gte(&'static str, Datum),
    /// One of; an empty list matches nothing.
    In(&'static str, Vec<Datum>),
    /// NULL.
    IsNull(&'static str),
    /// Not NULL.
    NotNull(&'static str),
    /// At least one of these groups, each meaning all of its conditions.
    AnyOf(Vec<Vec<Condition>>),
}

/// Rows of one table.
#[derive(Clone, Debug)]
pub struct Select {
    /// The table.
    pub table: &'static str,
    /// The columns wanted.
    pub columns: &'static [&'static str],
    /// Which rows.
    pub filter: Vec<Condition>,
    /// Columns to sort by; true for descending.
    pub sort: Vec<(&'static str, bool)>,
    /// At most so many rows.
    pub limit: Option<u32>,
}

impl Select {
    /// All rows of a table that meet the conditions.
    pub fn new(table: &'static str, columns: &'static [&'static str], filter: Vec<Condition>) -> Select {
        Select { table, columns, filter, sort: Vec::new(), limit: None }
    }

    /// Sorted by a column, ascending.
    pub fn ascending(mut self, column: &'static str) -> Select {
        self.sort.push((column, false));
        self
    }

    /// Sorted by a column, descending.
    pub fn descending(mut self, column: &'static str) -> Select {
        self.sort.push((column, true));
        self
    }

    /// At most so many rows.
    pub fn limit(mut self, rows: u32) -> Select {
        self.limit = Some(rows);
        self
    }
}

/// What an insert does when its key exists already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OnConflict {
    /// Fails with a conflict.
    Fail,
    /// Leaves the existing row; the insert reports 0 rows.
    Ignore,
    /// Overwrites the other columns of the row with the same values in these key columns.
    Replace(&'static [&'static str]),
}

/// A new row.
#[derive(Clone, Debug)]
pub struct Insert {
    /// The table.
    pub table: &'static str,
    /// Columns and values.
    pub values: Vec<(&'static str, Datum)>,
    /// When the key exists.
    pub on_conflict: OnConflict,
}

impl Insert {
    /// A row whose key must be new.
    pub fn new(table: &'static str, values: Vec<(&'static str, Datum)>) -> Insert {
        Insert { table, values, on_conflict: OnConflict::Fail }
    }
}

/// Changed columns of rows.
#[derive(Clone, Debug)]
pub struct Update {
    /// The table.
    pub table: &'static str,
    /// New values.
    pub set: Vec<(&'static str, Datum)>,
    /// Columns raised by a number.
    pub add: Vec<(&'static str, i64)>,
    /// Which rows.
    pub filter: Vec<Condition>,
}

impl Update {
    /// Sets columns of the rows that meet the conditions.
    pub fn new(table: &'static str, set: Vec<(&'static str, Datum)>, filter: Vec<Condition>) -> Update {
        Update { table, set, add: Vec::new(), filter }
    }
}

/// Rows to delete for good.
#[derive(Clone, Debug)]
pub struct Delete {
    /// The table.
    pub table: &'static str,
    /// Which rows.
    pub filter: Vec<Condition>,
}
