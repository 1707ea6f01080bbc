//! What a list is sorted by, as expressions.

use super::Compiler;
use super::field::part_type;
use super::source::Source;
use crate::layout::{self, ColumnType};
use crate::query::Sort;
use crate::query::parse::target_of;
use dictionary::SystemField;
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

/// Whether the first level of a sort has an index that can be walked in its sequence.
pub(super) fn indexed(sort: &[Sort]) -> bool {
    match sort.first() {
        None => true,
        Some(first) if !first.path.links.is_empty() => false,
        Some(first) => match &first.path.field {
            None => true,
            Some(field) => {
                (field.indexed || (field.unique && field.custom)) && !field.is_rollup() && target_of(field).is_none()
            }
        },
    }
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
