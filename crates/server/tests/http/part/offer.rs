//! What the sweeps need to know of offers and of what serving customers costs.

use super::Part;
use serde_json::json;

pub static PART: Part = Part {
    things: |alpha| {
        let id = |plural: &'static str, body| {
            (plural, alpha.create(plural, &body)["id"].as_str().unwrap().to_string())
        };
        vec![
            id("people", json!({"name": {"given": "Secret", "family": "Buyer"}})),
            id("products", json!({"name": "Secret product", "code": "secret-offer"})),
        ]
    },
    body: |id, _| match id {
        "put_serving_rates" => Some(
            json!({"hour": "40", "call_minutes": 10, "meeting_minutes": 60, "purchase": "2.5", "taken_back": "7", "information": "120"}),
        ),
        _ => None,
    },
    harmless: &[],
    refused: &[],
};
