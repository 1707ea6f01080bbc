//! One or several of the choices a field offers. A value is the choice's key; labels are for people.

use super::{expected, items};
use crate::{FieldDef, Operator, Value};
use serde_json::Value as Json;

pub(super) const OPERATORS: &[Operator] =
    &[Operator::Is, Operator::IsNot, Operator::In, Operator::NotIn, Operator::IsEmpty, Operator::IsNotEmpty];

pub(super) fn read(field: &FieldDef, json: &Json) -> Result<Value, (&'static str, String)> {
    let text = json.as_str().ok_or_else(|| expected("a choice", json))?;
    if text.is_empty() {
        return Ok(Value::Null);
    }
    known(field, text).map(Value::Text)
}

pub(super) fn read_several(field: &FieldDef, json: &Json) -> Result<Value, (&'static str, String)> {
    let mut chosen: Vec<String> = Vec::new();
    for item in items(json)? {
        let key = known(field, item.as_str().ok_or_else(|| expected("a list of choices", json))?)?;
        if !chosen.contains(&key) {
            chosen.push(key);
        }
    }
    Ok(if chosen.is_empty() { Value::Null } else { Value::List(chosen) })
}

fn known(field: &FieldDef, text: &str) -> Result<String, (&'static str, String)> {
    if let Some(choice) = field.choices.iter().find(|choice| choice.key == text) {
        return Ok(choice.key.clone());
    }
    let offered: Vec<&str> = field.choices.iter().take(20).map(|choice| choice.key.as_str()).collect();
    let short: String = text.chars().take(60).collect();
    Err(("unknown_choice", format!("“{short}” is not one of the choices: {}.", offered.join(", "))))
}
