//! The schemas of one object's records.

use dictionary::{FieldDef, Kind, ObjectDef, SystemField};
use serde_json::{Map, Value as Json, json};

/// Members of a record that are no field of it but a path over its links, such as `company.sector`.
const PATH: &str = "\\.";

/// The schema's name: `x_machine` becomes `XMachine`.
pub(super) fn name(object: &ObjectDef) -> String {
    object
        .key
        .split('_')
        .map(|part| {
            let mut letters = part.chars();
            letters
                .next()
                .map(|first| first.to_uppercase().collect::<String>() + letters.as_str())
                .unwrap_or_default()
        })
        .collect()
}

/// A record as it is answered.
pub(super) fn output(object: &ObjectDef) -> Json {
    let mut members: Map<String, Json> = Map::new();
    members.insert("object".into(), json!({"const": object.key}));
    members.insert("id".into(), json!({"type": "string", "format": "uuid"}));
    members.insert("version".into(), json!({"type": "integer"}));
    members.insert("title".into(), json!({"type": ["string", "null"]}));
    for (key, reference) in [("created_by", "Actor"), ("updated_by", "Actor")] {
        members.insert(key.into(), json!({"$ref": format!("#/components/schemas/{reference}")}));
    }
    for field in &object.fields {
        members.insert(field.key.clone(), described(field, false));
    }
    members.insert("can".into(), json!({"type": "array", "items": {"enum": ["change", "remove", "export"]}}));
    members.insert("readonly".into(), json!({"type": "array", "items": {"type": "string"}}));
    // Lists answer the fields that were asked for, values of linked records among them: only this much is always there.
    json!({
        "type": "object", "title": object.label, "properties": members, "required": ["object", "id", "version", "title"],
        "patternProperties": {PATH: {}},
    })
}

/// What a record is created or changed with.
pub(super) fn input(object: &ObjectDef) -> Json {
    let writable = |field: &&std::sync::Arc<FieldDef>| !field.read_only();
    let members: Map<String, Json> = object
        .fields
        .iter()
        .filter(writable)
        .map(|field| (field.key.clone(), described(field, true)))
        .collect();
    let required: Vec<&str> =
        object.fields.iter().filter(|field| field.required).map(|field| field.key.as_str()).collect();
    let mut schema = json!({"type": "object", "properties": members, "additionalProperties": false});
    if let (false, Json::Object(parts)) = (required.is_empty(), &mut schema) {
        parts.insert("description".into(), json!(format!("To create one, needed: {}.", required.join(", "))));
    }
    if let (Some(how), Json::Object(parts)) = (&object.made_by, &mut schema) {
        parts.insert("description".into(), json!(how));
    }
    schema
}

/// A page of records.
pub(super) fn page(name: &str) -> Json {
    json!({
        "type": "object",
        "properties": {
            "data": {"type": "array", "items": {"$ref": format!("#/components/schemas/{name}")}},
            "next": {"type": ["string", "null"]},
            "count": {"anyOf": [{"$ref": "#/components/schemas/Count"}, {"type": "null"}]},
            "included": {
                "type": "object", "description": "The records that were asked for with `include`: by link, then by id.",
                "additionalProperties": {"type": "object", "additionalProperties": {"type": "object", "additionalProperties": true}},
            },
        },
        "required": ["data", "next", "count"],
    })
}

fn described(field: &FieldDef, input: bool) -> Json {
    let mut schema = value(field, input);
    if let Json::Object(members) = &mut schema {
        members.insert("title".into(), json!(field.label));
        if let Some(help) = &field.help {
            members.insert("description".into(), json!(help));
        }
        if field.read_only() {
            members.insert("readOnly".into(), json!(true));
        }
    }
    schema
}

fn value(field: &FieldDef, input: bool) -> Json {
    let reference =
        |name: &str| json!({"anyOf": [{"$ref": format!("#/components/schemas/{name}")}, {"type": "null"}]});
    let list = |name: &str| json!({"type": ["array", "null"], "items": {"$ref": format!("#/components/schemas/{name}")}});
    // More is understood than is answered: a bare address for one with its label, and so on.
    let spelled = |name: &'static str, taken: &'static str| if input { taken } else { name };
    let text = |format: Option<&str>| match format {
        Some(format) => json!({"type": ["string", "null"], "format": format}),
        None => json!({"type": ["string", "null"]}),
    };
    if field.system == Some(SystemField::ExternalIds) {
        return json!({"type": ["array", "null"], "items": {"type": "string", "pattern": "^[^:]+:.+$"}});
    }
    match field.value_kind() {
        Kind::Text | Kind::LongText => match field.max_length {
            Some(length) => json!({"type": ["string", "null"], "maxLength": length}),
            None => text(None),
        },
        Kind::WebAddress => text(Some("uri")),
        Kind::Integer | Kind::Duration => json!({"type": ["integer", "null"]}),
        Kind::Decimal | Kind::Percent if input => json!({"type": ["string", "number", "null"]}),
        Kind::Decimal | Kind::Percent => text(Some("decimal")),
        Kind::Boolean => json!({"type": ["boolean", "null"]}),
        Kind::Date => text(Some("date")),
        Kind::Timestamp => text(Some("date-time")),
        Kind::Money if input => {
            json!({"anyOf": [{"$ref": "#/components/schemas/MoneyInput"}, {"type": ["string", "number", "null"]}]})
        }
        Kind::Money => reference("Money"),
        Kind::Choice => {
            let mut keys: Vec<Json> = field.choices.iter().map(|choice| json!(choice.key)).collect();
            keys.push(Json::Null);
            json!({"enum": keys})
        }
        Kind::Choices => {
            let keys: Vec<Json> = field.choices.iter().map(|choice| json!(choice.key)).collect();
            json!({"type": ["array", "null"], "items": {"enum": keys}})
        }
        Kind::Tags => json!({"type": ["array", "null"], "items": {"type": "string", "maxLength": 100}}),
        Kind::Link | Kind::File if input => json!({
            "anyOf": [{"type": ["string", "null"], "format": "uuid"}, {"type": "object"}],
        }),
        Kind::Link | Kind::File => reference("Link"),
        Kind::EmailAddresses => list(spelled("Email", "EmailInput")),
        Kind::PhoneNumbers => list(spelled("Phone", "PhoneInput")),
        Kind::PostalAddress => list(spelled("Address", "AddressInput")),
        Kind::PersonName => reference(spelled("PersonName", "PersonNameInput")),
        Kind::Computed => json!({}),
    }
}
