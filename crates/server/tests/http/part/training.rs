//! What the sweeps need to know of training.

use super::Part;
use serde_json::json;

pub static PART: Part = Part {
    things: |alpha| {
        let course = alpha.create("courses", &json!({"name": "Secret course"}));
        let lesson = alpha.create("lessons", &json!({"name": "Secret lesson", "course": course["id"]}));
        vec![("lessons", lesson["id"].as_str().unwrap().to_string())]
    },
    body: |id, _| (id == "put_attempt_answer").then(|| json!({"chosen": ["0"]})),
    harmless: &["show_training", "show_training_progress"],
    // They need an attempt of one's own.
    refused: &["show_attempt", "put_attempt_answer"],
};
