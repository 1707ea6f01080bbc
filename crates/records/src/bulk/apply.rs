//! A piece of the work: each record by itself, so that one that is refused holds up none of the others.

use super::BulkChange;
use crate::change_set::{Act, Action};
use crate::read::load_seen;
use crate::rule::value_of;
use crate::write::{ChangeRequest, Input, Outcome, Written};
use crate::{Context, Writing};
use dictionary::{ObjectDef, Value};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use std::sync::Arc;
use store::query::Trash;
use vocabulary::{Error, Id, Result};

/// What a piece did.
#[derive(Clone, Debug, Default)]
pub struct BulkPiece {
    /// Records written.
    pub changed: u64,
    /// Records in which everything stood already.
    pub unchanged: u64,
    /// Records that may not be written so, and why.
    pub refused: Vec<BulkReason>,
}

/// Why a record was refused.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BulkReason {
    /// The record.
    pub id: Id,
    /// Its title, if the asker may see it.
    pub title: Option<String>,
    /// Why, in a sentence.
    pub reason: String,
}

impl Writing<'_> {
    /// Does what is asked to these records, as far as they are still meant.
    pub fn bulk_piece(&mut self, object: &str, request: &BulkChange, ids: &[Id]) -> Result<BulkPiece> {
        let object = self.object(object)?;
        self.name_act(Act {
            action: Some(Action::Bulk),
            object: Some(object.key.clone()),
            label: Some(request.label(&object)),
            ..Act::default()
        });
        let meant = self.reading().still_meant(&object, request, ids)?;
        let mut piece = BulkPiece::default();
        for id in meant {
            match self.attempt(|writing| writing.bulk_one(&object, id, request)) {
                Ok(written) if written.outcome == Outcome::Unchanged => piece.unchanged += 1,
                Ok(_) => piece.changed += 1,
                Err(error) => {
                    let reason = reason(error)?;
                    let title = self.title_of(&object, id)?;
                    piece.refused.push(BulkReason { id, title, reason });
                }
            }
        }
        Ok(piece)
    }

    /// Does what is asked to one record.
    pub(super) fn bulk_one(
        &mut self,
        object: &Arc<ObjectDef>,
        id: Id,
        request: &BulkChange,
    ) -> Result<Written> {
        if request.remove {
            return self.remove(&object.key, id);
        }
        if request.restore {
            return self.restore(&object.key, id);
        }
        let mut fields = request.change.clone();
        self.add_and_take(object, id, request, &mut fields)?;
        self.change(&object.key, &ChangeRequest { id, version: None, fields })
    }

    fn add_and_take(
        &mut self,
        object: &Arc<ObjectDef>,
        id: Id,
        request: &BulkChange,
        fields: &mut Input,
    ) -> Result<()> {
        if request.add.is_empty() && request.take.is_empty() {
            return Ok(());
        }
        let (context, dictionary): (&Context, _) = (self.context, Arc::clone(&self.dictionary));
        let record = load_seen(self.writer, context, &dictionary, object, id, Trash::Without)?;
        let keys =
            request.add.keys().chain(request.take.keys().filter(|key| !request.add.contains_key(*key)));
        for key in keys {
            let several =
                |json: Option<&Json>| json.map_or(Ok(Vec::new()), |json| self.several(object, key, json));
            let (added, taken) = (several(request.add.get(key))?, several(request.take.get(key))?);
            let mut values = match value_of(object, &record, key) {
                Value::List(values) => values.clone(),
                _ => Vec::new(),
            };
            values.retain(|value| !taken.contains(value));
            for value in added {
                if !values.contains(&value) {
                    values.push(value);
                }
            }
            fields.insert(key.clone(), if values.is_empty() { Json::Null } else { json!(values) });
        }
        Ok(())
    }

    fn title_of(&mut self, object: &Arc<ObjectDef>, id: Id) -> Result<Option<String>> {
        Ok(self.reading().titles(&object.key, vec![id])?.remove(&id))
    }
}

/// Why a record was refused; faults of ours and of the moment end the piece.
fn reason(error: Error) -> Result<String> {
    match error {
        Error::NotFound(text) | Error::Forbidden(text) | Error::Conflict(_, text) => Ok(text),
        Error::Invalid(problems) => {
            let told: Vec<String> = problems
                .into_iter()
                .map(|problem| match problem.field.as_str() {
                    "" => problem.message,
                    field => format!("{field}: {}", problem.message),
                })
                .collect();
            Ok(told.join(" "))
        }
        other => Err(other),
    }
}
