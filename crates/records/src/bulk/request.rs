//! What is to be done to which records, checked before anything is begun.

use crate::write::Input;
use crate::{Extent, Permission, Rights, Writing};
use dictionary::{Kind, ObjectDef, Value};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use std::sync::Arc;
use vocabulary::{Error, Id, Problem, Result};

/// One change to many records.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct BulkChange {
    /// These records; else those the filter finds.
    pub ids: Option<Vec<Id>>,
    /// Which records; null for all.
    pub filter: Option<Json>,
    /// Words the records' search text has.
    pub q: Option<String>,
    /// Fields to write; null clears.
    pub change: Input,
    /// Values to add to fields that hold several.
    pub add: Input,
    /// Values to take out of fields that hold several.
    pub take: Input,
    /// Put them into the trash.
    pub remove: bool,
    /// Take them out of the trash.
    pub restore: bool,
}

impl BulkChange {
    /// Brings the ids into sequence, each once.
    pub fn sort(&mut self) {
        if let Some(ids) = &mut self.ids {
            ids.sort_unstable();
            ids.dedup();
        }
    }

    /// The right it needs on each record.
    pub(super) fn permission(&self) -> Permission {
        if self.remove || self.restore { Permission::Remove } else { Permission::Change }
    }

    /// Refuses who may do it to no record at all.
    pub fn demand(&self, rights: &Rights, object: &str) -> Result<()> {
        if rights.extent(object, self.permission()) > Extent::None {
            return Ok(());
        }
        Err(Error::Forbidden("Your role does not let you do this.".to_string()))
    }

    /// What it is, in words.
    pub fn label(&self, object: &ObjectDef) -> String {
        let verb = match (self.remove, self.restore) {
            (true, _) => "Removing",
            (_, true) => "Restoring",
            _ => "Changing",
        };
        format!("{verb} {}", object.label_plural.to_lowercase())
    }
}

impl Writing<'_> {
    /// What is wrong with a change whatever the record.
    pub fn bulk_problems(&mut self, object: &str, request: &BulkChange) -> Result<Vec<Problem>> {
        let object = self.object(object)?;
        let mut problems = Vec::new();
        let fields = !(request.change.is_empty() && request.add.is_empty() && request.take.is_empty());
        let acts = [fields, request.remove, request.restore];
        if acts.iter().filter(|asked| **asked).count() != 1 {
            let text = "Say one thing to do: change fields, remove, or restore.";
            problems.push(Problem::new("change", "required", text));
        }
        problems.extend(self.problems_of(&object, &request.change)?);
        for (word, values) in [("add", &request.add), ("take", &request.take)] {
            for (key, json) in values {
                if let Err(Error::Invalid(found)) = self.several(&object, key, json) {
                    problems.extend(found);
                }
                if request.change.contains_key(key) {
                    let text = format!("This field is written as a whole already; leave it out of “{word}”.");
                    problems.push(Problem::new(key, "ambiguous", text));
                }
            }
        }
        Ok(problems)
    }

    /// The values given for a field that holds several.
    pub(super) fn several(&self, object: &Arc<ObjectDef>, key: &str, json: &Json) -> Result<Vec<String>> {
        let seen = object.field(key).filter(|_| self.sees_field(&object.key, key));
        let Some(field) = seen else {
            let text = format!("{} has no field “{}”.", object.label, crate::write::shortened(key));
            return Err(Error::invalid(key, "unknown_field", text));
        };
        if field.read_only() || !self.may_write(&object.key, key) {
            return Err(Error::invalid(key, "read_only", "This field cannot be written."));
        }
        if !matches!(field.value_kind(), Kind::Tags | Kind::Choices) {
            let text = "Values are added to and taken out of tags and choices only.";
            return Err(Error::invalid(key, "not_supported", text));
        }
        match field.value_kind().read(field, json, &self.context.moment.read) {
            Ok(Value::List(values)) => Ok(values),
            Ok(_) => Err(Error::invalid(key, "required", "Name at least one value.")),
            Err((code, message)) => Err(Error::invalid(key, code, message)),
        }
    }
}
