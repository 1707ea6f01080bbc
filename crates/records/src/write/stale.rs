//! The answer to a write that comes too late: what changed since, and by whom.

use super::{Input, Writing};
use dictionary::ObjectDef;
use serde_json::Value as Json;
use std::sync::Arc;
use store::event::EventFilter;
use vocabulary::{Conflict, Error, FieldChange, Id, Problem, RecordRef, Result};

/// Further back than this a conflict does not tell.
const MOST_EVENTS: u32 = 200;

impl Writing<'_> {
    /// The conflict of a writer who saw `seen` of a record that has `version` now.
    pub(super) fn stale(
        &mut self,
        object: &Arc<ObjectDef>,
        id: Id,
        seen: i64,
        version: i64,
        yours: &Input,
    ) -> Result<Error> {
        if seen > version {
            return Ok(Error::Invalid(vec![Problem::new(
                "version",
                "malformed",
                "The record never had this version.",
            )]));
        }
        let filter = EventFilter {
            record: Some(id),
            object: Some(object.key.clone()),
            descending: true,
            limit: MOST_EVENTS,
            ..EventFilter::default()
        };
        let mut changed: Vec<FieldChange> = Vec::new();
        for event in self.writer.events(self.context.workspace, &filter)? {
            let event = event.event;
            if event.version <= seen {
                break;
            }
            for (field, pair) in event.changes {
                let readable = object.field(&field).is_some() && self.sees_field(&object.key, &field);
                let Json::Array(pair) = pair else { continue };
                let mut pair = pair.into_iter();
                let (old, new) = (pair.next().unwrap_or_default(), pair.next().unwrap_or_default());
                let wanted = yours.get(&field).cloned();
                match changed.iter_mut().find(|known| known.field == field) {
                    // An older change of the same field: what the writer saw is what stood before the oldest.
                    Some(known) => known.yours = wanted.unwrap_or(old),
                    None if readable => changed.push(FieldChange {
                        field,
                        yours: wanted.unwrap_or(old),
                        theirs: new,
                        by: event.actor.name.clone(),
                        at: event.at,
                    }),
                    None => {}
                }
            }
        }
        let message = "Somebody changed this record after you opened it.".to_string();
        Ok(Error::Conflict(Conflict::Stale { version, changed }, message))
    }

    /// Names the record that has a unique value already, if the writer may see it.
    pub(super) fn name_duplicate(&mut self, object: &Arc<ObjectDef>, error: Error) -> Error {
        let Error::Conflict(Conflict::Duplicate { field, record }, message) = error else { return error };
        if !self.sees_field(&object.key, &field) {
            return Error::Conflict(Conflict::Other, "A value that must be unique is taken.".to_string());
        }
        let seen = record.and_then(|record| {
            // On PostgreSQL the transaction may be broken by the failed statement; then the record stays unnamed.
            let titles = self.reading().titles(&object.key, vec![record.id]).ok()?;
            let visible = self.sees_record(object, record.id).ok()?;
            visible.then(|| RecordRef { title: titles.get(&record.id).cloned(), ..record })
        });
        Error::Conflict(Conflict::Duplicate { field, record: seen }, message)
    }
}
