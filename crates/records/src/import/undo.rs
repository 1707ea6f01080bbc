//! Takes an import back: what it created goes, what it changed gets its old values, down to versions and times, as if the
//! file had never been read. What others changed since stays theirs, and is told.

use crate::{ChangeRequest, Context, Engine, Input, Writing};
use dictionary::{Dictionary, ObjectDef, Operator, Value};
use serde_json::Value as Json;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use store::Writer;
use store::event::{Event, EventFilter, Verb};
use store::query::{Filter, Operand, Query, SeesAll, Selection, Test, Trash};
use store::record::{Stamp, StoredRecord};
use store::table::{Condition, Delete};
use vocabulary::{ActorKind, Error, Id, Result};

/// What a step of an undo did.
#[derive(Clone, Debug, Default)]
pub struct Undone {
    /// Events taken back.
    pub taken_back: u64,
    /// Why something stayed, one sentence each.
    pub kept: Vec<String>,
    /// Where to go on; none when all is done.
    pub next: Option<i64>,
}

/// Takes back up to `most` events of a batch, newest first, in the caller's transaction. `before` is where the step before
/// ended.
pub fn undo(
    engine: &Engine,
    writer: &mut dyn Writer,
    context: &Context,
    batch: Id,
    before: Option<i64>,
    most: u32,
) -> Result<Undone> {
    let filter =
        EventFilter { batch: Some(batch), before, descending: true, limit: most, ..EventFilter::default() };
    let events = writer.events(context.workspace, &filter)?;
    let mut undone = Undone {
        next: events.last().map(|event| event.seq).filter(|_| events.len() as u32 == most),
        ..Undone::default()
    };
    let dictionary = engine.dictionary_in(writer, context)?;
    let mut step = Step { engine, context, dictionary: &dictionary, batch, unlinked: HashSet::new() };
    step.find_unlinked(writer, &events)?;
    let (mut taken, mut stays): (usize, Vec<(usize, Stays)>) = (0, Vec::new());
    for (place, event) in events.iter().enumerate() {
        match step.take_back(writer, event)? {
            None => taken += 1,
            Some(stay) => stays.push((place, stay)),
        }
    }
    // A rule writes before the record it belongs to is written: what links to it is older than it is, and gone by now.
    loop {
        let (before, mut still) = (stays.len(), Vec::new());
        for (place, stay) in stays {
            match events.get(place).filter(|_| matches!(stay, Stays::Linked(_))) {
                Some(event) => match step.take_back(writer, event)? {
                    None => taken += 1,
                    Some(stay) => still.push((place, stay)),
                },
                None => still.push((place, stay)),
            }
        }
        stays = still;
        if stays.len() == before {
            break;
        }
    }
    // At the end of a piece such links stand in the next one, which then begins with the record they belong to.
    let near = events.len().saturating_sub(NEAR).max(1);
    let cut = stays.iter().find(|(place, stay)| *place >= near && matches!(stay, Stays::Linked(_)));
    if let (Some(cut), Some(_)) = (cut.map(|(place, _)| *place), undone.next)
        && let Some(event) = events.get(cut)
    {
        undone.next = Some(event.seq + 1);
        let behind = events.len() - cut;
        let left = stays.iter().filter(|(place, _)| *place >= cut).count();
        taken -= behind - left;
        stays.retain(|(place, _)| *place < cut);
    }
    undone.taken_back += taken as u64;
    undone.kept.extend(stays.into_iter().map(|(_, stay)| stay.words()));
    Ok(undone)
}

/// How many events before the end of a piece the links to a record may still be in the next one.
const NEAR: usize = 20;

/// Why something stays.
enum Stays {
    /// Others have changed it since.
    Changed(String),
    /// Records link to it.
    Linked(String),
}

impl Stays {
    fn words(self) -> String {
        match self {
            Stays::Changed(words) | Stays::Linked(words) => words,
        }
    }
}

