//! What the sweeps must know of segments.

use super::Part;
use crate::support::Asker;
use crate::sweep::Things;
use serde_json::{Value as Json, json};

/// Segments and what is frozen out of them.
pub static PART: Part = Part { things, body, harmless: &["list_segments_overview"], refused: REFUSED };

/// It is asked for a record of an object that the sweep does not know.
const REFUSED: &[&str] = &["list_segments_of_record"];

fn things(alpha: &Asker) -> Vec<(&'static str, String)> {
    let rule = json!({"field": "name", "op": "is_not_empty"}).to_string();
    let segment =
        alpha.create("segments", &json!({"name": "Secret segment", "of_object": "company", "rule": rule}));
    vec![("segments", segment["id"].as_str().unwrap().to_string())]
}

fn body(id: &str, _things: &Things) -> Option<Json> {
    match id {
        "freeze_segment" => Some(json!({"name": "Stolen"})),
        "check_segments" => Some(json!({})),
        _ => None,
    }
}
