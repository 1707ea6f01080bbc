//! Runs the query tree on a connection.

use super::{Count, Group, GroupQuery, Page, Query, Trash, Visibility};
use crate::dialect::Connection;
use crate::record::StoredRecord;
use dictionary::{Dictionary, ObjectDef};
use std::sync::Arc;
use vocabulary::{Error, Id, Result, WorkspaceId};

/// A whole record; see [`crate::Reader::get`].
pub fn get(
    _connection: &mut dyn Connection,
    _workspace: WorkspaceId,
    _dictionary: &Dictionary,
    _object: &Arc<ObjectDef>,
    _id: Id,
    _visibility: &dyn Visibility,
    _trash: Trash,
) -> Result<Option<StoredRecord>> {
    Err(Error::internal("not yet"))
}

/// A page of a list.
pub fn find(_connection: &mut dyn Connection, _query: &Query<'_>) -> Result<Page> {
    Err(Error::internal("not yet"))
}

/// All records of a list, one after the other; see [`crate::Reader::each`].
pub fn each(
    _connection: &mut dyn Connection,
    _query: &Query<'_>,
    _each: &mut dyn FnMut(StoredRecord) -> Result<bool>,
) -> Result<()> {
    Err(Error::internal("not yet"))
}

/// How many records a list has.
pub fn count(_connection: &mut dyn Connection, _query: &Query<'_>, _cap: Option<u64>) -> Result<Count> {
    Err(Error::internal("not yet"))
}

/// Records in groups.
pub fn groups(_connection: &mut dyn Connection, _query: &GroupQuery<'_>) -> Result<Vec<Group>> {
    Err(Error::internal("not yet"))
}