struct Step<'a> {
    engine: &'a Engine,
    context: &'a Context,
    dictionary: &'a Arc<Dictionary>,
    batch: Id,
    /// Objects whose records of this step nothing links to: found out for all of them at once.
    unlinked: HashSet<String>,
}

impl Step<'_> {
    fn find_unlinked(&mut self, writer: &mut dyn Writer, events: &[Event]) -> Result<()> {
        let mut made: HashMap<&str, Vec<Id>> = HashMap::new();
        for event in events.iter().filter(|event| event.event.verb == Verb::Created) {
            made.entry(&event.event.object).or_default().push(event.event.record);
        }
        for (object, ids) in made {
            if self.linking(writer, object, ids)?.is_none() {
                self.unlinked.insert(object.to_string());
            }
        }
        Ok(())
    }

    fn take_back(&mut self, writer: &mut dyn Writer, event: &Event) -> Result<Option<Stays>> {
        let Some(object) = self.dictionary.object(&event.event.object).cloned() else { return Ok(None) };
        let id = event.event.record;
        let loaded = crate::read::load_seen(writer, self.context, self.dictionary, &object, id, Trash::With);
        let record = match loaded {
            Ok(record) => record,
            // Purged meanwhile: nothing is left to take back.
            Err(Error::NotFound(_)) => return Ok(None),
            Err(error) => return Err(error),
        };
        let title = crate::rule::value_of(&object, &record, &object.title_field).to_text();
        let later = self.later(writer, event)?;
        let others = !later.is_empty();
        match event.event.verb {
            Verb::Created if !later.iter().all(|event| self.is_nobodys(event)) => Ok(Some(Stays::Changed(
                format!("{} “{title}” was changed by others since and stays.", object.label),
            ))),
            Verb::Created => {
                if !self.unlinked.contains(&object.key)
                    && let Some(by) = self.linking(writer, &object.key, vec![id])?
                {
                    let words = format!("{} “{title}” stays: {by} link to it.", object.label);
                    return Ok(Some(Stays::Linked(words)));
                }
                writer.purge_record(self.context.workspace, &object, id)?;
                for event in later.iter().chain([event]) {
                    self.forget(writer, event)?;
                }
                Ok(None)
            }
            Verb::Changed if others => {
                // Links that come back may point to what this step made.
                self.unlinked.clear();
                Ok(self.change_back(writer, event, &object, &record, &title)?.map(Stays::Changed))
            }
            _ => {
                self.set_back(writer, event, &object, &record)?;
                self.forget(writer, event)?;
                Ok(None)
            }
        }
    }

    /// Whether Kith itself wrote it, such as a score counted anew, or this undo on its way: nobody's work is lost with it.
    fn is_nobodys(&self, event: &Event) -> bool {
        let actor = &event.event.actor;
        let own = self.context.actor.kind == ActorKind::Job && actor.id == self.context.actor.id;
        actor.kind == ActorKind::Job && (own || actor.user.is_none())
    }

    /// What happened to the record since, outside of this batch.
    fn later(&self, writer: &mut dyn Writer, event: &Event) -> Result<Vec<Event>> {
        let filter = EventFilter {
            record: Some(event.event.record),
            object: Some(event.event.object.clone()),
            after: Some(event.seq),
            limit: 200,
            ..EventFilter::default()
        };
        let mut later = writer.events(self.context.workspace, &filter)?;
        later.retain(|later| later.event.batch != Some(self.batch));
        Ok(later)
    }

    /// What links to one of these records, in words.
    fn linking(&self, writer: &mut dyn Writer, object: &str, ids: Vec<Id>) -> Result<Option<String>> {
        for link in self.dictionary.inverse_links(object) {
            let Some(linking) = self.dictionary.object(&link.object) else { continue };
            let Some(field) = linking.field(&link.field) else { continue };
            let test = Test {
                path: crate::read::own_path(linking, field),
                operator: Operator::In,
                operand: Operand::Ids(ids.clone()),
            };
            // One after the other: living records and removed ones each have an index, both together have none.
            for trash in [Trash::Without, Trash::Only] {
                let query = Query {
                    workspace: self.context.workspace,
                    dictionary: self.dictionary,
                    object: linking,
                    visibility: &SeesAll,
                    filter: Some(Filter::Field(test.clone())),
                    text: None,
                    sort: Vec::new(),
                    selection: Selection { paths: Vec::new(), titles: false },
                    limit: 0,
                    after: None,
                    trash,
                };
                if writer.count(&query, Some(1))?.value > 0 {
                    return Ok(Some(linking.label_plural.to_lowercase()));
                }
            }
        }
        Ok(None)
    }

    /// The record exactly as it stood before the event.
    fn set_back(
        &self,
        writer: &mut dyn Writer,
        event: &Event,
        object: &Arc<ObjectDef>,
        record: &StoredRecord,
    ) -> Result<()> {
        let mut after = record.clone();
        for (key, change) in &event.event.changes {
            let (Some(position), Some(field)) = (object.position(key), object.field(key)) else { continue };
            let old = change.get(0).unwrap_or(&Json::Null);
            let value =
                field.value_kind().read(field, old, &self.context.moment.read).map_err(|(_, message)| {
                    Error::internal(format!(
                        "event {} holds a {key} that cannot be read: {message}",
                        event.seq
                    ))
                })?;
            if key == "owner" {
                after.meta.owner = if let Value::Link(link) = &value { Some(link.id) } else { None };
            }
            if let Some(slot) = after.values.get_mut(position) {
                *slot = value;
            }
        }
        let filter = EventFilter {
            record: Some(event.event.record),
            object: Some(event.event.object.clone()),
            before: Some(event.seq),
            descending: true,
            limit: 1,
            ..EventFilter::default()
        };
        match event.event.verb {
            Verb::Removed => after.meta.removed_at = None,
            Verb::Restored => after.meta.removed_at = Some(event.event.at),
            _ => {}
        }
        if let Some(previous) = writer.events(self.context.workspace, &filter)?.first() {
            after.meta.version = previous.event.version;
            after.meta.updated_at = previous.event.at;
            after.meta.updated_by = Stamp::of(&previous.event.actor);
        }
        crate::write::compute(object, &mut after);
        writer.update_record(self.context.workspace, object, record, &after)
    }

    /// Others have written since: fields that still hold the import's value are changed back as an ordinary change.
    fn change_back(
        &self,
        writer: &mut dyn Writer,
        event: &Event,
        object: &Arc<ObjectDef>,
        record: &StoredRecord,
        title: &str,
    ) -> Result<Option<String>> {
        let mut fields = Input::new();
        let mut kept = Vec::new();
        for (key, change) in &event.event.changes {
            let now = crate::write::event_json(crate::rule::value_of(object, record, key));
            if change.get(1) == Some(&now) {
                fields.insert(key.clone(), change.get(0).cloned().unwrap_or(Json::Null));
            } else {
                kept.push(key.as_str());
            }
        }
        if !fields.is_empty() {
            let context = Context { batch: None, ..self.context.clone() };
            let mut writing = Writing::new(self.engine, writer, &context)?;
            writing.change(&object.key, &ChangeRequest { id: record.meta.id, version: None, fields })?;
        }
        if kept.is_empty() {
            return Ok(None);
        }
        Ok(Some(format!(
            "{} “{title}”: {} were changed by others since and stay.",
            object.label,
            kept.join(", ")
        )))
    }

    fn forget(&self, writer: &mut dyn Writer, event: &Event) -> Result<()> {
        let filter = vec![
            Condition::Eq("workspace_id", self.context.workspace.into()),
            Condition::Eq("seq", event.seq.into()),
        ];
        writer.delete(&Delete { table: "event", filter })?;
        Ok(())
    }
}
