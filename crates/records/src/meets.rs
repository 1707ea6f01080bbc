//! Which filters a record meets: one that is on its way into the database, as it will stand there, or one that stands there.

use crate::access::Seen;
use crate::read::{Reading, with_ids};
use crate::{FindRequest, RuleInput};
use dictionary::ObjectDef;
use serde_json::Value as Json;
use std::sync::Arc;
use store::query::{Filter, SeesAll, Selection};
use vocabulary::{Conflict, Error, Id, Result};

impl Reading<'_> {
    /// Whether a living record meets each of these filters, whoever asks: for what the house decides about it. A filter that
    /// cannot be read any more, such as one on a field that is gone, is met by none.
    pub fn meets(&mut self, object: &str, id: Id, filters: &[Json]) -> Result<Vec<bool>> {
        let object = self.dictionary.object(object).cloned().ok_or_else(Error::not_found)?;
        filters.iter().map(|filter| self.meets_one(&object, id, filter)).collect()
    }

    fn meets_one(&mut self, object: &Arc<ObjectDef>, id: Id, filter: &Json) -> Result<bool> {
        let dictionary = Arc::clone(&self.dictionary);
        let request = FindRequest { filter: Some(filter.clone()), ..FindRequest::default() };
        let condition = match self.parsed(&dictionary, object, &SeesAll, &request) {
            Ok(query) => query.filter,
            Err(Error::Invalid(_)) => return Ok(false),
            Err(error) => return Err(error),
        };
        let both = Filter::And(condition.into_iter().chain([with_ids(object, vec![id])]).collect());
        let selection = Selection { paths: Vec::new(), titles: false };
        let query = self.query(&dictionary, object, &SeesAll, Some(both), selection, 1);
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
