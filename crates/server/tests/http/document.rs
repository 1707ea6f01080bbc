//! Holds every answer of every test against the interface's own document: a member the document does not know, or one it
//! promises and the answer lacks, fails the test that got the answer.

use serde_json::{Map, Value as Json};
use std::sync::OnceLock;

/// The document: that of the standard dictionary as the binary prints it, or a running server's own.
pub struct Document {
    json: Json,
    printed: bool,
}

impl Document {
    /// The document as the binary prints it.
    pub fn printed() -> &'static Document {
        static PRINTED: OnceLock<Document> = OnceLock::new();
        PRINTED.get_or_init(|| {
            let output = std::process::Command::new(env!("CARGO_BIN_EXE_kith"))
                .args(["docs", "openapi"])
                .output()
                .unwrap();
            Document { json: serde_json::from_slice(&output.stdout).unwrap(), printed: true }
        })
    }

    /// The document a server answered.
    pub fn answered(json: Json) -> Document {
        Document { json, printed: false }
    }

    /// What is wrong with an answer; nothing when it is as the document says, or when it is not JSON.
    pub fn faults(&self, method: &str, path: &str, status: u16, kind: &str, text: &str) -> Vec<String> {
        let path = path.split('?').next().unwrap();
        let mut check =
            Check { schemas: &self.json["components"]["schemas"], printed: self.printed, faults: Vec::new() };
        if kind.starts_with("application/problem+json") {
            check.value(&check.schemas["Problem"], &serde_json::from_str(text).unwrap(), "");
            return check.faults;
        }
        let Some(operation) = self.operation(method, path) else {
            // Custom objects are in no printed document; what is no address at all answers with a problem.
            return if self.printed && path.starts_with("/x_") {
                Vec::new()
            } else {
                vec!["is an address the document does not list".into()]
            };
        };
        let answers = operation["responses"].as_object().unwrap();
        let Some(answer) = answers.get(&status.to_string()) else {
            // Nothing new since the asker last looked.
            let fresh = status == 304 && text.is_empty();
            return if fresh {
                Vec::new()
            } else {
                vec![format!("answered {status}, which the document does not list")]
            };
        };
        let schema = &answer["content"]["application/json"]["schema"];
        match (schema.is_null(), kind.starts_with("application/json")) {
            (false, true) => check.value(schema, &serde_json::from_str(text).unwrap(), ""),
            (true, true) => {
                check.faults.push("answered JSON, of which the document tells nothing".to_string())
            }
            (false, false) => check.faults.push(format!("answered {kind:?} where the document tells JSON")),
            (true, false) => {}
        }
        check.faults
    }

    /// The operation of an address: words stand for themselves before they stand for a parameter.
    fn operation(&self, method: &str, path: &str) -> Option<&Json> {
        let fits = |pattern: &str| {
            let (known, asked): (Vec<&str>, Vec<&str>) =
                (pattern.split('/').collect(), path.split('/').collect());
            let pairs = || known.iter().zip(&asked);
            (known.len() == asked.len()
                && pairs().all(|(known, asked)| known.starts_with('{') || known == asked))
            .then(|| known.iter().filter(|part| part.starts_with('{')).count())
        };
        let paths = self.json["paths"].as_object().unwrap();
        let found = paths.iter().filter_map(|(pattern, methods)| Some((fits(pattern)?, methods)));
        let (_, methods) = found.min_by_key(|(parameters, _)| *parameters)?;
        methods.get(method.to_lowercase())
    }
}

/// The part of JSON Schema that the document uses; a word it does not know fails, so that none is passed over.
struct Check<'a> {
    schemas: &'a Json,
    printed: bool,
    faults: Vec<String>,
}

const KNOWN: &[&str] = &[
    "type",
    "properties",
    "required",
    "items",
    "$ref",
    "anyOf",
    "oneOf",
    "enum",
    "const",
    "additionalProperties",
    "patternProperties",
    "format",
    "description",
    "title",
    "readOnly",
    "maxLength",
    "minLength",
    "minimum",
    "maximum",
    "pattern",
];

