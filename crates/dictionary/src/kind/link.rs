//! Links and files: the id of a record.

use super::expected;
use crate::{LinkValue, Operator, Value};
use serde_json::Value as Json;
use vocabulary::Id;

pub(super) const OPERATORS: &[Operator] =
    &[Operator::Is, Operator::IsNot, Operator::In, Operator::IsEmpty, Operator::IsNotEmpty];

pub(super) fn read(json: &Json) -> Result<Value, (&'static str, String)> {
    let id = match json {
        Json::String(text) => Some(text),
        Json::Object(members) => match members.get("id") {
            Some(Json::String(text)) => Some(text),
            _ => None,
        },
        _ => None,
    };
    let text = id.ok_or_else(|| expected("the id of a record", json))?;
    if text.is_empty() {
        return Ok(Value::Null);
    }
    match text.parse::<Id>() {
        Ok(id) => Ok(Value::Link(LinkValue { id, title: None })),
        Err(_) => Err(expected("the id of a record", json)),
    }
}
