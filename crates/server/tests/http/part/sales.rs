//! What the sweeps must know of sales.

use crate::part::Part;
use crate::support::Asker;
use crate::sweep::Things;
use serde_json::{Value as Json, json};

/// Deals, stages and leads.
pub static PART: Part =
    Part { things, body, harmless: &["show_answer_goal", "list_lead_answers"], refused: REFUSED };

/// Their deal lies in the trash by then.
const REFUSED: &[&str] = &[
    "put_outcome",
    "remove_outcome",
    "put_deal_team",
    // A lead is either converted or disqualified, and not twice.
    "show_lead_conversion",
    "remove_lead_conversion",
    "put_disqualification",
    "remove_disqualification",
];

fn things(alpha: &Asker) -> Vec<(&'static str, String)> {
    let text = |json: &Json| json["id"].as_str().unwrap().to_string();
    let pipeline = alpha.create("pipelines", &json!({"name": "Secret pipeline"}));
    let stage = alpha.create("stages", &json!({"name": "Secret stage", "pipeline": pipeline["id"]}));
    let lead = alpha.create("leads", &json!({"name": "Secret lead"}));
    vec![("stages", text(&stage)), ("leads", text(&lead))]
}

fn body(id: &str, _things: &Things) -> Option<Json> {
    Some(match id {
        "put_outcome" => json!({"outcome": "lost", "reason": "Stolen"}),
        "put_deal_team" => json!({"data": []}),
        "hand_over_user" => json!({"dry_run": true}),
        "put_answer_goal" => json!({"minutes": 90}),
        "create_arrival" => json!({"name": "Stolen"}),
        "convert_lead" => json!({}),
        "put_disqualification" => json!({"reason": "spam"}),
        "remove_stage_with_deals" => json!({"move_to": null}),
        _ => return None,
    })
}
