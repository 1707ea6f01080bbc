//! Creating a record or changing the one that has the same unique values.

use super::{ChangeRequest, Input, Outcome, Writing, Written};
use dictionary::{ObjectDef, SystemField, Value};
use serde::Deserialize;
use serde_json::Value as Json;
use std::collections::HashMap;
use std::sync::Arc;
use store::query::Trash;
use store::record::StoredRecord;
use vocabulary::{Error, Problem, Result};

/// What happens to the values of a record that exists already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fill {
    /// The new value takes the place of the old one.
    #[default]
    Overwrite,
    /// Only empty fields are filled.
    FillEmpty,
    /// What stands there stays.
    Keep,
}

/// How existing values are treated, field by field.
#[derive(Clone, Debug, Default)]
pub struct FillBy {
    /// For fields not named.
    pub usual: Fill,
    /// For single fields.
    pub fields: HashMap<String, Fill>,
}

impl From<Fill> for FillBy {
    fn from(usual: Fill) -> FillBy {
        FillBy { usual, fields: HashMap::new() }
    }
}

/// Records to create or change.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UpsertRequest {
    /// The unique fields that tell which record is meant, the surest first.
    pub r#match: Vec<String>,
    /// The records.
    pub records: Vec<Input>,
    /// What happens to existing values.
    #[serde(default)]
    pub fill: Fill,
}

impl Writing<'_> {
    /// Creates a record, or changes the one that has the same value in one of the `matching` fields. Ids of other systems
    /// are always added to those that are there.
    pub fn upsert(
        &mut self,
        object: &str,
        matching: &[String],
        input: &Input,
        fill: &FillBy,
    ) -> Result<Written> {
        let object = self.object(object)?;
        match self.matched(&object, matching, input)? {
            Some(known) => self.fill(&object, known, input, fill),
            None => self.create(&object.key, input),
        }
    }

    /// Writes an input over a record that exists, as far as `fill` lets it.
    pub(crate) fn fill(
        &mut self,
        object: &Arc<ObjectDef>,
        known: StoredRecord,
        input: &Input,
        fill: &FillBy,
    ) -> Result<Written> {
        let mut fields = Input::new();
        for (key, json) in input {
            let field = object.field(key).filter(|_| self.sees_field(&object.key, key));
            let Some(field) = field else {
                // Told by the write itself, with all other problems.
                fields.insert(key.clone(), json.clone());
                continue;
            };
            let old = crate::rule::value_of(object, &known, key);
            if field.system == Some(SystemField::ExternalIds) {
                fields.insert(key.clone(), joined(old, json));
                continue;
            }
            let wanted = match fill.fields.get(key).unwrap_or(&fill.usual) {
                Fill::Overwrite => true,
                Fill::FillEmpty => old.is_null(),
                Fill::Keep => false,
            };
            if wanted {
                fields.insert(key.clone(), json.clone());
            }
        }
        if fields.is_empty() {
            return Ok(Written { outcome: Outcome::Unchanged, record: known, seq: None });
        }
        self.change(&object.key, &ChangeRequest { id: known.meta.id, version: None, fields })
    }

    /// The record the input means.
    pub fn matched(
        &mut self,
        object: &Arc<ObjectDef>,
        matching: &[String],
        input: &Input,
    ) -> Result<Option<StoredRecord>> {
        if matching.is_empty() {
            return Err(Error::invalid(
                "match",
                "required",
                "Name at least one unique field that tells which record is meant.",
            ));
        }
        for key in matching {
            let readable = self.sees_field(&object.key, key);
            let Some(field) = object.field(key).filter(|field| readable && field.unique).cloned() else {
                return Err(Error::invalid(
                    "match",
                    "unknown_field",
                    format!("“{key}” is no unique field of {}.", object.label),
                ));
            };
            let Some(json) = input.get(key).filter(|json| !json.is_null()) else { continue };
            let id = match self.by_unique(object, &field, json)? {
                Ok(id) => id,
                Err((code, message)) => return Err(Error::Invalid(vec![Problem::new(key, code, message)])),
            };
            let Some(id) = id else { continue };
            match crate::read::load_seen(
                self.writer,
                self.context,
                &self.dictionary,
                object,
                id,
                Trash::Without,
            ) {
                Ok(record) => return Ok(Some(record)),
                // Somebody else's or in the trash: creating decides, and says so when the value is taken.
                Err(Error::NotFound(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(None)
    }
}

/// The ids a record has, with those it did not have yet.
fn joined(old: &Value, json: &Json) -> Json {
    let Value::List(known) = old else { return json.clone() };
    let mut all: Vec<Json> = known.iter().map(|id| Json::String(id.clone())).collect();
    match json {
        Json::Array(ids) => all.extend(ids.iter().cloned()),
        Json::Null => {}
        one => all.push(one.clone()),
    }
    Json::Array(all)
}
