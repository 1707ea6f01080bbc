//! What the sweeps must know of webhooks.

use crate::part::Part;
use crate::support::Asker;
use crate::sweep::Things;
use serde_json::{Value as Json, json};

/// Webhooks.
pub static PART: Part = Part { things, body, harmless: HARMLESS, refused: REFUSED };

/// Everybody keeps webhooks of their own.
const HARMLESS: &[&str] = &["list_webhooks", "create_webhook"];

/// The key is void by the time of the last ones.
const REFUSED: &[&str] = &["remove_webhook"];

/// A name that no look-up finds: nothing leaves this machine.
fn webhook(name: &str) -> Json {
    json!({"name": name, "url": "https://receiver.invalid/hook", "listens": [{"object": "*"}]})
}

fn things(alpha: &Asker) -> Vec<(&'static str, String)> {
    let made = alpha.post("/webhooks", &webhook("Secret receiver")).expect(201);
    let id = made["id"].as_str().unwrap().to_string();
    let tried = alpha.post(&format!("/webhooks/{id}/tests"), &json!({})).expect(201);
    vec![("webhooks", id), ("webhook-deliveries", tried["id"].as_str().unwrap().to_string())]
}

fn body(id: &str, _things: &Things) -> Option<Json> {
    Some(match id {
        "create_webhook" => webhook("Mine"),
        "change_webhook" => json!({"name": "Stolen"}),
        "renew_webhook_secret" => json!({"overlap_hours": 1}),
        "replay_webhook" => json!({"from": "2020-01-01T00:00:00Z"}),
        _ => return None,
    })
}
