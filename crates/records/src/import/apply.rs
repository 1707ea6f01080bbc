//! Writes a chunk of rows in the caller's transaction: each row (or group of rows) whole or not at all.

use super::link::{self, Found};
use super::mapping::{Conflict, WhenMissing};
use super::plan::{Plan, PlanObject};
use super::row::{assemble, Assembled};
use crate::write::{Fill, FillBy, Outcome};
use crate::{Context, Engine, Input, Writing, Written};
use serde::{Deserialize, Serialize};
use serde_json::{json, Value as Json};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use store::query::Trash;
use store::Writer;
use vocabulary::{Actor, Error, Id, Problem, Result};

/// One unit of import: a row, or the rows of a group.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// The line of the first row in the file.
    pub line: u64,
    /// How many rows it has.
    pub rows: Vec<Vec<String>>,
}

/// What became of a row or group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowOutcome {
    /// Left out, as the mapping says.
    Skipped,
    /// Everything stood there already.
    Unchanged,
    /// A record was changed.
    Changed,
    /// A record was created.
    Created,
    /// Nothing of it was written.
    Refused,
}

/// What became of one record of a row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordResult {
    /// The object.
    pub object: String,
    /// The record; none in a dry run of something new.
    pub id: Option<Id>,
    /// What became of it.
    pub outcome: RowOutcome,
}

/// What became of a row or group, for the results file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RowResult {
    /// The line in the file.
    pub line: u64,
    /// How many rows.
    pub rows: u64,
    /// The strongest of what happened to its records.
    pub outcome: RowOutcome,
    /// Why it was refused, and what was changed on the way.
    pub messages: Vec<String>,
    /// Its records.
    pub records: Vec<RecordResult>,
}

/// What earlier rows of the same file found or made, so that thousands of rows of one customer look it up once.
#[derive(Clone, Debug, Default)]
pub struct Cache {
    known: HashMap<String, Known>,
}

#[derive(Clone, Copy, Debug)]
struct Known {
    id: Id,
    input: u64,
}

/// What a chunk adds to the cache: to be kept once its transaction has committed, and only then.
#[derive(Clone, Debug, Default)]
pub struct Additions(HashMap<String, Known>);

impl Cache {
    /// Most entries kept; past it the cache starts anew, which costs look-ups but no memory.
    const MOST: usize = 200_000;

    /// Takes over what a committed chunk found.
    pub fn keep(&mut self, additions: Additions) {
        if self.known.len() + additions.0.len() > Cache::MOST {
            self.known.clear();
        }
        self.known.extend(additions.0);
    }
}

/// Writes entries. Faults of ours end the chunk with an error; faults of a row refuse that row.
pub fn apply(engine: &Engine, writer: &mut dyn Writer, context: &Context, plan: &Plan, file: &str, entries: &[Entry], cache: &Cache) -> Result<(Vec<RowResult>, Additions)> {
    let mut results = Vec::with_capacity(entries.len());
    let mut additions = Additions::default();
    for entry in entries {
        let mut result = RowResult { line: entry.line, rows: entry.rows.len() as u64, outcome: RowOutcome::Skipped, messages: Vec::new(), records: Vec::new() };
        if entry.rows.first().is_none_or(|cells| plan.skip.iter().any(|test| test.holds(cells))) {
            results.push(result);
            continue;
        }
        let actor = Actor { source: Some(format!("{file} line {}", entry.line)), ..context.actor.clone() };
        let row_context = Context { actor, ..context.clone() };
        let mut done: Option<(Vec<RecordResult>, Vec<String>, Additions)> = None;
        let attempted = writer.attempt(&mut |writer| {
            let mut writing = Writing::new(engine, writer, &row_context)?;
            let mut row = Row { plan, cache, earlier: &additions, additions: Additions::default(), records: Vec::new(), messages: Vec::new() };
            row.write(&mut writing, entry)?;
            done = Some((row.records, row.messages, row.additions));
            Ok(())
        });
        match (attempted, done) {
            (Ok(()), Some((records, messages, found))) => {
                result.outcome = records.iter().map(|record| record.outcome).max().unwrap_or(RowOutcome::Skipped);
                result.records = records;
                result.messages = messages;
                additions.0.extend(found.0);
            }
            (Err(error @ (Error::Internal(_) | Error::Unavailable(_) | Error::TooMany(..))), _) => return Err(error),
            (Err(error), _) => {
                result.outcome = RowOutcome::Refused;
                result.messages = sentences(error);
            }
            (Ok(()), None) => return Err(Error::internal("a row was written without a result")),
        }
        results.push(result);
    }
    Ok((results, additions))
}

