//! What the sweeps must know of reports and dashboards.

use crate::part::Part;
use crate::support::Asker;
use crate::sweep::Things;
use serde_json::{Value as Json, json};

/// Reports and dashboards.
pub static PART: Part = Part { things, body, harmless: HARMLESS, refused: REFUSED };

/// Everybody keeps reports of their own, and the answers are under their own rights.
const HARMLESS: &[&str] =
    &["list_reports", "create_report", "answer_question", "list_dashboards", "create_dashboard"];

/// The key is void by the time of the last ones.
const REFUSED: &[&str] =
    &["remove_report", "remove_dashboard", "remove_dashboard_schedule", "remove_dashboard_snapshot"];

fn report(name: &str) -> Json {
    json!({"name": name, "body": {"object": "deal", "by": [{"field": "stage"}]}})
}

fn things(alpha: &Asker) -> Vec<(&'static str, String)> {
    let made = alpha.post("/reports", &report("Secret report")).expect(201);
    let report = made["id"].as_str().unwrap().to_string();
    let tile = json!({"id": "a", "report": report, "x": 0, "y": 0, "w": 6, "h": 4});
    let made =
        alpha.post("/dashboards", &json!({"name": "Secret board", "body": {"tiles": [tile]}})).expect(201);
    let board = made["id"].as_str().unwrap().to_string();
    let kept = alpha.send("POST", &format!("/dashboards/{board}/snapshots"), None).expect(201);
    let kept = kept["id"].as_str().unwrap().to_string();
    vec![("reports", report), ("dashboards", board), ("dashboard_snapshots", kept)]
}

fn body(id: &str, _things: &Things) -> Option<Json> {
    Some(match id {
        "create_report" => report("Mine"),
        "answer_question" | "write_report_file" => json!({"object": "deal", "by": [{"field": "stage"}]}),
        "change_report" => json!({"name": "Stolen"}),
        "create_dashboard" => json!({"name": "Mine", "body": {"tiles": []}}),
        "change_dashboard" => json!({"name": "Stolen"}),
        "put_dashboard_schedule" => json!({"every": "month", "day": 31, "hour": 7}),
        _ => return None,
    })
}
