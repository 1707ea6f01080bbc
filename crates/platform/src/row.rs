//! A row of a system table, read column by column in the sequence it was selected.

use store::Datum;
use vocabulary::{Error, Id, Result, Timestamp, WorkspaceId};

/// The columns of one row, taken from the front.
pub(crate) struct Row {
    table: &'static str,
    columns: std::vec::IntoIter<Datum>,
}

impl Row {
    pub(crate) fn new(table: &'static str, columns: Vec<Datum>) -> Row {
        Row { table, columns: columns.into_iter() }
    }

    fn next(&mut self) -> Result<Datum> {
        self.columns
            .next()
            .ok_or_else(|| Error::internal(format!("{}: fewer columns than asked for", self.table)))
    }

    fn wrong(&self, found: &Datum) -> Error {
        // The value itself may be a secret: only its type is said.
        let kind = match found {
            Datum::Null => "NULL",
            Datum::Integer(_) => "a number",
            Datum::Text(_) => "text",
            Datum::Id(_) => "an id",
            Datum::Bytes(_) => "bytes",
        };
        Error::internal(format!("{}: a column holds {kind}", self.table))
    }

    pub(crate) fn text(&mut self) -> Result<String> {
        match self.next()? {
            Datum::Text(text) => Ok(text),
            other => Err(self.wrong(&other)),
        }
    }

    pub(crate) fn text_or_none(&mut self) -> Result<Option<String>> {
        match self.next()? {
            Datum::Null => Ok(None),
            Datum::Text(text) => Ok(Some(text)),
            other => Err(self.wrong(&other)),
        }
    }

    pub(crate) fn integer(&mut self) -> Result<i64> {
        match self.next()? {
            Datum::Integer(number) => Ok(number),
            other => Err(self.wrong(&other)),
        }
    }

    pub(crate) fn integer_or_none(&mut self) -> Result<Option<i64>> {
        match self.next()? {
            Datum::Null => Ok(None),
            Datum::Integer(number) => Ok(Some(number)),
            other => Err(self.wrong(&other)),
        }
    }

    pub(crate) fn flag(&mut self) -> Result<bool> {
        Ok(self.integer()? != 0)
    }

    pub(crate) fn id(&mut self) -> Result<Id> {
        match self.next()? {
            Datum::Id(id) => Ok(id),
            other => Err(self.wrong(&other)),
        }
    }

    pub(crate) fn id_or_none(&mut self) -> Result<Option<Id>> {
        match self.next()? {
            Datum::Null => Ok(None),
            Datum::Id(id) => Ok(Some(id)),
            other => Err(self.wrong(&other)),
        }
    }

    pub(crate) fn bytes(&mut self) -> Result<Vec<u8>> {
        match self.next()? {
            Datum::Bytes(bytes) => Ok(bytes),
            other => Err(self.wrong(&other)),
        }
    }

    pub(crate) fn moment(&mut self) -> Result<Timestamp> {
        self.integer().map(Timestamp::from_micros)
    }

    pub(crate) fn moment_or_none(&mut self) -> Result<Option<Timestamp>> {
        Ok(self.integer_or_none()?.map(Timestamp::from_micros))
    }

    pub(crate) fn workspace(&mut self) -> Result<WorkspaceId> {
        let number = self.integer()?;
        i32::try_from(number).map(WorkspaceId).map_err(|_| self.wrong(&Datum::Integer(number)))
    }

    pub(crate) fn json(&mut self) -> Result<serde_json::Value> {
        let text = self.text()?;
        serde_json::from_str(&text).map_err(|error| Error::internal(format!("{}: {error}", self.table)))
    }
}
