//! Takes an act back: its inverse, written as new events in the asker's name and within the asker's rights. What others changed
//! since stays theirs, and is told.

use super::act::{Act, Action};
use super::net::{Life, Net};
use super::row::{self, Row, UndoneNote};
use crate::read::load_seen;
use crate::rule::value_of;
use crate::{Context, Input, Permission, Writing};
use dictionary::ObjectDef;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use store::Writer;
use store::event::{Event, EventFilter, NewEvent, Verb};
use store::query::Trash;
use store::record::StoredRecord;
use vocabulary::{Actor, Conflict, Error, Id, Result};

/// So many changes are taken back within a request; more need a job.
pub const UNDO_AT_ONCE: i64 = 500;

/// Something that stays as it is, and why. What the asker may not see is told without a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// The object.
    pub object: Option<String>,
    /// The record.
    pub id: Option<Id>,
    /// The record's title of today.
    pub title: Option<String>,
    /// The field; none when it is about the record.
    pub field: Option<String>,
    /// Why, in a sentence.
    pub reason: String,
}

/// What taking back did.
#[derive(Clone, Debug, Default)]
pub struct Undone {
    /// Records that were written.
    pub undone: u64,
    /// What stays.
    pub kept: Vec<Kept>,
    /// Records that stay because the asker may not see them.
    pub hidden: u64,
    /// Where to go on; none when all was gone through.
    pub next: Option<i64>,
    /// Something stayed that may be possible once the rest is taken back: it is worth going through once more.
    pub again: bool,
}

impl Undone {
    /// What stays, with those the asker may not see in one sentence.
    pub fn all_kept(&self) -> Vec<Kept> {
        let mut kept = self.kept.clone();
        if self.hidden > 0 {
            let reason = match self.hidden {
                1 => "One record that you may not see stays as it is.".to_string(),
                count => format!("{count} records that you may not see stay as they are."),
            };
            kept.push(Kept { object: None, id: None, title: None, field: None, reason });
        }
        kept
    }
}

/// Taking back goes through an act at most so often: what came free in one round lets the next one do more.
pub const ROUNDS: usize = 5;

