//! The records a change is meant for, by id and a few at a time: what is changed may leave the filter, and is not met again.

use super::BulkChange;
use super::trial::BulkCount;
use crate::access::Seen;
use crate::read::query::{MAX_LIMIT, with_ids};
use crate::read::{FindRequest, Reading};
use dictionary::ObjectDef;
use std::sync::Arc;
use store::query::{Cursor, Filter, Selection, Visibility};
use vocabulary::{Error, Id, Result};

/// Most records of one change.
pub const MOST_RECORDS: u64 = 1_000_000;

impl Reading<'_> {
    /// Records in the sequence of their ids, after one of them; all that the asker may see. Ids that are given are
    /// [sorted](BulkChange::sort) already.
    pub fn bulk_targets(
        &mut self,
        object: &str,
        request: &BulkChange,
        after: Option<Id>,
        limit: usize,
    ) -> Result<Vec<Id>> {
        if let Some(ids) = &request.ids {
            let from = after.map_or(0, |after| ids.partition_point(|id| *id <= after));
            return Ok(ids.iter().skip(from).take(limit).copied().collect());
        }
        let object = self.object(object)?;
        let (dictionary, rights) = (Arc::clone(&self.dictionary), Arc::clone(&self.context.rights));
        self.found(&object, request, &Seen::reading(&rights, &dictionary), None, after, limit)
    }

    /// Which of these records are still meant: somebody may have changed one since it was found.
    pub(super) fn still_meant(
        &mut self,
        object: &Arc<ObjectDef>,
        request: &BulkChange,
        ids: &[Id],
    ) -> Result<Vec<Id>> {
        if request.ids.is_some() {
            return Ok(ids.to_vec());
        }
        let (dictionary, rights) = (Arc::clone(&self.dictionary), Arc::clone(&self.context.rights));
        self.found(object, request, &Seen::reading(&rights, &dictionary), Some(ids), None, ids.len())
    }

    /// The first few records that the asker may alter.
    pub fn bulk_reachable(&mut self, object: &str, request: &BulkChange, limit: usize) -> Result<Vec<Id>> {
        let object = self.object(object)?;
        let (dictionary, rights) = (Arc::clone(&self.dictionary), Arc::clone(&self.context.rights));
        let seen = Seen::altering(&rights, &dictionary, &object.key, request.permission());
        let Some(ids) = &request.ids else {
            return self.found(&object, request, &seen, None, None, limit);
        };
        let mut found = Vec::new();
        for part in ids.chunks(MAX_LIMIT) {
            found.extend(self.found(&object, request, &seen, Some(part), None, part.len())?);
            if found.len() >= limit {
                break;
            }
        }
        found.truncate(limit);
        Ok(found)
    }

    /// How many records are meant, and how many of them the asker may alter.
    pub fn bulk_count(&mut self, object: &str, request: &BulkChange) -> Result<BulkCount> {
        let object = self.object(object)?;
        let (dictionary, rights) = (Arc::clone(&self.dictionary), Arc::clone(&self.context.rights));
        let all = Seen::reading(&rights, &dictionary);
        let reached = Seen::altering(&rights, &dictionary, &object.key, request.permission());
        let count = self.counted(&object, request, &all)?;
        if count > MOST_RECORDS {
            let text = format!("At most {MOST_RECORDS} records are changed at once; these are {count}.");
            return Err(Error::invalid("filter", "too_long", text));
        }
        let reachable = self.counted(&object, request, &reached)?;
        Ok(BulkCount { count, reachable, refused: count.saturating_sub(reachable) })
    }

    fn counted(
        &mut self,
        object: &Arc<ObjectDef>,
        request: &BulkChange,
        seen: &dyn Visibility,
    ) -> Result<u64> {
        let dictionary = Arc::clone(&self.dictionary);
        let find = find(request);
        let Some(ids) = &request.ids else {
            let mut query = self.parsed(&dictionary, object, seen, &find)?;
            query.sort = Vec::new();
            return Ok(self.reader.count(&query, Some(MOST_RECORDS + 1))?.value);
        };
        let mut count = 0;
        for part in ids.chunks(MAX_LIMIT) {
            let mut query = self.parsed(&dictionary, object, seen, &find)?;
            (query.filter, query.sort) = (Some(with_ids(object, part.to_vec())), Vec::new());
            count += self.reader.count(&query, None)?.value;
        }
        Ok(count)
    }

    fn found(
        &mut self,
        object: &Arc<ObjectDef>,
        request: &BulkChange,
        seen: &dyn Visibility,
        among: Option<&[Id]>,
        after: Option<Id>,
        limit: usize,
    ) -> Result<Vec<Id>> {
        let dictionary = Arc::clone(&self.dictionary);
        let mut query = self.parsed(&dictionary, object, seen, &find(request))?;
        // Nothing but the records themselves is read.
        query.selection = Selection { paths: Vec::new(), titles: false };
        (query.sort, query.limit) = (Vec::new(), limit);
        query.after = after.map(|id| Cursor { values: Vec::new(), id });
        if let Some(among) = among {
            let mut both = vec![with_ids(object, among.to_vec())];
            both.extend(query.filter.take());
            query.filter = Some(Filter::And(both));
        }
        Ok(self.reader.find(&query)?.records.into_iter().map(|record| record.meta.id).collect())
    }
}

fn find(request: &BulkChange) -> FindRequest {
    FindRequest {
        filter: request.filter.clone().filter(|_| request.ids.is_none()),
        q: request.q.clone().filter(|_| request.ids.is_none()),
        trash: request.restore,
        ..FindRequest::default()
    }
}
