//! Which columns a list answers with, and how a record is read out of a row.

use super::Compiler;
use super::field::read_parts;
use super::source::{Source, Target};
use crate::layout::{self, ColumnType};
use crate::query::Selection;
use crate::query::parse::{readable, target_of};
use crate::record::{Meta, Stamp, StoredRecord};
use crate::{Datum, query::Path};
use dictionary::{FieldDef, Kind, LinkValue, PersonName, SystemField, Value};
use serde_json::{Map, Value as Json};
use std::sync::Arc;
use vocabulary::{Error, Id, Result, Timestamp};

/// The columns every record has, in front of all others.
const META: &[(&str, ColumnType)] = &[
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

/// How a record is read out of a row.
pub(crate) struct RowPlan {
    slots: Vec<Slot>,
    title: Option<Title>,
    /// Where the values of the sort begin.
    sort: usize,
}

struct Slot {
    field: Option<Arc<FieldDef>>,
    at: At,
    title: Option<Title>,
}

enum At {
    /// The columns of a field, from this one on.
    Columns(usize),
    /// A part of the JSON in this column.
    Custom(usize),
    /// Its links lead nowhere.
    Nowhere,
}

/// The columns of a title: one of text, or given and family name.
#[derive(Clone, Copy)]
struct Title {
    at: usize,
    name: bool,
}

/// The columns being gathered.
pub(super) struct Columns {
    pub texts: Vec<String>,
    pub types: Vec<ColumnType>,
    customs: Vec<(String, usize)>,
}

impl Columns {
    pub(super) fn push(&mut self, text: String, of: ColumnType) -> usize {
        self.texts.push(text);
        self.types.push(of);
        self.texts.len() - 1
    }
}

impl Compiler<'_> {
    /// The columns of a selection over a source. The values of the sort are to be added after them.
    pub(super) fn select(&mut self, source: &mut Source, selection: &Selection) -> (Columns, RowPlan) {
        let room = META.len() + selection.paths.len() * 2;
        let mut columns =
            Columns { texts: Vec::with_capacity(room), types: Vec::with_capacity(room), customs: Vec::new() };
        for (name, of) in META {
            columns.push(format!("{}.{name}", source.alias), *of);
        }
        let mut slots = Vec::with_capacity(selection.paths.len());
        let object = Arc::clone(&source.object);
        let titled = object.title();
        let mut title = None;
        for path in &selection.paths {
            let slot = self.slot(source, &mut columns, path, selection.titles);
            if let (true, Some(field), At::Columns(at)) = (path.links.is_empty(), &path.field, &slot.at)
                && field.key == titled.key
            {
                title = Some(Title { at: *at, name: titled.value_kind() == Kind::PersonName });
            }
            slots.push(slot);
        }
        if !readable(self.dictionary, self.visibility, &object.key, titled) {
            title = None;
        } else if title.is_none() {
            let alias = source.alias.clone();
            title = self.title_columns(&mut columns, &alias, &Target::Object(object));
        }
        let sort = columns.texts.len();
        (columns, RowPlan { slots, title, sort })
    }

    fn slot(&mut self, source: &mut Source, columns: &mut Columns, path: &Path, titles: bool) -> Slot {
        let mut slot = Slot { field: path.field.clone(), at: At::Nowhere, title: None };
        let Some(alias) = self.reach(source, path) else { return slot };
        let Some(field) = &path.field else {
            slot.at = At::Columns(columns.push(format!("{alias}.id"), ColumnType::Id));
            return slot;
        };
        slot.at = match (field.system, path.links.is_empty()) {
            // Positions in META.
            (Some(SystemField::CreatedAt), true) => At::Columns(2),
            (Some(SystemField::UpdatedAt), true) => At::Columns(3),
            (Some(SystemField::Owner), true) => At::Columns(6),
            (Some(SystemField::RemovedAt), true) => At::Columns(7),
            _ if field.custom && !field.is_rollup() => At::Custom(self.custom_column(columns, &alias)),
            _ => {
                let at = columns.texts.len();
                for (suffix, of) in read_parts(field.value_kind()) {
                    let text = self.end_part(&alias, path, field, suffix);
                    columns.push(text, *of);
                }
                At::Columns(at)
            }
        };
        if titles
            && target_of(field).is_some()
            && let Some((joined, target)) = self.join(source, &alias, &path.object, field)
        {
            slot.title = self.title_columns(columns, &joined, &target);
        }
        slot
    }

    /// The columns of a selection and nothing else, and where each of its fields begins.
    pub(super) fn bare(&mut self, source: &mut Source, selection: &Selection) -> (Columns, Vec<usize>) {
        let room = selection.paths.len() * 2;
        let mut columns =
            Columns { texts: Vec::with_capacity(room), types: Vec::with_capacity(room), customs: Vec::new() };
        let mut at = Vec::with_capacity(selection.paths.len());
        for path in &selection.paths {
            at.push(columns.texts.len());
            let parts = path
                .field
                .as_ref()
                .map_or(&[("", ColumnType::Id)][..], |field| read_parts(field.value_kind()));
            for (suffix, of) in parts {
                let text = self.reached_part(source, path, suffix);
                columns.push(text, *of);
            }
        }
        (columns, at)
    }

    fn title_columns(&mut self, columns: &mut Columns, alias: &str, target: &Target) -> Option<Title> {
        let (texts, _) = self.title(alias, target)?;
        let title = Title { at: columns.texts.len(), name: texts.len() == 2 };
        for text in texts {
            columns.push(text, ColumnType::Text);
        }
        Some(title)
    }

    fn custom_column(&mut self, columns: &mut Columns, alias: &str) -> usize {
        if let Some((_, at)) = columns.customs.iter().find(|(known, _)| known == alias) {
            return *at;
        }
        let at = columns.push(self.dialect.json_text(&format!("{alias}.custom")), ColumnType::Text);
        columns.customs.push((alias.to_string(), at));
        at
    }
}

