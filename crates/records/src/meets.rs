//! Which filters a record meets: one that is on its way into the database, as it will stand there, or one that stands there.

use crate::access::Seen;
use crate::read::{Reading, load_seen, with_ids};
use crate::{FindRequest, RuleInput};
use dictionary::{Dictionary, ObjectDef};
use serde_json::Value as Json;
use std::sync::Arc;
use store::query::memory::{self, is_alone};
use store::query::{Filter, SeesAll, Selection, Trash};
use store::record::StoredRecord;
use vocabulary::{Conflict, Error, Id, Result};

/// A filter that was read; none where it cannot be read any more.
#[derive(Debug)]
pub struct Condition(Option<Filter>);

impl Reading<'_> {
    /// Whether a living record meets each of these filters, whoever asks: for what the house decides about it. A filter that
    /// cannot be read any more, such as one on a field that is gone, is met by none.
    pub fn meets(&mut self, object: &str, id: Id, filters: &[Json]) -> Result<Vec<bool>> {
        let read: Vec<Condition> =
            filters.iter().map(|filter| self.condition(object, filter)).collect::<Result<_>>()?;
        self.meets_all(object, id, &read.iter().collect::<Vec<_>>())
    }

    /// Reads a filter once, to hold it against many records within this transaction.
    pub fn condition(&self, object: &str, filter: &Json) -> Result<Condition> {
        let object = self.dictionary.object(object).ok_or_else(Error::not_found)?;
        let request = FindRequest { filter: Some(filter.clone()), ..FindRequest::default() };
        match self.parsed(&self.dictionary, object, &SeesAll, &request) {
            Ok(query) => Ok(Condition(Some(query.filter.unwrap_or(Filter::And(Vec::new()))))),
            Err(Error::Invalid(_)) => Ok(Condition(None)),
            Err(error) => Err(error),
        }
    }

    /// Whether a living record meets each of these conditions. The record is read once; only what it does not decide by itself
    /// is asked of the store.
    pub fn meets_all(&mut self, object: &str, id: Id, conditions: &[&Condition]) -> Result<Vec<bool>> {
        let dictionary = Arc::clone(&self.dictionary);
        let object = dictionary.object(object).ok_or_else(Error::not_found)?;
        let mut record = None;
        if conditions.iter().any(|condition| condition.0.as_ref().is_some_and(is_alone)) {
            match load_seen(self.reader, &self.context.unlimited(), &dictionary, object, id, Trash::Without) {
                Ok(found) => record = Some(found),
                Err(Error::NotFound(_)) => return Ok(vec![false; conditions.len()]),
                Err(error) => return Err(error),
            }
        }
        let mut met = Vec::with_capacity(conditions.len());
        for condition in conditions {
            met.push(match (&condition.0, &record) {
                (None, _) => false,
                (Some(filter), Some(record)) if is_alone(filter) => {
                    memory::meets(&dictionary, object, record, filter)
                }
                (Some(filter), _) => self.asks(&dictionary, object, id, filter)?,
            });
        }
        Ok(met)
    }

    fn asks(
        &mut self,
        dictionary: &Dictionary,
        object: &Arc<ObjectDef>,
        id: Id,
        filter: &Filter,
    ) -> Result<bool> {
        let both = Filter::And(vec![filter.clone(), with_ids(object, vec![id])]);
        let selection = Selection { paths: Vec::new(), titles: false };
        let query = self.query(dictionary, object, &SeesAll, Some(both), selection, 1);
        Ok(self.reader.count(&query, Some(1))?.value > 0)
    }

    /// What is wrong with a filter for who asks: what they may not see does not exist.
    pub fn check_filter(&self, object: &str, filter: &Json) -> Result<()> {
        let object = self.object(object)?;
        let (rights, dictionary) = (Arc::clone(&self.context.rights), Arc::clone(&self.dictionary));
        let request = FindRequest { filter: Some(filter.clone()), ..FindRequest::default() };
        self.parsed(&dictionary, &object, &Seen::reading(&rights, &dictionary), &request).map(|_| ())
    }
}

impl RuleInput<'_, '_> {
    /// Whether the record, as it is about to stand in the database, meets each of these filters. It is written for trial and
    /// looked at with the same queries as lists, so that a rule never decides otherwise than a list would show.
    pub fn meets(&mut self, filters: &[Json]) -> Result<Vec<bool>> {
        if filters.is_empty() {
            return Ok(Vec::new());
        }
        let (object, before, after) = (self.object, self.before, &*self.after);
        if let Some(met) = alone(&self.writing.reading(), object, after, filters)? {
            return Ok(met);
        }
        let (engine, dictionary) = (self.writing.engine, Arc::clone(&self.writing.dictionary));
        let context = self.writing.context.unlimited();
        let mut met = None;
        let trial = self.writing.writer.attempt(&mut |writer| {
            match before {
                None => writer.insert_record(context.workspace, object, after)?,
                Some(before) => writer.update_record(context.workspace, object, before, after)?,
            }
            let mut reading = Reading::with(engine, writer, &context, Arc::clone(&dictionary));
            met = Some(reading.meets(&object.key, after.meta.id, filters)?);
            // Nothing of the trial stays.
            Err(Error::Conflict(Conflict::Other, "A trial.".to_string()))
        });
        match (met, trial) {
            (Some(met), _) => Ok(met),
            (None, Err(error)) => Err(error),
            (None, Ok(())) => Err(Error::internal("a trial that told nothing")),
        }
    }
}

/// What a record decides by itself about all filters, without a trial; none where one of them looks further.
fn alone(
    reading: &Reading<'_>,
    object: &Arc<ObjectDef>,
    after: &StoredRecord,
    filters: &[Json],
) -> Result<Option<Vec<bool>>> {
    let mut met = Vec::with_capacity(filters.len());
    for filter in filters {
        met.push(match reading.condition(&object.key, filter)?.0 {
            None => false,
            Some(filter) if is_alone(&filter) => memory::meets(&reading.dictionary, object, after, &filter),
            Some(_) => return Ok(None),
        });
    }
    Ok(Some(met))
}
