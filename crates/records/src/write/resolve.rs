//! Links as they come in: an id, `{"id"}`, `{"external_id"}` or a unique field of the target. The target must exist, be seen
//! by the writer and not lie in the trash.

use super::Writing;
use crate::read::target_of;
use dictionary::{FieldDef, LinkValue, ObjectDef, Value};
use serde_json::Value as Json;
use std::sync::Arc;
use store::Datum;
use store::layout;
use store::query::Trash;
use store::table::{Condition, Select};
use vocabulary::{Error, Id, Result};

/// What is known of the field before: a link that stays as it is needs no second look.
pub(super) struct Known<'a> {
    pub(super) before: Option<&'a Value>,
}

/// What is wrong with a link: a code and a sentence.
type Wrong = (&'static str, String);

impl Writing<'_> {
    /// Reads a link.
    pub(super) fn resolve(
        &mut self,
        field: &FieldDef,
        json: &Json,
        known: Known<'_>,
    ) -> Result<Result<Value, Wrong>> {
        let target = target_of(field).unwrap_or_default();
        let id = match self.named(field, target, json)? {
            Ok(None) => return Ok(Ok(Value::Null)),
            Ok(Some(id)) => id,
            Err(wrong) => return Ok(Err(wrong)),
        };
        let value = Value::Link(LinkValue { id, title: None });
        if known.before == Some(&value) || self.target_exists(target, id)? {
            return Ok(Ok(value));
        }
        Ok(Err(self.missing(target)))
    }

    fn missing(&self, target: &str) -> Wrong {
        let label = self.dictionary.object(target).map_or(target, |object| object.label.as_str());
        ("not_found", format!("There is no such {}, or you may not see it.", label.to_lowercase()))
    }

    /// The id a link names; none when it is to be cleared.
    fn named(&mut self, field: &FieldDef, target: &str, json: &Json) -> Result<Result<Option<Id>, Wrong>> {
        let Json::Object(members) = json else { return Ok(self.bare(field, target, json)) };
        if members.contains_key("id") {
            // The form of answers is taken back: {"id","object","title"}.
            let stranger = members.keys().find(|key| !["id", "object", "title"].contains(&key.as_str()));
            return Ok(match stranger {
                Some(key) => {
                    Err(("unknown_field", format!("A link has no “{}”.", super::steps::shortened(key))))
                }
                None => self.bare(field, target, members.get("id").unwrap_or(&Json::Null)),
            });
        }
        let one = if members.len() == 1 { members.iter().next() } else { None };
        let Some((key, json)) = one else {
            let text = "A link is an id, or an object with one member: id, external_id, or a unique field of its target.";
            return Ok(Err(("malformed", text.to_string())));
        };
        let Some(object) = self.dictionary.object(target).cloned() else {
            return Ok(Err(self.missing(target)));
        };
        let key = if key == "external_id" { "external_ids" } else { key.as_str() };
        let unique = object.field(key).filter(|unique| unique.unique && self.sees_field(target, key));
        let Some(unique) = unique.cloned() else {
            let text = format!(
                "“{}” is no unique field of {}.",
                super::steps::shortened(key),
                object.label.to_lowercase()
            );
            return Ok(Err(("unknown_field", text)));
        };
        Ok(match self.by_unique(&object, &unique, json)? {
            Err(wrong) => Err(wrong),
            Ok(Some(id)) => Ok(Some(id)),
            Ok(None) => Err(self.missing(target)),
        })
    }

    fn bare(&self, field: &FieldDef, target: &str, json: &Json) -> Result<Option<Id>, Wrong> {
        if target == "user" && json.as_str() == Some("me") {
            return Ok(self.context.actor.user);
        }
        match field.value_kind().read(field, json, &self.context.moment.read)? {
            Value::Link(link) => Ok(Some(link.id)),
            _ => Ok(None),
        }
    }

    /// The one record that has a unique value.
    pub(super) fn by_unique(
        &mut self,
        object: &Arc<ObjectDef>,
        field: &FieldDef,
        json: &Json,
    ) -> Result<Result<Option<Id>, Wrong>> {
        let value = match field.value_kind().read(field, json, &self.context.moment.read) {
            Ok(value) => value,
            Err(wrong) => return Ok(Err(wrong)),
        };
        let mut found: Option<Id> = None;
        for key in layout::keys(field, &value) {
            if let Some(id) = self.writer.by_unique(self.context.workspace, &object.key, &field.key, &key)? {
                if found.is_some_and(|known| known != id) {
                    return Ok(Err(("ambiguous", "These values belong to different records.".to_string())));
                }
                found = Some(id);
            }
        }
        Ok(Ok(found))
    }

    fn target_exists(&mut self, target: &str, id: Id) -> Result<bool> {
        match target {
            "user" => return self.stands_in("user", id),
            "team" => return self.stands_in("team", id),
            _ => {}
        }
        if self.targets.get(&id).is_some_and(|object| object.key == target) {
            return Ok(true);
        }
        let Ok(object) = self.object(target) else { return Ok(false) };
        let exists = self.sees_record(&object, id)?;
        if exists {
            self.targets.insert(id, object);
        }
        Ok(exists)
    }

    /// Whether a living record exists and the writer may see it.
    pub(super) fn sees_record(&mut self, object: &Arc<ObjectDef>, id: Id) -> Result<bool> {
        match crate::read::load_seen(self.writer, self.context, &self.dictionary, object, id, Trash::Without)
        {
            Ok(_) => Ok(true),
            Err(Error::NotFound(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Whether a user or a team of that id exists: neither is an object of the dictionary.
    fn stands_in(&mut self, table: &'static str, id: Id) -> Result<bool> {
        if table == "user" && self.context.actor.user == Some(id) {
            return Ok(true);
        }
        let filter = vec![
            Condition::Eq("workspace_id", self.context.workspace.into()),
            Condition::Eq("id", Datum::Id(id)),
        ];
        Ok(!self.writer.select(&Select::new(table, &["id"], filter).limit(1))?.is_empty())
    }
}
