//! A transaction as those above see it: the traits [`Reader`] and [`Writer`] over a connection of either database.

use super::part::{self, Parts};
use super::plan::Plan;
use super::{event, index, record, rows, unsettled, worked_out};
use crate::dialect::{Connection, Dialect};
use crate::event::{Event, EventFilter, NewEvent};
use crate::query::{Count, Group, GroupQuery, Hit, Page, Query, Row, Search, Trash, Visibility, run};
use crate::record::StoredRecord;
use crate::search;
use crate::table::{Delete, Insert, Select, Update};
use crate::{Datum, Reader, Writer};
use dictionary::{Dictionary, ObjectDef, Value};
use std::collections::HashMap;
use std::sync::Arc;
use vocabulary::{Id, Result, WorkspaceId};

/// Plans kept at most; a workspace with many custom objects starts over now and then.
const MAX_PLANS: usize = 512;

/// What a connection remembers between transactions, and what a transaction has yet to do.
#[derive(Default)]
pub(crate) struct Memory {
    plans: HashMap<usize, Arc<Plan>>,
    /// Changes of the word index that wait for the end of the transaction (SQLite): its index is written in one piece then.
    pub(crate) words: Vec<search::entry::WordChange>,
    /// How many of them are in the index already, because somebody searched meanwhile.
    pub(crate) settled: usize,
    /// What triggers noted in this transaction and is to be written before anybody asks for it.
    pub(crate) unsettled: unsettled::Tables,
    /// The parts that are open.
    pub(crate) parts: Parts,
    /// How many events this transaction appended.
    pub(crate) events: i64,
    /// Added to transaction numbers to get numbers of events (PostgreSQL).
    pub(crate) event_base: i64,
}

impl Memory {
    /// Forgets what belonged to a transaction that ended.
    pub(crate) fn end(&mut self) {
        self.words.clear();
        self.settled = 0;
        self.unsettled.end();
        self.parts.clear();
        self.events = 0;
    }

    /// The statements for an object, made once.
    pub(crate) fn plan(&mut self, dialect: Dialect, object: &Arc<ObjectDef>) -> Arc<Plan> {
        // The plan holds the object, so its place in memory is not given to another while the plan lives.
        let place = Arc::as_ptr(object) as usize;
        if let Some(plan) = self.plans.get(&place) {
            return Arc::clone(plan);
        }
        if self.plans.len() >= MAX_PLANS {
            self.plans.clear();
        }
        let plan = Arc::new(Plan::new(dialect, object));
        self.plans.insert(place, Arc::clone(&plan));
        plan
    }
}

/// A transaction of either database.
pub(crate) struct Session<'c> {
    pub(crate) connection: &'c mut dyn Connection,
    pub(crate) memory: &'c mut Memory,
}

impl Session<'_> {
    /// The statements for an object.
    pub(crate) fn plan(&mut self, object: &Arc<ObjectDef>) -> Arc<Plan> {
        self.memory.plan(self.connection.dialect(), object)
    }

    /// Readies the transaction for a write.
    fn writing(&mut self) -> Result<()> {
        self.memory.unsettled.written();
        part::before_write(self.connection, self.memory)
    }

    /// What a query sees must hold what was written before it in the same transaction.
    fn settle(&mut self) -> Result<()> {
        unsettled::settle(self.connection, self.memory)?;
        if self.memory.settled == self.memory.words.len() {
            return Ok(());
        }
        self.writing()?;
        search::entry::settle(self.connection, self.memory)
    }
}

