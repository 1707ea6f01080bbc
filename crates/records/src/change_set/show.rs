//! One change set with all it changed, as far as its viewer may see it.

use super::list::ChangeSetAnswer;
use crate::read::query::{MAX_LIMIT, limit_of};
use crate::read::{ChangeAnswer, HistoryEntry, Reading};
use serde::Serialize;
use std::collections::HashMap;
use store::event::EventFilter;
use vocabulary::{Error, Id, Result};

/// A change set with its changes.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeSetShown {
    /// The change set.
    #[serde(flatten)]
    pub change_set: ChangeSetAnswer,
    /// A page of its changes, in the sequence in which they were made.
    pub changes: ChangeSetChanges,
}

/// A page of changes.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeSetChanges {
    /// The changes.
    pub data: Vec<ChangeSetChange>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
}

/// What was done to one record.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeSetChange {
    /// The number of the event.
    pub seq: i64,
    /// The record's object.
    pub object: String,
    /// The record.
    pub id: Id,
    /// Its title of today.
    pub title: Option<String>,
    /// What happened to it.
    pub verb: &'static str,
    /// The fields that changed, as far as the viewer may see them.
    pub fields: Vec<ChangeAnswer>,
}

/// Most events looked at for one page: those on hidden records are left out.
const MOST_EVENTS: usize = 5_000;

impl Reading<'_> {
    /// A change set with a page of its changes.
    pub fn change_set(
        &mut self,
        id: Id,
        cursor: Option<&str>,
        limit: Option<usize>,
    ) -> Result<ChangeSetShown> {
        let limit = limit_of(limit, 50, MAX_LIMIT)?;
        let wrong = |_| Error::invalid("cursor", "malformed", "This is no cursor of this list.");
        let after = cursor.map(|text| text.parse::<i64>().map_err(wrong)).transpose()?;
        let (row, seen) = self.known_act(id)?;
        let change_set = self.act_answer(row, &seen);
        let changes = self.changes_of_act(id, after, limit)?;
        Ok(ChangeSetShown { change_set, changes })
    }

    fn changes_of_act(&mut self, id: Id, mut after: Option<i64>, limit: usize) -> Result<ChangeSetChanges> {
        let (mut data, mut looked) = (Vec::new(), 0);
        loop {
            let filter =
                EventFilter { batch: Some(id), after, limit: MAX_LIMIT as u32, ..EventFilter::default() };
            let events = self.reader.events(self.context.workspace, &filter)?;
            let last = events.len() < MAX_LIMIT;
            looked += events.len();
            let records = events.iter().map(|event| (event.event.object.clone(), event.event.record));
            let seen = self.seen_records(records.collect())?;
            let mut entries: Vec<(String, Id, HistoryEntry)> = Vec::new();
            let mut more = false;
            for event in events {
                if data.len() + entries.len() == limit {
                    more = true;
                    break;
                }
                after = Some(event.seq);
                let (key, record) = (event.event.object.clone(), event.event.record);
                let visible = seen.get(&key).is_some_and(|records| records.contains_key(&record));
                let object = self.object(&key).ok();
                // What was deleted for good belongs to nobody any more: only who may see all is told.
                let Some(object) = object.filter(|_| visible || self.context.rights.administrator()) else {
                    continue;
                };
                if let Some(entry) = self.entry(&object, None, event) {
                    entries.push((key, record, entry));
                }
            }
            for (object, id, entry) in self.name_all(entries)? {
                let title = seen.get(&object).and_then(|records| records.get(&id)).cloned().flatten();
                let (seq, verb) = (entry.seq, entry.verb);
                data.push(ChangeSetChange { seq, object, id, title, verb, fields: entry.changes });
            }
            if more || (!last && looked >= MOST_EVENTS) {
                return Ok(ChangeSetChanges { data, next: after.map(|seq| seq.to_string()) });
            }
            if last {
                return Ok(ChangeSetChanges { data, next: None });
            }
        }
    }

    /// Names the links in entries of several objects.
    fn name_all(
        &mut self,
        entries: Vec<(String, Id, HistoryEntry)>,
    ) -> Result<Vec<(String, Id, HistoryEntry)>> {
        let mut places: HashMap<String, Vec<(usize, Id, HistoryEntry)>> = HashMap::new();
        for (place, (object, id, entry)) in entries.into_iter().enumerate() {
            places.entry(object).or_default().push((place, id, entry));
        }
        let mut named = Vec::new();
        for (key, group) in places {
            let object = self.object(&key)?;
            let (known, mut entries): (Vec<(usize, Id)>, Vec<HistoryEntry>) =
                group.into_iter().map(|(place, id, entry)| ((place, id), entry)).unzip();
            self.name_links(&object, &mut entries)?;
            named.extend(
                known.into_iter().zip(entries).map(|((place, id), entry)| (place, key.clone(), id, entry)),
            );
        }
        named.sort_by_key(|(place, ..)| *place);
        Ok(named.into_iter().map(|(_, object, id, entry)| (object, id, entry)).collect())
    }
}
