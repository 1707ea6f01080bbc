//! What the sweeps need to know of analyses.

use super::Part;
use serde_json::json;

pub static PART: Part = Part {
    things: |alpha| {
        let run = alpha.post("/analyses/rfm/runs", &json!({})).expect(201);
        let id = run["id"].as_str().unwrap().to_string();
        alpha.patch(&format!("/analysis-runs/{id}"), &json!({"note": "Secret note"})).expect(200);
        vec![("analysis-runs", id)]
    },
    body: |id, _| match id {
        "create_analysis_run" => Some(json!({})),
        "freeze_analysis_mark" => Some(json!({"mark": "champions", "object": "company"})),
        "change_analysis_run" => Some(json!({"note": "Stolen"})),
        "put_analysis_retention" => Some(json!({"newest": 20})),
        _ => None,
    },
    // Whoever may read nothing has no analyses and no runs.
    harmless: &["list_analyses", "list_analysis_runs"],
    // One needs another run, one a run with a result; the other comes when the key that asks is gone.
    refused: &["compare_analysis_runs", "remove_analysis_run", "freeze_analysis_mark"],
};
