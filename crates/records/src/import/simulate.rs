//! The dry run: what each row would do, found out by reading only. Rows that depend on rows before them are told as if
//! those had been written.

use super::apply::{match_key, sentences, title_text, Entry, RecordResult, RowOutcome, RowResult};
use super::link::{self, Found};
use super::mapping::{Conflict, WhenMissing};
use super::plan::{Plan, PlanObject};
use super::row::{assemble, Assembled};
use crate::{Context, Engine, Input};
use dictionary::{Dictionary, Kind};
use serde_json::{json, Value as Json};
use std::collections::HashMap;
use store::query::Trash;
use store::Reader;
use vocabulary::{fold, Error, Id, Problem, Result};

/// Tells what entries would do. `seen` carries what earlier entries of the same dry run would have made.
pub fn simulate(engine: &Engine, reader: &mut dyn Reader, context: &Context, plan: &Plan, entries: &[Entry], seen: &mut HashMap<String, Id>) -> Result<Vec<RowResult>> {
    let dictionary = engine.dictionary_in(reader, context.workspace, context.now)?;
    let mut dry = Dry { dictionary: &dictionary, context, plan, seen };
    entries.iter().map(|entry| dry.entry(reader, entry)).collect()
}

struct Dry<'a> {
    dictionary: &'a Dictionary,
    context: &'a Context,
    plan: &'a Plan,
    seen: &'a mut HashMap<String, Id>,
}