impl RowPlan {
    /// The record in a row.
    pub(crate) fn record(&self, row: &[Datum]) -> Result<StoredRecord> {
        let mut customs: Vec<(usize, Map<String, Json>)> = Vec::new();
        let mut values = Vec::with_capacity(self.slots.len());
        for slot in &self.slots {
            let value = match (&slot.at, &slot.field) {
                (At::Nowhere, _) => Value::Null,
                (At::Columns(at), Some(field)) => value(field, row.get(*at..).unwrap_or_default())?,
                (At::Columns(at) | At::Custom(at), None) => match row.get(*at).and_then(Datum::id) {
                    Some(id) => Value::Link(LinkValue { id, title: None }),
                    None => Value::Null,
                },
                (At::Custom(at), Some(field)) => {
                    if !customs.iter().any(|(known, _)| known == at) {
                        customs.push((*at, custom_object(row.get(*at))?));
                    }
                    match customs.iter().find(|(known, _)| known == at) {
                        Some((_, object)) => custom_value(field, object)?,
                        None => Value::Null,
                    }
                }
            };
            values.push(match (value, slot.title) {
                (Value::Link(link), Some(title)) => Value::Link(LinkValue { title: title.read(row), ..link }),
                (value, _) => value,
            });
        }
        Ok(StoredRecord { meta: meta(row)?, values, title: self.title.and_then(|title| title.read(row)) })
    }

    /// The id and the values of the sort in a row.
    pub(crate) fn place(&self, row: &[Datum]) -> (Option<Id>, Vec<Datum>) {
        // An id among them stands in the cursor already.
        let value = |datum: &Datum| if datum.id().is_some() { Datum::Null } else { datum.clone() };
        (
            row.first().and_then(Datum::id),
            row.get(self.sort..).unwrap_or_default().iter().map(value).collect(),
        )
    }
}

impl Title {
    fn read(self, row: &[Datum]) -> Option<String> {
        let first = row.get(self.at)?;
        if !self.name {
            return first.text().map(str::to_string);
        }
        let family = row.get(self.at + 1)?;
        if first.is_null() && family.is_null() {
            return None;
        }
        let text = |datum: &Datum| datum.text().unwrap_or_default().to_string();
        Some(PersonName { given: text(first), family: text(family) }.display())
    }
}

/// A value out of its columns, the first of `data`.
pub(super) fn value(field: &FieldDef, data: &[Datum]) -> Result<Value> {
    let kind = field.value_kind();
    // A rollup of money names its currency even where there is no amount.
    if kind == Kind::Money && data.first().is_none_or(Datum::is_null) {
        return Ok(Value::Null);
    }
    layout::decode(field, data.get(..read_parts(kind).len()).unwrap_or(data))
}

fn custom_object(datum: Option<&Datum>) -> Result<Map<String, Json>> {
    match datum.and_then(Datum::text) {
        None | Some("") => Ok(Map::new()),
        Some(text) => {
            serde_json::from_str(text).map_err(|error| Error::internal(format!("column custom: {error}")))
        }
    }
}

fn custom_value(field: &FieldDef, object: &Map<String, Json>) -> Result<Value> {
    let mut data: Vec<Datum> = Vec::with_capacity(2);
    for (suffix, of) in read_parts(field.value_kind()) {
        let json = if suffix.is_empty() {
            object.get(&field.key)
        } else {
            object.get(&format!("{}{suffix}", field.key))
        };
        data.push(match (json, of) {
            (Some(Json::Number(number)), ColumnType::Integer) => {
                number.as_i64().map_or(Datum::Null, Datum::Integer)
            }
            (Some(Json::String(text)), ColumnType::Text) => Datum::Text(text.clone()),
            (Some(Json::String(text)), ColumnType::Id) => text.parse().map_or(Datum::Null, Datum::Id),
            _ => Datum::Null,
        });
    }
    layout::decode(field, &data)
}

fn meta(row: &[Datum]) -> Result<Meta> {
    let [id, version, created_at, updated_at, created_by, updated_by, owner, removed_at, batch, ..] = row
    else {
        return Err(Error::internal("a row without the columns every record has"));
    };
    let wrong = || Error::internal(format!("a row with the base columns {:?}", row.get(..META.len())));
    let moment = |datum: &Datum| datum.integer().map(Timestamp::from_micros);
    Ok(Meta {
        id: id.id().ok_or_else(wrong)?,
        version: version.integer().ok_or_else(wrong)?,
        created_at: moment(created_at).ok_or_else(wrong)?,
        updated_at: moment(updated_at).ok_or_else(wrong)?,
        created_by: Stamp::from_text(created_by.text().unwrap_or_default()),
        updated_by: Stamp::from_text(updated_by.text().unwrap_or_default()),
        owner: owner.id(),
        removed_at: moment(removed_at),
        batch: batch.id(),
    })
}
