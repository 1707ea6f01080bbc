//! What the sweeps must know of activities.

use super::Part;
use crate::support::Asker;
use crate::sweep::Things;
use serde_json::{Value as Json, json};

/// Queues of tasks.
pub static PART: Part = Part { things, body, harmless: &["list_queue_standing"], refused: REFUSED };

/// Who asks has no seat.
const REFUSED: &[&str] = &["take_next_task"];

fn things(_alpha: &Asker) -> Vec<(&'static str, String)> {
    Vec::new()
}

fn body(id: &str, _things: &Things) -> Option<Json> {
    Some(match id {
        "take_next_task" => json!({}),
        _ => return None,
    })
}