impl<'a> Check<'a> {
    fn value(&mut self, schema: &'a Json, value: &Json, at: &str) {
        let schema = schema.as_object().unwrap_or_else(|| panic!("no schema for {at}"));
        if let Some(word) = schema.keys().find(|word| !KNOWN.contains(&word.as_str())) {
            panic!("this check does not know the word {word:?} of the document");
        }
        if let Some(reference) = schema.get("$ref") {
            let name = reference.as_str().unwrap().rsplit('/').next().unwrap();
            return self.value(&self.schemas[name], value, at);
        }
        if let Some(schemas) = schema.get("anyOf").or(schema.get("oneOf")) {
            self.any(schemas.as_array().unwrap(), value, at);
        }
        if schema.get("const").is_some_and(|known| known != value) {
            self.faults.push(format!("{at}: {value} is not {}", schema["const"]));
        }
        if schema.get("enum").is_some_and(|known| !known.as_array().unwrap().contains(value)) {
            self.faults.push(format!("{at}: {value} is none of {}", schema["enum"]));
        }
        if schema.get("type").is_some_and(|kind| !is_of(kind, value)) {
            return self.faults.push(format!("{at}: {value} is not {}", schema["type"]));
        }
        match value {
            Json::Array(items) => {
                if let Some(schema) = schema.get("items") {
                    for (index, item) in items.iter().enumerate() {
                        self.value(schema, item, &format!("{at}.{index}"));
                    }
                }
            }
            Json::Object(members) if schema.contains_key("type") => self.members(schema, members, at),
            _ => {}
        }
    }

    fn any(&mut self, schemas: &'a [Json], value: &Json, at: &str) {
        let mut least: Option<Vec<String>> = None;
        for schema in schemas {
            let mut check = Check { schemas: self.schemas, printed: self.printed, faults: Vec::new() };
            check.value(schema, value, at);
            if least.as_ref().is_none_or(|least| check.faults.len() < least.len()) {
                least = Some(check.faults);
            }
        }
        self.faults.extend(least.unwrap_or_default());
    }

    fn members(&mut self, schema: &'a Map<String, Json>, members: &Map<String, Json>, at: &str) {
        for name in schema.get("required").and_then(Json::as_array).into_iter().flatten() {
            if !members.contains_key(name.as_str().unwrap()) {
                self.faults.push(format!("{at}: {name} is promised and not there"));
            }
        }
        for (name, value) in members {
            let at = format!("{at}.{name}");
            let known = schema.get("properties").and_then(|known| known.get(name));
            let path = schema.get("patternProperties").map(|patterns| {
                assert_eq!(
                    patterns.as_object().unwrap().keys().collect::<Vec<_>>(),
                    ["\\."],
                    "the only pattern so far"
                );
                &patterns["\\."]
            });
            // What a test has added to the objects of records stands in no printed document.
            let added = self.printed && path.is_some() && name.starts_with("x_");
            match (known, path.filter(|_| name.contains('.')), schema.get("additionalProperties")) {
                (None, _, _) if added => {}
                (Some(schema), _, _) | (None, Some(schema), _) => self.value(schema, value, &at),
                (None, None, Some(Json::Bool(true))) => {}
                (None, None, Some(schema @ Json::Object(_))) => self.value(schema, value, &at),
                _ => self.faults.push(format!("{at}: the document does not know it")),
            }
        }
    }
}

fn is_of(kind: &Json, value: &Json) -> bool {
    match kind {
        Json::Array(kinds) => kinds.iter().any(|kind| is_of(kind, value)),
        kind => match kind.as_str().unwrap() {
            "null" => value.is_null(),
            "string" => value.is_string(),
            "integer" => value.is_i64() || value.is_u64(),
            "number" => value.is_number(),
            "boolean" => value.is_boolean(),
            "array" => value.is_array(),
            "object" => value.is_object(),
            other => panic!("the document names the type {other}"),
        },
    }
}

#[test]
fn the_check_of_answers_finds_what_is_wrong() {
    let faults = |status, text| Document::printed().faults("GET", "/setup", status, "application/json", text);
    assert_eq!(faults(200, r#"{"needed": true}"#), Vec::<String>::new());
    for (status, wrong, part) in [
        (200, r#"{}"#, "promised"),
        (200, r#"{"needed": 1}"#, "is not"),
        (200, r#"{"needed": null}"#, "is not"),
        (200, r#"{"needed": true, "more": 1}"#, "does not know"),
        (200, r#"[]"#, "is not"),
        (201, r#"{"needed": true}"#, "does not list"),
    ] {
        let found = faults(status, wrong);
        assert!(found.len() == 1 && found[0].contains(part), "{wrong}: {found:?}");
    }
    let page = r#"{"data": [{"link": "deal.company", "object": "deal", "field": "company", "label": "Deals", "count": {"value": 1, "capped": 0}}]}"#;
    let path = "/companies/01890000-0000-7000-8000-000000000000/linked";
    let found = Document::printed().faults("GET", path, 200, "application/json", page);
    assert_eq!(found, [".data.0.count.capped: 0 is not \"boolean\""]);
    let problem = r#"{"type": "about:blank", "title": "x", "status": 500, "code": "internal", "detail": "x", "where": 1}"#;
    let found = Document::printed().faults("GET", path, 500, "application/problem+json", problem);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        Document::printed().faults("GET", "/nowhere/at/all/of/it", 200, "application/json", "{}").len(),
        1
    );
}
