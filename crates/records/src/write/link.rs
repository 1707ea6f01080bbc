//! Setting and clearing one link.

use super::{ChangeRequest, Input, Outcome, Writing, Written};
use crate::read::target_of;
use crate::rule::value_of;
use dictionary::Value;
use serde_json::{Value as Json, json};
use store::query::Trash;
use vocabulary::{Error, Id, Result};

impl Writing<'_> {
    /// Points a link of a record to `target`.
    pub fn link(&mut self, object: &str, id: Id, field: &str, target: Id) -> Result<Written> {
        self.demand_link(object, field)?;
        let fields = Input::from_iter([(field.to_string(), json!(target))]);
        self.change(object, &ChangeRequest { id, version: None, fields })
    }

    /// Clears a link of a record if it points to `target`.
    pub fn unlink(&mut self, object: &str, id: Id, field: &str, target: Id) -> Result<Written> {
        self.demand_link(object, field)?;
        let found = self.object(object)?;
        let record =
            crate::read::load_seen(self.writer, self.context, &self.dictionary, &found, id, Trash::Without)?;
        match value_of(&found, &record, field) {
            Value::Link(link) if link.id == target => {
                let fields = Input::from_iter([(field.to_string(), Json::Null)]);
                self.change(object, &ChangeRequest { id, version: None, fields })
            }
            _ => Ok(Written { outcome: Outcome::Unchanged, record, seq: None }),
        }
    }

    fn demand_link(&self, object: &str, field: &str) -> Result<()> {
        let object = self.object(object)?;
        let readable = self.sees_field(&object.key, field);
        let link = object.field(field).filter(|field| readable && target_of(field).is_some());
        link.map(|_| ()).ok_or_else(Error::not_found)
    }
}
