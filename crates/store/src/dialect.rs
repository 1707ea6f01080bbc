//! The seam between the query tree and the two databases: a dialect that spells, a statement that is spelled, a connection
//! that runs it. Where the two differ, the twin files `sqlite/dialect.rs` and `postgres/dialect.rs` stand side by side.

use crate::Datum;
use crate::layout::ColumnType;
use crate::{postgres, sqlite};
use vocabulary::Result;

/// Which database a text is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// The embedded one.
    Sqlite,
    /// The shared one.
    Postgres,
}

impl Dialect {
    /// The placeholder of the `number`th parameter, counted from one. The same number may stand several times in a text.
    pub fn placeholder(self, number: usize) -> String {
        match self {
            Dialect::Sqlite => sqlite::dialect::placeholder(number),
            Dialect::Postgres => postgres::dialect::placeholder(number),
        }
    }

    /// A placeholder whose type cannot be told from its surroundings (in PostgreSQL it is cast; SQLite does not mind).
    pub fn typed_placeholder(self, number: usize, of: ColumnType) -> String {
        match self {
            Dialect::Sqlite => sqlite::dialect::placeholder(number),
            Dialect::Postgres => postgres::dialect::typed_placeholder(number, of),
        }
    }

    /// A part of a custom field out of the column `custom` (given with its table's alias), NULL when it is missing. `key` is
    /// a key of the dictionary with its suffix: small letters, digits and underscores.
    pub fn custom(self, column: &str, key: &str, of: ColumnType) -> String {
        match self {
            Dialect::Sqlite => sqlite::dialect::custom(column, key, of),
            Dialect::Postgres => postgres::dialect::custom(column, key, of),
        }
    }

    /// True when the text has the part in it.
    pub fn contains(self, text: &str, part: &str) -> String {
        match self {
            Dialect::Sqlite => sqlite::dialect::contains(text, part),
            Dialect::Postgres => postgres::dialect::contains(text, part),
        }
    }

    /// True when the text begins with the part. Prefer a range of the column where an index should serve.
    pub fn starts_with(self, text: &str, part: &str) -> String {
        match self {
            Dialect::Sqlite => sqlite::dialect::starts_with(text, part),
            Dialect::Postgres => postgres::dialect::starts_with(text, part),
        }
    }

    /// True when the text ends with the part.
    pub fn ends_with(self, text: &str, part: &str) -> String {
        match self {
            Dialect::Sqlite => sqlite::dialect::ends_with(text, part),
            Dialect::Postgres => postgres::dialect::ends_with(text, part),
        }
    }

    /// The same value, written so that no index serves it: for what must not lead a statement. PostgreSQL decides by its
    /// own statistics.
    pub fn unindexed(self, expression: &str) -> String {
        match self {
            Dialect::Sqlite => sqlite::dialect::unindexed(expression),
            Dialect::Postgres => postgres::dialect::unindexed(expression),
        }
    }

    /// `INSERT` or `UPDATE` as it begins a statement that writes one row of an object.
    pub fn one_row(self, verb: &str) -> String {
        match self {
            Dialect::Sqlite => sqlite::dialect::one_row(verb),
            Dialect::Postgres => verb.to_string(),
        }
    }

    /// Whether it knows by its own statistics which condition should lead; the other is told after a look at the data.
    pub fn leads_by_statistics(self) -> bool {
        self == Dialect::Postgres
    }

    /// The words that join a table to the few rows before it, in this sequence.
    pub fn joined_in_sequence(self) -> &'static str {
        match self {
            Dialect::Sqlite => sqlite::dialect::JOINED_IN_SEQUENCE,
            Dialect::Postgres => postgres::dialect::JOINED_IN_SEQUENCE,
        }
    }

    /// The JSON column of custom fields as text.
    pub fn json_text(self, column: &str) -> String {
        match self {
            Dialect::Sqlite => sqlite::dialect::json_text(column),
            Dialect::Postgres => postgres::dialect::json_text(column),
        }
    }

    /// A text that sorts bytewise, whatever the collation of its column.
    pub fn bytewise(self, text: &str) -> String {
        match self {
            Dialect::Sqlite => sqlite::dialect::bytewise(text),
            Dialect::Postgres => postgres::dialect::bytewise(text),
        }
    }

    /// The two values in the middle of a group, added up: the same one twice where their number is odd.
    pub fn middles(self, expression: &str) -> String {
        match self {
            Dialect::Sqlite => sqlite::dialect::middles(expression),
            Dialect::Postgres => postgres::dialect::middles(expression),
        }
    }

    /// A sum of whole numbers as a BIGINT (PostgreSQL would answer NUMERIC).
    pub fn sum(self, expression: &str) -> String {
        match self {
            Dialect::Sqlite => sqlite::dialect::sum(expression),
            Dialect::Postgres => postgres::dialect::sum(expression),
        }
    }
}

/// The name of a table or column, quoted. `user` and `call` are words of SQL.
pub fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// The table in which the records of an object live.
pub fn table_of(object: &dictionary::ObjectDef) -> String {
    if object.custom { quoted("custom_record") } else { quoted(&object.key) }
}

/// A text to run, with what it needs and what it answers.
#[derive(Clone, Debug, Default)]
pub struct Statement {
    /// The text. Only names from the dictionary and placeholders stand in it, never a value.
    pub text: String,
    /// The values of the placeholders.
    pub params: Vec<Datum>,
    /// The types of the columns it answers with; may stay empty when no id is among them or each column is a plain one of
    /// a table.
    pub columns: Vec<ColumnType>,
}

/// A connection inside a transaction.
pub trait Connection {
    /// What it understands.
    fn dialect(&self) -> Dialect;

    /// Runs a statement and hands over its rows one by one, always in the same buffer; `row` answers whether to go on.
    fn query(&mut self, statement: &Statement, row: &mut dyn FnMut(&[Datum]) -> Result<bool>) -> Result<()>;

    /// Runs a statement that answers no rows; tells how many it touched.
    fn execute(&mut self, text: &str, params: &[Datum]) -> Result<u64>;
}