impl Dry<'_> {
    fn entry(&mut self, reader: &mut dyn Reader, entry: &Entry) -> Result<RowResult> {
        let mut result = RowResult { line: entry.line, rows: entry.rows.len() as u64, outcome: RowOutcome::Skipped, messages: Vec::new(), records: Vec::new() };
        if entry.rows.first().is_none_or(|cells| self.plan.skip.iter().any(|test| test.holds(cells))) {
            return Ok(result);
        }
        match self.rows(reader, entry, &mut result) {
            Ok(()) => result.outcome = result.records.iter().map(|record| record.outcome).max().unwrap_or(RowOutcome::Skipped),
            Err(Error::Invalid(problems)) => {
                result.outcome = RowOutcome::Refused;
                result.records.clear();
                result.messages = sentences(Error::Invalid(problems));
            }
            Err(error) => return Err(error),
        }
        Ok(result)
    }

    fn rows(&mut self, reader: &mut dyn Reader, entry: &Entry, result: &mut RowResult) -> Result<()> {
        let all: Vec<&[String]> = entry.rows.iter().map(Vec::as_slice).collect();
        let plan = self.plan;
        let mut ids: Vec<Option<Id>> = vec![None; plan.objects.len()];
        let grouped = plan.group_by.is_some();
        for (index, object) in plan.objects.iter().enumerate().filter(|(_, object)| object.mapping.per_group || !grouped) {
            let rows = if object.mapping.per_group { &all[..] } else { all.get(..1).unwrap_or_default() };
            let id = self.one(reader, index, object, rows, &ids, result)?;
            if let Some(slot) = ids.get_mut(index) {
                *slot = id;
            }
        }
        if grouped {
            for cells in &all {
                for (index, object) in plan.objects.iter().enumerate().filter(|(_, object)| !object.mapping.per_group) {
                    let id = self.one(reader, index, object, std::slice::from_ref(cells), &ids, result)?;
                    if let Some(slot) = ids.get_mut(index) {
                        *slot = id;
                    }
                }
            }
        }
        Ok(())
    }

    fn one(&mut self, reader: &mut dyn Reader, index: usize, object: &PlanObject, rows: &[&[String]], ids: &[Option<Id>], result: &mut RowResult) -> Result<Option<Id>> {
        if rows.first().is_none_or(|first| !object.when.iter().all(|test| test.holds(first))) {
            return Ok(None);
        }
        let mut assembled = assemble(object, rows, ids, self.context);
        self.links(reader, index, object, &mut assembled)?;
        self.check(object, &mut assembled);
        result.messages.append(&mut assembled.warnings);
        if !assembled.problems.is_empty() {
            return Err(Error::Invalid(assembled.problems));
        }
        let key = match_key(index, object, &assembled.input);
        let imagined = key.as_ref().and_then(|key| self.seen.get(key).copied());
        let existing = match (&key, imagined) {
            (Some(_), None) => self.existing(reader, object, &assembled.input)?,
            _ => None,
        };
        let (id, outcome) = match (imagined, existing) {
            (Some(id), _) => (id, RowOutcome::Unchanged),
            (None, Some(id)) => (id, self.difference(reader, object, id, &assembled.input)?),
            (None, None) => match object.mapping.when_missing {
                WhenMissing::Create => {
                    self.required(object, &assembled.input)?;
                    (self.context.ids.next(self.context.now), RowOutcome::Created)
                }
                WhenMissing::Skip => return Ok(None),
                WhenMissing::Refuse => {
                    let message = format!("There is no {} that matches.", object.object.label.to_lowercase());
                    return Err(Error::invalid(object.mapping.match_fields.join(", "), "not_found", message));
                }
            },
        };
        if let Some(key) = key {
            self.seen.insert(key, id);
        }
        let shown = if outcome == RowOutcome::Created || imagined.is_some() { None } else { Some(id) };
        result.records.push(RecordResult { object: object.object.key.clone(), id: shown, outcome });
        Ok(Some(id))
    }

    fn links(&mut self, reader: &mut dyn Reader, index: usize, object: &PlanObject, assembled: &mut Assembled) -> Result<()> {
        for (position, text) in std::mem::take(&mut assembled.links) {
            let Some(field) = object.fields.get(position) else { continue };
            let key = format!("{index}.{position}>{text}");
            let id = match self.seen.get(&key) {
                Some(id) => *id,
                None => match link::find(reader, self.dictionary, self.context, object, position, &text)? {
                    Found::One(id) => id,
                    Found::Create(target) => {
                        assembled.warnings.push(format!("{}: {} “{text}” would be created", field.field.label, target.label.to_lowercase()));
                        self.context.ids.next(self.context.now)
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
            self.seen.insert(key, id);
            assembled.input.insert(field.field.key.clone(), json!(id));
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
        let missing = object.object.fields.iter().filter(|field| field.required && field.default.is_none() && input.get(&field.key).is_none_or(Json::is_null));
        let problems: Vec<Problem> = missing.map(|field| Problem::new(&field.key, "required", format!("{} must have a value.", field.label))).collect();
        if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
    }

    fn existing(&self, reader: &mut dyn Reader, object: &PlanObject, input: &Input) -> Result<Option<Id>> {
        for key in &object.mapping.match_fields {
            let found = if key == "title" {
                let Some(title) = input.get(&object.object.title_field).map(title_text) else { continue };
                reader.by_title(self.context.workspace, &object.object, &fold(&title))?
            } else {
                let Some(field) = object.object.field(key) else { continue };
                let Some(json) = input.get(key) else { continue };
                let value = field.value_kind().read(field, json, &self.context.moment.read).unwrap_or_default();
                let mut found = Vec::new();
                for key in store::layout::keys(field, &value) {
                    found.extend(reader.by_unique(self.context.workspace, &object.object.key, &field.key, &key)?);
                }
                found.dedup();
                found
            };
            match found.as_slice() {
                [] => {}
                [id] => return Ok(Some(*id)),
                _ => return Err(Error::invalid(key, "ambiguous", "Several records match; which one is meant?")),
            }
        }
        Ok(None)
    }

    fn difference(&self, reader: &mut dyn Reader, object: &PlanObject, id: Id, input: &Input) -> Result<RowOutcome> {
        let record = reader.get(self.context.workspace, self.dictionary, &object.object, id, self.context.rights.as_ref(), Trash::Without)?;
        let Some(record) = record else { return Ok(RowOutcome::Created) };
        for (key, json) in input {
            let Some((position, field)) = object.object.position(key).zip(object.object.field(key)) else { continue };
            let old = record.values.get(position).cloned().unwrap_or_default();
            let planned = object.fields.iter().find(|planned| planned.field.key == *key);
            let conflict = planned.and_then(|planned| planned.mapping.conflict).unwrap_or(object.mapping.conflict);
            let written = match conflict {
                Conflict::Overwrite => true,
                Conflict::FillEmpty => old.is_null(),
                Conflict::Keep => false,
            };
            let new = field.value_kind().read(field, json, &self.context.moment.read).unwrap_or_default();
            if written && new != old {
                return Ok(RowOutcome::Changed);
            }
        }
        Ok(RowOutcome::Unchanged)
    }
}
