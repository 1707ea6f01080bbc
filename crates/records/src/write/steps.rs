//! The steps of one write, as types that turn into each other: *permitted → draft → validated → governed → stored → written*.
//!
//! Each is made by the one before only, so that a write that was not checked, or an event without its write, does not compile.

mod check;
mod set_back;
mod take_over;

use super::resolve::Known;
use super::{Input, Outcome, Writing, Written, outcome};
use crate::{Access, Permission, RuleInput};
use dictionary::{FieldDef, Kind, ObjectDef, SystemField, Value};
use serde_json::{Value as Json, json};
use std::sync::Arc;
use store::event::{NewEvent, Verb};
use store::query::Trash;
use store::record::{Meta, Stamp, StoredRecord};
use vocabulary::{Error, Id, Problem, Result};

/// Most bytes of text in one record.
const MAX_WEIGHT: usize = 1_000_000;

/// Step one: the actor may do it. Holds what stands in the database.
pub(super) struct Permitted {
    object: Arc<ObjectDef>,
    verb: Verb,
    before: Option<StoredRecord>,
}

/// Step two: the input has been read. Problems are collected, not yet told.
pub(super) struct Draft {
    permitted: Permitted,
    after: StoredRecord,
    given: Vec<usize>,
    problems: Vec<Problem>,
}

/// Step three: every value is right by itself.
pub(super) struct Validated {
    permitted: Permitted,
    after: StoredRecord,
}

/// Step four: the rules have had their say.
pub(super) struct Governed {
    permitted: Permitted,
    after: StoredRecord,
}

/// Step five: it stands in the database.
pub(super) struct Stored {
    permitted: Permitted,
    after: StoredRecord,
}

impl Permitted {
    /// A new record may be made.
    pub(super) fn to_create(writing: &Writing<'_>, object: &Arc<ObjectDef>) -> Result<Permitted> {
        if !writing.context.rights.object(&object.key).create {
            return Err(Error::Forbidden(format!(
                "Your role does not let you create {}.",
                object.label_plural.to_lowercase()
            )));
        }
        Ok(Permitted { object: Arc::clone(object), verb: Verb::Created, before: None })
    }

    /// A new record may be made of nothing but its fields.
    pub(super) fn to_create_plain(writing: &Writing<'_>, object: &Arc<ObjectDef>) -> Result<Permitted> {
        let permitted = Permitted::to_create(writing, object)?;
        match &object.made_by {
            Some(how) => Err(Error::invalid("", "made_elsewhere", how)),
            None => Ok(permitted),
        }
    }

    /// A record may be changed, removed or restored.
    pub(super) fn to_alter(
        writing: &mut Writing<'_>,
        object: &Arc<ObjectDef>,
        id: Id,
        verb: Verb,
    ) -> Result<Permitted> {
        let trash = if verb == Verb::Restored { Trash::Only } else { Trash::Without };
        let before =
            crate::read::load_seen(writing.writer, writing.context, &writing.dictionary, object, id, trash)?;
        let permission = if verb == Verb::Changed { Permission::Change } else { Permission::Remove };
        writing.context.rights.demand(&object.key, permission, &before.meta)?;
        Ok(Permitted { object: Arc::clone(object), verb, before: Some(before) })
    }

    pub(super) fn before(&self) -> Option<&StoredRecord> {
        self.before.as_ref()
    }

    /// What the record becomes when nothing but its own data changes.
    fn next(&self, writing: &Writing<'_>) -> StoredRecord {
        let context = writing.context;
        let stamp = Stamp::of(&context.actor);
        match &self.before {
            Some(before) => {
                let mut after = before.clone();
                after.meta.version += 1;
                after.meta.updated_at = context.now;
                after.meta.updated_by = stamp;
                after
            }
            None => StoredRecord {
                meta: Meta {
                    id: context.ids.next(context.now),
                    version: 1,
                    created_at: context.now,
                    updated_at: context.now,
                    created_by: stamp.clone(),
                    updated_by: stamp,
                    owner: context.actor.user,
                    removed_at: None,
                    batch: context.batch,
                },
                values: vec![Value::Null; self.object.fields.len()],
                title: None,
            },
        }
    }

