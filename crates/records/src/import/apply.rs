//! Writes a chunk of rows in the caller's transaction: each row (or group of rows) whole or not at all.

use super::cache::{Additions, Cache, Entry as Cached, Place, match_key, title_text};
use super::link::{self, Found};
use super::mapping::{Conflict, WhenMissing};
use super::plan::{Plan, PlanObject};
use super::result::{Entry, EntryRow, RecordResult, RowOutcome, RowResult};
use super::row::{Assembled, add, assemble};
use crate::rule::value_of;
use crate::write::{Fill, FillBy, Outcome};
use crate::{Context, Engine, Input, Writing};
use dictionary::ObjectDef;
use serde_json::json;
use std::borrow::Cow;
use std::sync::Arc;
use store::Writer;
use store::event::EventFilter;
use store::query::Trash;
use store::record::StoredRecord;
use vocabulary::{Actor, Error, Id, Problem, Result};

/// Writes entries. Faults of ours end the chunk with an error; faults of a row refuse that row.
pub fn apply(
    engine: &Engine,
    writer: &mut dyn Writer,
    context: &Context,
    plan: &Plan,
    file: &str,
    entries: &[Entry],
    cache: &Cache,
) -> Result<(Vec<RowResult>, Additions)> {
    let mut results = Vec::with_capacity(entries.len());
    let mut additions = Additions::default();
    for entry in entries {
        let mut result = RowResult::of(entry);
        let (rows, mut told) = kept(plan, entry);
        let rows: Vec<&EntryRow> = rows.iter().map(AsRef::as_ref).collect();
        if rows.is_empty() {
            result.messages = told;
            results.push(result);
            continue;
        }
        let source = Some(format!("{file} line {}", entry.line()));
        let row_context = Context { actor: Actor { source, ..context.actor.clone() }, ..context.clone() };
        let mut done: Option<Done> = None;
        let attempted = writer.attempt(&mut |writer| {
            let mut writing = Writing::new(engine, writer, &row_context)?;
            let mut row = Row { plan, cache, earlier: &additions, done: Done::default() };
            row.write(&mut writing, &rows)?;
            done = Some(row.done);
            Ok(())
        });
        match (attempted, done) {
            (Ok(()), Some(done)) => {
                told.extend(done.messages);
                result.done(done.records, told);
                additions.join(done.additions);
            }
            (Err(error), _) if error.may_pass() => return Err(error),
            (Err(error), _) => result.refused(error),
            (Ok(()), None) => return Err(Error::internal("a row was written without a result")),
        }
        results.push(result);
    }
    Ok((results, additions))
}

/// The rows of an entry that are not left out, and what is to be told of them.
pub(super) fn kept<'e>(plan: &Plan, entry: &'e Entry) -> (Vec<Cow<'e, EntryRow>>, Vec<String>) {
    let left_out = |row: &EntryRow| plan.skip.iter().any(|test| test.holds(&row.cells));
    let rows = entry.rows.iter().map(|row| plan.corrected(row)).filter(|row| !left_out(row));
    let rows: Vec<Cow<'_, EntryRow>> = rows.collect();
    let several = entry.rows.len() > 1;
    let mut told = Vec::new();
    for row in &rows {
        let reports = plan.reports.iter().filter(|(test, _)| test.holds(&row.cells));
        for message in row.warnings.iter().chain(reports.map(|(_, message)| message)) {
            told.push(if several { format!("line {}: {message}", row.line) } else { message.clone() });
        }
    }
    if rows.len() < entry.rows.len() && !rows.is_empty() {
        told.push(format!("{} of {} rows were left out", entry.rows.len() - rows.len(), entry.rows.len()));
    }
    (rows, told)
}

/// What one entry did.
#[derive(Default)]
struct Done {
    records: Vec<RecordResult>,
    messages: Vec<String>,
    additions: Additions,
}

struct Row<'a> {
    plan: &'a Plan,
    cache: &'a Cache,
    earlier: &'a Additions,
    done: Done,
}

