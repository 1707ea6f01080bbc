//! The words in which an operation's schemas are written: what an answer always has is required, what it never has is not listed.

use serde_json::{Value as Json, json};

/// A text.
pub fn text() -> Json {
    json!({"type": "string"})
}

/// A text or nothing.
pub fn maybe_text() -> Json {
    json!({"type": ["string", "null"]})
}

/// An id.
pub fn id() -> Json {
    json!({"type": "string", "format": "uuid"})
}

/// An id or nothing.
pub fn maybe_id() -> Json {
    json!({"type": ["string", "null"], "format": "uuid"})
}

/// A moment.
pub fn at() -> Json {
    json!({"type": "string", "format": "date-time"})
}

/// A moment or nothing.
pub fn maybe_at() -> Json {
    json!({"type": ["string", "null"], "format": "date-time"})
}

/// A whole number.
pub fn number() -> Json {
    json!({"type": "integer"})
}

/// A whole number or nothing.
pub fn maybe_number() -> Json {
    json!({"type": ["integer", "null"]})
}

/// A share, 0 to 1.
pub fn share() -> Json {
    json!({"type": "number", "minimum": 0, "maximum": 1})
}

/// Yes or no.
pub fn flag() -> Json {
    json!({"type": "boolean"})
}

/// An object of which the document tells nothing: its members are those of some object of the dictionary.
pub fn free() -> Json {
    json!({"type": "object", "additionalProperties": true})
}

/// The schema of that name.
pub fn of(name: &str) -> Json {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// That, or nothing.
pub fn maybe(schema: Json) -> Json {
    json!({"anyOf": [schema, {"type": "null"}]})
}

/// A list.
pub fn list(items: Json) -> Json {
    json!({"type": "array", "items": items})
}

/// Members by keys that the document does not know.
pub fn map(values: Json) -> Json {
    json!({"type": "object", "additionalProperties": values})
}

/// What is taken: members may be left out.
pub fn taken(members: Json) -> Json {
    json!({"type": "object", "properties": members})
}

/// What is taken, with the members it needs.
pub fn needing(required: &[&str], members: Json) -> Json {
    json!({"type": "object", "properties": members, "required": required})
}

/// What is answered: every member is always there.
pub fn answer(members: Json) -> Json {
    answer_but(&[], members)
}

/// What is answered, with members that may be missing.
pub fn answer_but(missing: &[&str], members: Json) -> Json {
    let names = members.as_object().map(|members| members.keys().cloned().collect()).unwrap_or_default();
    let names: Vec<String> = names;
    let required: Vec<&String> = names.iter().filter(|name| !missing.contains(&name.as_str())).collect();
    json!({"type": "object", "properties": members, "required": required})
}

/// A page: rows, and where the next one begins.
pub fn page(items: Json) -> Json {
    answer(json!({"data": list(items), "next": maybe_text()}))
}

/// All rows at once.
pub fn rows(items: Json) -> Json {
    answer(json!({"data": list(items)}))
}