    /// Into the trash or out of it: no values change, so there is nothing to read or validate.
    pub(super) fn moved(self, writing: &mut Writing<'_>) -> Result<Governed> {
        let mut after = self.next(writing);
        after.meta.removed_at = if self.verb == Verb::Removed { Some(writing.context.now) } else { None };
        Validated { permitted: self, after }.govern(writing)
    }

    /// Takes values that are of their kinds already, under an id that is known already; their links are trusted.
    pub(super) fn take_prepared(
        self,
        writing: &Writing<'_>,
        id: Id,
        owner: Option<Id>,
        values: Vec<(&str, Value)>,
    ) -> Draft {
        let mut after = self.next(writing);
        after.meta.id = id;
        let mut draft = Draft { permitted: self, after, given: Vec::new(), problems: Vec::new() };
        draft.set_owner_value(owner);
        for (key, value) in values {
            let position = draft.permitted.object.position(key);
            match position.and_then(|position| draft.after.values.get_mut(position)).zip(position) {
                Some((slot, position)) => {
                    *slot = value;
                    draft.given.push(position);
                }
                None => draft.problems.push(Problem::new(
                    key,
                    "unknown_field",
                    format!("There is no field “{key}”."),
                )),
            }
        }
        draft
    }

    /// Reads the input, member by member.
    pub(super) fn read(self, writing: &mut Writing<'_>, input: &Input) -> Result<Draft> {
        let after = self.next(writing);
        let mut draft = Draft { permitted: self, after, given: Vec::new(), problems: Vec::new() };
        if draft.permitted.verb == Verb::Created {
            draft.set_owner_value(writing.context.actor.user);
        }
        for (key, json) in input {
            if let Err(problem) = draft.take(writing, key, json, input)? {
                draft.problems.push(problem);
            }
        }
        Ok(draft)
    }
}

impl Draft {
    /// With values of fields that only Kith itself fills in.
    pub(super) fn keep(mut self, values: Vec<(&str, Value)>) -> Draft {
        for (key, value) in values {
            if let Some(slot) =
                self.permitted.object.position(key).and_then(|position| self.after.values.get_mut(position))
            {
                *slot = value;
            }
        }
        self
    }

    fn take(
        &mut self,
        writing: &mut Writing<'_>,
        key: &str,
        json: &Json,
        input: &Input,
    ) -> Result<Result<(), Problem>> {
        let object = Arc::clone(&self.permitted.object);
        let access = writing.context.rights.field(&object.key, key);
        let position = object.position(key).filter(|_| writing.sees_field(&object.key, key));
        let Some((position, field)) =
            position.and_then(|position| Some((position, object.fields.get(position)?)))
        else {
            return Ok(Err(Problem::new(
                key,
                "unknown_field",
                format!("{} has no field “{}”.", object.label, shortened(key)),
            )));
        };
        if field.read_only() || access < Access::Write {
            return Ok(Err(Problem::new(key, "read_only", "This field cannot be written.")));
        }
        let known =
            Known { before: self.permitted.before.as_ref().and_then(|before| before.values.get(position)) };
        let value = match field.value_kind() {
            Kind::Link | Kind::File => match writing.resolve(field, json, known)? {
                Ok(value) => Ok(value),
                Err((code, message)) => Err(Problem::new(key, code, message)),
            },
            kind => {
                let country = if kind == Kind::PhoneNumbers { self.country(input) } else { None };
                let read = match country {
                    Some(_) => {
                        let mut read = writing.context.moment.read.clone();
                        read.country = country;
                        kind.read(field, json, &read)
                    }
                    None => kind.read(field, json, &writing.context.moment.read),
                };
                read.map_err(|(code, message)| Problem::new(key, code, message))
            }
        };
        Ok(value.map(|value| {
            if field.system == Some(SystemField::Owner) {
                self.set_owner_value(value_link(&value));
            } else if let Some(slot) = self.after.values.get_mut(position) {
                *slot = value;
            }
            self.given.push(position);
        }))
    }

    /// The country of the record's own address, which its phone numbers most likely belong to.
    fn country(&self, input: &Input) -> Option<String> {
        let two_letters = |code: &str| code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
        for (position, field) in self.permitted.object.fields.iter().enumerate() {
            if field.kind != Kind::PostalAddress {
                continue;
            }
            let given =
                input.get(&field.key).and_then(|json| json.get(0).unwrap_or(json).get("country")?.as_str());
            if let Some(code) = given.filter(|code| two_letters(code)) {
                return Some(code.to_string());
            }
            if let Some(Value::Addresses(addresses)) = self.after.values.get(position)
                && let Some(address) = addresses.first().filter(|address| two_letters(&address.country))
            {
                return Some(address.country.clone());
            }
        }
        None
    }

