//! The schemas that do not depend on the dictionary. A test of the server holds every answer against them, so what an answer
//! always has is required here, and what it never has is not listed.

mod administration;
mod change_set;
mod dictionary;
mod duplicate;
mod import;
mod record;
mod value;
mod view;

use serde_json::{Map, Value as Json, json};

type Named = (&'static str, Json);

/// All of them, by name.
pub(super) fn fixed() -> Map<String, Json> {
    let lists: Vec<Vec<Named>> = vec![
        value::schemas(),
        record::schemas(),
        change_set::schemas(),
        dictionary::schemas(),
        duplicate::schemas(),
        import::schemas(),
        administration::schemas(),
        view::schemas(),
    ];
    lists.into_iter().flatten().map(|(name, schema)| (name.to_string(), schema)).collect()
}

fn text() -> Json {
    json!({"type": "string"})
}

fn maybe_text() -> Json {
    json!({"type": ["string", "null"]})
}

fn id() -> Json {
    json!({"type": "string", "format": "uuid"})
}

fn maybe_id() -> Json {
    json!({"type": ["string", "null"], "format": "uuid"})
}

fn at() -> Json {
    json!({"type": "string", "format": "date-time"})
}

fn maybe_at() -> Json {
    json!({"type": ["string", "null"], "format": "date-time"})
}

fn number() -> Json {
    json!({"type": "integer"})
}

fn maybe_number() -> Json {
    json!({"type": ["integer", "null"]})
}

fn share() -> Json {
    json!({"type": "number", "minimum": 0, "maximum": 1})
}

fn flag() -> Json {
    json!({"type": "boolean"})
}

/// An object of which the document tells nothing: its members are those of some object of the dictionary.
fn free() -> Json {
    json!({"type": "object", "additionalProperties": true})
}

fn of(name: &str) -> Json {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

fn maybe(schema: Json) -> Json {
    json!({"anyOf": [schema, {"type": "null"}]})
}

fn list(items: Json) -> Json {
    json!({"type": "array", "items": items})
}

/// Members by keys that the document does not know.
fn map(values: Json) -> Json {
    json!({"type": "object", "additionalProperties": values})
}

/// What is taken: members may be left out.
fn taken(members: Json) -> Json {
    json!({"type": "object", "properties": members})
}

/// What is taken, with the members it needs.
fn needing(required: &[&str], members: Json) -> Json {
    json!({"type": "object", "properties": members, "required": required})
}

/// What is answered: every member is always there.
fn answer(members: Json) -> Json {
    answer_but(&[], members)
}

/// What is answered, with members that may be missing.
fn answer_but(missing: &[&str], members: Json) -> Json {
    let names = members.as_object().map(|members| members.keys().cloned().collect()).unwrap_or_default();
    let names: Vec<String> = names;
    let required: Vec<&String> = names.iter().filter(|name| !missing.contains(&name.as_str())).collect();
    json!({"type": "object", "properties": members, "required": required})
}

/// A page: rows, and where the next one begins.
fn page(items: Json) -> Json {
    answer(json!({"data": list(items), "next": maybe_text()}))
}

/// All rows at once.
fn rows(items: Json) -> Json {
    answer(json!({"data": list(items)}))
}
