//! Values of steps: texts with `{{record.name}}` in them become what stands there at that moment.

use super::step::Bag;
use dictionary::Value;
use records::{FindRequest, Names, Writing};
use serde_json::{Value as Json, json};
use vocabulary::{Error, Id, Result};

/// A value with all its places filled in. A text that is nothing but one place becomes the value itself.
pub fn fill(writing: &mut Writing<'_>, bag: &Bag, value: &Json) -> Result<Json> {
    Ok(match value {
        Json::String(text) => match whole(text) {
            Some(path) => found(writing, bag, path)?.0,
            None => Json::String(filled(writing, bag, text)?),
        },
        Json::Array(items) => {
            Json::Array(items.iter().map(|item| fill(writing, bag, item)).collect::<Result<_>>()?)
        }
        Json::Object(parts) => {
            let mut all = serde_json::Map::new();
            for (key, value) in parts {
                all.insert(key.clone(), fill(writing, bag, value)?);
            }
            Json::Object(all)
        }
        other => other.clone(),
    })
}

/// A text with all its places filled in.
pub fn filled(writing: &mut Writing<'_>, bag: &Bag, text: &str) -> Result<String> {
    let (mut done, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((path, after)) = after.split_once("}}") else { break };
        done.push_str(before);
        done.push_str(&found(writing, bag, path.trim())?.1);
        rest = after;
    }
    done.push_str(rest);
    Ok(done)
}

/// The places a value names.
pub fn places(value: &Json, each: &mut dyn FnMut(&str)) {
    match value {
        Json::String(text) => {
            let mut rest = text.as_str();
            while let Some((_, after)) = rest.split_once("{{") {
                let Some((path, after)) = after.split_once("}}") else { break };
                each(path.trim());
                rest = after;
            }
        }
        Json::Array(items) => items.iter().for_each(|item| places(item, each)),
        Json::Object(parts) => parts.values().for_each(|value| places(value, each)),
        _ => {}
    }
}

fn whole(text: &str) -> Option<&str> {
    let inner = text.strip_prefix("{{")?.strip_suffix("}}")?;
    (!inner.contains("{{")).then_some(inner.trim())
}

/// What stands at a place: the value, and how a text tells it.
fn found(writing: &mut Writing<'_>, bag: &Bag, path: &str) -> Result<(Json, String)> {
    if let Some(days) = path.strip_prefix("today") {
        let days: i64 = if days.trim().is_empty() {
            0
        } else {
            days.replace(' ', "").parse().map_err(|_| unknown(path))?
        };
        let day = bag.context.now.date_in(&bag.context.moment.zone).plus_days(days).to_string();
        return Ok((json!(day), day));
    }
    if path == "now" {
        let now = bag.context.now.to_string();
        return Ok((json!(now), now));
    }
    let (root, rest) = path.split_once('.').ok_or_else(|| unknown(path))?;
    let brought = if root == "body" { Some(&bag.memory.body) } else { bag.memory.answers.get(root) };
    if let Some(brought) = brought {
        let value = rest.split('.').fold(brought, |value, key| &value[key]);
        let text = value
            .as_str()
            .map_or_else(|| if value.is_null() { String::new() } else { value.to_string() }, str::to_string);
        return Ok((value.clone(), text));
    }
    let (object, id) = bag.named(Some(root))?;
    if rest == "id" {
        return Ok((json!(id), id.to_string()));
    }
    field(writing, &object, id, rest)
}

fn field(writing: &mut Writing<'_>, object: &str, id: Id, path: &str) -> Result<(Json, String)> {
    let request = FindRequest {
        filter: Some(json!({"field": "id", "op": "is", "value": id})),
        fields: Some(Names(vec![path.to_string()])),
        limit: Some(1),
        ..FindRequest::default()
    };
    let list = writing.reading().find(object, &request)?;
    let record = list.data.first().ok_or_else(Error::not_found)?;
    Ok(match record.value(path) {
        None | Some(Value::Null) => (Json::Null, String::new()),
        Some(Value::Link(link)) => (json!(link.id), link.title.clone().unwrap_or_default()),
        Some(Value::Text(text)) => (json!(text), text.clone()),
        Some(value) => (value.to_json(), value.to_text()),
    })
}

fn unknown(path: &str) -> Error {
    Error::invalid("", "unknown_place", format!("There is no “{path}” to fill in."))
}
