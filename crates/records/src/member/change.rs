//! Lists are made, changed and removed with the records that are them, in their transactions.

use super::affected::{LOGGED, LOGGED_LIST};
use crate::overlay::OverlayState;
use crate::{Context, Writing};
use dictionary::{Dictionary, KeptList};
use serde_json::{Value as Json, json};
use std::sync::Arc;
use store::Writer;
use store::event::{NewEvent, Verb};
use store::table::{Condition, Delete, Insert, OnConflict};
use vocabulary::{Error, Id, Result, Timestamp};

/// A list as it is to be.
#[derive(Clone, Debug)]
pub struct NewKeptList {
    /// The record that it is.
    pub id: Id,
    /// The object of that record.
    pub noun: &'static str,
    /// Who looks after that record.
    pub owner: Option<Id>,
    /// The object whose records are members.
    pub object: String,
    /// The rule.
    pub filter: Json,
    /// Its members never change.
    pub frozen: bool,
}

impl Writing<'_> {
    /// Makes a list, or changes what it is; filters know it from now on. Its members are the caller's to keep.
    pub fn put_list(&mut self, list: &NewKeptList) -> Result<()> {
        let filter = serde_json::to_string(&list.filter).map_err(Error::internal)?;
        let values = vec![
            ("workspace_id", self.context.workspace.into()),
            ("id", list.id.into()),
            ("noun", list.noun.into()),
            ("owner", list.owner.into()),
            ("object", list.object.clone().into()),
            ("filter", filter.into()),
            ("frozen", i64::from(list.frozen).into()),
        ];
        let on_conflict = OnConflict::Replace(&["workspace_id", "id"]);
        self.writer.insert(&Insert { table: "member_list", values, on_conflict })?;
        let known = KeptList {
            noun: list.noun.to_string(),
            owner: list.owner,
            object: list.object.clone(),
            filter: list.filter.clone(),
            frozen: list.frozen,
        };
        self.lists_moved(|lists| {
            lists.insert(list.id, known);
        })
    }

    /// Forgets a list; filters that ask for it find it unknown. Its members stay until the caller forgets them.
    pub fn remove_list(&mut self, id: Id) -> Result<()> {
        let filter = vec![
            Condition::Eq("workspace_id", self.context.workspace.into()),
            Condition::Eq("id", id.into()),
        ];
        self.writer.delete(&Delete { table: "member_list", filter })?;
        self.lists_moved(|lists| {
            lists.remove(&id);
        })
    }

    /// The dictionary of this transaction knows the lists as they are now, all others by its number.
    fn lists_moved(&mut self, change: impl FnOnce(&mut dictionary::KeptLists)) -> Result<()> {
        let mut state = OverlayState::load(self.writer, self.context.workspace)?;
        state.overlay.version += 1;
        state.save(self.writer, self.context.workspace)?;
        let mut lists = dictionary::KeptLists::clone(&self.dictionary.lists);
        change(&mut lists);
        let mut dictionary = Dictionary::clone(&self.dictionary);
        (dictionary.version, dictionary.lists) = (state.overlay.version, Arc::new(lists));
        self.dictionary = Arc::new(dictionary);
        self.tally.lists = true;
        Ok(())
    }
}

/// A record that came onto a list, or left it.
#[derive(Clone, Copy, Debug)]
pub struct Listing {
    /// The list.
    pub list: Id,
    /// The record.
    pub record: Id,
    /// It is on the list now.
    pub on: bool,
}

/// Tells the log that a record came onto a list or left it, in the transaction in which it does: rules that ask for this list, and
/// automations, hear of it there. Nobody changed the record, so it is no part of its history.
pub fn tell_listed(writer: &mut dyn Writer, context: &Context, at: Timestamp, one: &Listing) -> Result<()> {
    let pair = if one.on { json!([null, one.list]) } else { json!([one.list, null]) };
    let changes = [(LOGGED_LIST.to_string(), pair)].into_iter().collect();
    let event = NewEvent {
        workspace: context.workspace,
        at,
        actor: context.actor.clone(),
        object: LOGGED.to_string(),
        record: one.record,
        version: 0,
        verb: Verb::Changed,
        changes,
        batch: None,
    };
    writer.append_event(&event).map(|_| ())
}
