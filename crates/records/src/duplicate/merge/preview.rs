//! What a merge would do: value by value, and what comes along. Nothing is written, and only what the asker may see is told.

use super::link::to_one_of;
use super::value::{is_merged, united};
use super::{Input, MergeRequest};
use crate::Permission;
use crate::access::Seen;
use crate::read::{Reading, Viewed, shown_json};
use dictionary::{FieldDef, ObjectDef, Value};
use serde::Serialize;
use serde_json::Value as Json;
use std::sync::Arc;
use store::query::{Selection, Trash};
use store::record::StoredRecord;
use vocabulary::{Error, Id, Problem, Result};

/// What a merge would do.
#[derive(Clone, Debug, Serialize)]
pub struct MergePreview {
    /// The record as it would be.
    pub record: Viewed,
    /// Its fields, as far as any of the records has a value.
    pub fields: Vec<MergeField>,
    /// What would come along.
    pub moves: Vec<Move>,
}

/// One field of those that are merged.
#[derive(Clone, Debug, Serialize)]
pub struct MergeField {
    /// Its key.
    pub field: String,
    /// What each of the records has.
    pub values: Vec<MergeValue>,
    /// What the merged record has.
    pub chosen: Json,
    /// Whether they say different things.
    pub differs: bool,
    /// Whether the asker may choose.
    pub writable: bool,
}

/// The value of one record.
#[derive(Clone, Debug, Serialize)]
pub struct MergeValue {
    /// The record.
    pub from: Id,
    /// Its value.
    pub value: Json,
}

/// Records that link to those that go, and follow to the one that stays.
#[derive(Clone, Debug, Serialize)]
pub struct Move {
    /// Their object.
    pub object: String,
    /// Their link.
    pub field: String,
    /// How the record calls them.
    pub label: String,
    /// How many, of those the asker may see.
    pub count: u64,
}

impl Reading<'_> {
    /// Tells what a merge would do.
    pub fn merge_preview(&mut self, object: &str, request: &MergeRequest) -> Result<MergePreview> {
        let object = self.object(object)?;
        let losers = request.checked()?;
        let (rights, dictionary) = (Arc::clone(&self.context.rights), Arc::clone(&self.dictionary));
        let seen = Seen::reading(&rights, &dictionary);
        let mut records: Vec<StoredRecord> = Vec::new();
        for id in std::iter::once(request.winner).chain(losers.iter().copied()) {
            let found =
                self.reader.get(self.context.workspace, &dictionary, &object, id, &seen, Trash::Without)?;
            let record = found.ok_or_else(Error::not_found)?;
            let needed = if records.is_empty() { Permission::Change } else { Permission::Remove };
            rights.demand(&object.key, needed, &record.meta)?;
            records.push(record);
        }
        let (winner, others) = records.split_first().ok_or_else(Error::not_found)?;
        let mut merged = winner.clone();
        for (position, value) in united(&object, winner, others) {
            if let Some(slot) = merged.values.get_mut(position) {
                *slot = value;
            }
        }
        self.choose(&object, &records, &request.values, &mut merged)?;
        let mut fields = Vec::new();
        for (position, field) in object.fields.iter().enumerate() {
            if is_merged(field) && self.field(&object, &field.key).is_some() {
                fields.extend(self.compared(&object, field, position, &records, &merged));
            }
        }
        let moves = self.moves(&object, request.winner, &losers)?;
        let record = self.whole(&object, merged, &seen)?;
        Ok(MergePreview { record, fields, moves })
    }

    /// Puts what was chosen into the record, with all problems told at once.
    fn choose(
        &self,
        object: &Arc<ObjectDef>,
        records: &[StoredRecord],
        chosen: &Input,
        merged: &mut StoredRecord,
    ) -> Result<()> {
        let mut problems = Vec::new();
        for (key, json) in chosen {
            let known = self.field(object, key).zip(object.position(key));
            let Some((field, position)) = known else {
                problems.push(Problem::new(key, "unknown_field", "There is no such field."));
                continue;
            };
            if field.read_only() || !self.context.rights.may_write(&object.key, key) {
                problems.push(Problem::new(key, "read_only", "This field cannot be written."));
                continue;
            }
            // A link comes back as it was answered.
            let json = json.get("id").filter(|_| crate::read::target_of(&field).is_some()).unwrap_or(json);
            match field.value_kind().read(&field, json, &self.context.moment.read) {
                Ok(value) => {
                    // The same link with its title, where one of the records has it.
                    let named = records.iter().filter_map(|record| record.values.get(position));
                    let value = named.into_iter().find(|known| **known == value).cloned().unwrap_or(value);
                    if let Some(slot) = merged.values.get_mut(position) {
                        *slot = value;
                    }
                }
                Err((code, message)) => problems.push(Problem::new(key, code, message)),
            }
        }
        if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
    }

    fn compared(
        &self,
        object: &ObjectDef,
        field: &FieldDef,
        position: usize,
        records: &[StoredRecord],
        merged: &StoredRecord,
    ) -> Option<MergeField> {
        let value = |record: &StoredRecord| record.values.get(position).cloned().unwrap_or_default();
        let all: Vec<Value> = records.iter().map(value).collect();
        let mut filled = all.iter().filter(|value| !value.is_null());
        let first = filled.next()?;
        let differs = filled.any(|other| other != first);
        let values = records.iter().zip(&all);
        Some(MergeField {
            field: field.key.clone(),
            values: values
                .map(|(record, value)| MergeValue { from: record.meta.id, value: shown_json(field, value) })
                .collect(),
            chosen: shown_json(field, &value(merged)),
            differs,
            writable: !field.read_only() && self.context.rights.may_write(&object.key, &field.key),
        })
    }

    /// How many records link to those that go, by link, as far as the asker may see them.
    pub(super) fn moves(&mut self, object: &Arc<ObjectDef>, winner: Id, losers: &[Id]) -> Result<Vec<Move>> {
        let (rights, dictionary) = (Arc::clone(&self.context.rights), Arc::clone(&self.dictionary));
        let seen = Seen::reading(&rights, &dictionary);
        let mut moves = Vec::new();
        for inverse in dictionary.inverse_links(&object.key) {
            let Ok(linking) = self.object(&inverse.object) else { continue };
            let Some(field) = self.field(&linking, &inverse.field) else { continue };
            let mut filters = vec![to_one_of(&linking, &field, losers)];
            if linking.key == object.key {
                let merged = losers.iter().copied().chain([winner]).collect();
                filters.push(store::query::Filter::Not(Box::new(crate::read::with_ids(&linking, merged))));
            }
            let nothing = Selection { paths: Vec::new(), titles: false };
            let filter = store::query::Filter::And(filters);
            let query = self.query(&dictionary, &linking, &seen, Some(filter), nothing, 1);
            let count = self.reader.count(&query, None)?.value;
            if count > 0 {
                moves.push(Move {
                    object: inverse.object.clone(),
                    field: inverse.field.clone(),
                    label: inverse.label.clone(),
                    count,
                });
            }
        }
        Ok(moves)
    }
}
