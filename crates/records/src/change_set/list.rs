//! The list of change sets, and which of them a viewer may know of.

use super::row::{self, Row};
use crate::access::Seen;
use crate::read::query::{MAX_LIMIT, limit_of, with_ids};
use crate::read::title::{title_of, title_selection};
use crate::read::{ActorAnswer, Reading};
use crate::{Extent, Permission};
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use store::Datum;
use store::event::EventFilter;
use store::query::Trash;
use store::table::Condition;
use vocabulary::{Channel, Error, Id, Result, Timestamp};

/// Which change sets to list.
#[derive(Clone, Debug, Default)]
pub struct ChangeSetRequest {
    /// Only of this user; `me` is the asker.
    pub user: Option<String>,
    /// Only those about this object.
    pub object: Option<String>,
    /// Only those that wrote this record of the object.
    pub record: Option<Id>,
    /// Where to go on.
    pub cursor: Option<String>,
    /// Rows per page.
    pub limit: Option<usize>,
}

/// A page of change sets, newest first.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeSetPage {
    /// The change sets.
    pub data: Vec<ChangeSetAnswer>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
}

/// A change set as its viewer may know it.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeSetAnswer {
    /// The id.
    pub id: Id,
    /// When it began.
    pub at: Timestamp,
    /// Who acted.
    pub actor: ActorAnswer,
    /// Through which door.
    pub channel: Channel,
    /// What it did, in one word.
    pub action: &'static str,
    /// The object it is about, if it is one.
    pub object: Option<String>,
    /// The record it is about, if it is one and the viewer may see it.
    pub record: Option<RecordAnswer>,
    /// How many changes it made.
    pub count: i64,
    /// What it is, in words.
    pub label: Option<String>,
    /// By what it was taken back.
    pub undone_by: Option<UndoneBy>,
    /// The change set it takes back.
    pub undoes: Option<Id>,
    /// Whether the viewer may take it back.
    pub can_undo: bool,
}

/// A record, named.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RecordAnswer {
    /// Its object.
    pub object: String,
    /// Its id.
    pub id: Id,
    /// Its title of today, if the viewer may see it.
    pub title: Option<String>,
}

/// By what, when and by whom a change set was taken back.
#[derive(Clone, Debug, Serialize)]
pub struct UndoneBy {
    /// The change set that did it; an import is taken back without one.
    pub change_set: Option<Id>,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: ActorAnswer,
}

/// Records that a viewer may see, with their titles: by object, then id.
pub(super) type SeenRecords = HashMap<String, HashMap<Id, Option<String>>>;

/// Most rows looked at for one page: those of others may all be hidden.
const MOST_ROWS: usize = 2_000;
/// Events of a large act of somebody else that are looked at for one that the viewer may see.
const SAMPLE: u32 = 200;

