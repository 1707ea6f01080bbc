//! The OpenAPI 3.1 document, made from the operations and the effective dictionary: custom objects and fields too.

mod record;
mod schema;

use crate::operation::{Door, Method, OPERATIONS, Operation, Repeat, Shape};
use dictionary::{Dictionary, ObjectDef};
use platform::Feature;
use serde_json::{Map, Value as Json, json};

/// The document for a dictionary and the features of the binary. Only objects for which `shown` answers yes are listed.
pub fn document(
    dictionary: &Dictionary,
    features: &[&Feature],
    server: &str,
    shown: &dyn Fn(&ObjectDef) -> bool,
) -> Json {
    let objects: Vec<&ObjectDef> =
        dictionary.objects().iter().map(AsRef::as_ref).filter(|object| shown(object)).collect();
    let mut paths: Map<String, Json> = Map::new();
    let brought = features.iter().flat_map(|feature| feature.operations);
    for operation in OPERATIONS.iter().chain(brought) {
        if operation.path.contains("{plural}") {
            for object in &objects {
                add(&mut paths, operation, Some(object));
            }
        } else {
            add(&mut paths, operation, None);
        }
    }
    let mut schemas = schema::fixed();
    let brought = features.iter().filter_map(|feature| feature.schemas).flat_map(|schemas| schemas());
    schemas.extend(brought.map(|(name, schema)| (name.to_string(), schema)));
    for object in &objects {
        let name = record::name(object);
        schemas.insert(name.clone(), record::output(object));
        schemas.insert(format!("{name}Input"), record::input(object));
        schemas.insert(format!("{name}Page"), record::page(&name));
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Kith",
            "version": "1",
            "summary": "The customer database, its channels and its knowledge, for scripts.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": format!("{server}/api/v1")}],
        "security": [{"key": []}, {"session": []}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "key": {"type": "http", "scheme": "bearer", "description": "An API key, made under Settings or by `kith key create`."},
                "session": {"type": "apiKey", "in": "cookie", "name": "kith_session", "description": "A browser's session; unsafe methods need the header X-Kith-Csrf too."},
            },
            "responses": {
                "Problem": {
                    "description": "What went wrong and what to do; `code` is stable.",
                    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
                },
            },
        },
    })
}

fn add(paths: &mut Map<String, Json>, operation: &Operation, object: Option<&ObjectDef>) {
    let path = match object {
        Some(object) => operation.path.replace("{plural}", &object.plural),
        None => operation.path.to_string(),
    };
    let entry = paths.entry(path.clone()).or_insert_with(|| json!({}));
    if let Json::Object(methods) = entry {
        methods.insert(operation.method.word().to_string(), describe(operation, object, &path));
    }
}

