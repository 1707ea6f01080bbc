//! What the sweeps must know of what to do next.

use super::Part;
use serde_json::json;

pub static PART: Part = Part {
    things: |_| Vec::new(),
    body: |id, things| match id {
        "put_next_decision" => {
            Some(json!({"kind": "deal_stale", "record": things.more["leads"], "decision": "acted"}))
        }
        "create_next_task" => {
            Some(json!({"kind": "deal_stale", "record": things.more["leads"], "subject": "Stolen"}))
        }
        _ => None,
    },
    // One's own list: whoever may read nothing has nothing on it.
    harmless: &["list_next", "show_next_judgment"],
    // Nothing stands on the list of who asks.
    refused: &["put_next_decision", "create_next_task"],
};
