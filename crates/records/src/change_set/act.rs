//! What an act is told as: counted while it writes, kept in one row when it ends.

use super::row::{self, Row};
use crate::{Context, Writing};
use store::Writer;
use store::event::Verb;
use vocabulary::{ActorKind, Id, Result};

/// What an act did, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// One record was made.
    Create,
    /// One record was changed.
    Change,
    /// One record went to the trash.
    Remove,
    /// One record came back from the trash.
    Restore,
    /// Several records were written.
    Bulk,
    /// Records that are the same became one.
    Merge,
    /// A file was imported.
    Import,
    /// Another act was taken back.
    Undo,
    /// Records were deleted for good: nothing brings them back.
    Purge,
    /// Anything else.
    Other,
}

impl Action {
    const ALL: [Action; 10] = [
        Action::Create,
        Action::Change,
        Action::Remove,
        Action::Restore,
        Action::Bulk,
        Action::Merge,
        Action::Import,
        Action::Undo,
        Action::Purge,
        Action::Other,
    ];

    /// The word kept in the database.
    pub(super) fn word(self) -> &'static str {
        match self {
            Action::Create => "create",
            Action::Change => "change",
            Action::Remove => "remove",
            Action::Restore => "restore",
            Action::Bulk => "bulk",
            Action::Merge => "merge",
            Action::Import => "import",
            Action::Undo => "undo",
            Action::Purge => "purge",
            Action::Other => "other",
        }
    }

    /// The word in answers.
    pub(super) fn told(self) -> &'static str {
        if self == Action::Purge { Action::Other.word() } else { self.word() }
    }

    pub(super) fn from_word(word: &str) -> Action {
        Action::ALL.into_iter().find(|action| action.word() == word).unwrap_or(Action::Other)
    }

    fn of(verb: Verb) -> Action {
        match verb {
            Verb::Created => Action::Create,
            Verb::Changed => Action::Change,
            Verb::Removed => Action::Remove,
            Verb::Restored => Action::Restore,
            Verb::Purged => Action::Purge,
        }
    }
}

/// What whoever acts says of the act; what is left out follows from what was written.
#[derive(Clone, Debug, Default)]
pub struct Act {
    /// What it did.
    pub action: Option<Action>,
    /// What it is, in words.
    pub label: Option<String>,
    /// The object it is about.
    pub object: Option<String>,
    /// The one record it is about, such as the one that others were merged into.
    pub record: Option<Id>,
    /// The change set it takes back.
    pub undoes: Option<Id>,
}

impl Act {
    /// Told as this action.
    pub fn of(self, action: Action) -> Act {
        Act { action: Some(action), ..self }
    }
}

/// What was written so far in a transaction.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    events: u64,
    object: Option<String>,
    record: Option<Id>,
    verb: Option<Verb>,
    objects: bool,
    records: bool,
    verbs: bool,
    act: Option<Act>,
    /// A list of members was made, changed or removed.
    pub(crate) lists: bool,
}

impl Tally {
    /// Counts an event. What a rule wrote besides (`by_rule`) is a part of the act, but not what the act is about.
    pub(crate) fn count(&mut self, object: &str, record: Id, verb: Verb, by_rule: bool) {
        self.events += 1;
        if by_rule {
            return;
        }
        if self.verb.is_none() {
            (self.object, self.record, self.verb) = (Some(object.to_string()), Some(record), Some(verb));
        }
        self.objects |= self.object.as_deref() != Some(object);
        self.records |= self.record != Some(record);
        // What is written again in the act that made it was made by it.
        self.verbs |= self.verb != Some(verb) && self.verb != Some(Verb::Created);
    }

    pub(crate) fn join(&mut self, other: Tally) {
        if let Some(act) = other.act {
            self.act = Some(act);
        }
        self.events += other.events;
        self.lists |= other.lists;
        if other.verb.is_none() {
            return;
        }
        if self.verb.is_none() {
            (self.object, self.record, self.verb) = (other.object, other.record, other.verb);
            (self.objects, self.records, self.verbs) = (other.objects, other.records, other.verbs);
            return;
        }
        self.objects |= other.objects || self.object != other.object;
        self.records |= other.records || self.record != other.record;
        self.verbs |= other.verbs || (self.verb != other.verb && self.verb != Some(Verb::Created));
    }

    fn action(&self) -> Action {
        match self.verb {
            Some(Verb::Purged) if !self.verbs => Action::Purge,
            Some(verb) if !self.records && !self.verbs => Action::of(verb),
            Some(_) if self.records => Action::Bulk,
            _ => Action::Other,
        }
    }
}

impl Writing<'_> {
    /// Says what this act is to be told as.
    pub fn name_act(&mut self, act: Act) {
        self.tally.act = Some(act);
    }

    /// The change set this transaction writes to; none while nothing is written.
    pub fn change_set(&self) -> Option<Id> {
        self.context.batch.filter(|_| self.tally.events > 0)
    }

    /// Keeps the act in its row. What the engine opens it also closes; who opened the transaction closes it at the end of each
    /// piece.
    pub fn close_act(&mut self) -> Result<Option<Id>> {
        let Some(id) = self.change_set() else { return Ok(None) };
        let tally = std::mem::take(&mut self.tally);
        let import = self.context.actor.kind == ActorKind::Import;
        let inferred = if import { Action::Import } else { tally.action() };
        let act = tally.act.unwrap_or_default();
        let act = Act {
            action: act.action.or(Some(inferred)),
            object: act.object.or_else(|| tally.object.filter(|_| !tally.objects)),
            record: act.record.or_else(|| tally.record.filter(|_| !tally.records)),
            ..act
        };
        add_to_act(self.writer, self.context, act, tally.events)?;
        Ok(Some(id))
    }
}

/// Adds events to the act of a context, which is made if it is not there yet: for whoever writes without the tally of a
/// [`Writing`], or in several transactions.
pub fn add_to_act(writer: &mut dyn Writer, context: &Context, act: Act, events: u64) -> Result<()> {
    let Some(id) = context.batch.filter(|_| events > 0) else { return Ok(()) };
    let events = i64::try_from(events).unwrap_or(i64::MAX);
    // Jobs and automations write in several transactions, everybody else in one.
    let long = matches!(context.actor.kind, ActorKind::Job | ActorKind::Import | ActorKind::Automation);
    if long && row::add(writer, context.workspace, id, events)? {
        return Ok(());
    }
    let row = Row {
        id,
        at: context.now,
        actor: context.actor.clone(),
        action: act.action.unwrap_or(Action::Other),
        object: act.object,
        record: act.record,
        events,
        label: act.label.or_else(|| long.then(|| context.actor.name.clone())),
        undoes: act.undoes,
        undone: None,
    };
    row::insert(writer, context.workspace, &row)
}
