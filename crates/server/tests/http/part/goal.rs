//! What the sweeps need to know of targets, forecasts and company plans.

use super::Part;

pub static PART: Part = Part {
    things: |alpha| {
        let company =
            alpha.create("companies", &serde_json::json!({"name": "Secret plan", "sector": "retail"}));
        let territory = alpha.create("territories", &serde_json::json!({"name": "Secret territory"}));
        let id = |made: &serde_json::Value| made["id"].as_str().unwrap().to_string();
        vec![("companies", id(&company)), ("territories", id(&territory))]
    },
    body: |id, _| match id {
        "change_target_setting" => Some(serde_json::json!({"leaderboard": true})),
        "preview_territory" => Some(serde_json::json!({"companies": null})),
        _ => None,
    },
    harmless: &["show_target_setting"],
    // They need a snapshot that is there, and a record of the object they name.
    refused: &["show_forecast_changes", "show_territory_reason"],
};
