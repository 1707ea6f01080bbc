//! What the sweeps must know of automations.

use crate::part::Part;
use crate::support::Asker;
use crate::sweep::Things;
use serde_json::{Value as Json, json};

/// Automations.
pub static PART: Part = Part { things, body, harmless: HARMLESS, refused: REFUSED };

/// Everybody keeps automations of their own, and is asked by those of others.
const HARMLESS: &[&str] = &[
    "list_automations",
    "create_automation",
    "list_automation_questions",
    "list_automation_recipes",
    "call_hook",
];

/// There is no run and no question in it, nobody knows the address, and the key is void by the time of the last ones.
const REFUSED: &[&str] = &[
    "show_automation_run",
    "retry_automation_run",
    "stop_automation_run",
    "answer_automation_question",
    "call_hook",
    "remove_automation",
    "pause_automation",
];

fn definition() -> Json {
    json!({"trigger": {"on": "webhook"}, "steps": [{"do": "wait", "minutes": 5}]})
}

fn things(alpha: &Asker) -> Vec<(&'static str, String)> {
    let made =
        alpha.post("/automations", &json!({"name": "Secret plan", "definition": definition()})).expect(201);
    vec![("automations", made["id"].as_str().unwrap().to_string())]
}

fn body(id: &str, _things: &Things) -> Option<Json> {
    Some(match id {
        "create_automation" => json!({"name": "Mine", "definition": definition()}),
        "change_automation" => json!({"name": "Yours"}),
        "try_automation" => json!({"body": {"name": "x"}}),
        "answer_automation_question" => json!({"yes": true}),
        "call_hook" => json!({"name": "x"}),
        "renew_automation_hook" => json!({"overlap_hours": 1}),
        _ => return None,
    })
}
