//! The dry run: what each row would do, found out by reading only. Rows that depend on rows before them are told as if
//! those had been written.

use super::apply::{kept, missing, several};
use super::cache::{Entry as Cached, match_key, title_text};
use super::link::{self, Found};
use super::mapping::{Conflict, WhenMissing};
use super::plan::{Plan, PlanObject};
use super::result::{Entry, EntryRow, RecordResult, RowOutcome, RowResult};
use super::row::{Assembled, assemble};
use crate::{Context, Engine, Input};
use dictionary::{Dictionary, Kind, SystemField};
use serde_json::{Value as Json, json};
use std::collections::HashMap;
use store::Reader;
use store::query::Trash;
use vocabulary::{Error, Id, Problem, Result, fold};

/// What earlier rows of the same dry run would have found or made.
#[derive(Clone, Debug, Default)]
pub struct Imagined {
    records: HashMap<String, Id>,
    unique: HashMap<String, Id>,
    entries: HashMap<Id, Imagination>,
}

/// A record an earlier row found or would have made.
#[derive(Clone, Copy, Debug)]
struct Imagination {
    entry: Cached,
    exists: bool,
}

/// More than this is not remembered; from there on what a later row would find of an earlier one is told as new.
const MOST: usize = 1_000_000;

/// Tells what entries would do. `imagined` carries what earlier entries of the same dry run would have made.
pub fn simulate(
    engine: &Engine,
    reader: &mut dyn Reader,
    context: &Context,
    plan: &Plan,
    entries: &[Entry],
    imagined: &mut Imagined,
) -> Result<Vec<RowResult>> {
    let dictionary = engine.dictionary_in(reader, context)?;
    let mut results = Vec::with_capacity(entries.len());
    for entry in entries {
        let mut result = RowResult::of(entry);
        let (rows, told) = kept(plan, entry);
        let rows: Vec<&EntryRow> = rows.iter().map(AsRef::as_ref).collect();
        let mut dry = Dry {
            dictionary: &dictionary,
            context,
            plan,
            imagined,
            records: Vec::new(),
            told,
            fresh: Vec::new(),
        };
        match dry.rows(reader, &rows) {
            Ok(()) if rows.is_empty() => result.messages = dry.told,
            Ok(()) => result.done(dry.records, dry.told),
            Err(error) if error.may_pass() => return Err(error),
            Err(error) => {
                // Nothing of a refused row is there for later ones to find.
                for key in &dry.fresh {
                    dry.imagined.records.remove(key);
                }
                result.refused(error);
            }
        }
        results.push(result);
    }
    Ok(results)
}

struct Dry<'a> {
    dictionary: &'a Dictionary,
    context: &'a Context,
    plan: &'a Plan,
    imagined: &'a mut Imagined,
    records: Vec<RecordResult>,
    told: Vec<String>,
    /// What this entry has imagined first.
    fresh: Vec<String>,
}

