//! The trash of all objects in one list, last removed first.

use super::Reading;
use super::answer::{ActorAnswer, TrashPage, Trashed};
use super::merge::{Item, merge};
use super::query::{MAX_LIMIT, limit_of, newest};
use super::request::TrashRequest;
use super::title::{title_of, title_selection};
use crate::access::Seen;
use dictionary::ObjectDef;
use std::sync::Arc;
use store::Datum;
use store::query::{Cursor, Selection, Sort, Trash};
use vocabulary::{Id, Result, Timestamp};

impl Reading<'_> {
    /// What lies in the trash, as far as the viewer may see it.
    pub fn trash(&mut self, request: &TrashRequest) -> Result<TrashPage> {
        let limit = limit_of(request.limit, 50, MAX_LIMIT)?;
        let keys: Vec<String> = match &request.object {
            Some(key) => vec![self.object(key)?.key.clone()],
            None => self
                .dictionary
                .objects()
                .iter()
                .map(|object| object.key.clone())
                .filter(|key| self.sees(key))
                .collect(),
        };
        let (data, next) = merge(&keys, request.cursor.as_deref(), limit, |key, after, limit| {
            let object = self.object(key)?;
            self.removed(&object, after, limit)
        })?;
        Ok(TrashPage { data, next })
    }

    /// Records of one object that went to the trash before a moment, the longest there first.
    pub fn removed_before(&mut self, object: &str, end: Timestamp, limit: usize) -> Result<Vec<Id>> {
        let object = self.object(object)?;
        let Some(removed_at) = object.field("removed_at") else { return Ok(Vec::new()) };
        let dictionary = Arc::clone(&self.dictionary);
        let rights = Arc::clone(&self.context.rights);
        let seen = Seen::reading(&rights, &dictionary);
        let nothing = Selection { paths: Vec::new(), titles: false };
        let mut query = self.query(&dictionary, &object, &seen, None, nothing, limit);
        query.trash = Trash::Only;
        query.sort = vec![Sort { path: super::own_path(&object, removed_at), descending: false }];
        let records = self.reader.find(&query)?.records;
        let early = records.iter().filter(|record| record.meta.removed_at.is_some_and(|at| at < end));
        Ok(early.map(|record| record.meta.id).collect())
    }

    fn removed(
        &mut self,
        object: &Arc<ObjectDef>,
        after: Option<(i64, Option<Id>)>,
        limit: usize,
    ) -> Result<(Vec<Item<Trashed>>, bool)> {
        let Some(removed_at) = object.field("removed_at") else { return Ok((Vec::new(), false)) };
        let dictionary = Arc::clone(&self.dictionary);
        let rights = Arc::clone(&self.context.rights);
        let seen = Seen::reading(&rights, &dictionary);
        let mut query = self.query(&dictionary, object, &seen, None, title_selection(object, &seen), limit);
        query.trash = Trash::Only;
        query.sort = newest(object, removed_at);
        query.after =
            after.and_then(|(place, id)| Some(Cursor { values: vec![Datum::Integer(place)], id: id? }));
        let page = self.reader.find(&query)?;
        let item = |record: store::record::StoredRecord| {
            let at = record.meta.removed_at.unwrap_or(record.meta.updated_at);
            let told = Trashed {
                object: object.key.clone(),
                id: record.meta.id,
                title: title_of(&record),
                removed_at: at,
                removed_by: ActorAnswer::of_stamp(&record.meta.updated_by),
            };
            Item { at, place: (at.micros(), Some(record.meta.id)), told }
        };
        Ok((page.records.into_iter().map(item).collect(), page.next.is_some()))
    }
}
