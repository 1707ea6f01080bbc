//! What an act did to one record on balance: so that what changed twice is taken back once, and once more does no harm.

use serde_json::Value as Json;
use store::event::{Event, Verb};
use vocabulary::Id;

/// What an act did to one record, from its first event to its last.
#[derive(Clone, Debug)]
pub(super) struct Net {
    pub object: String,
    pub record: Id,
    /// The number of its last event.
    pub last: i64,
    pub life: Life,
    /// Fields with what stood before and what stood after. Of a record that was made, none.
    pub fields: Vec<(String, Json, Json)>,
}

/// What became of the record itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Life {
    /// It lives or lies in the trash as before.
    Same,
    /// It was made, and lives.
    Made,
    /// It went to the trash.
    Removed,
    /// It came back from the trash.
    Restored,
    /// It was deleted for good.
    Purged,
}

impl Net {
    /// The balance of a record's events in one act, oldest first; none when there are none.
    pub(super) fn of(events: &[&Event]) -> Option<Net> {
        let (first, last) = (events.first()?, events.last()?);
        let made = first.event.verb == Verb::Created;
        let lifecycle = events.iter().map(|event| event.event.verb).filter(|verb| *verb != Verb::Changed);
        let ended = lifecycle.clone().next_back();
        let began = lifecycle.clone().next();
        let life = match (began, ended) {
            (_, Some(Verb::Purged)) => Life::Purged,
            (Some(Verb::Created), Some(Verb::Removed)) => Life::Same,
            (Some(Verb::Created), _) => Life::Made,
            (Some(Verb::Removed), Some(Verb::Removed)) => Life::Removed,
            (Some(Verb::Restored), Some(Verb::Restored)) => Life::Restored,
            _ => Life::Same,
        };
        let mut fields: Vec<(String, Json, Json)> = Vec::new();
        for event in events.iter().filter(|_| !made) {
            for (key, pair) in &event.event.changes {
                let old = pair.get(0).cloned().unwrap_or_default();
                let new = pair.get(1).cloned().unwrap_or_default();
                match fields.iter_mut().find(|(known, ..)| known == key) {
                    Some(known) => known.2 = new,
                    None => fields.push((key.clone(), old, new)),
                }
            }
        }
        fields.retain(|(_, old, new)| old != new);
        let (object, record) = (first.event.object.clone(), first.event.record);
        Some(Net { object, record, last: last.seq, life, fields })
    }
}
