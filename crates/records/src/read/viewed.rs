//! A record reduced to what its viewer may see: the only form of a record that becomes JSON.

use super::reach::Can;
use super::shape::{Column, Shape};
use super::title::beginning;
use dictionary::Value;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use std::sync::Arc;
use store::record::{Meta, Stamp, StoredRecord};
use vocabulary::{ActorKind, Id};

/// A record as its viewer sees it. Only the engine makes one.
#[derive(Clone, Debug)]
pub struct Viewed {
    shape: Arc<Shape>,
    record: StoredRecord,
    whole: Option<Whole>,
}

/// What is told besides: what its viewer may do with it, and which of its columns they may not write.
#[derive(Clone, Debug)]
struct Whole {
    can: Can,
    readonly: Arc<[String]>,
}

impl Viewed {
    pub(super) fn new(shape: &Arc<Shape>, mut record: StoredRecord) -> Viewed {
        // The columns of a form are readable: what stands for a title tells nothing that is hidden.
        if record.title.is_none()
            && let Some(instead) = &shape.object.title_instead
            && let Some(column) = shape.columns.iter().find(|column| column.name == *instead)
            && let Some(Value::Text(text)) = record.values.get(column.position)
        {
            record.title = beginning(text);
        }
        Viewed { shape: Arc::clone(shape), record, whole: None }
    }

    pub(super) fn with_rights(mut self, can: Can, readonly: Arc<[String]>) -> Viewed {
        self.whole = Some(Whole { can, readonly });
        self
    }

    /// The object's key.
    pub fn object(&self) -> &str {
        &self.shape.object.key
    }

    /// The id.
    pub fn id(&self) -> Id {
        self.record.meta.id
    }

    /// The version, for the ETag.
    pub fn version(&self) -> i64 {
        self.record.meta.version
    }

    /// The title, if the viewer may see it.
    pub fn title(&self) -> Option<&str> {
        self.record.title.as_deref().filter(|_| self.shape.title)
    }

    /// Id, version, moments and owner; the actors in it are those the record shows.
    pub fn meta(&self) -> &Meta {
        &self.record.meta
    }

    /// The columns, in sequence: parallel to [`Viewed::values`].
    pub fn columns(&self) -> &[Column] {
        &self.shape.columns
    }

    /// The values, parallel to the columns.
    pub fn values(&self) -> impl Iterator<Item = &Value> {
        self.shape
            .columns
            .iter()
            .map(|column| self.record.values.get(column.position).unwrap_or(&Value::Null))
    }

    /// The value of a column by its name.
    pub fn value(&self, name: &str) -> Option<&Value> {
        let column = self.shape.columns.iter().find(|column| column.name == name)?;
        self.record.values.get(column.position)
    }

    /// The record as JSON bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(1024);
        // Writing to memory fails only where a value cannot be JSON, which no value of the dictionary is.
        if serde_json::to_writer(&mut bytes, self).is_err() {
            bytes.clear();
        }
        bytes
    }
}

impl Serialize for Viewed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (shape, meta) = (&*self.shape, &self.record.meta);
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("object", &shape.object.key)?;
        map.serialize_entry("id", &meta.id)?;
        map.serialize_entry("version", &meta.version)?;
        map.serialize_entry("title", &self.title())?;
        if shape.created_at {
            map.serialize_entry("created_at", &meta.created_at)?;
            map.serialize_entry("created_by", &StampJson::of(&meta.created_by))?;
        }
        if shape.updated_at {
            map.serialize_entry("updated_at", &meta.updated_at)?;
            map.serialize_entry("updated_by", &StampJson::of(&meta.updated_by))?;
        }
        if shape.removed_at {
            map.serialize_entry("removed_at", &meta.removed_at)?;
        }
        for column in &shape.columns {
            let value = self.record.values.get(column.position).unwrap_or(&Value::Null);
            map.serialize_entry(&column.name, &Shown { value, target: column.target.as_deref() })?;
        }
        if let Some(whole) = &self.whole {
            map.serialize_entry("can", &whole.can)?;
            map.serialize_entry("readonly", &*whole.readonly)?;
        }
        map.end()
    }
}

/// A value of a field that may be shown, in the form of answers.
pub(crate) fn shown_json(field: &dictionary::FieldDef, value: &Value) -> serde_json::Value {
    let shown = Shown { value, target: super::target_of(field) };
    serde_json::to_value(&shown).unwrap_or_default()
}

/// A value as an answer shows it: links with the object they point to.
pub(crate) struct Shown<'a> {
    pub(crate) value: &'a Value,
    pub(crate) target: Option<&'a str>,
}

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self.value, self.target) {
            (Value::Link(link), Some(target)) => {
                LinkJson { id: link.id, object: target, title: &link.title }.serialize(serializer)
            }
            (value, _) => value.serialize(serializer),
        }
    }
}

#[derive(Serialize)]
struct LinkJson<'a> {
    id: Id,
    object: &'a str,
    title: &'a Option<String>,
}

#[derive(Serialize)]
pub(crate) struct StampJson<'a> {
    kind: ActorKind,
    id: Option<Id>,
    name: &'a str,
}

impl StampJson<'_> {
    pub(crate) fn of(stamp: &Stamp) -> StampJson<'_> {
        StampJson { kind: stamp.kind, id: stamp.id, name: &stamp.name }
    }
}
