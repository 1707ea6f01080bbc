//! Fields as columns, as parts of the JSON column of custom fields, or as rollups.

use super::source::{Source, Target};
use super::{Compiler, null};
use crate::layout::{self, ColumnType};
use crate::query::Path;
use crate::query::parse::readable;
use dictionary::{FieldDef, Kind, ObjectDef};

/// The suffixes and types a value of a kind is read from; parallel to what [`layout::decode`] looks at.
pub(super) fn read_parts(kind: Kind) -> &'static [(&'static str, ColumnType)] {
    match kind {
        Kind::PersonName => &[("_given", ColumnType::Text), ("_family", ColumnType::Text)],
        Kind::Money => &[("", ColumnType::Integer), ("_currency", ColumnType::Text)],
        kind => match part_type(kind, "") {
            ColumnType::Integer => &[("", ColumnType::Integer)],
            ColumnType::Text => &[("", ColumnType::Text)],
            ColumnType::Id => &[("", ColumnType::Id)],
        },
    }
}

/// The type of a part of a field.
pub(super) fn part_type(kind: Kind, suffix: &str) -> ColumnType {
    if !suffix.is_empty() {
        return ColumnType::Text;
    }
    match kind {
        Kind::Integer
        | Kind::Decimal
        | Kind::Percent
        | Kind::Money
        | Kind::Boolean
        | Kind::Date
        | Kind::Timestamp
        | Kind::Duration => ColumnType::Integer,
        Kind::Link | Kind::File => ColumnType::Id,
        _ => ColumnType::Text,
    }
}

impl Compiler<'_> {
    /// A part of a field of the records under an alias.
    pub(super) fn part(&mut self, alias: &str, object: &ObjectDef, field: &FieldDef, suffix: &str) -> String {
        let of = part_type(field.value_kind(), suffix);
        if field.is_rollup() {
            return self.rollup(alias, object, field, suffix);
        }
        if !field.custom && suffix.is_empty() {
            return self.column(alias, &field.key);
        }
        let name = format!("{}{suffix}", field.key);
        if !field.custom {
            return self.column(alias, &name);
        }
        let custom = self.dialect.custom(&format!("{alias}.custom"), &name, of);
        if self.opaque { self.dialect.unindexed(&custom) } else { custom }
    }

    /// The part of a path that filters and sorting use; empty when its links lead nowhere.
    pub(super) fn reached_part(&mut self, source: &mut Source, path: &Path, suffix: &str) -> String {
        let kind = path.field.as_ref().map(|field| field.value_kind());
        match (self.reach(source, path), &path.field) {
            (Some(alias), Some(field)) => self.end_part(&alias, path, field, suffix),
            (Some(alias), None) => format!("{alias}.id"),
            (None, _) => null(kind.map_or(ColumnType::Id, |kind| part_type(kind, suffix))).to_string(),
        }
    }

    /// A part of the field at the end of a path, under the alias its links lead to.
    pub(super) fn end_part(&mut self, alias: &str, path: &Path, field: &FieldDef, suffix: &str) -> String {
        let text = self.part(alias, &path.object, field, suffix);
        // A record that is not there has no number of links, not even 0.
        if field.is_rollup() && !path.links.is_empty() {
            format!("CASE WHEN {alias}.id IS NOT NULL THEN {text} END")
        } else {
            text
        }
    }

    /// The columns a linked record's title is read from, and the folded one it is sorted by; `None` when hidden.
    pub(super) fn title(&mut self, alias: &str, target: &Target) -> Option<(Vec<String>, String)> {
        match target {
            // Declared by another room, in its own words.
            Target::User | Target::Team => {
                let folded = self.dialect.bytewise(&self.column(alias, "name_fold"));
                Some((vec![self.column(alias, "name")], format!("({folded})")))
            }
            Target::Object(object) => {
                let title = object.title();
                if !readable(self.dictionary, self.visibility, &object.key, title) {
                    return None;
                }
                let parts = read_parts(title.value_kind());
                let columns =
                    parts.iter().map(|(suffix, _)| self.part(alias, object, title, suffix)).collect();
                let folded = self.part(alias, object, title, layout::sort_suffix(title.value_kind()));
                Some((columns, folded))
            }
        }
    }
}
