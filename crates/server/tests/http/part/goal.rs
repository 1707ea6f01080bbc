//! What the sweeps need to know of targets, forecasts and company plans.

use super::Part;

pub static PART: Part = Part {
    things: |alpha| {
        let company =
            alpha.create("companies", &serde_json::json!({"name": "Secret plan", "sector": "retail"}));
        vec![("companies", company["id"].as_str().unwrap().to_string())]
    },
    body: |id, _| (id == "change_target_setting").then(|| serde_json::json!({"leaderboard": true})),
    harmless: &["show_target_setting"],
    // It needs a snapshot that is there.
    refused: &["show_forecast_changes"],
};