impl Dry<'_> {
    fn rows(&mut self, reader: &mut dyn Reader, rows: &[&EntryRow]) -> Result<()> {
        let plan = self.plan;
        let mut ids: Vec<Option<Id>> = vec![None; plan.objects.len()];
        for (rows, objects) in plan.passes(rows) {
            for (index, object) in objects {
                let id = self.one(reader, index, object, rows, &ids)?;
                if let Some(slot) = ids.get_mut(index) {
                    *slot = id;
                }
            }
        }
        Ok(())
    }

    fn one(
        &mut self,
        reader: &mut dyn Reader,
        index: usize,
        object: &PlanObject,
        rows: &[&EntryRow],
        ids: &[Option<Id>],
    ) -> Result<Option<Id>> {
        if rows.first().is_none_or(|first| !object.when.iter().all(|test| test.holds(&first.cells))) {
            return Ok(None);
        }
        let mut assembled = assemble(object, rows, ids, self.context);
        self.links(reader, index, object, &mut assembled)?;
        self.check(object, &mut assembled);
        self.told.append(&mut assembled.warnings);
        if !assembled.problems.is_empty() {
            return Err(Error::Invalid(assembled.problems));
        }
        let input = assembled.input;
        let key = match_key(object, &input).map(|key| format!("{index}.{key}"));
        let imagined = key.as_ref().and_then(|key| self.known(object, key, &input));
        let existing = match (&key, imagined) {
            (Some(_), None) => self.existing(reader, object, &input)?,
            _ => None,
        };
        let (id, exists, outcome) = match (imagined, existing) {
            (Some(known), _) if known.entry.settles(object, &input) => {
                (known.entry.id, known.exists, RowOutcome::Unchanged)
            }
            (Some(known), _) if known.exists => {
                let outcome = self.difference(reader, object, known.entry.id, &input)?;
                (known.entry.id, true, outcome)
            }
            (Some(known), _) => (known.entry.id, false, RowOutcome::Changed),
            (None, Some(id)) => (id, true, self.difference(reader, object, id, &input)?),
            (None, None) if object.mapping.when_missing == WhenMissing::Skip => return Ok(None),
            (None, None) if object.mapping.when_missing == WhenMissing::Refuse => {
                return Err(missing(object));
            }
            (None, None) => {
                self.required(object, &input)?;
                (self.context.ids.next(self.context.now), false, RowOutcome::Created)
            }
        };
        self.claim(reader, object, &input, id, exists)?;
        if let Some(key) = key
            && self.imagined.records.len() < MOST
        {
            let entry = Cached::imagined(object, id, &input, imagined.map(|known| known.entry));
            self.imagine(key, id);
            self.imagined.entries.insert(id, Imagination { entry, exists });
        }
        let shown = if exists { Some(id) } else { None };
        self.records.push(RecordResult::of(&object.object, shown, &input, outcome));
        Ok(Some(id))
    }

    fn imagine(&mut self, key: String, id: Id) {
        if self.imagined.records.insert(key.clone(), id).is_none() {
            self.fresh.push(key);
        }
    }

    /// What an earlier row found or would have made, by the same text or by a value that is unique in another spelling.
    fn known(&self, object: &PlanObject, key: &str, input: &Input) -> Option<Imagination> {
        let by_key = self.imagined.records.get(key);
        let id = by_key.copied().or_else(|| {
            object.mapping.match_fields.iter().find_map(|field| {
                let field = object.object.field(field)?;
                let read = field.value_kind().read(field, input.get(&field.key)?, &self.context.moment.read);
                let keys = store::layout::keys(field, &read.ok()?);
                let place = |key: &String| format!("{}.{}={key}", object.object.key, field.key);
                keys.iter().find_map(|key| self.imagined.unique.get(&place(key)).copied())
            })
        })?;
        self.imagined.entries.get(&id).copied()
    }

    fn links(
        &mut self,
        reader: &mut dyn Reader,
        index: usize,
        object: &PlanObject,
        assembled: &mut Assembled,
    ) -> Result<()> {
        for (position, text) in std::mem::take(&mut assembled.links) {
            let Some(planned) = object.fields.get(position) else { continue };
            let key = format!("{index}.{position}>{text}");
            let id = match self.imagined.records.get(&key) {
                Some(id) => *id,
                None => match link::find(reader, self.dictionary, self.context, planned, &text)? {
                    Found::One(id) => id,
                    Found::Create(target) => {
                        let message = format!("{}: “{text}” would be created", planned.field.label);
                        assembled.warnings.push(message);
                        let id = self.context.ids.next(self.context.now);
                        let named = Input::from_iter([(target.title_field.clone(), json!(text))]);
                        self.records.push(RecordResult::of(&target, None, &named, RowOutcome::Created));
                        id
                    }
                    Found::Blank(message) => {
                        assembled.warnings.push(message);
                        continue;
                    }
                    Found::Refused(problem) => {
                        assembled.problems.push(problem);
                        continue;
                    }
                },
            };
            if self.imagined.records.len() < MOST {
                self.imagine(key, id);
            }
            assembled.input.insert(planned.field.key.clone(), json!(id));
        }
        Ok(())
    }

    /// Reads every value as the write would.
    fn check(&self, object: &PlanObject, assembled: &mut Assembled) {
        for (key, value) in &assembled.input {
            let Some(field) = object.object.field(key) else { continue };
            if !self.context.rights.may_write(&object.object.key, key) {
                assembled.problems.push(Problem::new(key, "read_only", "This field cannot be written."));
            } else if !matches!(field.value_kind(), Kind::Link | Kind::File)
                && let Err((code, message)) = field.value_kind().read(field, value, &self.context.moment.read)
            {
                assembled.problems.push(Problem::new(key, code, message));
            }
        }
    }

    fn required(&self, object: &PlanObject, input: &Input) -> Result<()> {
        let rights = self.context.rights.object(&object.object.key);
        if !rights.create {
            let plural = object.object.label_plural.to_lowercase();
            return Err(Error::Forbidden(format!("Your role does not let you create {plural}.")));
        }
        if let Some(how) = &object.object.made_by {
            return Err(Error::invalid("", "made_elsewhere", how));
        }
        let fields = object.object.fields.iter().filter(|field| field.required && field.default.is_none());
        let missing = fields.filter(|field| input.get(&field.key).is_none_or(Json::is_null));
        let problems: Vec<Problem> = missing
            .map(|field| Problem::new(&field.key, "required", format!("{} must have a value.", field.label)))
            .collect();
        if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
    }

    /// A unique value that belongs to another record refuses the row, as it would when written.
    fn claim(
        &mut self,
        reader: &mut dyn Reader,
        object: &PlanObject,
        input: &Input,
        id: Id,
        exists: bool,
    ) -> Result<()> {
        let mut claimed = Vec::new();
        for planned in &object.fields {
            let field = &planned.field;
            let Some(json) = input.get(&field.key).filter(|_| field.unique) else { continue };
            let keeps = planned.mapping.conflict.unwrap_or(object.mapping.conflict) != Conflict::Overwrite;
            if exists && keeps && field.system != Some(SystemField::ExternalIds) {
                continue;
            }
            let value = field.value_kind().read(field, json, &self.context.moment.read).unwrap_or_default();
            for key in store::layout::keys(field, &value) {
                let place = format!("{}.{}={key}", object.object.key, field.key);
                let earlier = self.imagined.unique.get(&place).copied();
                let taken = match earlier {
                    Some(other) => Some(other),
                    None => reader.by_unique(self.context.workspace, &object.object.key, &field.key, &key)?,
                };
                if taken.is_some_and(|other| other != id) {
                    let message =
                        format!("Another {} has this {}.", object.object.label.to_lowercase(), field.label);
                    return Err(Error::invalid(&field.key, "taken", message));
                }
                claimed.push(place);
            }
        }
        if self.imagined.unique.len() < MOST && !object.once {
            self.imagined.unique.extend(claimed.into_iter().map(|place| (place, id)));
        }
        Ok(())
    }

    fn existing(&self, reader: &mut dyn Reader, object: &PlanObject, input: &Input) -> Result<Option<Id>> {
        for key in &object.mapping.match_fields {
            let mut found = if key == "title" {
                let Some(title) = input.get(&object.object.title_field).map(title_text) else { continue };
                let found = reader.by_title(self.context.workspace, &object.object, &fold(&title))?;
                if found.len() > 1 {
                    return Err(several(object, &title));
                }
                found
            } else {
                let (Some(field), Some(json)) = (object.object.field(key), input.get(key)) else { continue };
                let value =
                    field.value_kind().read(field, json, &self.context.moment.read).unwrap_or_default();
                let mut found = Vec::new();
                for key in store::layout::keys(field, &value) {
                    let key =
                        reader.by_unique(self.context.workspace, &object.object.key, &field.key, &key)?;
                    found.extend(key);
                }
                found
            };
            found.dedup();
            match found.as_slice() {
                [] => {}
                [id] if self.sees(reader, object, *id)? => return Ok(Some(*id)),
                [_] => {}
                _ => {
                    let message = "These values belong to different records.";
                    return Err(Error::invalid(key, "ambiguous", message));
                }
            }
        }
        Ok(None)
    }

    fn sees(&self, reader: &mut dyn Reader, object: &PlanObject, id: Id) -> Result<bool> {
        let (context, of) = (self.context, &object.object);
        match crate::read::load_seen(reader, context, self.dictionary, of, id, Trash::Without) {
            Ok(_) => Ok(true),
            Err(Error::NotFound(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    fn difference(
        &self,
        reader: &mut dyn Reader,
        object: &PlanObject,
        id: Id,
        input: &Input,
    ) -> Result<RowOutcome> {
        let of = &object.object;
        let record = crate::read::load_seen(reader, self.context, self.dictionary, of, id, Trash::Without)?;
        let mut differs = false;
        for (key, json) in input {
            let Some(field) = of.field(key) else { continue };
            let old = crate::rule::value_of(of, &record, key);
            let planned = object.fields.iter().find(|planned| planned.field.key == *key);
            let own = planned.and_then(|planned| planned.mapping.conflict);
            let written = match own.unwrap_or(object.mapping.conflict) {
                Conflict::Overwrite => true,
                Conflict::FillEmpty => old.is_null(),
                Conflict::Keep => false,
            };
            let new = field.value_kind().read(field, json, &self.context.moment.read).unwrap_or_default();
            differs |= match (field.system, &new, old) {
                // Ids of other systems are added to those that are there, whatever the mode.
                (
                    Some(SystemField::ExternalIds),
                    dictionary::Value::List(new),
                    dictionary::Value::List(old),
                ) => new.iter().any(|id| !old.contains(id)),
                (Some(SystemField::ExternalIds), ..) => true,
                _ => written && new != *old,
            };
        }
        if differs && !self.context.rights.reaches(&of.key, crate::Permission::Change, &record.meta) {
            return Err(Error::Forbidden("Your role does not let you change this record.".to_string()));
        }
        Ok(if differs { RowOutcome::Changed } else { RowOutcome::Unchanged })
    }
}