fn describe(operation: &Operation, object: Option<&ObjectDef>, path: &str) -> Json {
    let id = match object {
        Some(object) => operation
            .id
            .replace("_records", &format!("_{}", object.plural))
            .replace("_record", &format!("_{}", object.key)),
        None => operation.id.to_string(),
    };
    // Per-object operations whose name holds no "record" still need names of their own.
    let id = match object {
        Some(object) if !operation.id.contains("record") => format!("{id}_of_{}", object.key),
        _ => id,
    };
    let mut parameters: Vec<Json> = path
        .split('/')
        .filter_map(|part| part.strip_prefix('{').and_then(|part| part.strip_suffix('}')))
        .map(|name| {
            let schema = if name == "id" || name == "target" {
                json!({"type": "string", "format": "uuid"})
            } else {
                json!({"type": "string"})
            };
            json!({"name": name, "in": "path", "required": true, "schema": schema})
        })
        .collect();
    for (name, help) in operation.query {
        let schema = if *name == "limit" {
            json!({"type": "integer", "minimum": 1, "maximum": 200})
        } else {
            json!({"type": "string"})
        };
        parameters.push(json!({"name": name, "in": "query", "description": help, "schema": schema}));
    }
    if operation.id == "change_record" {
        parameters.push(json!({"name": "If-Match", "in": "header", "description": "The ETag last seen.", "schema": {"type": "string"}}));
    }
    if operation.method == Method::Post && operation.door != Door::Open && operation.repeat != Repeat::Looks {
        let help = match operation.repeat {
            Repeat::Secret => {
                "Repeating a request with the same key acts once; what was told is not told again (409)."
            }
            _ => "Repeating a request with the same key acts once and gets the same answer.",
        };
        parameters.push(json!({"name": "Idempotency-Key", "in": "header", "description": help, "schema": {"type": "string", "maxLength": 200}}));
    }
    let mut described = json!({
        "operationId": id,
        "summary": operation.summary,
        "tags": [object.map_or(operation.group, |object| object.label_plural.as_str())],
        "parameters": parameters,
        "responses": {
            operation.status.to_string(): answer(operation, operation.gives, object),
            "default": {"$ref": "#/components/responses/Problem"},
        },
    });
    if let (Some(later), Some(Json::Object(answers))) = (operation.later, described.get_mut("responses")) {
        answers.insert("202".to_string(), answer(operation, later, object));
    }
    if let Json::Object(members) = &mut described {
        if operation.door == Door::Open {
            members.insert("security".to_string(), json!([]));
        }
        if let Some(content) = content(operation.takes, object, true) {
            members.insert("requestBody".to_string(), json!({"required": true, "content": content}));
        }
    }
    described
}

fn answer(operation: &Operation, shape: Shape, object: Option<&ObjectDef>) -> Json {
    let mut answer = json!({"description": operation.summary});
    if let (Some(content), Json::Object(members)) = (content(shape, object, false), &mut answer) {
        members.insert("content".to_string(), content);
    }
    answer
}

fn content(shape: Shape, object: Option<&ObjectDef>, request: bool) -> Option<Json> {
    let named = |name: &str| {
        Some(json!({"application/json": {"schema": {"$ref": format!("#/components/schemas/{name}")}}}))
    };
    let record = object.map(record::name).unwrap_or_default();
    match shape {
        Shape::Empty => None,
        Shape::Named(name) => named(name),
        Shape::Record => named(&record),
        Shape::RecordInput => named(&format!("{record}Input")),
        Shape::RecordPage => named(&format!("{record}Page")),
        Shape::Binary if request => Some(json!({"application/octet-stream": {}, "text/csv": {}})),
        Shape::Binary => Some(json!({"application/octet-stream": {}})),
        Shape::Events => Some(json!({"text/event-stream": {}})),
        Shape::Html => Some(json!({"text/html": {}})),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_operation_is_listed_once_and_every_reference_resolves() {
        let dictionary = Dictionary::build(&[], &serde_json::from_value(json!({
            "version": 1,
            "objects": [{"key": "x_machine", "plural": "x_machines", "label": "Machine", "label_plural": "Machines", "fields": [
                {"key": "x_price", "label": "Price", "kind": "money"},
            ]}],
            "fields": [],
        })).unwrap()).unwrap();
        let document = document(&dictionary, &[], "http://localhost", &|_| true);
        let mut ids = HashSet::new();
        for (_, methods) in document["paths"].as_object().unwrap() {
            for (_, operation) in methods.as_object().unwrap() {
                assert!(
                    ids.insert(operation["operationId"].as_str().unwrap().to_string()),
                    "{}",
                    operation["operationId"]
                );
            }
        }
        assert_eq!(ids.len(), OPERATIONS.len());
        assert!(document["paths"]["/x_machines/{id}"]["patch"].is_object());
        assert!(document["components"]["schemas"]["XMachine"]["properties"]["x_price"].is_object());
        let text = document.to_string();
        for reference in text.split("\"$ref\":\"#/components/").skip(1) {
            let (kind, name) = reference.split('"').next().unwrap().split_once('/').unwrap();
            assert!(document["components"][kind][name].is_object(), "{kind}/{name}");
        }
    }
}
