//! Paths of fields over links: `company.parent.sector`.

use super::{MAX_LINKS, Parser};
use crate::query::{Path, Visibility};
use dictionary::{Dictionary, FieldDef, Kind, ObjectDef};
use std::sync::Arc;

impl Parser<'_> {
    /// Reads a path that starts at an object. The error is a code and a sentence, the same for hidden and unknown fields.
    pub fn path(&self, object: &Arc<ObjectDef>, text: &str) -> Result<Path, (&'static str, String)> {
        let unknown = || {
            (
                "unknown_field",
                format!("There is no field “{}” here.", text.chars().take(100).collect::<String>()),
            )
        };
        if text.split('.').count() > MAX_LINKS + 1 {
            return Err(("too_deep", format!("A path goes over at most {MAX_LINKS} links.")));
        }
        let (way, last) = match text.rsplit_once('.') {
            Some((way, last)) => (Some(way), last),
            None => (None, text),
        };
        let mut links = Vec::new();
        let mut here = object;
        for key in way.into_iter().flat_map(|way| way.split('.')) {
            let link = self.readable_field(here, key).ok_or_else(unknown)?;
            let target =
                target_of(link).and_then(|target| self.dictionary.object(target)).ok_or_else(unknown)?;
            if !self.sees(&target.key) {
                return Err(unknown());
            }
            links.push(Arc::clone(link));
            here = target;
        }
        let field = match last {
            "id" => None,
            key => Some(Arc::clone(self.readable_field(here, key).ok_or_else(unknown)?)),
        };
        Ok(Path { links, object: Arc::clone(here), field, text: text.to_string() })
    }

    /// The field of that key (or the title), if the viewer may read it.
    pub(super) fn readable_field<'o>(&self, object: &'o ObjectDef, key: &str) -> Option<&'o Arc<FieldDef>> {
        let field = if key == "title" { object.title() } else { object.field(key)? };
        readable(self.dictionary, self.visibility, &object.key, field).then_some(field)
    }
}

/// Whether the viewer may read a field. A rollup shows what it measures, so that must be readable too.
pub(crate) fn readable(
    dictionary: &Dictionary,
    visibility: &dyn Visibility,
    object: &str,
    field: &FieldDef,
) -> bool {
    if !visibility.may_read(object, &field.key) {
        return false;
    }
    let Some(rollup) = field.computed.as_ref().and_then(|computed| computed.rollup.as_ref()) else {
        return true;
    };
    let Some((from, link)) = rollup.link.split_once('.') else { return false };
    dictionary.object(from).is_some()
        && visibility.may_read(from, link)
        && rollup.field.as_ref().is_none_or(|measured| visibility.may_read(from, measured))
}

/// The object a link or file points to; `user` for owners.
pub(crate) fn target_of(field: &FieldDef) -> Option<&str> {
    match field.value_kind() {
        Kind::Link => field.to.as_deref(),
        Kind::File => Some("file"),
        _ => None,
    }
}
