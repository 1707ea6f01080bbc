//! The only room that knows SQL dialects. Two floors: plain tables for what the system itself keeps ([`table`]), and
//! records of dictionary objects through a query tree ([`query`]). Everything above works on both databases unchanged.

mod check;
pub mod ddl;
pub mod dialect;
pub mod event;
mod kept;
pub mod layout;
pub mod migrate;
mod postgres;
pub mod query;
pub mod record;
mod search;
mod sqlite;
mod store;
pub mod table;
#[cfg(feature = "testing")]
pub mod testing;
pub mod totals;
mod transaction;
mod write;

pub use kept::Kept;
pub use store::{Config, Progress, Store};
pub use transaction::{Reader, Writer};

/// A value in a column: what both databases understand.
#[derive(Clone, Debug, PartialEq)]
pub enum Datum {
    /// NULL.
    Null,
    /// A whole number: also booleans (0, 1), days (yyyymmdd), moments (microseconds), decimals (millionths), money (minor units).
    Integer(i64),
    /// Text; also JSON.
    Text(String),
    /// An id.
    Id(vocabulary::Id),
    /// Bytes, such as a hash.
    Bytes(Vec<u8>),
}

impl Datum {
    /// The whole number, if it is one.
    pub fn integer(&self) -> Option<i64> {
        if let Datum::Integer(value) = self { Some(*value) } else { None }
    }

    /// The text, if it is one.
    pub fn text(&self) -> Option<&str> {
        if let Datum::Text(value) = self { Some(value) } else { None }
    }

    /// The id, if it is one.
    pub fn id(&self) -> Option<vocabulary::Id> {
        if let Datum::Id(value) = self { Some(*value) } else { None }
    }

    /// The bytes, if it holds some.
    pub fn bytes(&self) -> Option<&[u8]> {
        if let Datum::Bytes(value) = self { Some(value) } else { None }
    }

    /// Whether it is NULL.
    pub fn is_null(&self) -> bool {
        matches!(self, Datum::Null)
    }
}

impl From<i64> for Datum {
    fn from(value: i64) -> Datum {
        Datum::Integer(value)
    }
}
impl From<bool> for Datum {
    fn from(value: bool) -> Datum {
        Datum::Integer(i64::from(value))
    }
}
impl From<&str> for Datum {
    fn from(value: &str) -> Datum {
        Datum::Text(value.to_string())
    }
}
impl From<String> for Datum {
    fn from(value: String) -> Datum {
        Datum::Text(value)
    }
}
impl From<vocabulary::Id> for Datum {
    fn from(value: vocabulary::Id) -> Datum {
        Datum::Id(value)
    }
}
impl From<vocabulary::WorkspaceId> for Datum {
    fn from(value: vocabulary::WorkspaceId) -> Datum {
        Datum::Integer(i64::from(value.0))
    }
}
impl From<vocabulary::Timestamp> for Datum {
    fn from(value: vocabulary::Timestamp) -> Datum {
        Datum::Integer(value.micros())
    }
}
impl From<Vec<u8>> for Datum {
    fn from(value: Vec<u8>) -> Datum {
        Datum::Bytes(value)
    }
}
impl<T: Into<Datum>> From<Option<T>> for Datum {
    fn from(value: Option<T>) -> Datum {
        value.map_or(Datum::Null, Into::into)
    }
}
