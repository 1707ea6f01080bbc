//! A connection inside a transaction: values bound, rows read into one buffer.

use super::error::translate;
use crate::Datum;
use crate::dialect::{Connection, Dialect, Statement};
use crate::layout::ColumnType;
use rusqlite::types::{ToSql, ToSqlOutput, Value as Owned, ValueRef};
use vocabulary::{Error, Id, Result};

/// A connection for the length of a transaction.
pub(crate) struct Bound<'c> {
    connection: &'c rusqlite::Connection,
    /// The transaction is gone: SQLite gives a whole transaction up when the disk is full, and what came after it would
    /// be written on its own.
    lost: bool,
}

impl<'c> Bound<'c> {
    pub(crate) fn new(connection: &'c rusqlite::Connection) -> Bound<'c> {
        Bound { connection, lost: false }
    }

    /// Whether SQLite gave the transaction up.
    pub(crate) fn is_lost(&self) -> bool {
        self.lost
    }

    fn failed(&mut self, error: &rusqlite::Error) -> Error {
        self.lost = self.connection.is_autocommit();
        translate(error)
    }

    fn standing(&self) -> Result<()> {
        if self.lost {
            return Err(Error::Unavailable(
                "The write was given up. Nothing was written; try again.".to_string(),
            ));
        }
        Ok(())
    }
}

impl Connection for Bound<'_> {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    fn query(&mut self, statement: &Statement, row: &mut dyn FnMut(&[Datum]) -> Result<bool>) -> Result<()> {
        self.standing()?;
        match run_query(self.connection, statement, row) {
            Ok(outcome) => outcome,
            Err(error) => Err(self.failed(&error)),
        }
    }

    fn execute(&mut self, text: &str, params: &[Datum]) -> Result<u64> {
        self.standing()?;
        let run = || {
            let mut statement = self.connection.prepare_cached(text)?;
            bind(&mut statement, params)?;
            statement.raw_execute()
        };
        match run() {
            Ok(touched) => Ok(touched as u64),
            Err(error) => Err(self.failed(&error)),
        }
    }
}

fn bind(statement: &mut rusqlite::CachedStatement<'_>, params: &[Datum]) -> rusqlite::Result<()> {
    for (index, datum) in params.iter().enumerate() {
        statement.raw_bind_parameter(index + 1, datum)?;
    }
    Ok(())
}

fn run_query(
    connection: &rusqlite::Connection,
    wanted: &Statement,
    each: &mut dyn FnMut(&[Datum]) -> Result<bool>,
) -> rusqlite::Result<Result<()>> {
    let mut statement = connection.prepare_cached(&wanted.text)?;
    bind(&mut statement, &wanted.params)?;
    let width = statement.column_count();
    let ids: Vec<bool> = if wanted.columns.is_empty() {
        statement.columns().map(|column| column.decl_type() == Some("UUID")).collect()
    } else {
        wanted.columns.iter().map(|of| *of == ColumnType::Id).collect()
    };
    let mut buffer = vec![Datum::Null; width];
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next()? {
        for (index, cell) in buffer.iter_mut().enumerate() {
            read(row.get_ref(index)?, ids.get(index).copied().unwrap_or_default(), cell).map_err(|()| {
                rusqlite::Error::InvalidColumnType(index, String::new(), rusqlite::types::Type::Null)
            })?;
        }
        match each(&buffer) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => return Ok(Err(error)),
        }
    }
    Ok(Ok(()))
}

/// Reads a cell into the buffer; the room of a text is used again.
fn read(value: ValueRef<'_>, id: bool, cell: &mut Datum) -> std::result::Result<(), ()> {
    match value {
        ValueRef::Null => *cell = Datum::Null,
        ValueRef::Integer(number) => *cell = Datum::Integer(number),
        ValueRef::Text(bytes) => {
            let text = std::str::from_utf8(bytes).map_err(|_| ())?;
            match cell {
                Datum::Text(room) => {
                    room.clear();
                    room.push_str(text);
                }
                other => *other = Datum::Text(text.to_string()),
            }
        }
        ValueRef::Blob(bytes) if id => *cell = Datum::Id(Id::from_slice(bytes).ok_or(())?),
        ValueRef::Blob(bytes) => *cell = Datum::Bytes(bytes.to_vec()),
        // Means of whole numbers: the store keeps no fractions of its own.
        ValueRef::Real(number) => *cell = Datum::Integer(number.round() as i64),
    }
    Ok(())
}

impl ToSql for Datum {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Datum::Null => ToSqlOutput::Owned(Owned::Null),
            Datum::Integer(number) => ToSqlOutput::Owned(Owned::Integer(*number)),
            Datum::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Datum::Id(id) => ToSqlOutput::Borrowed(ValueRef::Blob(id.as_bytes())),
            Datum::Bytes(bytes) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
        })
    }
}
