//! The words of a list's search box, as a condition of its statement.

use super::phrase::{Phrase, Sight};
use crate::Datum;
use crate::dialect::Dialect;
use crate::query::Visibility;
use dictionary::ObjectDef;
use vocabulary::WorkspaceId;

/// The condition that `id` (an expression for the record's id) is one of the living records of `object` that have all the
/// words, as beginnings of theirs; values are appended to `params`. Nothing when no word was typed.
///
/// The words of hidden fields are among those looked at: where [`all_readable`] says no, the caller must test the readable
/// fields besides.
pub(crate) fn has_words(
    dialect: Dialect,
    workspace: WorkspaceId,
    object: &ObjectDef,
    visibility: &dyn Visibility,
    id: &str,
    typed: &str,
    params: &mut Vec<Datum>,
) -> Option<String> {
    let phrase = Phrase::read(typed)?;
    let sight = Sight { objects: &[&object.key], complete: false, visibility };
    let Some(expression) = phrase.expression(dialect, workspace, &sight) else {
        return Some("FALSE".to_string());
    };
    params.push(Datum::Text(expression));
    let place = dialect.placeholder(params.len());
    params.push(workspace.into());
    let workspace = dialect.placeholder(params.len());
    Some(match dialect {
        Dialect::Sqlite => format!(
            "{id} IN (SELECT e.record_id FROM search_word w CROSS JOIN search_entry e ON e.entry = w.rowid WHERE w.search_word MATCH {place} AND e.workspace_id = {workspace})"
        ),
        Dialect::Postgres => {
            format!(
                "{id} IN (SELECT e.record_id FROM search_entry e WHERE e.words @@ ({place}::TEXT)::TSQUERY AND e.workspace_id = {workspace})"
            )
        }
    })
}

/// Whether a viewer may read all fields of an object whose text is found by search.
pub(crate) fn all_readable(object: &ObjectDef, visibility: &dyn Visibility) -> bool {
    object
        .fields
        .iter()
        .filter(|field| field.searchable)
        .all(|field| visibility.may_read(&object.key, &field.key))
}