impl Writing<'_> {
    /// Takes a change set back as a whole, in this transaction. As a trial it answers the same and leaves nothing.
    pub fn undo(&mut self, id: Id, trial: bool) -> Result<Undone> {
        if trial {
            let mut told = None;
            let tried = self.attempt(|writing| {
                told = Some(writing.undo(id, false)?);
                Err::<(), _>(Error::internal("a trial leaves nothing"))
            });
            return match (told, tried) {
                (Some(told), _) => Ok(told),
                (None, Err(error)) => Err(error),
                (None, Ok(())) => Err(Error::internal("a trial that was not made")),
            };
        }
        self.begin_undo(id)?;
        let mut all = self.undo_piece(id, None, 0)?;
        for _ in 1..ROUNDS {
            if !all.again || all.undone == 0 {
                break;
            }
            let more = self.undo_piece(id, None, 0)?;
            let progress = more.undone;
            all = Undone { undone: all.undone + more.undone, ..more };
            if progress == 0 {
                break;
            }
        }
        if all.undone > 0 {
            self.mark_undone(id)?;
            self.release_undone(id)?;
        }
        Ok(all)
    }

    /// Refuses what cannot be taken back, and says that this act is one of taking back.
    pub fn begin_undo(&mut self, id: Id) -> Result<()> {
        let (row, _) = self.reading().known_act(id)?;
        let refused = |text: &str| Err(Error::Conflict(Conflict::Other, text.to_string()));
        if row.undone.is_some() {
            return refused("This was taken back already.");
        }
        if !row.is_reversible() {
            return refused("What was deleted for good cannot be brought back.");
        }
        if row.action == Action::Import {
            return refused("An import is taken back by itself: see its own page.");
        }
        self.name_undo(row);
        Ok(())
    }

    fn name_undo(&mut self, row: Row) {
        self.name_act(Act {
            action: Some(Action::Undo),
            label: row.label,
            object: row.object,
            record: row.record,
            undoes: Some(row.id),
        });
    }

    /// Takes back a piece of a change set as a part of a long act that does so, up to `most` events of it, newest first; `before` is where
    /// the piece before ended. Going through the same events again does no harm.
    pub fn undo_on(&mut self, id: Id, before: Option<i64>, most: u32) -> Result<Undone> {
        let row = row::find(self.writer, self.context.workspace, id)?.ok_or_else(Error::not_found)?;
        self.name_undo(row);
        self.undo_piece(id, before, most)
    }

    /// Notes that a change set is taken back by this act: nobody else begins the same.
    pub fn mark_undone(&mut self, id: Id) -> Result<()> {
        if mark_undone(self.writer, self.context, id)? {
            return Ok(());
        }
        Err(Error::Conflict(Conflict::Other, "This was taken back already.".to_string()))
    }

    /// Forgets that a change set was taken back: it stands again.
    pub fn unmark_undone(&mut self, id: Id) -> Result<()> {
        row::unmark(self.writer, self.context.workspace, id)
    }

    /// When what was taken back had itself taken something back, that stands again.
    pub fn release_undone(&mut self, id: Id) -> Result<()> {
        let row = row::find(self.writer, self.context.workspace, id)?.ok_or_else(Error::not_found)?;
        row.undoes.map_or(Ok(()), |original| self.unmark_undone(original))
    }

    fn undo_piece(&mut self, id: Id, before: Option<i64>, most: u32) -> Result<Undone> {
        let workspace = self.context.workspace;
        let row = row::find(self.writer, workspace, id)?.ok_or_else(Error::not_found)?;
        let filter =
            EventFilter { batch: Some(id), before, descending: true, limit: most, ..EventFilter::default() };
        let events = self.writer.events(workspace, &filter)?;
        let full = most > 0 && events.len() == most as usize;
        let whole = before.is_none() && !full;
        let mut undone =
            Undone { next: events.last().map(|event| event.seq).filter(|_| full), ..Undone::default() };
        let mut of_record: HashMap<Id, Vec<&Event>> = HashMap::new();
        if whole {
            for event in events.iter().rev() {
                of_record.entry(event.event.record).or_default().push(event);
            }
        }
        let owned = self.reading().owns_act(&row);
        let mut seen = HashSet::new();
        for event in &events {
            if !seen.insert(event.event.record) {
                continue;
            }
            let net = if whole {
                of_record.get(&event.event.record).and_then(|events| Net::of(events))
            } else {
                let all = self.events_of(&event.event, Some(id), None)?;
                // It was taken back where its last event stands.
                Net::of(&all.iter().collect::<Vec<_>>()).filter(|net| net.last == event.seq)
            };
            if let Some(net) = net {
                Step { row: &row, net: &net, owned, undone: &mut undone }.take_back(self)?;
            }
        }
        Ok(undone)
    }

    fn events_of(&mut self, event: &NewEvent, batch: Option<Id>, after: Option<i64>) -> Result<Vec<Event>> {
        let filter = EventFilter {
            record: Some(event.record),
            object: Some(event.object.clone()),
            batch,
            after,
            ..EventFilter::default()
        };
        self.writer.events(self.context.workspace, &filter)
    }
}

/// Notes that a change set is taken back by the act of a context; answers whether there is one and it was not before.
pub fn mark_undone(writer: &mut dyn Writer, context: &Context, id: Id) -> Result<bool> {
    row::mark(writer, context.workspace, id, &UndoneNote::of(context))
}

impl UndoneNote {
    fn of(context: &Context) -> UndoneNote {
        let Actor { kind, id, name, .. } = context.actor.clone();
        UndoneNote { change_set: context.batch, at: context.now, kind, id, name }
    }
}

/// Taking one record back.
struct Step<'a> {
    row: &'a Row,
    net: &'a Net,
    /// Whether the act is the asker's own.
    owned: bool,
    undone: &'a mut Undone,
}