/// An error as sentences for the results file.
pub(super) fn sentences(error: Error) -> Vec<String> {
    match error {
        Error::Invalid(problems) => problems
            .into_iter()
            .map(|problem| if problem.field.is_empty() { problem.message } else { format!("{}: {}", problem.field, problem.message) })
            .collect(),
        other => vec![other.to_string()],
    }
}

struct Row<'a> {
    plan: &'a Plan,
    cache: &'a Cache,
    earlier: &'a Additions,
    additions: Additions,
    records: Vec<RecordResult>,
    messages: Vec<String>,
}

impl Row<'_> {
    fn write(&mut self, writing: &mut Writing<'_>, entry: &Entry) -> Result<()> {
        let all: Vec<&[String]> = entry.rows.iter().map(Vec::as_slice).collect();
        let plan = self.plan;
        let mut ids: Vec<Option<Id>> = vec![None; plan.objects.len()];
        // What stands once per group is written before the lines that link to it, whatever the sequence of the mapping.
        for (index, object) in plan.objects.iter().enumerate().filter(|(_, object)| object.mapping.per_group || plan.group_by.is_none()) {
            let rows = if object.mapping.per_group { &all[..] } else { all.get(..1).unwrap_or_default() };
            let id = self.one(writing, index, object, rows, &ids)?;
            put(&mut ids, index, id);
        }
        if plan.group_by.is_none() {
            return Ok(());
        }
        for cells in &all {
            for (index, object) in plan.objects.iter().enumerate().filter(|(_, object)| !object.mapping.per_group) {
                let id = self.one(writing, index, object, std::slice::from_ref(cells), &ids)?;
                put(&mut ids, index, id);
            }
        }
        Ok(())
    }

    fn one(&mut self, writing: &mut Writing<'_>, index: usize, object: &PlanObject, rows: &[&[String]], ids: &[Option<Id>]) -> Result<Option<Id>> {
        let Some(first) = rows.first() else { return Ok(None) };
        if !object.when.iter().all(|test| test.holds(first)) {
            return Ok(None);
        }
        let mut assembled = assemble(object, rows, ids, writing.context());
        self.resolve(writing, index, object, &mut assembled)?;
        self.messages.append(&mut assembled.warnings);
        if !assembled.problems.is_empty() {
            return Err(Error::Invalid(assembled.problems));
        }
        let input = assembled.input;
        let Some(key) = match_key(index, object, &input) else { return self.create(writing, object, &input).map(Some) };
        let hash = hash_of(&input);
        if let Some(known) = self.known(&key).filter(|known| known.input == hash) {
            self.told(object, known.id, Outcome::Unchanged);
            return Ok(Some(known.id));
        }
        let written = match (self.existing(writing, object, &input)?, object.mapping.when_missing) {
            (Some(record), _) => {
                let definition = std::sync::Arc::clone(&object.object);
                writing.fill(&definition, record, &input, &fill_of(object))?
            }
            (None, WhenMissing::Create) => writing.create(&object.object.key, &input)?,
            (None, WhenMissing::Skip) => return Ok(None),
            (None, WhenMissing::Refuse) => {
                let message = format!("There is no {} that matches.", object.object.label.to_lowercase());
                return Err(Error::Invalid(vec![Problem::new(object.mapping.match_fields.join(", "), "not_found", message)]));
            }
        };
        self.told(object, written.id(), written.outcome);
        self.additions.0.insert(key, Known { id: written.id(), input: hash });
        Ok(Some(written.id()))
    }

    fn create(&mut self, writing: &mut Writing<'_>, object: &PlanObject, input: &Input) -> Result<Id> {
        if object.mapping.when_missing != WhenMissing::Create && !object.mapping.match_fields.is_empty() {
            let message = "The row says nothing by which a record could be found.".to_string();
            return Err(Error::Invalid(vec![Problem::new(object.mapping.match_fields.join(", "), "required", message)]));
        }
        let Written { record, outcome, .. } = writing.create(&object.object.key, input)?;
        self.told(object, record.meta.id, outcome);
        Ok(record.meta.id)
    }

    fn existing(&mut self, writing: &mut Writing<'_>, object: &PlanObject, input: &Input) -> Result<Option<store::record::StoredRecord>> {
        let by_title = object.mapping.match_fields.iter().any(|field| field == "title");
        let unique: Vec<String> = object.mapping.match_fields.iter().filter(|field| *field != "title").cloned().collect();
        if !unique.is_empty()
            && let Some(found) = writing.matched(&object.object, &unique, input)?
        {
            return Ok(Some(found));
        }
        if !by_title {
            return Ok(None);
        }
        let Some(title) = input.get(&object.object.title_field).map(title_text) else { return Ok(None) };
        let context = writing.context();
        let found = writing.writer().by_title(context.workspace, &object.object, &vocabulary::fold(&title))?;
        match found.as_slice() {
            [] => Ok(None),
            [id] => {
                let dictionary = std::sync::Arc::clone(writing.dictionary());
                crate::read::load_seen(writing.writer(), context, &dictionary, &object.object, *id, Trash::Without).map(Some)
            }
            _ => Err(Error::Invalid(vec![Problem::new(&object.object.title_field, "ambiguous", format!("Several are called “{title}”; which one is meant?"))])),
        }
    }

    /// Looks up the links given as text, creating what is to be created.
    fn resolve(&mut self, writing: &mut Writing<'_>, index: usize, object: &PlanObject, assembled: &mut Assembled) -> Result<()> {
        for (position, text) in std::mem::take(&mut assembled.links) {
            let Some(field) = object.fields.get(position) else { continue };
            let key = format!("{index}.{position}>{text}");
            let id = match self.known(&key) {
                Some(known) => known.id,
                None => {
                    let (context, dictionary) = (writing.context(), std::sync::Arc::clone(writing.dictionary()));
                    let id = match link::find(writing.writer(), &dictionary, context, object, position, &text)? {
                        Found::One(id) => id,
                        Found::Create(target) => {
                            let mut input = Input::new();
                            input.insert(target.title_field.clone(), json!(text));
                            let id = writing.create(&target.key, &input)?.id();
                            self.messages.push(format!("{}: {} “{text}” was created", field.field.label, target.label.to_lowercase()));
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
                    };
                    self.additions.0.insert(key, Known { id, input: 0 });
                    id
                }
            };
            assembled.input.insert(field.field.key.clone(), json!(id));
        }
        Ok(())
    }

    fn known(&self, key: &str) -> Option<Known> {
        self.additions.0.get(key).or_else(|| self.earlier.0.get(key)).or_else(|| self.cache.known.get(key)).copied()
    }

    fn told(&mut self, object: &PlanObject, id: Id, outcome: Outcome) {
        let outcome = match outcome {
            Outcome::Created => RowOutcome::Created,
            Outcome::Changed => RowOutcome::Changed,
            Outcome::Unchanged => RowOutcome::Unchanged,
        };
        self.records.push(RecordResult { object: object.object.key.clone(), id: Some(id), outcome });
    }
}

