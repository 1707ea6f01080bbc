//! What a list is sorted by, as expressions.

use super::Compiler;
use super::field::part_type;
use super::source::{Source, Target};
use crate::layout::{self, ColumnType};
use crate::query::parse::{readable, target_of};
use crate::query::{Query, Scope, Sort, Trash};
use dictionary::{FieldDef, ObjectDef, SystemField};
use std::sync::Arc;
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
        Some(field) => {
            query.trash == Trash::Without && target_of(field).is_none() && has_index(query.object, field)
        }
    }
}

/// Whether a list is sorted by the title of a link, and an index of the linked records' titles can be walked instead, from
/// each to the records that link to it.
pub(super) fn title_indexed(query: &Query<'_>) -> bool {
    title_link(query).is_some()
}

/// The link whose target's title leads, and its target.
pub(super) fn title_link<'q>(query: &'q Query<'_>) -> Option<(&'q FieldDef, Target)> {
    let first = query.sort.first()?;
    let field = first.path.field.as_ref()?;
    if !first.path.links.is_empty() || query.trash != Trash::Without || !has_index(query.object, field) {
        return None;
    }
    let target = match target_of(field)? {
        "user" => Target::User,
        "team" => Target::Team,
        key => {
            let object = query.dictionary.object(key)?;
            let shown = readable(query.dictionary, query.visibility, key, object.title());
            if !shown || query.visibility.scope(key) == Scope::Nothing {
                return None;
            }
            Target::Object(Arc::clone(object))
        }
    };
    Some((field, target))
}

/// Whether an index over the living records serves a field.
pub(super) fn has_index(object: &ObjectDef, field: &FieldDef) -> bool {
    if field.custom {
        return (field.indexed || field.unique) && !field.is_rollup() && !field.value_kind().multiple();
    }
    crate::ddl::wants_index(object, field)
}

impl Compiler<'_> {
    /// Puts the records whose titles sort a list in front of it; what they meet. Nothing when the list sorts otherwise.
    pub(super) fn lead_by_title(&mut self, source: &mut Source, query: &Query<'_>) -> Vec<String> {
        match title_link(query) {
            Some((link, target)) => self.join_before(source, link, &target),
            None => Vec::new(),
        }
    }

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
            return Ok(Key {
                text: format!("{}.id", source.alias),
                of: ColumnType::Id,
                descending,
                filled: true,
                id: true,
            });
        };
        if target_of(field).is_none() {
            let suffix = layout::sort_suffix(field.value_kind());
            let filled = sort.path.links.is_empty()
                && matches!(field.system, Some(SystemField::CreatedAt | SystemField::UpdatedAt));
            let text = self.reached_part(source, &sort.path, suffix);
            return Ok(Key {
                text,
                of: part_type(field.value_kind(), suffix),
                descending,
                filled,
                id: false,
            });
        }
        let reached = self.reach(source, &sort.path);
        let joined = reached.and_then(|alias| self.join(source, &alias, &sort.path.object, field));
        let title = joined.and_then(|(alias, target)| self.title(&alias, &target));
        let text = title.map_or_else(|| super::null(ColumnType::Text).to_string(), |(_, folded)| folded);
        Ok(Key { text, of: ColumnType::Text, descending, filled: false, id: false })
    }
}
