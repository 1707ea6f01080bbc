//! Text of one line, long text and web addresses.

use super::expected;
use crate::{FieldDef, Operator, Value};
use serde_json::Value as Json;

pub(super) const OPERATORS: &[Operator] = &[
    Operator::Contains,
    Operator::NotContains,
    Operator::Is,
    Operator::IsNot,
    Operator::StartsWith,
    Operator::EndsWith,
    Operator::In,
    Operator::IsEmpty,
    Operator::IsNotEmpty,
];

/// Longest line of text, in characters, where the field sets no limit.
pub(crate) const MAX_LINE: usize = 1_000;
/// Longest long text, in characters.
pub(crate) const MAX_LONG: usize = 100_000;

type Read = Result<Value, (&'static str, String)>;

pub(super) fn read_line(field: &FieldDef, json: &Json) -> Read {
    let text = as_text(json)?;
    // A line break in a line of text comes from pasting; it would break tables and mail headers.
    let text: String =
        text.chars().map(|c| if c == '\n' || c == '\r' || c == '\t' { ' ' } else { c }).collect();
    bounded(text.trim(), field.max_length.unwrap_or(MAX_LINE))
}

pub(super) fn read_long(field: &FieldDef, json: &Json) -> Read {
    bounded(as_text(json)?.trim_end(), field.max_length.unwrap_or(MAX_LONG))
}

pub(super) fn read_web_address(json: &Json) -> Read {
    let text = as_text(json)?.trim();
    if text.is_empty() {
        return Ok(Value::Null);
    }
    let address = match text.split_once("://") {
        Some(("http" | "https", _)) => text.to_string(),
        Some(_) => return Err(("malformed", "A web address starts with https:// or http://.".to_string())),
        None if text.contains(':') && !text.contains('.') => {
            return Err(("malformed", "A web address starts with https:// or http://.".to_string()));
        }
        None => format!("https://{text}"),
    };
    let host =
        address.split("://").nth(1).unwrap_or_default().split(['/', '?', '#']).next().unwrap_or_default();
    if host.is_empty()
        || address.chars().any(|c| c.is_whitespace() || c.is_control() || c == '"' || c == '<' || c == '>')
    {
        return Err((
            "malformed",
            format!("“{}” is not a web address.", text.chars().take(60).collect::<String>()),
        ));
    }
    bounded(&address, 2_000)
}

fn as_text(json: &Json) -> Result<&str, (&'static str, String)> {
    let text = json.as_str().ok_or_else(|| expected("a text", json))?;
    if text.contains('\0') {
        return Err(("malformed", "The text has a NUL character in it.".to_string()));
    }
    Ok(text)
}

fn bounded(text: &str, limit: usize) -> Read {
    if text.is_empty() {
        return Ok(Value::Null);
    }
    if text.len() > limit && text.chars().count() > limit {
        return Err(("too_long", format!("At most {limit} characters fit here.")));
    }
    Ok(Value::Text(text.to_string()))
}