fn put(ids: &mut [Option<Id>], index: usize, id: Option<Id>) {
    if let Some(slot) = ids.get_mut(index) {
        *slot = id;
    }
}

/// What tells records of an object apart, as one text; none when the row says nothing about it.
pub(super) fn match_key(index: usize, object: &PlanObject, input: &Input) -> Option<String> {
    let value = object.mapping.match_fields.iter().find_map(|field| {
        let key = if field == "title" { &object.object.title_field } else { field };
        input.get(key).filter(|value| !value.is_null() && **value != json!([]))
    })?;
    Some(format!("{index}={value}"))
}

pub(super) fn title_text(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        Json::Object(name) => {
            let part = |key: &str| name.get(key).and_then(Json::as_str).unwrap_or_default();
            format!("{} {}", part("given"), part("family")).trim().to_string()
        }
        other => other.to_string(),
    }
}

fn fill_of(object: &PlanObject) -> FillBy {
    let fill = |conflict: Conflict| match conflict {
        Conflict::Overwrite => Fill::Overwrite,
        Conflict::FillEmpty => Fill::FillEmpty,
        Conflict::Keep => Fill::Keep,
    };
    let own = |field: &super::plan::PlanField| field.mapping.conflict.map(|conflict| (field.field.key.clone(), fill(conflict)));
    FillBy { usual: fill(object.mapping.conflict), fields: object.fields.iter().filter_map(own).collect() }
}

fn hash_of(input: &Input) -> u64 {
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(input).unwrap_or_default().hash(&mut hasher);
    hasher.finish()
}
