//! What can be asked and written inside one transaction. Both databases implement these two traits.

use crate::Datum;
use crate::event::{Event, EventFilter, NewEvent};
use crate::query::{Count, Group, GroupQuery, Hit, Page, Query, Row, Search, Trash, Visibility};
use crate::record::StoredRecord;
use crate::table::{Delete, Insert, Select, Update};
use dictionary::{Dictionary, ObjectDef, Value};
use std::sync::Arc;
use vocabulary::{Id, Result, WorkspaceId};

/// A consistent view of the database.
pub trait Reader {
    /// A whole record: values parallel to `object.fields`, rollups computed, links with titles. `None` when it does not
    /// exist or lies outside the viewer's scope.
    fn get(
        &mut self,
        workspace: WorkspaceId,
        dictionary: &Dictionary,
        object: &Arc<ObjectDef>,
        id: Id,
        visibility: &dyn Visibility,
        trash: Trash,
    ) -> Result<Option<StoredRecord>>;

    /// A page of a list.
    fn find(&mut self, query: &Query<'_>) -> Result<Page>;

    /// All records of a list, one after the other, without holding them; `each` answers whether to go on. Cursor and limit
    /// of the query are honored when the limit is not 0.
    fn each(&mut self, query: &Query<'_>, each: &mut dyn FnMut(StoredRecord) -> Result<bool>) -> Result<()>;

    /// The chosen fields of all records of a list, one row after the other, for whoever adds them up: in the sequence of the
    /// query's sort, without one in whatever the database has at hand. `each` answers whether to go on. Cursor, limit and
    /// titles are not used.
    fn rows(&mut self, query: &Query<'_>, each: &mut dyn FnMut(Row<'_>) -> Result<bool>) -> Result<()>;

    /// How many records a list has; with a cap it stops counting there.
    fn count(&mut self, query: &Query<'_>, cap: Option<u64>) -> Result<Count>;

    /// Records in groups; one group more than the limit tells that there are more.
    fn groups(&mut self, query: &GroupQuery<'_>) -> Result<Vec<Group>>;

    /// Records whose text has the words.
    fn search(&mut self, search: &Search<'_>) -> Result<Vec<Hit>>;

    /// The record that has a unique value (a key of [`crate::layout::keys`]), also in the trash.
    fn by_unique(
        &mut self,
        workspace: WorkspaceId,
        object: &str,
        field: &str,
        key: &str,
    ) -> Result<Option<Id>>;

    /// Living records whose title folds to `folded`: at most two, so that the caller can tell one from several.
    fn by_title(&mut self, workspace: WorkspaceId, object: &Arc<ObjectDef>, folded: &str) -> Result<Vec<Id>>;

    /// Events of a workspace.
    fn events(&mut self, workspace: WorkspaceId, filter: &EventFilter) -> Result<Vec<Event>>;

    /// Rows of a system table.
    fn select(&mut self, select: &Select) -> Result<Vec<Vec<Datum>>>;
}

/// A transaction that writes. Dropped unless its closure answers Ok.
pub trait Writer: Reader {
    /// Writes a new record with its keys and search text. A unique value that exists gives `Conflict::Duplicate`
    /// (with the other record's id; title unset).
    fn insert_record(
        &mut self,
        workspace: WorkspaceId,
        object: &Arc<ObjectDef>,
        record: &StoredRecord,
    ) -> Result<()>;

    /// Writes the changed values of a record (`before` is what stands there). The version must still be `before`'s,
    /// else `Conflict::Stale`. Keys and search text follow; a removed record gives up its unique values.
    fn update_record(
        &mut self,
        workspace: WorkspaceId,
        object: &Arc<ObjectDef>,
        before: &StoredRecord,
        after: &StoredRecord,
    ) -> Result<()>;

    /// Deletes a record for good, with its keys and search text; its events stay.
    fn purge_record(&mut self, workspace: WorkspaceId, object: &Arc<ObjectDef>, id: Id) -> Result<()>;

    /// Writes fields that follow from records of other objects (`follows_others`), values parallel to them, of many records: no
    /// version, no event. Answers how many of the records were there.
    fn put_worked_out(
        &mut self,
        workspace: WorkspaceId,
        object: &Arc<ObjectDef>,
        fields: &[&str],
        rows: &[(Id, Vec<Value>)],
    ) -> Result<u64>;

    /// Empties such fields of the records whose `stamp`, one of them, is neither empty nor `current`: those the last working out
    /// said nothing of.
    fn clear_worked_out(
        &mut self,
        workspace: WorkspaceId,
        object: &Arc<ObjectDef>,
        fields: &[&str],
        stamp: &str,
        current: &Value,
    ) -> Result<u64>;

    /// Runs a part that stands or falls as a whole: when it fails, what it wrote is undone and the rest stays.
    fn attempt(&mut self, part: &mut dyn FnMut(&mut dyn Writer) -> Result<()>) -> Result<()>;

    /// Appends an event; answers its number.
    fn append_event(&mut self, event: &NewEvent) -> Result<i64>;

    /// Deletes the events of a batch that was undone, so that the state of before is restored to the byte.
    fn delete_events(&mut self, workspace: WorkspaceId, batch: Id) -> Result<u64>;

    /// Adds a row to a system table; answers how many were added (0 when ignored).
    fn insert(&mut self, insert: &Insert) -> Result<u64>;

    /// Changes rows of a system table; answers how many.
    fn update(&mut self, update: &Update) -> Result<u64>;

    /// Deletes rows of a system table; answers how many.
    fn delete(&mut self, delete: &Delete) -> Result<u64>;

    /// Makes or drops the expression index of a custom field marked unique or indexed.
    fn index_custom_field(&mut self, object: &Arc<ObjectDef>, field: &str, wanted: bool) -> Result<()>;
}
