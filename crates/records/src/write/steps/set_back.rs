//! Writing fields back to what they were: the inverse of a write. Rules do not run: what they did belongs to the act that is
//! taken back, and is taken back with it.

use super::{Draft, Governed, Permitted, compute, value_link};
use crate::Access;
use crate::write::resolve::Known;
use crate::write::{Input, Writing, Written};
use dictionary::{Kind, ObjectDef, SystemField};
use serde_json::Value as Json;
use std::sync::Arc;
use store::event::Verb;
use vocabulary::{Conflict, Error, Id, Problem, Result};

impl Writing<'_> {
    /// Writes fields back as far as they can be; answers the record if anything was written, and what is wrong with the others.
    pub(crate) fn set_back(
        &mut self,
        object: &Arc<ObjectDef>,
        id: Id,
        mut fields: Input,
    ) -> Result<(Option<Written>, Vec<Problem>)> {
        let mut refused = Vec::new();
        while !fields.is_empty() {
            let attempted = self.attempt(|writing| writing.set_all_back(object, id, &fields));
            let problems = match attempted {
                Ok(written) => return Ok((Some(written), refused)),
                Err(Error::Invalid(problems)) => problems,
                Err(Error::Conflict(Conflict::Duplicate { field, record }, _)) => {
                    let title = record.and_then(|record| record.title);
                    let by = title.map_or_else(|| "another record".to_string(), |title| format!("“{title}”"));
                    vec![Problem::new(field, "duplicate", format!("Its old value belongs to {by} now."))]
                }
                Err(error) if fields.len() == 1 && !error.may_pass() => {
                    let key = fields.keys().next().cloned().unwrap_or_default();
                    vec![Problem::new(key, "refused", error.to_string())]
                }
                Err(Error::Conflict(Conflict::Other, _)) => {
                    // Which of them it was is not told: each by itself.
                    return self.set_each_back(object, id, fields, refused);
                }
                Err(error) => return Err(error),
            };
            let known = fields.len();
            fields.retain(|key, _| !problems.iter().any(|problem| problem.field == *key));
            if fields.len() == known {
                // It is wrong as a whole.
                let first = problems.into_iter().next();
                let message = first.map(|problem| problem.message).unwrap_or_default();
                refused
                    .extend(fields.keys().map(|key| Problem::new(key.clone(), "refused", message.clone())));
                return Ok((None, refused));
            }
            refused.extend(problems);
        }
        Ok((None, refused))
    }

    /// Takes a record out of the trash as it lies there.
    pub(crate) fn restore_as_it_was(&mut self, object: &Arc<ObjectDef>, id: Id) -> Result<Written> {
        let permitted = Permitted::to_alter(self, object, id, Verb::Restored)?;
        let mut after = permitted.next(self);
        after.meta.removed_at = None;
        compute(object, &mut after);
        Governed { permitted, after }.store(self)?.tell(self)
    }

    fn set_each_back(
        &mut self,
        object: &Arc<ObjectDef>,
        id: Id,
        fields: Input,
        mut refused: Vec<Problem>,
    ) -> Result<(Option<Written>, Vec<Problem>)> {
        let mut last = None;
        for (key, old) in fields {
            let (written, problems) = self.set_back(object, id, Input::from_iter([(key, old)]))?;
            last = written.or(last);
            refused.extend(problems);
        }
        Ok((last, refused))
    }

    fn set_all_back(&mut self, object: &Arc<ObjectDef>, id: Id, fields: &Input) -> Result<Written> {
        let permitted = Permitted::to_alter(self, object, id, Verb::Changed)?;
        let after = permitted.next(self);
        let mut draft = Draft { permitted, after, given: Vec::new(), problems: Vec::new() };
        for (key, old) in fields {
            if let Err(problem) = draft.take_back(self, key, old)? {
                draft.problems.push(problem);
            }
        }
        let mut validated = draft.validate(self)?;
        compute(object, &mut validated.after);
        let governed = Governed { permitted: validated.permitted, after: validated.after };
        governed.store(self)?.tell(self)
    }
}

impl Draft {
    /// Takes the value a field had.
    fn take_back(
        &mut self,
        writing: &mut Writing<'_>,
        key: &str,
        old: &Json,
    ) -> Result<std::result::Result<(), Problem>> {
        let object = Arc::clone(&self.permitted.object);
        let known = object.position(key).and_then(|position| Some((position, object.fields.get(position)?)));
        let Some((position, field)) = known else {
            return Ok(Err(Problem::new(key, "unknown_field", "This field no longer exists.")));
        };
        // What Kith itself fills in comes back with the rest; what is computed follows by itself.
        let by_kith = field.read_only();
        if by_kith && !field.kept {
            return Ok(Ok(()));
        }
        if !by_kith && writing.context.rights.field(&object.key, key) < Access::Write {
            return Ok(Err(Problem::new(key, "read_only", "Your role does not let you write this field.")));
        }
        let value = match field.value_kind() {
            Kind::Link | Kind::File if !by_kith => {
                let before = self.permitted.before.as_ref().and_then(|before| before.values.get(position));
                writing.resolve(field, old, Known { before })?
            }
            kind => kind.read(field, old, &writing.context.moment.read),
        };
        let value = match value {
            Ok(value) => value,
            Err((code, message)) => return Ok(Err(Problem::new(key, code, message))),
        };
        if field.system == Some(SystemField::Owner) {
            self.set_owner_value(value_link(&value));
        } else if let Some(slot) = self.after.values.get_mut(position) {
            *slot = value;
        }
        self.given.push(position);
        Ok(Ok(()))
    }
}
