//! Writing what comes from other records rather than from a person: the values of merged records, and links that follow them.

use super::{Draft, Governed, Permitted, compute, unchanged};
use crate::write::{Input, Writing, Written};
use dictionary::{ObjectDef, SystemField, Value};
use std::sync::Arc;
use store::event::Verb;
use vocabulary::{Error, Id, Result};

impl Writing<'_> {
    /// Points one link of a record elsewhere. Nothing else of it changes, so no rule has a say.
    pub(crate) fn repoint(
        &mut self,
        object: &Arc<ObjectDef>,
        id: Id,
        position: usize,
        to: Value,
    ) -> Result<Written> {
        let permitted = Permitted::to_alter(self, object, id, Verb::Changed)?;
        let mut after = permitted.next(self);
        if let Some(slot) = after.values.get_mut(position) {
            *slot = to;
        }
        compute(object, &mut after);
        Governed { permitted, after }.store(self)?.tell(self)
    }

    /// Gives a record values that stood in others, whoever may write them, and over them what the writer chose, within the writer's
    /// rights.
    pub(crate) fn take_over(
        &mut self,
        object: &Arc<ObjectDef>,
        id: Id,
        values: Vec<(usize, Value)>,
        chosen: &Input,
    ) -> Result<Written> {
        let permitted = Permitted::to_alter(self, object, id, Verb::Changed)?;
        let after = permitted.next(self);
        let mut draft = Draft { permitted, after, given: Vec::new(), problems: Vec::new() };
        for (position, value) in values {
            let owner =
                object.fields.get(position).is_some_and(|field| field.system == Some(SystemField::Owner));
            if let (true, Value::Link(link)) = (owner, &value) {
                draft.set_owner_value(Some(link.id));
            } else if let Some(slot) = draft.after.values.get_mut(position) {
                *slot = value;
            }
        }
        for (key, json) in chosen {
            if let Err(problem) = draft.take(self, key, json, chosen)? {
                draft.problems.push(problem);
            }
        }
        if draft.is_unchanged() {
            return unchanged(draft)
                .ok_or_else(|| Error::internal("a record to merge into that was not there"));
        }
        draft.validate(self)?.govern(self)?.store(self)?.tell(self)
    }
}
