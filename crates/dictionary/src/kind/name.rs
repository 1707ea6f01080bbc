//! A person's name: given and family name; a plain text is split at its last blank.

use super::expected;
use crate::{PersonName, Value};
use serde_json::Value as Json;

pub(super) fn read(json: &Json) -> Result<Value, (&'static str, String)> {
    let name = match json {
        Json::String(text) => split(text),
        Json::Object(members) => {
            let mut name = PersonName::default();
            for (key, value) in members {
                let text = match value {
                    Json::Null => "",
                    Json::String(text) => text.as_str(),
                    other => return Err(expected("a text", other)),
                };
                match key.as_str() {
                    "given" => name.given = clean(text),
                    "family" => name.family = clean(text),
                    "display" => {}
                    unknown => return Err(("unknown_field", format!("A name has no “{unknown}”."))),
                }
            }
            name
        }
        other => return Err(expected("a name such as {\"given\":\"Ana\",\"family\":\"Novak\"}", other)),
    };
    if name.given.chars().count() > 200 || name.family.chars().count() > 200 {
        return Err(("too_long", "Each part of a name is at most 200 characters.".to_string()));
    }
    Ok(if name == PersonName::default() { Value::Null } else { Value::Name(name) })
}

/// Splits `Ana Marija Novak` and `Novak, Ana Marija`.
fn split(text: &str) -> PersonName {
    let text = clean(text);
    if let Some((family, given)) = text.split_once(',') {
        return PersonName { given: given.trim().to_string(), family: family.trim().to_string() };
    }
    match text.rsplit_once(' ') {
        Some((given, family)) => PersonName { given: given.to_string(), family: family.to_string() },
        None => PersonName { given: text, family: String::new() },
    }
}

fn clean(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('\0', "")
}
