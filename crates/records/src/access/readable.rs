//! Whether a field may be seen, rollups included: a rollup shows what it measures.

use dictionary::{Dictionary, FieldDef};
use store::query::Visibility;

/// Whether the viewer may read a field of an object.
pub(crate) fn readable(dictionary: &Dictionary, visibility: &dyn Visibility, object: &str, field: &FieldDef) -> bool {
    if !visibility.may_read(object, &field.key) {
        return false;
    }
    if let Some(formula) = &field.formula
        && !formula.fields().iter().all(|used| visibility.may_read(object, used))
    {
        return false;
    }
    let Some(rollup) = field.computed.as_ref().and_then(|computed| computed.rollup.as_ref()) else { return true };
    let Some((from, link)) = rollup.link.split_once('.') else { return false };
    dictionary.object(from).is_some()
        && visibility.may_read(from, link)
        && rollup.field.as_ref().is_none_or(|measured| visibility.may_read(from, measured))
}