impl Reading<'_> {
    /// What was done, newest first: the viewer's own acts, and those on records the viewer may see.
    pub fn change_sets(&mut self, request: &ChangeSetRequest) -> Result<ChangeSetPage> {
        let limit = limit_of(request.limit, 50, MAX_LIMIT)?;
        if let Some(object) = &request.object {
            self.object(object)?;
        }
        let user = match request.user.as_deref() {
            None => None,
            Some("me") => Some(self.context.actor.user.ok_or_else(Error::not_found)?),
            Some(text) => Some(text.parse::<Id>()?),
        };
        match request.record {
            Some(record) => self.change_sets_of(request, record, user, limit),
            None => self.newest_change_sets(request, user, limit),
        }
    }

    fn newest_change_sets(
        &mut self,
        request: &ChangeSetRequest,
        user: Option<Id>,
        limit: usize,
    ) -> Result<ChangeSetPage> {
        let mut before = match &request.cursor {
            None => None,
            Some(text) => Some(text.parse::<Id>().map_err(|_| wrong_cursor())?),
        };
        let (mut data, mut looked) = (Vec::new(), 0);
        loop {
            let mut filter = vec![Condition::Eq("workspace_id", self.context.workspace.into())];
            filter.extend(user.map(|user| Condition::Eq("actor_user", user.into())));
            filter
                .extend(request.object.as_deref().map(|object| Condition::Eq("object", Datum::from(object))));
            filter.extend(before.map(|before| Condition::Lt("id", before.into())));
            let rows = row::newest(self.reader, filter, MAX_LIMIT as u32)?;
            let last = rows.len() < MAX_LIMIT;
            looked += rows.len();
            for told in self.tell_acts(rows)? {
                before = Some(told.0);
                data.extend(told.1);
                if data.len() == limit {
                    return Ok(ChangeSetPage { data, next: before.map(|id| id.to_string()) });
                }
            }
            if last {
                return Ok(ChangeSetPage { data, next: None });
            }
            if looked >= MOST_ROWS {
                return Ok(ChangeSetPage { data, next: before.map(|id| id.to_string()) });
            }
        }
    }

    /// The acts that wrote one record, found by its events.
    fn change_sets_of(
        &mut self,
        request: &ChangeSetRequest,
        record: Id,
        user: Option<Id>,
        limit: usize,
    ) -> Result<ChangeSetPage> {
        let needed = || Error::invalid("object", "required", "Say of which object the record is.");
        let object = self.object(request.object.as_deref().ok_or_else(needed)?)?;
        let (context, dictionary) = (self.context, Arc::clone(&self.dictionary));
        crate::read::load_seen(self.reader, context, &dictionary, &object, record, Trash::With)?;
        let mut before = match &request.cursor {
            None => None,
            Some(text) => Some(text.parse::<i64>().map_err(|_| wrong_cursor())?),
        };
        let mut data: Vec<ChangeSetAnswer> = Vec::new();
        loop {
            let filter = EventFilter {
                record: Some(record),
                object: Some(object.key.clone()),
                before,
                descending: true,
                limit: MAX_LIMIT as u32,
                ..EventFilter::default()
            };
            let events = self.reader.events(context.workspace, &filter)?;
            let last = events.len() < MAX_LIMIT;
            let ids: HashSet<Id> = events.iter().filter_map(|event| event.event.batch).collect();
            let mut filter = vec![Condition::Eq("workspace_id", context.workspace.into())];
            filter.push(Condition::In("id", ids.into_iter().map(Datum::from).collect()));
            filter.extend(user.map(|user| Condition::Eq("actor_user", user.into())));
            let rows = row::newest(self.reader, filter, MAX_LIMIT as u32)?;
            let mut told: HashMap<Id, ChangeSetAnswer> = HashMap::new();
            for (id, answer) in self.tell_acts(rows)? {
                told.extend(answer.map(|answer| (id, answer)));
            }
            for event in events {
                before = Some(event.seq);
                let known = data.last().is_some_and(|known| Some(known.id) == event.event.batch);
                data.extend(event.event.batch.filter(|_| !known).and_then(|id| told.remove(&id)));
                if data.len() == limit {
                    return Ok(ChangeSetPage { data, next: before.map(|seq| seq.to_string()) });
                }
            }
            if last {
                return Ok(ChangeSetPage { data, next: None });
            }
        }
    }

    /// Each row with what the viewer may be told of it; none when that is nothing.
    fn tell_acts(&mut self, rows: Vec<Row>) -> Result<Vec<(Id, Option<ChangeSetAnswer>)>> {
        let named = rows.iter().filter_map(|row| Some((row.object.clone()?, row.record?)));
        let seen = self.seen_records(named.collect())?;
        let mut told = Vec::with_capacity(rows.len());
        for row in rows {
            let id = row.id;
            let known = self.knows_act(&row, &seen)?;
            told.push((id, known.then(|| self.act_answer(row, &seen))));
        }
        Ok(told)
    }

    /// Whether the viewer may know of an act: of one's own, of one on a record one may see.
    fn knows_act(&mut self, row: &Row, seen: &SeenRecords) -> Result<bool> {
        if self.owns_act(row) {
            return Ok(true);
        }
        if let (Some(object), Some(record)) = (&row.object, row.record) {
            return Ok(seen.get(object).is_some_and(|records| records.contains_key(&record)));
        }
        if let Some(object) = &row.object
            && !self.sees(object)
        {
            return Ok(false);
        }
        let filter = EventFilter { batch: Some(row.id), limit: SAMPLE, ..EventFilter::default() };
        let events = self.reader.events(self.context.workspace, &filter)?;
        let records = events.into_iter().map(|event| (event.event.object, event.event.record)).collect();
        Ok(self.seen_records(records)?.values().any(|records| !records.is_empty()))
    }

    /// Whether an act is the viewer's own, or the viewer may know everything.
    pub(super) fn owns_act(&self, row: &Row) -> bool {
        let own = row.actor.user.is_some() && row.actor.user == self.context.actor.user;
        own || self.context.rights.administrator()
    }

    pub(super) fn act_answer(&self, row: Row, seen: &SeenRecords) -> ChangeSetAnswer {
        let reaches = |object: &String| {
            self.context.rights.extent(object, Permission::Change) > Extent::None
                && row.action != super::Action::Import
        };
        let may = self.owns_act(&row) || row.object.as_ref().is_some_and(reaches);
        let named = row.object.clone().zip(row.record);
        let record = named.and_then(|(object, id)| {
            let title = seen.get(&object)?.get(&id)?.clone();
            Some(RecordAnswer { object, id, title })
        });
        ChangeSetAnswer {
            id: row.id,
            at: row.at,
            actor: ActorAnswer::of(&row.actor),
            channel: row.actor.channel,
            action: row.action.told(),
            object: row.object.clone().filter(|object| self.sees(object)),
            record,
            count: row.events,
            can_undo: row.undone.is_none() && row.is_reversible() && may,
            label: row.label,
            undone_by: row.undone.map(|note| UndoneBy {
                change_set: note.change_set,
                at: note.at,
                actor: ActorAnswer { kind: note.kind, id: note.id, name: note.name },
            }),
            undoes: row.undoes,
        }
    }

    /// The act of that id, if the viewer may know of it.
    pub(super) fn known_act(&mut self, id: Id) -> Result<(Row, SeenRecords)> {
        let row = row::find(self.reader, self.context.workspace, id)?.ok_or_else(Error::not_found)?;
        let named = row.object.clone().zip(row.record);
        let seen = self.seen_records(named.into_iter().collect())?;
        if self.knows_act(&row, &seen)? { Ok((row, seen)) } else { Err(Error::not_found()) }
    }

    /// Which of these records the viewer may see, in the trash or not, and their titles where those may be seen too.
    pub(super) fn seen_records(&mut self, records: Vec<(String, Id)>) -> Result<SeenRecords> {
        let mut by_object: HashMap<String, Vec<Id>> = HashMap::new();
        for (object, id) in records {
            by_object.entry(object).or_default().push(id);
        }
        let (dictionary, rights) = (Arc::clone(&self.dictionary), Arc::clone(&self.context.rights));
        let seen = Seen::reading(&rights, &dictionary);
        let mut found = SeenRecords::new();
        for (key, mut ids) in by_object {
            let Ok(object) = self.object(&key) else { continue };
            ids.sort_unstable();
            ids.dedup();
            let records = found.entry(key).or_default();
            for part in ids.chunks(MAX_LIMIT) {
                let selection = title_selection(&object, &seen);
                let filter = Some(with_ids(&object, part.to_vec()));
                let mut query = self.query(&dictionary, &object, &seen, filter, selection, part.len());
                query.trash = Trash::With;
                let page = self.reader.find(&query)?;
                records.extend(page.records.iter().map(|record| (record.meta.id, title_of(record))));
            }
        }
        Ok(found)
    }
}

fn wrong_cursor() -> Error {
    Error::invalid("cursor", "malformed", "This is no cursor of this list.")
}
