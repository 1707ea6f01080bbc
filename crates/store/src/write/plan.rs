//! The statements for one object, rendered once: which fields stand in which columns.

use crate::Datum;
use crate::dialect::{Dialect, quoted, table_of};
use crate::layout::{self, ColumnType};
use crate::record::{Meta, Stamp, StoredRecord};
use dictionary::{ObjectDef, SystemField, Value};
use std::sync::Arc;
use vocabulary::{Error, Result, Timestamp, WorkspaceId};

/// The columns every record has, before those of its fields.
const META: [(&str, ColumnType); 9] = [
    ("id", ColumnType::Id),
    ("version", ColumnType::Integer),
    ("created_at", ColumnType::Integer),
    ("updated_at", ColumnType::Integer),
    ("created_by", ColumnType::Text),
    ("updated_by", ColumnType::Text),
    ("owner", ColumnType::Id),
    ("removed_at", ColumnType::Integer),
    ("batch", ColumnType::Id),
];

/// A field with columns of its own.
pub(crate) struct FieldColumns {
    /// Its position among the object's fields.
    pub(crate) index: usize,
    /// The quoted names of its columns.
    pub(crate) columns: Vec<String>,
}

/// A field in the JSON column.
pub(crate) struct FieldKeys {
    /// Its position among the object's fields.
    pub(crate) index: usize,
    /// The keys of its parts and their types.
    pub(crate) keys: Vec<(String, ColumnType)>,
}

/// The statements for one object.
pub(crate) struct Plan {
    pub(crate) object: Arc<ObjectDef>,
    /// The quoted table.
    pub(crate) table: String,
    pub(crate) insert: String,
    /// Reads a whole record by workspace and id: what [`Plan::decode`] takes.
    pub(crate) select: String,
    pub(crate) select_types: Vec<ColumnType>,
    pub(crate) fields: Vec<FieldColumns>,
    pub(crate) customs: Vec<FieldKeys>,
    /// Positions of fields that have keys.
    pub(crate) keyed: Vec<usize>,
    /// Positions of fields whose text is found by search; empty when the object is left out.
    pub(crate) searched: Vec<usize>,
    /// Position of the title.
    pub(crate) title: usize,
}

impl Plan {
    pub(crate) fn new(dialect: Dialect, object: &Arc<ObjectDef>) -> Plan {
        let (mut fields, mut customs, mut keyed, mut searched) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (index, field) in object.fields.iter().enumerate() {
            let parts = layout::columns(field);
            if parts.is_empty() {
                continue;
            }
            if field.custom {
                let keys = parts.iter().map(|(suffix, of)| (format!("{}{suffix}", field.key), *of)).collect();
                customs.push(FieldKeys { index, keys });
            } else {
                let columns =
                    parts.iter().map(|(suffix, _)| quoted(&format!("{}{suffix}", field.key))).collect();
                fields.push(FieldColumns { index, columns });
            }
            if field.unique || field.value_kind().multiple() {
                keyed.push(index);
            }
            if field.searchable && object.searchable {
                searched.push(index);
            }
        }
        let title = object.position(&object.title().key).unwrap_or_default();
        let mut plan = Plan {
            object: Arc::clone(object),
            table: table_of(object),
            insert: String::new(),
            select: String::new(),
            select_types: Vec::new(),
            fields,
            customs,
            keyed,
            searched,
            title,
        };
        plan.render(dialect);
        plan
    }

    fn render(&mut self, dialect: Dialect) {
        let mut names = vec![quoted("workspace_id")];
        names.extend(META.iter().map(|(name, _)| quoted(name)));
        names.push(quoted("custom"));
        let read = names.get(1..).unwrap_or_default().iter().cloned();
        let read: Vec<String> =
            read.chain(self.fields.iter().flat_map(|field| field.columns.iter().cloned())).collect();
        self.select_types = META.iter().map(|(_, of)| *of).chain([ColumnType::Text]).collect();
        for field in &self.fields {
            if let Some(def) = self.object.fields.get(field.index) {
                self.select_types.extend(layout::columns(def).iter().map(|(_, of)| *of));
            }
        }
        if self.object.custom {
            names.push(quoted("object"));
        }
        names.extend(self.fields.iter().flat_map(|field| field.columns.iter().cloned()));
        let places: Vec<String> = (1..=names.len()).map(|number| dialect.placeholder(number)).collect();
        self.insert = format!(
            "{} INTO {} ({}) VALUES ({})",
            dialect.one_row("INSERT"),
            self.table,
            names.join(", "),
            places.join(", ")
        );
        self.select = format!(
            "SELECT {} FROM {} WHERE workspace_id = {} AND id = {}",
            read.join(", "),
            self.table,
            dialect.placeholder(1),
            dialect.placeholder(2)
        );
    }

