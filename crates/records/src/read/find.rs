//! A page of a list.

use super::answer::{CountAnswer, List};
use super::linked::COUNT_CAP;
use super::query::{MAX_LIMIT, limit_of, usual_selection, with_ids};
use super::reach::Reach;
use super::request::{CountMode, FindRequest};
use super::shape::{Shape, target_of};
use super::{Reading, Viewed};
use crate::access::Seen;
use dictionary::{ObjectDef, Value};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::query::{Cursor, Filter, Parser, Query, Selection, Sort, Trash, Visibility};
use store::record::StoredRecord;
use vocabulary::{Error, Id, Result};

/// Most links whose records come along.
const MAX_INCLUDES: usize = 5;

impl Reading<'_> {
    /// A page of the records of an object.
    pub fn find(&mut self, object: &str, request: &FindRequest) -> Result<List> {
        let object = self.object(object)?;
        let dictionary = Arc::clone(&self.dictionary);
        let rights = Arc::clone(&self.context.rights);
        let seen = Seen::reading(&rights, &dictionary);
        let mut query = self.parsed(&dictionary, &object, &seen, request)?;
        let includes = self.includes(&object, request, &mut query.selection)?;
        query.limit = limit_of(request.limit, 50, MAX_LIMIT)?;
        if let Some(text) = &request.cursor {
            query.after = Some(Cursor::parse(text, &query.sort)?);
        }
        let page = self.reader.find(&query)?;
        let count = match request.count {
            CountMode::None => None,
            CountMode::Capped => Some(CountAnswer::from(self.reader.count(&query, Some(COUNT_CAP))?)),
            CountMode::Exact => Some(CountAnswer::from(self.reader.count(&query, None)?)),
        };
        let included = self.included(&includes, &page.records)?;
        let shape = Shape::of(&object, &query.selection, &seen);
        let (reach, readonly) = (Reach::of(&rights, &object.key), shape.readonly(&rights));
        let viewed = page.records.into_iter().map(|record| {
            let can = reach.can(&record.meta);
            Viewed::new(&shape, record).with_rights(can, Arc::clone(&readonly))
        });
        Ok(List {
            next: page.next.map(|cursor| cursor.to_text(&query.sort)),
            data: viewed.collect(),
            count,
            included,
        })
    }

    /// How many records a request finds.
    pub fn count(&mut self, object: &str, request: &FindRequest, cap: Option<u64>) -> Result<CountAnswer> {
        let object = self.object(object)?;
        let dictionary = Arc::clone(&self.dictionary);
        let rights = Arc::clone(&self.context.rights);
        let seen = Seen::reading(&rights, &dictionary);
        let query = self.parsed(&dictionary, &object, &seen, request)?;
        Ok(self.reader.count(&query, cap)?.into())
    }

    /// Filter, words, sort and selection of a request, checked against dictionary and rights.
    pub(crate) fn parsed<'q>(
        &self,
        dictionary: &'q dictionary::Dictionary,
        object: &'q Arc<ObjectDef>,
        visibility: &'q dyn Visibility,
        request: &FindRequest,
    ) -> Result<Query<'q>> {
        let parser = Parser { dictionary, visibility, moment: &self.context.moment };
        let filter = match &request.filter {
            None | Some(serde_json::Value::Null) => None,
            Some(json) => Some(parser.filter(object, json, "filter")?),
        };
        let selection = match &request.fields {
            None => usual_selection(object, visibility),
            Some(names) => parser.selection(object, &names.0.join(","), "fields")?,
        };
        let mut query = self.query(dictionary, object, visibility, filter, selection, 0);
        query.sort = match &request.sort {
            Some(names) => parser.sort(object, &names.0.join(","), "sort")?,
            // The usual sort may go by a field this viewer does not see: then the id decides.
            None => parser.sort(object, &object.default_sort, "sort").unwrap_or_default(),
        };
        query.text = request.q.as_ref().map(|text| text.trim().to_string()).filter(|text| !text.is_empty());
        query.trash = if request.trash { Trash::Only } else { Trash::Without };
        Ok(query)
    }

    /// The links whose records come along: their positions in the selection, which is lengthened where they are missing.
    fn includes(
        &self,
        object: &Arc<ObjectDef>,
        request: &FindRequest,
        selection: &mut Selection,
    ) -> Result<Vec<(String, String, usize)>> {
        let Some(names) = &request.include else { return Ok(Vec::new()) };
        if names.0.len() > MAX_INCLUDES {
            return Err(Error::invalid(
                "include",
                "too_long",
                format!("At most {MAX_INCLUDES} links come along."),
            ));
        }
        let mut includes = Vec::new();
        for name in &names.0 {
            let unknown =
                || Error::invalid("include", "unknown_field", format!("There is no link “{name}” here."));
            let field = self.field(object, name).ok_or_else(unknown)?;
            let target = target_of(&field).ok_or_else(unknown)?.to_string();
            let known = selection.paths.iter().position(|path| path.text == *name);
            let position = known.unwrap_or(selection.paths.len());
            if known.is_none() {
                selection.paths.push(super::own_path(object, &field));
            }
            includes.push((name.clone(), target, position));
        }
        Ok(includes)
    }

    fn included(
        &mut self,
        includes: &[(String, String, usize)],
        records: &[StoredRecord],
    ) -> Result<BTreeMap<String, BTreeMap<Id, Viewed>>> {
        let mut included = BTreeMap::new();
        for (name, target, position) in includes {
            let link = |record: &StoredRecord| match record.values.get(*position) {
                Some(Value::Link(link)) => Some(link.id),
                _ => None,
            };
            let mut ids: Vec<Id> = records.iter().filter_map(link).collect();
            ids.sort_unstable();
            ids.dedup();
            let found = match self.object(target) {
                Ok(object) => self.by_ids(&object, ids)?,
                Err(_) => BTreeMap::new(),
            };
            included.insert(name.clone(), found);
        }
        Ok(included)
    }

    /// Living records by their ids, as far as the viewer may see them.
    pub(crate) fn by_ids(&mut self, object: &Arc<ObjectDef>, ids: Vec<Id>) -> Result<BTreeMap<Id, Viewed>> {
        if ids.is_empty() {
            return Ok(BTreeMap::new());
        }
        let dictionary = Arc::clone(&self.dictionary);
        let rights = Arc::clone(&self.context.rights);
        let seen = Seen::reading(&rights, &dictionary);
        let selection = usual_selection(object, &seen);
        let shape = Shape::of(object, &selection, &seen);
        let limit = ids.len();
        let query = self.query(&dictionary, object, &seen, Some(with_ids(object, ids)), selection, limit);
        let records = self.reader.find(&query)?.records;
        Ok(records.into_iter().map(|record| (record.meta.id, Viewed::new(&shape, record))).collect())
    }

    /// Records a filter of the engine's own finds, sorted, with the usual fields.
    pub(super) fn viewed_by(
        &mut self,
        object: &Arc<ObjectDef>,
        filter: Filter,
        sort: Vec<Sort>,
        after: Option<Cursor>,
        limit: usize,
    ) -> Result<(Vec<Viewed>, bool)> {
        let dictionary = Arc::clone(&self.dictionary);
        let rights = Arc::clone(&self.context.rights);
        let seen = Seen::reading(&rights, &dictionary);
        let selection = usual_selection(object, &seen);
        let shape = Shape::of(object, &selection, &seen);
        let mut query = self.query(&dictionary, object, &seen, Some(filter), selection, limit);
        (query.sort, query.after) = (sort, after);
        let page = self.reader.find(&query)?;
        let viewed = page.records.into_iter().map(|record| Viewed::new(&shape, record)).collect();
        Ok((viewed, page.next.is_some()))
    }
}
