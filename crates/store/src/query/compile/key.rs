//! What a list is sorted by, as expressions.

use super::Compiler;
use super::field::part_type;
use super::source::Source;
use crate::layout::{self, ColumnType};
use crate::query::parse::target_of;
use crate::query::{Query, Sort, Trash};
use dictionary::{FieldDef, ObjectDef, SystemField};
use vocabulary::{Error, Result};

/// One level of sorting.
pub(super) struct Key {
    /// The expression; a link's is the folded title of its target.
    pub text: String,
    /// Its type.
    pub of: ColumnType,
    /// Largest first.
    pub descending: bool,
    /// Never empty, so that no row needs to come last.
    pub filled: bool,
    /// It is the record's id, which needs nothing to decide what is equal.
    pub id: bool,
}

/// Whether the first level of a list's sort has an index that can be walked in its sequence.
pub(super) fn indexed(query: &Query<'_>) -> bool {
    let Some(first) = query.sort.first() else { return true };
    match &first.path.field {
        _ if !first.path.links.is_empty() => false,
        None => true,
        Some(field) => query.trash == Trash::Without && target_of(field).is_none() && has_index(query.object, field),
    }
}

/// Whether an index over the living records serves a field.
pub(super) fn has_index(object: &ObjectDef, field: &FieldDef) -> bool {
    if field.custom {
        return (field.indexed || field.unique) && !field.is_rollup() && !field.value_kind().multiple();
    }
    crate::ddl::wants_index(object, field)
}

impl Compiler<'_> {
    /// The keys of a sort over a source; the id follows by itself.
    pub(super) fn keys(&mut self, source: &mut Source, sort: &[Sort]) -> Result<Vec<Key>> {
        sort.iter().map(|sort| self.key(source, sort)).collect()
    }

    fn key(&mut self, source: &mut Source, sort: &Sort) -> Result<Key> {
        let descending = sort.descending;
        let Some(field) = &sort.path.field else {
            if !sort.path.links.is_empty() {
                return Err(Error::internal("a list cannot be sorted by the id of a linked record"));
            }
            return Ok(Key { text: format!("{}.id", source.alias), of: ColumnType::Id, descending, filled: true, id: true });
        };
        if target_of(field).is_none() {
            let suffix = layout::sort_suffix(field.value_kind());
            let filled = sort.path.links.is_empty()
                && matches!(field.system, Some(SystemField::CreatedAt | SystemField::UpdatedAt));
            let text = self.reached_part(source, &sort.path, suffix);
            return Ok(Key { text, of: part_type(field.value_kind(), suffix), descending, filled, id: false });
        }
        let reached = self.reach(source, &sort.path);
        let joined = reached.and_then(|alias| self.join(source, &alias, &sort.path.object, field));
        let title = joined.and_then(|(alias, target)| self.title(&alias, &target));
        let text = title.map_or_else(|| super::null(ColumnType::Text).to_string(), |(_, folded)| folded);
        Ok(Key { text, of: ColumnType::Text, descending, filled: false, id: false })
    }
}
