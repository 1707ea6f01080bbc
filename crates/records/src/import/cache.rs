//! What earlier rows of the same file found or made, so that thousands of rows of one customer look it up once.

use super::mapping::Conflict;
use super::plan::PlanObject;
use crate::Input;
use crate::rule::value_of;
use dictionary::SystemField;
use serde_json::{Value as Json, json};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use store::record::StoredRecord;
use vocabulary::Id;

/// What committed rows found or made.
#[derive(Clone, Debug, Default)]
pub struct Cache {
    known: Known,
}

/// What a chunk adds to the cache: to be kept once its transaction has committed, and only then.
#[derive(Clone, Debug, Default)]
pub struct Additions(pub(super) Known);

/// By the position of the object or link in the mapping, then by the text that was looked up.
pub(super) type Known = HashMap<Place, HashMap<String, Entry>>;

/// An object of the mapping, or a link of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Place {
    Object(usize),
    Link(usize, usize),
}

/// A record that was found or made.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub id: Id,
    /// What was written last: the same again changes nothing.
    input: u64,
    /// The planned fields that have a value now, as bits.
    filled: u64,
}

/// Most entries of one place; past it that place starts anew, which costs look-ups but no memory.
const MOST: usize = 50_000;

impl Cache {
    /// Takes over what a committed chunk found.
    pub fn keep(&mut self, additions: Additions) {
        merge(&mut self.known, additions.0);
    }

    pub(super) fn get(&self, place: Place, key: &str) -> Option<Entry> {
        look(&self.known, place, key)
    }
}

impl Additions {
    pub(super) fn get(&self, place: Place, key: &str) -> Option<Entry> {
        look(&self.0, place, key)
    }

    pub(super) fn put(&mut self, place: Place, key: String, entry: Entry) {
        self.0.entry(place).or_default().insert(key, entry);
    }

    pub(super) fn join(&mut self, later: Additions) {
        merge(&mut self.0, later.0);
    }
}

fn look(known: &Known, place: Place, key: &str) -> Option<Entry> {
    known.get(&place)?.get(key).copied()
}

fn merge(known: &mut Known, more: Known) {
    for (place, entries) in more {
        let there = known.entry(place).or_default();
        if there.len() + entries.len() > MOST {
            there.clear();
        }
        there.extend(entries);
    }
}

impl Entry {
    /// A record found by a link.
    pub(super) fn linked(id: Id) -> Entry {
        Entry { id, input: 0, filled: 0 }
    }

    /// A record as it stands after an input was written.
    pub(super) fn written(object: &PlanObject, record: &StoredRecord, input: &Input) -> Entry {
        let full = |key: &str| !value_of(&object.object, record, key).is_null();
        Entry { id: record.meta.id, input: hash_of(input), filled: bits(object, full) }
    }

    /// A record as it would stand after an input; `filled` are the fields known to have a value before.
    pub(super) fn imagined(object: &PlanObject, id: Id, input: &Input, before: Option<Entry>) -> Entry {
        let filled = bits(object, |key| input.contains_key(key));
        Entry { id, input: hash_of(input), filled: filled | before.map_or(0, |before| before.filled) }
    }

    /// Whether writing this input would change nothing: it was written last, or all its fields are only to be filled and are.
    pub(super) fn settles(&self, object: &PlanObject, input: &Input) -> bool {
        if self.input == hash_of(input) {
            return true;
        }
        object.fields.len() <= 64
            && object.fields.iter().enumerate().all(|(at, field)| {
                let conflict = field.mapping.conflict.unwrap_or(object.mapping.conflict);
                let stays = match conflict {
                    Conflict::Keep => true,
                    Conflict::FillEmpty => self.filled & (1 << at) != 0,
                    Conflict::Overwrite => false,
                };
                let matching = object.mapping.match_fields.first() == Some(&field.field.key);
                // Ids of other systems are always added, unless they are what the record was found by.
                let adds = field.field.system == Some(SystemField::ExternalIds);
                !input.contains_key(&field.field.key) || matching || (stays && !adds)
            })
    }
}

/// The planned fields for which something holds.
fn bits(object: &PlanObject, holds: impl Fn(&str) -> bool) -> u64 {
    let fields = object.fields.iter().take(64).enumerate().filter(|(_, field)| holds(&field.field.key));
    fields.fold(0, |bits, (at, _)| bits | 1 << at)
}

fn hash_of(input: &Input) -> u64 {
    let mut hasher = DefaultHasher::new();
    for (key, value) in input {
        key.hash(&mut hasher);
        value.hash(&mut hasher);
    }
    hasher.finish()
}

/// What tells records of an object apart, as one text; none when the row says nothing about it.
pub(super) fn match_key(object: &PlanObject, input: &Input) -> Option<String> {
    object.mapping.match_fields.iter().find_map(|field| {
        let key = if field == "title" { &object.object.title_field } else { field };
        let value = input.get(key).filter(|value| !value.is_null() && **value != json!([]))?;
        Some(format!("{field}={value}"))
    })
}

/// A title in the text form by which it is found.
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
