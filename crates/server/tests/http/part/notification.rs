//! What the sweeps must know of notifications: they are one's own.

use super::Part;
use crate::support::Asker;
use crate::sweep::Things;
use serde_json::{Value as Json, json};

/// Notifications.
pub static PART: Part = Part { things, body, harmless: HARMLESS, refused: REFUSED };

const HARMLESS: &[&str] = &[
    "list_notifications",
    "count_notifications",
    "see_notifications",
    "list_notification_settings",
    "put_notification_settings",
    "show_push",
    "create_push_subscription",
];

/// The key is void by the time of the last ones.
const REFUSED: &[&str] = &["remove_push_subscription"];

/// A browser whose push service no look-up finds: nothing leaves this machine. The key is that of an example in RFC 8291.
fn browser(name: &str) -> Json {
    json!({
        "endpoint": format!("https://push.invalid/{name}"), "auth": "BTBZMqHH6r4Tts7J_aSIgg",
        "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    })
}

fn things(alpha: &Asker) -> Vec<(&'static str, String)> {
    let made = alpha.post("/notifications/push", &browser("one")).expect(201);
    vec![("push", made["id"].as_str().unwrap().to_string())]
}

fn body(id: &str, _things: &Things) -> Option<Json> {
    Some(match id {
        "see_notifications" => json!({"up_to": "01890000-0000-7000-8000-000000000000"}),
        "put_notification_settings" => json!({"data": [{"kind": "mention", "in_app": true}]}),
        "create_push_subscription" => browser("another"),
        _ => return None,
    })
}
