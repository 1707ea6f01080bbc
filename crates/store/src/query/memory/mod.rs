//! A plain evaluator of the query tree over records in memory: what both databases must agree with, in tests, and what decides
//! about a record that is at hand anyway. It knows nothing of how statements are written; among many records it is slow.

mod alone;
mod condition;
mod group;
mod value;

pub use alone::{is_alone, meets};

use super::{Count, Cursor, Page, Query, Scope, Sort, Trash, Visibility};
use crate::Datum;
use crate::record::StoredRecord;
use dictionary::{Dictionary, FieldDef, LinkValue, ObjectDef, Value};
use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;
use value::compare;
use vocabulary::{Id, Result, fold};

/// Records in memory.
pub struct Memory {
    /// The whole records of each object: values parallel to its fields.
    pub records: HashMap<String, Vec<StoredRecord>>,
    /// The names of users.
    pub users: HashMap<Id, String>,
}

/// What a query sees of them.
struct View<'a> {
    memory: &'a Memory,
    dictionary: &'a Dictionary,
    visibility: &'a dyn Visibility,
}

/// A record with its object.
#[derive(Clone, Copy)]
struct Row<'a> {
    object: &'a Arc<ObjectDef>,
    record: &'a StoredRecord,
}

impl Memory {
    /// A page of a list.
    pub fn find(&self, query: &Query<'_>) -> Result<Page> {
        let view = View { memory: self, dictionary: query.dictionary, visibility: query.visibility };
        let mut rows: Vec<(Vec<Datum>, Row<'_>)> = Vec::new();
        for row in view.matching(query) {
            rows.push((query.sort.iter().map(|sort| view.sort_value(row, sort)).collect(), row));
        }
        rows.sort_by(|(a, a_row), (b, b_row)| {
            before(&query.sort, (a, a_row.record.meta.id), (b, b_row.record.meta.id))
        });
        if let Some(cursor) = &query.after {
            let place = |(values, row): &(Vec<Datum>, Row<'_>)| {
                before(&query.sort, (values, row.record.meta.id), (&cursor.values, cursor.id))
                    != Ordering::Greater
            };
            rows.retain(|row| !place(row));
        }
        let more = rows.len() > query.limit;
        rows.truncate(query.limit);
        let next = rows.last().map(|(values, row)| Cursor { values: values.clone(), id: row.record.meta.id });
        let records = rows.iter().map(|(_, row)| view.selected(*row, query)).collect();
        Ok(Page { records, next: next.filter(|_| more) })
    }

    /// How many records a list has.
    pub fn count(&self, query: &Query<'_>, cap: Option<u64>) -> Count {
        let view = View { memory: self, dictionary: query.dictionary, visibility: query.visibility };
        let value = view.matching(query).count() as u64;
        let most = cap.unwrap_or(u64::MAX);
        Count { value: value.min(most), capped: value > most }
    }
}

/// The sequence of two rows: empty values last in either direction, then the id in the direction of the first level.
fn before(sort: &[Sort], (a, a_id): (&[Datum], Id), (b, b_id): (&[Datum], Id)) -> Ordering {
    for ((level, a), b) in sort.iter().zip(a).zip(b) {
        if level.path.field.is_none() {
            return if level.descending { b_id.cmp(&a_id) } else { a_id.cmp(&b_id) };
        }
        let sequence = match (a.is_null(), b.is_null()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Greater,
            (false, true) => Ordering::Less,
            (false, false) if level.descending => compare(b, a),
            (false, false) => compare(a, b),
        };
        if sequence != Ordering::Equal {
            return sequence;
        }
    }
    if sort.first().is_some_and(|first| first.descending) { b_id.cmp(&a_id) } else { a_id.cmp(&b_id) }
}

impl<'a> View<'a> {
    fn matching(&'a self, query: &'a Query<'_>) -> impl Iterator<Item = Row<'a>> {
        self.rows(query.object, query.trash)
            .filter(move |row| query.filter.as_ref().is_none_or(|filter| self.holds(filter, *row)))
    }

    /// The visible records of an object.
    fn rows(&'a self, object: &'a Arc<ObjectDef>, trash: Trash) -> impl Iterator<Item = Row<'a>> {
        let scope = self.visibility.scope(&object.key);
        let all = self.memory.records.get(&object.key).map(Vec::as_slice).unwrap_or_default();
        all.iter()
            .filter(move |record| match trash {
                Trash::Without => record.meta.removed_at.is_none(),
                Trash::Only => record.meta.removed_at.is_some(),
                Trash::With => true,
            })
            .filter(move |record| match &scope {
                Scope::Nothing => false,
                Scope::All => true,
                Scope::Owners(owners) => record.meta.owner.is_some_and(|owner| owners.contains(&owner)),
            })
            .map(move |record| Row { object, record })
    }

    /// The visible living record a link leads to.
    fn follow(&'a self, row: Row<'a>, link: &FieldDef) -> Option<Row<'a>> {
        let id = match self.value(row, link) {
            Value::Link(link) => link.id,
            _ => return None,
        };
        let target = self.dictionary.object(super::parse::target_of(link)?)?;
        self.rows(target, Trash::Without).find(|row| row.record.meta.id == id)
    }

    fn reach(&'a self, row: Row<'a>, path: &super::Path) -> Option<Row<'a>> {
        path.links.iter().try_fold(row, |row, link| self.follow(row, link))
    }

    /// The value at the end of a path.
    fn reached(&'a self, row: Row<'a>, path: &super::Path) -> Value {
        match (self.reach(row, path), &path.field) {
            (None, _) => Value::Null,
            (Some(row), None) => Value::Link(LinkValue { id: row.record.meta.id, title: None }),
            (Some(row), Some(field)) => self.value(row, field),
        }
    }

    /// The title of what a link points to, if it may be seen.
    fn linked_title(&'a self, row: Row<'a>, link: &FieldDef) -> Option<String> {
        if link.to.as_deref() == Some("user") {
            return match self.value(row, link) {
                Value::Link(link) => self.memory.users.get(&link.id).cloned(),
                _ => None,
            };
        }
        self.title(self.follow(row, link)?)
    }

    fn title(&'a self, row: Row<'a>) -> Option<String> {
        let title = row.object.title();
        if !super::parse::readable(self.dictionary, self.visibility, &row.object.key, title) {
            return None;
        }
        match self.value(row, title) {
            Value::Null => None,
            value => Some(value.to_text()),
        }
    }

    fn sort_value(&'a self, row: Row<'a>, sort: &Sort) -> Datum {
        let Some(field) = &sort.path.field else { return Datum::Null };
        if super::parse::target_of(field).is_some() {
            let title = self.reach(row, &sort.path).and_then(|row| self.linked_title(row, field));
            return title.map_or(Datum::Null, |title| Datum::Text(fold(&title)));
        }
        value::sortable(&self.reached(row, &sort.path), field.value_kind())
    }

    fn selected(&'a self, row: Row<'a>, query: &Query<'_>) -> StoredRecord {
        let mut values = Vec::new();
        for path in &query.selection.paths {
            let value = self.reached(row, path);
            values.push(match (value, &path.field) {
                (Value::Link(link), Some(field)) if query.selection.titles => {
                    let title = self.reach(row, path).and_then(|row| self.linked_title(row, field));
                    Value::Link(LinkValue { title, ..link })
                }
                (value, _) => value,
            });
        }
        StoredRecord { meta: row.record.meta.clone(), values, title: self.title(row) }
    }
}