impl Step<'_> {
    fn take_back(&mut self, writing: &mut Writing<'_>) -> Result<()> {
        let (net, context) = (self.net, writing.context);
        let Some(object) = writing.dictionary.object(&net.object).cloned() else {
            self.hide();
            return Ok(());
        };
        let unlimited = context.unlimited();
        let dictionary = Arc::clone(&writing.dictionary);
        let loaded = load_seen(writing.writer, &unlimited, &dictionary, &object, net.record, Trash::With);
        let record = match loaded {
            Ok(record) => record,
            Err(Error::NotFound(_)) => {
                self.purged(writing, &object);
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        let readable = context.rights.reaches(&object.key, Permission::Read, &record.meta);
        if self.is_by_system() {
            return writing.acting(&unlimited, |writing| self.record(writing, &object, &record, readable));
        }
        if !readable {
            self.hide();
            return Ok(());
        }
        self.record(writing, &object, &record, true)
    }

    /// A merge moves the links of others in the system's name, so they come back in the system's name too.
    fn is_by_system(&self) -> bool {
        self.owned
            && self.row.action == Action::Merge
            && self.net.life == Life::Same
            && self.row.record != Some(self.net.record)
    }

    fn record(
        &mut self,
        writing: &mut Writing<'_>,
        object: &Arc<ObjectDef>,
        record: &StoredRecord,
        told: bool,
    ) -> Result<()> {
        let net = self.net;
        let event = NewEvent {
            workspace: writing.context.workspace,
            at: writing.context.now,
            actor: writing.context.actor.clone(),
            object: object.key.clone(),
            record: net.record,
            version: 0,
            verb: Verb::Changed,
            changes: Input::new(),
            batch: None,
        };
        let later = writing.events_of(&event, None, Some(net.last))?;
        let title = told && writing.sees_field(&object.key, &object.title_field);
        let title = title.then(|| value_of(object, record, &object.title_field).to_text());
        let mut one = One { step: self, later, title, told, written: false };
        match net.life {
            Life::Made => one.put_into_trash(writing, object, record)?,
            Life::Restored => {
                one.fields(writing, object, record, record.meta.removed_at.is_none())?;
                one.put_into_trash(writing, object, record)?;
            }
            Life::Removed => {
                let lives = one.take_out_of_trash(writing, object, record)?;
                one.fields(writing, object, record, lives)?;
            }
            Life::Same => one.fields(writing, object, record, record.meta.removed_at.is_none())?,
            Life::Purged => {}
        }
        if one.written {
            self.undone.undone += 1;
        }
        Ok(())
    }

    fn purged(&mut self, writing: &Writing<'_>, object: &ObjectDef) {
        if !self.owned || writing.context.rights.object(&object.key).read == crate::Extent::None {
            self.hide();
            return;
        }
        self.undone.kept.push(Kept {
            object: Some(object.key.clone()),
            id: Some(self.net.record),
            title: None,
            field: None,
            reason: "It was deleted for good.".to_string(),
        });
    }

    fn hide(&mut self) {
        self.undone.hidden += 1;
    }
}

/// One record that is there, with what happened to it since.
struct One<'a, 'b> {
    step: &'a mut Step<'b>,
    later: Vec<Event>,
    title: Option<String>,
    /// Whether the asker may be told of it.
    told: bool,
    written: bool,
}

impl One<'_, '_> {
    fn keep(&mut self, field: Option<&str>, reason: String) {
        if !self.told {
            self.step.hide();
            return;
        }
        let net = self.step.net;
        self.step.undone.kept.push(Kept {
            object: Some(net.object.clone()),
            id: Some(net.record),
            title: self.title.clone(),
            field: field.map(str::to_string),
            reason,
        });
    }

    /// The last one of somebody else's later events that fits.
    fn by_others(&self, writing: &Writing<'_>, fits: impl Fn(&Event) -> bool) -> Option<String> {
        let own = [self.step.row.actor.user, writing.context.actor.user];
        let others = |event: &&Event| {
            let user = event.event.actor.user;
            user.is_some() && !own.contains(&user) && fits(event)
        };
        self.later.iter().rev().find(others).map(|event| event.event.actor.name.clone())
    }

    fn put_into_trash(
        &mut self,
        writing: &mut Writing<'_>,
        object: &Arc<ObjectDef>,
        record: &StoredRecord,
    ) -> Result<()> {
        if record.meta.removed_at.is_some() {
            return Ok(());
        }
        if let Some(name) = self.by_others(writing, |event| event.event.verb == Verb::Changed) {
            self.keep(None, format!("{name} has changed it since."));
            return Ok(());
        }
        let id = self.step.net.record;
        match writing.attempt(|writing| writing.remove(&object.key, id)) {
            Ok(_) => self.written = true,
            Err(error) => self.refused(None, error)?,
        }
        Ok(())
    }

    /// Answers whether the record lives afterwards.
    fn take_out_of_trash(
        &mut self,
        writing: &mut Writing<'_>,
        object: &Arc<ObjectDef>,
        record: &StoredRecord,
    ) -> Result<bool> {
        if record.meta.removed_at.is_none() {
            return Ok(true);
        }
        let last =
            self.later.iter().rev().find(|event| event.event.verb != Verb::Changed).map(|event| event.seq);
        let removed = |event: &Event| event.event.verb == Verb::Removed && Some(event.seq) == last;
        if let Some(name) = self.by_others(writing, removed) {
            self.keep(None, format!("{name} has put it into the trash since."));
            return Ok(false);
        }
        let id = self.step.net.record;
        match writing.attempt(|writing| writing.restore_as_it_was(object, id)) {
            Ok(_) => {
                self.written = true;
                Ok(true)
            }
            Err(error) => {
                self.refused(None, error)?;
                Ok(false)
            }
        }
    }

    /// Writes the fields back that still hold what the act wrote.
    fn fields(
        &mut self,
        writing: &mut Writing<'_>,
        object: &Arc<ObjectDef>,
        record: &StoredRecord,
        lives: bool,
    ) -> Result<()> {
        let net = self.step.net;
        let mut wanted = Input::new();
        let mut unseen = false;
        for (key, old, new) in &net.fields {
            if object.field(key).is_none() {
                self.keep(Some(key), "This field no longer exists.".to_string());
                continue;
            }
            let now = crate::write::event_json(value_of(object, record, key));
            if now == *old {
                continue;
            }
            if !writing.sees_field(&object.key, key) {
                unseen = true;
            } else if now == *new {
                wanted.insert(key.clone(), old.clone());
            } else {
                let touches = |event: &&Event| event.event.changes.contains_key(key);
                let by = self.later.iter().rev().find(touches).map(|event| event.event.actor.name.clone());
                let by = by.map_or_else(String::new, |name| format!(" by {name}"));
                self.keep(Some(key), format!("It was changed since{by}."));
            }
        }
        if unseen {
            self.keep(None, "It has changes in fields that you may not see: they stay.".to_string());
        }
        if wanted.is_empty() {
            return Ok(());
        }
        if !lives {
            // It may come back in a later round, when what stands in its way is gone.
            self.step.undone.again |= net.life == Life::Removed;
            self.keep(None, "It lies in the trash.".to_string());
            return Ok(());
        }
        let (written, refused) = writing.set_back(object, net.record, wanted)?;
        self.written |= written.is_some();
        for problem in refused {
            self.step.undone.again |= ["duplicate", "not_found", "refused"].contains(&problem.code.as_str());
            self.keep(Some(&problem.field), problem.message);
        }
        Ok(())
    }

    fn refused(&mut self, field: Option<&str>, error: Error) -> Result<()> {
        let reason = match error {
            Error::Conflict(Conflict::Duplicate { field, record }, _) => {
                self.step.undone.again = true;
                let title = record.and_then(|record| record.title);
                let by = title.map_or_else(|| "another record".to_string(), |title| format!("“{title}”"));
                format!("Its value of {field} belongs to {by} now.")
            }
            Error::Conflict(_, text) => {
                self.step.undone.again = true;
                text
            }
            Error::Forbidden(text) | Error::NotFound(text) => text,
            Error::Invalid(problems) => {
                problems.into_iter().next().map(|problem| problem.message).unwrap_or_default()
            }
            other => return Err(other),
        };
        self.keep(field, reason);
        Ok(())
    }
}
