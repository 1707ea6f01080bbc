//! What is wrong with fields whatever the record: told before a change to many is begun.

use super::{Draft, Permitted};
use crate::write::{Input, Writing};
use dictionary::ObjectDef;
use std::sync::Arc;
use store::event::Verb;
use vocabulary::{Problem, Result};

impl Writing<'_> {
    /// Reads fields as a change would, and answers what is wrong with them.
    pub(crate) fn problems_of(&mut self, object: &Arc<ObjectDef>, fields: &Input) -> Result<Vec<Problem>> {
        let permitted = Permitted { object: Arc::clone(object), verb: Verb::Changed, before: None };
        let draft: Draft = permitted.read(self, fields)?;
        let mut problems = draft.problems;
        for (key, json) in fields {
            let required = object.field(key).is_some_and(|field| field.required);
            if required && json.is_null() && !problems.iter().any(|known| known.field == *key) {
                let label = object.field(key).map_or(key.as_str(), |field| field.label.as_str());
                problems.push(Problem::new(key, "required", format!("{label} must have a value.")));
            }
        }
        Ok(problems)
    }
}