    /// The values of [`Plan::insert`].
    pub(crate) fn insert_params(&self, workspace: WorkspaceId, record: &StoredRecord) -> Vec<Datum> {
        let meta = &record.meta;
        let mut params = Vec::with_capacity(16 + self.fields.len() * 2);
        params.extend([
            Datum::from(workspace),
            Datum::Id(meta.id),
            Datum::Integer(meta.version),
            Datum::from(meta.created_at),
            Datum::from(meta.updated_at),
            Datum::Text(meta.created_by.to_text()),
            Datum::Text(meta.updated_by.to_text()),
            Datum::from(meta.owner),
            Datum::from(meta.removed_at),
            Datum::from(meta.batch),
            Datum::Text(self.custom_text(record)),
        ]);
        if self.object.custom {
            params.push(Datum::Text(self.object.key.clone()));
        }
        for field in &self.fields {
            params.extend(self.encode(field.index, record));
        }
        params
    }

    /// The contents of a field's columns.
    pub(crate) fn encode(&self, index: usize, record: &StoredRecord) -> Vec<Datum> {
        match (self.object.fields.get(index), record.values.get(index)) {
            (Some(field), Some(value)) => layout::encode(field, value),
            (Some(field), None) => layout::encode(field, &Value::Null),
            (None, _) => Vec::new(),
        }
    }

    /// The JSON object of the custom fields.
    pub(crate) fn custom_text(&self, record: &StoredRecord) -> String {
        if self.customs.is_empty() {
            return "{}".to_string();
        }
        let mut members = serde_json::Map::new();
        for field in &self.customs {
            for ((key, _), datum) in field.keys.iter().zip(self.encode(field.index, record)) {
                let member = match datum {
                    Datum::Integer(number) => serde_json::Value::from(number),
                    Datum::Text(text) => serde_json::Value::from(text),
                    Datum::Id(id) => serde_json::Value::from(id.to_string()),
                    Datum::Null | Datum::Bytes(_) => continue,
                };
                members.insert(key.clone(), member);
            }
        }
        serde_json::Value::Object(members).to_string()
    }

    /// A record from a row of [`Plan::select`]. Rollups stay empty, links without titles.
    pub(crate) fn decode(&self, row: &[Datum]) -> Result<StoredRecord> {
        let wrong = || Error::internal(format!("a row of {} is not as it should be", self.table));
        let mut cells = row.iter();
        let mut cell = || cells.next().ok_or_else(wrong);
        let meta = Meta {
            id: cell()?.id().ok_or_else(wrong)?,
            version: cell()?.integer().ok_or_else(wrong)?,
            created_at: Timestamp::from_micros(cell()?.integer().ok_or_else(wrong)?),
            updated_at: Timestamp::from_micros(cell()?.integer().ok_or_else(wrong)?),
            created_by: Stamp::from_text(cell()?.text().unwrap_or_default()),
            updated_by: Stamp::from_text(cell()?.text().unwrap_or_default()),
            owner: cell()?.id(),
            removed_at: cell()?.integer().map(Timestamp::from_micros),
            batch: cell()?.id(),
        };
        let custom = cell()?.text().unwrap_or("{}");
        let custom: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(custom).map_err(|_| wrong())?;
        let mut values = vec![Value::Null; self.object.fields.len()];
        let mut rest = cells.as_slice();
        for field in &self.fields {
            let (own, others) = rest.split_at_checked(field.columns.len()).ok_or_else(wrong)?;
            rest = others;
            if let (Some(def), Some(value)) =
                (self.object.fields.get(field.index), values.get_mut(field.index))
            {
                *value = layout::decode(def, own)?;
            }
        }
        for field in &self.customs {
            let parts: Vec<Datum> =
                field.keys.iter().map(|(key, of)| from_json(custom.get(key), *of)).collect();
            if let (Some(def), Some(value)) =
                (self.object.fields.get(field.index), values.get_mut(field.index))
            {
                *value = layout::decode(def, &parts)?;
            }
        }
        for (def, value) in self.object.fields.iter().zip(&mut values) {
            match def.system {
                Some(SystemField::CreatedAt) => *value = Value::Timestamp(meta.created_at),
                Some(SystemField::UpdatedAt) => *value = Value::Timestamp(meta.updated_at),
                Some(SystemField::RemovedAt) => {
                    *value = meta.removed_at.map_or(Value::Null, Value::Timestamp)
                }
                Some(SystemField::Owner) => {
                    let link = |id| Value::Link(dictionary::LinkValue { id, title: None });
                    *value = meta.owner.map_or(Value::Null, link);
                }
                Some(SystemField::ExternalIds) | None => {}
            }
        }
        let title = values.get(self.title).map(Value::to_text);
        Ok(StoredRecord { meta, values, title })
    }
}

fn from_json(member: Option<&serde_json::Value>, of: ColumnType) -> Datum {
    match (member, of) {
        (Some(serde_json::Value::Number(number)), ColumnType::Integer) => number.as_i64().into(),
        (Some(serde_json::Value::String(text)), ColumnType::Text) => Datum::Text(text.clone()),
        (Some(serde_json::Value::String(text)), ColumnType::Id) => text.parse::<vocabulary::Id>().ok().into(),
        _ => Datum::Null,
    }
}