    fn set_owner_value(&mut self, owner: Option<Id>) {
        self.after.meta.owner = owner;
        if let Some(slot) =
            self.permitted.object.position("owner").and_then(|position| self.after.values.get_mut(position))
        {
            *slot = owner.map_or(Value::Null, |id| Value::Link(dictionary::LinkValue { id, title: None }));
        }
    }

    /// Whether nothing differs from what stands there.
    pub(super) fn is_unchanged(&self) -> bool {
        let before = self.permitted.before.as_ref();
        self.problems.is_empty()
            && before.is_some_and(|before| !differs(&self.permitted.object, before, &self.after))
    }

    /// Fills in defaults, checks what must be there, and tells all problems at once.
    pub(super) fn validate(mut self, writing: &Writing<'_>) -> Result<Validated> {
        let object = Arc::clone(&self.permitted.object);
        let creating = self.permitted.verb == Verb::Created;
        let rights = &writing.context.rights;
        for (position, field) in object.fields.iter().enumerate() {
            let given = self.given.contains(&position);
            let Some(slot) = self.after.values.get_mut(position) else { continue };
            if creating
                && !given
                && let Some(default) = &field.default
            {
                let read = field.value_kind().read(field, default, &writing.context.moment.read);
                *slot = read.map_err(|(_, message)| {
                    Error::internal(format!("default of {}.{}: {message}", object.key, field.key))
                })?;
            }
            if field.required
                && slot.is_null()
                && (creating || given)
                && !self.problems.iter().any(|known| known.field == field.key)
            {
                if !rights.may_write(&object.key, &field.key) {
                    // Naming the field would tell of one the user may not see.
                    return Err(Error::Forbidden(format!(
                        "Your role cannot create {}: a value it needs is not yours to write.",
                        object.label_plural.to_lowercase()
                    )));
                }
                self.problems.push(Problem::new(
                    &field.key,
                    "required",
                    format!("{} must have a value.", field.label),
                ));
            }
        }
        // An owner nobody is would put the record out of everybody's own reach.
        if creating && self.after.meta.owner.is_none() && rights.object(&object.key).read < crate::Extent::All
        {
            self.set_owner_value(writing.context.actor.user);
        }
        if self.after.values.iter().map(weight).sum::<usize>() > MAX_WEIGHT {
            self.problems.push(Problem::new(
                "",
                "too_large",
                "A record holds at most one million bytes of text.",
            ));
        }
        if !self.problems.is_empty() {
            return Err(Error::Invalid(self.problems));
        }
        Ok(Validated { permitted: self.permitted, after: self.after })
    }
}

impl Validated {
    /// Computes formulas and runs the rules, in their sequence.
    pub(super) fn govern(mut self, writing: &mut Writing<'_>) -> Result<Governed> {
        let object = Arc::clone(&self.permitted.object);
        compute(&object, &mut self.after);
        let engine = writing.engine;
        let mut ran = false;
        for rule in engine.rules_of(&object.key) {
            let (before, after, verb) =
                (self.permitted.before.as_ref(), &mut self.after, self.permitted.verb);
            writing.deeper(rule.name, |writing| {
                (rule.run)(&mut RuleInput { writing, object: &object, verb, before, after })
            })?;
            ran = true;
        }
        if ran {
            compute(&object, &mut self.after);
        }
        Ok(Governed { permitted: self.permitted, after: self.after })
    }
}

impl Governed {
    /// Writes it.
    pub(super) fn store(self, writing: &mut Writing<'_>) -> Result<Stored> {
        let Governed { permitted, after } = self;
        let workspace = writing.context.workspace;
        let result = match &permitted.before {
            None => writing.writer.insert_record(workspace, &permitted.object, &after),
            Some(before) => writing.writer.update_record(workspace, &permitted.object, before, &after),
        };
        match result {
            Ok(()) => Ok(Stored { permitted, after }),
            Err(error) => Err(writing.name_duplicate(&permitted.object, error)),
        }
    }
}

