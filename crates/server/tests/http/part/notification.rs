//! What the sweeps must know of notifications: they are one's own.

use super::Part;
use crate::support::Asker;
use crate::sweep::Things;
use serde_json::{Value as Json, json};

/// Notifications.
pub static PART: Part = Part { things, body, harmless: HARMLESS, refused: &[] };

const HARMLESS: &[&str] = &[
    "list_notifications",
    "count_notifications",
    "see_notifications",
    "list_notification_settings",
    "put_notification_settings",
];

fn things(_alpha: &Asker) -> Vec<(&'static str, String)> {
    Vec::new()
}

fn body(id: &str, _things: &Things) -> Option<Json> {
    Some(match id {
        "see_notifications" => json!({"up_to": "01890000-0000-7000-8000-000000000000"}),
        "put_notification_settings" => json!({"data": [{"kind": "mention", "in_app": true}]}),
        _ => return None,
    })
}
