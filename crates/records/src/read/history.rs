//! The history of a record: its events, reduced to the fields the viewer may see.

use super::Reading;
use super::answer::{ActorAnswer, ChangeAnswer, HistoryEntry, HistoryPage};
use super::query::{MAX_LIMIT, limit_of};
use super::request::HistoryRequest;
use super::shape::target_of;
use dictionary::ObjectDef;
use serde_json::Value as Json;
use std::collections::HashMap;
use std::sync::Arc;
use store::event::{Event, EventFilter, Verb};
use store::query::Trash;
use store::record::Stamp;
use vocabulary::{Actor, Error, Id, Result};

impl ActorAnswer {
    pub(crate) fn of(actor: &Actor) -> ActorAnswer {
        ActorAnswer { kind: actor.kind, id: actor.id, name: actor.name.clone() }
    }

    pub(crate) fn of_stamp(stamp: &Stamp) -> ActorAnswer {
        ActorAnswer { kind: stamp.kind, id: stamp.id, name: stamp.name.clone() }
    }
}

impl Reading<'_> {
    /// The history of a record, newest first.
    pub fn history(&mut self, object: &str, id: Id, request: &HistoryRequest) -> Result<HistoryPage> {
        let object = self.object(object)?;
        super::load_seen(self.reader, self.context, &self.dictionary, &object, id, Trash::With)?;
        let limit = limit_of(request.limit, 50, MAX_LIMIT)?;
        let before = match &request.cursor {
            None => None,
            Some(text) => {
                let wrong = |_| Error::invalid("cursor", "malformed", "This is no cursor of this list.");
                Some(text.parse::<i64>().map_err(wrong)?)
            }
        };
        if let Some(field) = &request.field
            && self.field(&object, field).is_none()
        {
            return Err(Error::invalid("field", "unknown_field", format!("There is no field “{field}”.")));
        }
        let (data, more) = self.entries(&object, id, request.field.as_deref(), before, limit)?;
        let next = if more { data.last().map(|entry| entry.seq.to_string()) } else { None };
        Ok(HistoryPage { data, next })
    }

    /// At most `limit` entries before an event, and whether there are more.
    pub(super) fn entries(
        &mut self,
        object: &Arc<ObjectDef>,
        id: Id,
        field: Option<&str>,
        mut before: Option<i64>,
        limit: usize,
    ) -> Result<(Vec<HistoryEntry>, bool)> {
        let mut entries: Vec<HistoryEntry> = Vec::new();
        loop {
            // One more than wanted tells whether there is a next page.
            let page = (limit + 1) as u32;
            let filter = EventFilter {
                record: Some(id),
                object: Some(object.key.clone()),
                before,
                descending: true,
                limit: page,
                ..EventFilter::default()
            };
            let events = self.reader.events(self.context.workspace, &filter)?;
            let last = events.len() < page as usize;
            before = events.last().map(|event| event.seq);
            entries.extend(events.into_iter().filter_map(|event| self.entry(object, field, event)));
            if last || entries.len() > limit {
                break;
            }
        }
        let more = entries.len() > limit;
        entries.truncate(limit);
        self.name_links(object, &mut entries)?;
        Ok((entries, more))
    }

    /// An event as the viewer sees it; none when nothing of it may be seen.
    pub(crate) fn entry(
        &self,
        object: &Arc<ObjectDef>,
        only: Option<&str>,
        event: Event,
    ) -> Option<HistoryEntry> {
        let Event { seq, event } = event;
        let mut changes = Vec::new();
        for (field, change) in event.changes {
            let wanted = only.is_none_or(|only| only == field) && self.field(object, &field).is_some();
            if let (true, Json::Array(pair)) = (wanted, change) {
                let mut pair = pair.into_iter();
                let (old, new) = (pair.next().unwrap_or_default(), pair.next().unwrap_or_default());
                changes.push(ChangeAnswer { field, old, new });
            }
        }
        if changes.is_empty() && (event.verb == Verb::Changed || only.is_some()) {
            return None;
        }
        Some(HistoryEntry {
            seq,
            at: event.at,
            actor: ActorAnswer::of(&event.actor),
            channel: event.actor.channel,
            source: event.actor.source,
            verb: event.verb.word(),
            version: event.version,
            changes,
        })
    }

    /// Gives links their object and, where the viewer may see it, their title of today.
    pub(crate) fn name_links(&mut self, object: &ObjectDef, entries: &mut [HistoryEntry]) -> Result<()> {
        let mut wanted: HashMap<String, Vec<Id>> = HashMap::new();
        let target = |field: &str| object.field(field).and_then(|field| target_of(field).map(str::to_string));
        for change in entries.iter().flat_map(|entry| &entry.changes) {
            if let Some(target) = target(&change.field) {
                let ids = [&change.old, &change.new].into_iter().filter_map(link_id);
                wanted.entry(target).or_default().extend(ids);
            }
        }
        let mut titles = HashMap::new();
        for (target, ids) in wanted {
            titles.extend(self.titles(&target, ids)?);
        }
        for change in entries.iter_mut().flat_map(|entry| &mut entry.changes) {
            if let Some(target) = target(&change.field) {
                for side in [&mut change.old, &mut change.new] {
                    if let Some(id) = link_id(side) {
                        *side = serde_json::json!({ "id": id, "object": target, "title": titles.get(&id) });
                    }
                }
            }
        }
        Ok(())
    }
}

fn link_id(json: &Json) -> Option<Id> {
    json.as_str().and_then(|text| text.parse().ok())
}
