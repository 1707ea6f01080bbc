//! Tags: short free texts, each once.

use super::{expected, items};
use crate::{Operator, Value};
use serde_json::Value as Json;

pub(super) const OPERATORS: &[Operator] =
    &[Operator::HasAny, Operator::HasAll, Operator::HasNone, Operator::IsEmpty, Operator::IsNotEmpty];

pub(super) fn read(json: &Json) -> Result<Value, (&'static str, String)> {
    let mut tags: Vec<String> = Vec::new();
    for item in items(json)? {
        let tag = item.as_str().ok_or_else(|| expected("a list of texts", json))?.trim();
        if tag.chars().count() > 100 || tag.chars().any(char::is_control) {
            return Err(("too_long", "A tag is at most 100 characters, without line breaks.".to_string()));
        }
        let folded = vocabulary::fold(tag);
        if !tag.is_empty() && !tags.iter().any(|known| vocabulary::fold(known) == folded) {
            tags.push(tag.to_string());
        }
    }
    Ok(if tags.is_empty() { Value::Null } else { Value::List(tags) })
}
