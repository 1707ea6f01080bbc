//! Reading: one consistent view of the database, in which records are looked at, listed, counted, grouped, searched and
//! told about. Every answer is reduced to what the context's rights let see.

mod answer;
mod cursor;
mod each;
mod find;
mod form;
mod get;
mod groups;
mod history;
mod linked;
mod merge;
mod outside;
pub(crate) mod query;
mod reach;
mod request;
mod search;
mod shape;
mod timeline;
pub(crate) mod title;
mod trash;
mod viewed;

pub use answer::{
    ActorAnswer, ChangeAnswer, CountAnswer, Found, GroupAnswer, Groups, HistoryEntry, HistoryPage,
    LinkedCount, List, Timeline, TimelineEntry, TrashPage, Trashed,
};
pub use request::{
    CountMode, FindRequest, GroupRequest, HistoryRequest, Names, SearchRequest, TimelineRequest, TrashRequest,
};
pub use shape::Column;
pub use viewed::Viewed;

pub(crate) use get::load_seen;
pub(crate) use query::{id_path, limit_of, with_ids};
pub(crate) use shape::{own_path, target_of};
pub(crate) use viewed::shown_json;

use crate::access::Seen;
use crate::{Context, Engine, Extent};
use dictionary::{Dictionary, FieldDef, ObjectDef};
use std::sync::Arc;
use store::Reader;
use store::query::Visibility;
use vocabulary::{Error, Result};

/// An open view of the database, in someone's name.
pub struct Reading<'r> {
    pub(crate) engine: &'r Engine,
    pub(crate) reader: &'r mut (dyn Reader + 'r),
    pub(crate) context: &'r Context,
    pub(crate) dictionary: Arc<Dictionary>,
}

impl<'r> Reading<'r> {
    /// Reads through a transaction that is open already.
    pub fn new(
        engine: &'r Engine,
        reader: &'r mut (dyn Reader + 'r),
        context: &'r Context,
    ) -> Result<Reading<'r>> {
        let dictionary = engine.dictionary_in(reader, context)?;
        Ok(Reading { engine, reader, context, dictionary })
    }

    pub(crate) fn with(
        engine: &'r Engine,
        reader: &'r mut (dyn Reader + 'r),
        context: &'r Context,
        dictionary: Arc<Dictionary>,
    ) -> Reading<'r> {
        Reading { engine, reader, context, dictionary }
    }

    /// The transaction itself, for system tables.
    pub fn reader(&mut self) -> &mut dyn Reader {
        self.reader
    }

    /// The engine it reads through.
    pub fn engine(&self) -> &'r Engine {
        self.engine
    }

    /// In whose name it reads.
    pub fn context(&self) -> &'r Context {
        self.context
    }

    /// The dictionary.
    pub fn dictionary(&self) -> &Arc<Dictionary> {
        &self.dictionary
    }

    /// The object of that key, if its records may be seen; else it does not exist.
    pub fn object(&self, key: &str) -> Result<Arc<ObjectDef>> {
        self.dictionary.object(key).filter(|_| self.sees(key)).cloned().ok_or_else(Error::not_found)
    }

    /// The object whose URL has that plural, if its records may be seen.
    pub fn object_by_plural(&self, plural: &str) -> Result<Arc<ObjectDef>> {
        self.dictionary
            .by_plural(plural)
            .filter(|object| self.sees(&object.key))
            .cloned()
            .ok_or_else(Error::not_found)
    }

    /// Whether there is a field of that key that may be seen.
    pub fn sees_field(&self, object: &str, field: &str) -> bool {
        self.dictionary.object(object).is_some_and(|object| self.field(object, field).is_some())
    }

    pub(crate) fn sees(&self, object: &str) -> bool {
        self.context.rights.object(object).read > Extent::None
    }

    /// A field of an object, if it may be seen.
    pub(crate) fn field(&self, object: &ObjectDef, key: &str) -> Option<Arc<FieldDef>> {
        let seen = Seen::reading(&self.context.rights, &self.dictionary);
        object.field(key).filter(|field| seen.may_read(&object.key, &field.key)).cloned()
    }
}
