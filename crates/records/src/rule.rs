//! Rules: what a feature does inside the transaction of a write, in one explicit, visible sequence.

use crate::write::Writing;
use dictionary::{LinkValue, ObjectDef, Value};
use std::sync::Arc;
use store::event::Verb;
use store::query::Trash;
use store::record::{Meta, StoredRecord};
use vocabulary::{Error, Id, Result};

/// A rule of a feature.
#[derive(Clone, Copy)]
pub struct Rule {
    /// Shown in errors and in the documentation.
    pub name: &'static str,
    /// The object whose writes it sees; `*` for all.
    pub object: &'static str,
    /// Looks at the write, changes values, writes other records, or refuses.
    pub run: fn(&mut RuleInput<'_, '_>) -> Result<()>,
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Rule({} on {})", self.name, self.object)
    }
}

/// The write a rule looks at. Values are complete and checked; formulas are computed again after all rules ran.
pub struct RuleInput<'a, 'w> {
    /// The transaction: rules read and write other records through it.
    pub writing: &'a mut Writing<'w>,
    /// The object.
    pub object: &'a Arc<ObjectDef>,
    /// What is about to happen.
    pub verb: Verb,
    /// What stands in the database; none for a new record.
    pub before: Option<&'a StoredRecord>,
    pub(crate) after: &'a mut StoredRecord,
}

impl RuleInput<'_, '_> {
    /// The record's id, owner and other data.
    pub fn meta(&self) -> &Meta {
        &self.after.meta
    }

    /// The value a field will have.
    pub fn value(&self, field: &str) -> &Value {
        value_of(self.object, self.after, field)
    }

    /// The value a field has now; empty for a new record.
    pub fn old_value(&self, field: &str) -> &Value {
        self.before.map_or(&Value::Null, |before| value_of(self.object, before, field))
    }

    /// Whether the write changes a field.
    pub fn changes(&self, field: &str) -> bool {
        self.value(field) != self.old_value(field)
    }

    /// Gives a field another value of its kind.
    pub fn set(&mut self, field: &str, value: Value) -> Result<()> {
        let slot = self.object.position(field).and_then(|position| self.after.values.get_mut(position));
        *slot.ok_or_else(|| {
            Error::internal(format!("a rule sets {}.{field}, which is no field", self.object.key))
        })? = value;
        Ok(())
    }

    /// Gives the record to somebody else, or to nobody.
    pub fn set_owner(&mut self, owner: Option<Id>) -> Result<()> {
        self.after.meta.owner = owner;
        self.set("owner", owner.map_or(Value::Null, |id| Value::Link(LinkValue { id, title: None })))
    }
}

/// A record that the written one links to, as it stands in the database.
pub struct Linked {
    object: Arc<ObjectDef>,
    record: StoredRecord,
}

impl Linked {
    /// The value of one of its fields.
    pub fn value(&self, field: &str) -> &Value {
        value_of(&self.object, &self.record, field)
    }
}

impl RuleInput<'_, '_> {
    /// What a link of the record points to, whoever writes: a rule acts for the house. None for an empty link, or one that
    /// points into the trash.
    pub fn linked(&mut self, field: &str) -> Result<Option<Linked>> {
        let Value::Link(LinkValue { id, .. }) = self.value(field) else { return Ok(None) };
        let (id, writing) = (*id, &mut *self.writing);
        let to = self.object.field(field).and_then(|field| field.to.as_deref());
        let Some(object) = to.and_then(|to| writing.dictionary.object(to)).cloned() else { return Ok(None) };
        let context = writing.context.unlimited();
        let loaded = crate::read::load_seen(
            writing.writer,
            &context,
            &writing.dictionary,
            &object,
            id,
            Trash::Without,
        );
        match loaded {
            Ok(record) => Ok(Some(Linked { object, record })),
            Err(Error::NotFound(_)) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

pub(crate) fn value_of<'r>(object: &ObjectDef, record: &'r StoredRecord, field: &str) -> &'r Value {
    object.position(field).and_then(|position| record.values.get(position)).unwrap_or(&Value::Null)
}
