//! Which records a write may have moved into a list or out of it: the events of the log, followed back along the ways of the rule.

use super::RuleWays;
use super::way::{Step, Way};
use crate::Reading;
use crate::read::{own_path, with_ids};
use dictionary::{FieldDef, ObjectDef, Operator, Value};
use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::sync::Arc;
use store::event::{Event, EventFilter, Verb};
use store::query::{Filter, Operand, SeesAll, Selection, Test, Trash};
use vocabulary::{Id, Result};

/// What the log calls a record that came onto a list or left it: `record` is the record, `list` in the changes the list.
pub const LOGGED: &str = "list_member";
/// The field in the changes of such an event.
pub const LOGGED_LIST: &str = "list";
/// Ids in one statement.
const PIECE: usize = 500;

impl Reading<'_> {
    /// The records whose membership events may have changed; none when there are more than `most`, so that looking at all costs less.
    pub fn affected(
        &mut self,
        rule: &RuleWays,
        events: &[Event],
        most: usize,
    ) -> Result<Option<BTreeSet<Id>>> {
        let mut found = BTreeSet::new();
        for way in &rule.ways {
            let heard: Vec<&Event> = events.iter().filter(|event| hears(way, event)).collect();
            if heard.is_empty() {
                continue;
            }
            let Some(near) = self.back(way, &heard, most)? else { return Ok(None) };
            found.extend(near);
            if found.len() > most {
                return Ok(None);
            }
        }
        Ok(Some(found))
    }

    fn back(&mut self, way: &Way, heard: &[&Event], most: usize) -> Result<Option<BTreeSet<Id>>> {
        let mut ids: BTreeSet<Id> = heard.iter().map(|event| event.event.record).collect();
        for (place, step) in way.steps.iter().enumerate().rev() {
            let mut nearer = self.nearer(step, &ids, most)?;
            if let (true, Step::Against(_, link)) = (place + 1 == way.steps.len(), step) {
                for event in heard {
                    self.linked_before(event, link, &mut nearer)?;
                }
            }
            if nearer.len() > most {
                return Ok(None);
            }
            ids = nearer;
        }
        Ok(Some(ids))
    }

    /// One step back.
    fn nearer(&mut self, step: &Step, ids: &BTreeSet<Id>, most: usize) -> Result<BTreeSet<Id>> {
        let all: Vec<Id> = ids.iter().copied().collect();
        let mut found = BTreeSet::new();
        for piece in all.chunks(PIECE) {
            match step {
                Step::Along(object, link) => {
                    let test = Test {
                        path: own_path(object, link),
                        operator: Operator::In,
                        operand: Operand::Ids(piece.to_vec()),
                    };
                    self.ids_of(object, Filter::Field(test), None, &mut |id| {
                        found.insert(id);
                        found.len() <= most
                    })?;
                }
                Step::Against(object, link) => {
                    let filter = with_ids(object, piece.to_vec());
                    self.ids_of(object, filter, Some(link), &mut |id| {
                        found.insert(id);
                        true
                    })?;
                }
            }
        }
        Ok(found)
    }

    /// The ids of the records a filter finds, or what a link of theirs points to, whoever asks; those in the trash only for links.
    pub(super) fn ids_of(
        &mut self,
        object: &Arc<ObjectDef>,
        filter: Filter,
        link: Option<&Arc<FieldDef>>,
        each: &mut dyn FnMut(Id) -> bool,
    ) -> Result<()> {
        let dictionary = Arc::clone(&self.dictionary);
        let paths = link.map(|link| own_path(object, link)).into_iter().collect();
        let selection = Selection { paths, titles: false };
        let mut query = self.query(&dictionary, object, &SeesAll, Some(filter), selection, 0);
        if link.is_some() {
            query.trash = Trash::With;
        }
        self.reader.each(&query, &mut |record| {
            let id = match (link, record.values.first()) {
                (None, _) => Some(record.meta.id),
                (Some(_), Some(Value::Link(link))) => Some(link.id),
                _ => None,
            };
            Ok(id.is_none_or(&mut *each))
        })
    }

    /// What a link pointed to before: told by the event itself, or by the record's log once nothing else of it is left.
    fn linked_before(&mut self, event: &Event, link: &FieldDef, nearer: &mut BTreeSet<Id>) -> Result<()> {
        told(event, link, nearer);
        if event.event.verb == Verb::Purged {
            let filter = EventFilter {
                record: Some(event.event.record),
                object: Some(event.event.object.clone()),
                ..EventFilter::default()
            };
            for event in self.reader.events(self.context.workspace, &filter)? {
                told(&event, link, nearer);
            }
        }
        Ok(())
    }
}

fn told(event: &Event, link: &FieldDef, nearer: &mut BTreeSet<Id>) {
    let Some(Json::Array(pair)) = event.event.changes.get(&link.key) else { return };
    nearer.extend(pair.iter().filter_map(Json::as_str).filter_map(|text| text.parse::<Id>().ok()));
}

/// Whether an event may matter to the records at the end of a way.
fn hears(way: &Way, event: &Event) -> bool {
    let event = &event.event;
    if event.object == LOGGED {
        let Some(Json::Array(pair)) = event.changes.get(LOGGED_LIST) else { return false };
        let lists = pair.iter().filter_map(Json::as_str).filter_map(|text| text.parse::<Id>().ok());
        return lists.into_iter().any(|list| way.lists.contains(&list));
    }
    event.object == way.object.key
        && (event.verb != Verb::Changed
            || way.any
            || event.changes.keys().any(|field| way.fields.contains(field)))
}