impl Stored {
    /// Appends the event that tells of it.
    pub(super) fn tell(self, writing: &mut Writing<'_>) -> Result<Written> {
        let Stored { permitted, after } = self;
        let context = writing.context;
        let event = NewEvent {
            workspace: context.workspace,
            at: context.now,
            actor: context.actor.clone(),
            object: permitted.object.key.clone(),
            record: after.meta.id,
            version: after.meta.version,
            verb: permitted.verb,
            changes: changes(&permitted.object, permitted.before.as_ref(), &after),
            batch: context.batch,
        };
        let seq = writing.writer.append_event(&event)?;
        if event.verb == Verb::Restored {
            crate::duplicate::came_back(writing, &event.object, event.record)?;
        }
        writing.tally.count(&event.object, event.record, event.verb, writing.depth > 0);
        Ok(Written { outcome: outcome(permitted.verb), record: after, seq: Some(seq) })
    }
}

/// What an operation answers that found nothing to write.
pub(super) fn unchanged(draft: Draft) -> Option<Written> {
    let record = draft.permitted.before?;
    Some(Written { outcome: Outcome::Unchanged, record, seq: None })
}

/// Computes the formulas of a record.
pub(crate) fn compute(object: &ObjectDef, record: &mut StoredRecord) {
    for (position, field) in object.fields.iter().enumerate() {
        let Some(formula) = &field.formula else { continue };
        let meta = &record.meta;
        let values = &record.values;
        let value = formula.evaluate(field.value_kind(), &|key| match object
            .field(key)
            .and_then(|field| field.system)
        {
            Some(SystemField::CreatedAt) => Value::Timestamp(meta.created_at),
            Some(SystemField::UpdatedAt) => Value::Timestamp(meta.updated_at),
            _ => object.position(key).and_then(|position| values.get(position)).cloned().unwrap_or_default(),
        });
        if let Some(slot) = record.values.get_mut(position) {
            *slot = value;
        }
    }
}

/// Whether a field's value is a part of what was written, rather than computed or known from the record's stamps.
fn is_written(field: &FieldDef) -> bool {
    !field.follows_others() && (field.kept || !field.read_only())
}

fn differs(object: &ObjectDef, before: &StoredRecord, after: &StoredRecord) -> bool {
    let pairs = before.values.iter().zip(&after.values).zip(&object.fields);
    before.meta.owner != after.meta.owner
        || pairs.into_iter().any(|((old, new), field)| is_written(field) && old != new)
}

/// What an event says of a write: field → `[old, new]`. Links are bare ids, because titles are the reader's to see or not.
fn changes(object: &ObjectDef, before: Option<&StoredRecord>, after: &StoredRecord) -> Input {
    let mut changes = Input::new();
    for (position, field) in object.fields.iter().enumerate() {
        if !is_written(field) {
            continue;
        }
        let old = before.and_then(|before| before.values.get(position)).unwrap_or(&Value::Null);
        let new = after.values.get(position).unwrap_or(&Value::Null);
        if old != new {
            changes.insert(field.key.clone(), Json::Array(vec![event_json(old), event_json(new)]));
        }
    }
    changes
}

/// A value as events keep it.
pub(crate) fn event_json(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Text(text) => Json::String(text.clone()),
        Value::Link(link) => json!(link.id),
        other => other.to_json(),
    }
}

fn value_link(value: &Value) -> Option<Id> {
    if let Value::Link(link) = value { Some(link.id) } else { None }
}

fn weight(value: &Value) -> usize {
    match value {
        Value::Text(text) => text.len(),
        Value::List(texts) => texts.iter().map(String::len).sum(),
        Value::Emails(emails) => {
            emails.iter().map(|email| email.address.as_str().len() + email.label.len()).sum()
        }
        Value::Phones(phones) => {
            phones.iter().map(|phone| phone.number.as_str().len() + phone.label.len()).sum()
        }
        Value::Addresses(addresses) => addresses.iter().map(|address| address.one_line().len()).sum(),
        Value::Name(name) => name.given.len() + name.family.len(),
        _ => 8,
    }
}

/// At most 60 characters of a text, for a message.
pub(crate) fn shortened(text: &str) -> String {
    text.chars().take(60).collect()
}
