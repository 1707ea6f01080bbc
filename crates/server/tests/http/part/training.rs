//! What the sweeps need to know of training.

use super::Part;
use serde_json::json;

pub static PART: Part = Part {
    things: |alpha| {
        let course = alpha.create("courses", &json!({"name": "Secret course"}));
        let lesson = alpha.create(
            "lessons",
            &json!({"name": "Secret lesson", "course": course["id"], "body": "Secret words"}),
        );
        let lesson = lesson["id"].as_str().unwrap().to_string();
        let draft = json!({"version": 0, "content": {"name": "Secret lesson", "body": "Secret draft"}});
        alpha.json("PUT", &format!("/lessons/{lesson}/draft"), &draft).expect(200);
        vec![("lessons", lesson), ("courses", course["id"].as_str().unwrap().to_string())]
    },
    body: |id, _| match id {
        "put_attempt_answer" => Some(json!({"chosen": ["0"]})),
        "put_lesson_draft" => Some(json!({"version": 1, "content": {"name": "Secret lesson"}})),
        "publish_lesson" => Some(json!({"version": 1})),
        _ => None,
    },
    harmless: &["show_training", "show_training_progress"],
    // They need an attempt of one's own, or a draft that is as it was; another test does them.
    refused: &["show_attempt", "put_attempt_answer", "publish_lesson", "discard_lesson_draft"],
};