impl Reader for Session<'_> {
    fn get(
        &mut self,
        workspace: WorkspaceId,
        dictionary: &Dictionary,
        object: &Arc<ObjectDef>,
        id: Id,
        visibility: &dyn Visibility,
        trash: Trash,
    ) -> Result<Option<StoredRecord>> {
        if object.fields.iter().any(|field| field.follows_others()) {
            unsettled::settle(self.connection, self.memory)?;
        }
        run::get(self.connection, workspace, dictionary, object, id, visibility, trash)
    }

    fn find(&mut self, query: &Query<'_>) -> Result<Page> {
        self.settle()?;
        run::find(self.connection, query)
    }

    fn each(&mut self, query: &Query<'_>, each: &mut dyn FnMut(StoredRecord) -> Result<bool>) -> Result<()> {
        self.settle()?;
        run::each(self.connection, query, each)
    }

    fn rows(&mut self, query: &Query<'_>, each: &mut dyn FnMut(Row<'_>) -> Result<bool>) -> Result<()> {
        self.settle()?;
        run::rows(self.connection, query, each)
    }

    fn count(&mut self, query: &Query<'_>, cap: Option<u64>) -> Result<Count> {
        self.settle()?;
        run::count(self.connection, query, cap)
    }

    fn groups(&mut self, query: &GroupQuery<'_>) -> Result<Vec<Group>> {
        self.settle()?;
        run::groups(self.connection, query)
    }

    fn search(&mut self, search: &Search<'_>) -> Result<Vec<Hit>> {
        self.settle()?;
        search::find::search(self, search)
    }

    fn by_unique(
        &mut self,
        workspace: WorkspaceId,
        object: &str,
        field: &str,
        key: &str,
    ) -> Result<Option<Id>> {
        super::keys::by_unique(self.connection, workspace, object, field, key)
    }

    fn by_title(&mut self, workspace: WorkspaceId, object: &Arc<ObjectDef>, folded: &str) -> Result<Vec<Id>> {
        record::by_title(self, workspace, object, folded)
    }

    fn events(&mut self, workspace: WorkspaceId, filter: &EventFilter) -> Result<Vec<Event>> {
        event::list(self.connection, self.memory, workspace, filter)
    }

    fn select(&mut self, select: &Select) -> Result<Vec<Vec<Datum>>> {
        rows::select(self.connection, select)
    }
}

impl Writer for Session<'_> {
    fn insert_record(
        &mut self,
        workspace: WorkspaceId,
        object: &Arc<ObjectDef>,
        record: &StoredRecord,
    ) -> Result<()> {
        self.writing()?;
        record::insert(self, workspace, object, record)
    }

    fn update_record(
        &mut self,
        workspace: WorkspaceId,
        object: &Arc<ObjectDef>,
        before: &StoredRecord,
        after: &StoredRecord,
    ) -> Result<()> {
        self.writing()?;
        record::update(self, workspace, object, before, after)
    }

    fn purge_record(&mut self, workspace: WorkspaceId, object: &Arc<ObjectDef>, id: Id) -> Result<()> {
        self.writing()?;
        record::purge(self, workspace, object, id)
    }

    fn put_worked_out(
        &mut self,
        workspace: WorkspaceId,
        object: &Arc<ObjectDef>,
        fields: &[&str],
        rows: &[(Id, Vec<Value>)],
    ) -> Result<u64> {
        self.writing()?;
        worked_out::put(self, workspace, object, fields, rows)
    }

    fn clear_worked_out(
        &mut self,
        workspace: WorkspaceId,
        object: &Arc<ObjectDef>,
        fields: &[&str],
        stamp: &str,
        current: &Value,
    ) -> Result<u64> {
        self.writing()?;
        worked_out::clear(self, workspace, object, fields, stamp, current)
    }

    fn attempt(&mut self, body: &mut dyn FnMut(&mut dyn Writer) -> Result<()>) -> Result<()> {
        let mark = part::begin(self.connection, self.memory)?;
        let outcome = body(self);
        let ended = part::end(self.connection, self.memory, &mark, outcome.is_err());
        // When the transaction itself is gone, the first error says why.
        outcome.and(ended)
    }

    fn append_event(&mut self, event: &NewEvent) -> Result<i64> {
        self.writing()?;
        event::append(self.connection, self.memory, event)
    }

    fn delete_events(&mut self, workspace: WorkspaceId, batch: Id) -> Result<u64> {
        self.writing()?;
        event::delete_batch(self.connection, workspace, batch)
    }

    fn insert(&mut self, insert: &Insert) -> Result<u64> {
        self.writing()?;
        rows::insert(self.connection, insert)
    }

    fn update(&mut self, update: &Update) -> Result<u64> {
        self.writing()?;
        rows::update(self.connection, update)
    }

    fn delete(&mut self, delete: &Delete) -> Result<u64> {
        self.writing()?;
        rows::delete(self.connection, delete)
    }

    fn index_custom_field(&mut self, object: &Arc<ObjectDef>, field: &str, wanted: bool) -> Result<()> {
        self.writing()?;
        index::custom_field(self.connection, object, field, wanted)
    }
}