impl Row<'_> {
    fn write(&mut self, writing: &mut Writing<'_>, rows: &[&EntryRow]) -> Result<()> {
        let plan = self.plan;
        let mut ids: Vec<Option<Id>> = vec![None; plan.objects.len()];
        for (rows, objects) in plan.passes(rows) {
            for (index, object) in objects {
                let told = self.done.messages.len();
                let id = self.one(writing, index, object, rows, &ids)?;
                if let Some(slot) = ids.get_mut(index) {
                    *slot = id;
                }
                if plan.group_by.is_some() && !object.mapping.per_group {
                    self.name_lines(told, rows);
                }
            }
        }
        Ok(())
    }

    /// Within a group, messages say of which line they speak.
    fn name_lines(&mut self, from: usize, rows: &[&EntryRow]) {
        let Some(line) = rows.first().map(|row| row.line) else { return };
        for message in self.done.messages.iter_mut().skip(from) {
            message.insert_str(0, &format!("line {line}: "));
        }
    }

    fn one(
        &mut self,
        writing: &mut Writing<'_>,
        index: usize,
        object: &PlanObject,
        rows: &[&EntryRow],
        ids: &[Option<Id>],
    ) -> Result<Option<Id>> {
        if rows.first().is_none_or(|first| !object.when.iter().all(|test| test.holds(&first.cells))) {
            return Ok(None);
        }
        let mut assembled = assemble(object, rows, ids, writing.context());
        self.resolve(writing, index, object, &mut assembled)?;
        self.done.messages.append(&mut assembled.warnings);
        if !assembled.problems.is_empty() {
            return Err(Error::Invalid(assembled.problems));
        }
        let mut input = assembled.input;
        let Some(key) = match_key(object, &input) else {
            return self.unmatched(writing, object, &input).map(Some);
        };
        let place = Place::Object(index);
        if let Some(known) = self.known(place, &key).filter(|known| known.settles(object, &input))
            && !sums(object)
        {
            writing.trust(known.id, &object.object);
            self.told(&object.object, known.id, &input, Outcome::Unchanged);
            return Ok(Some(known.id));
        }
        let written = match (self.existing(writing, object, &input)?, object.mapping.when_missing) {
            (Some(record), _) => {
                self.go_on_adding(writing, object, &record, &mut input)?;
                writing.fill(&object.object, record, &input, &fill_of(object))?
            }
            (None, WhenMissing::Create) => writing.create(&object.object.key, &input)?,
            (None, WhenMissing::Skip) => return Ok(None),
            (None, WhenMissing::Refuse) => return Err(missing(object)),
        };
        self.told(&object.object, written.id(), &input, written.outcome);
        writing.trust(written.id(), &object.object);
        if !object.once {
            self.done.additions.put(place, key, Cached::written(object, &written.record, &input));
        }
        Ok(Some(written.id()))
    }

    /// A record nothing tells apart from others: always a new one.
    fn unmatched(&mut self, writing: &mut Writing<'_>, object: &PlanObject, input: &Input) -> Result<Id> {
        if object.mapping.when_missing != WhenMissing::Create && !object.mapping.match_fields.is_empty() {
            let message = "The row says nothing by which a record could be found.";
            return Err(Error::invalid(object.mapping.match_fields.join(", "), "required", message));
        }
        let written = writing.create(&object.object.key, input)?;
        self.told(&object.object, written.id(), input, written.outcome);
        writing.trust(written.id(), &object.object);
        Ok(written.id())
    }

    /// When the rows of a group do not stand together, the later ones are added to what the earlier ones gave.
    fn go_on_adding(
        &mut self,
        writing: &mut Writing<'_>,
        object: &PlanObject,
        record: &StoredRecord,
        input: &mut Input,
    ) -> Result<()> {
        let context = writing.context();
        let (Some(batch), true) = (context.batch, sums(object)) else { return Ok(()) };
        let filter = EventFilter {
            record: Some(record.meta.id),
            object: Some(object.object.key.clone()),
            batch: Some(batch),
            limit: 1,
            ..EventFilter::default()
        };
        if writing.writer().events(context.workspace, &filter)?.is_empty() {
            return Ok(());
        }
        for field in object.fields.iter().filter(|field| field.mapping.sum) {
            let Some(json) = input.get_mut(&field.field.key) else { continue };
            let more = field.field.value_kind().read(&field.field, json, &context.moment.read);
            let before = value_of(&object.object, record, &field.field.key).clone();
            let sum = more.map_err(|(_, message)| message).and_then(|more| add(before, more));
            *json = sum.map_err(|message| Error::invalid(&field.field.key, "malformed", message))?.to_json();
        }
        let message = format!(
            "{}: its rows do not stand together in the file; these were added to the earlier ones",
            object.object.label
        );
        self.done.messages.push(message);
        Ok(())
    }

    fn existing(
        &mut self,
        writing: &mut Writing<'_>,
        object: &PlanObject,
        input: &Input,
    ) -> Result<Option<StoredRecord>> {
        for field in &object.mapping.match_fields {
            let found = if field == "title" {
                by_title(writing, object, input)?
            } else {
                writing.matched(&object.object, std::slice::from_ref(field), input)?
            };
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    /// Looks up the links given as text, creating what is to be created.
    fn resolve(
        &mut self,
        writing: &mut Writing<'_>,
        index: usize,
        object: &PlanObject,
        assembled: &mut Assembled,
    ) -> Result<()> {
        for (position, text) in std::mem::take(&mut assembled.links) {
            let Some(planned) = object.fields.get(position) else { continue };
            let place = Place::Link(index, position);
            let target =
                crate::read::target_of(&planned.field).and_then(|key| writing.dictionary().object(key));
            let target = target.cloned();
            let known = self.known(place, &text);
            let id = match known {
                Some(known) => known.id,
                None => {
                    let (context, dictionary) = (writing.context(), Arc::clone(writing.dictionary()));
                    match link::find(writing.writer(), &dictionary, context, planned, &text)? {
                        Found::One(id) => id,
                        Found::Create(target) => {
                            let input = Input::from_iter([(target.title_field.clone(), json!(text))]);
                            let id = writing.create(&target.key, &input)?.id();
                            self.told(&target, id, &input, Outcome::Created);
                            let message = format!("{}: “{text}” was created", planned.field.label);
                            self.done.messages.push(message);
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
                    }
                }
            };
            if known.is_none() {
                self.done.additions.put(place, text, Cached::linked(id));
            }
            if let Some(target) = target {
                writing.trust(id, &target);
            }
            assembled.input.insert(planned.field.key.clone(), json!(id));
        }
        Ok(())
    }

    fn known(&self, place: Place, key: &str) -> Option<Cached> {
        let own = self.done.additions.get(place, key);
        own.or_else(|| self.earlier.get(place, key)).or_else(|| self.cache.get(place, key))
    }

    fn told(&mut self, object: &ObjectDef, id: Id, input: &Input, outcome: Outcome) {
        let outcome = match outcome {
            Outcome::Created => RowOutcome::Created,
            Outcome::Changed => RowOutcome::Changed,
            Outcome::Unchanged => RowOutcome::Unchanged,
        };
        self.done.records.push(RecordResult::of(object, Some(id), input, outcome));
    }
}

fn by_title(writing: &mut Writing<'_>, object: &PlanObject, input: &Input) -> Result<Option<StoredRecord>> {
    let Some(title) = input.get(&object.object.title_field).map(title_text) else { return Ok(None) };
    let context = writing.context();
    let found = writing.writer().by_title(context.workspace, &object.object, &vocabulary::fold(&title))?;
    match found.as_slice() {
        [] => Ok(None),
        [id] => {
            let dictionary = Arc::clone(writing.dictionary());
            let reader = writing.writer();
            match crate::read::load_seen(reader, context, &dictionary, &object.object, *id, Trash::Without) {
                Ok(record) => Ok(Some(record)),
                Err(Error::NotFound(_)) => Ok(None),
                Err(error) => Err(error),
            }
        }
        _ => Err(several(object, &title)),
    }
}

/// Several records are called alike.
pub(super) fn several(object: &PlanObject, title: &str) -> Error {
    let message = format!("Several are called “{title}”; which one is meant?");
    Error::Invalid(vec![Problem::new(&object.object.title_field, "ambiguous", message)])
}

/// No record matches, and none is to be created.
pub(super) fn missing(object: &PlanObject) -> Error {
    let message = format!("There is no {} that matches.", object.object.label.to_lowercase());
    Error::invalid(object.mapping.match_fields.join(", "), "not_found", message)
}

fn sums(object: &PlanObject) -> bool {
    object.fields.iter().any(|field| field.mapping.sum)
}

fn fill_of(object: &PlanObject) -> FillBy {
    let fill = |conflict: Conflict| match conflict {
        Conflict::Overwrite => Fill::Overwrite,
        Conflict::FillEmpty => Fill::FillEmpty,
        Conflict::Keep => Fill::Keep,
    };
    let own = object
        .fields
        .iter()
        .filter_map(|field| Some((field.field.key.clone(), fill(field.mapping.conflict?))));
    FillBy { usual: fill(object.mapping.conflict), fields: own.collect() }
}
