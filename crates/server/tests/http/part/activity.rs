//! What the sweeps must know of activities.

use super::Part;
use crate::support::Asker;
use crate::sweep::Things;
use serde_json::{Value as Json, json};

/// Queues of tasks, calendars for other programs, working hours, booking.
pub static PART: Part = Part {
    things,
    body,
    harmless: &[
        "list_queue_standing",
        "show_calendar_feed",
        "create_calendar_feed",
        "remove_calendar_feed",
        "list_working_hours",
        "put_working_hours",
    ],
    refused: REFUSED,
};

/// Who asks has no seat, a secret is needed, or the record and the key are gone by then.
const REFUSED: &[&str] = &[
    "show_meeting_invitation",
    "create_booking_link",
    "remove_booking_links",
    "remove_calendar_feed",
    "take_next_task",
    "show_public_calendar",
    "show_public_booking_page",
    "create_public_booking",
    "show_public_booking",
    "move_public_booking",
    "cancel_public_booking",
    "show_public_booking_invitation",
];

fn things(alpha: &Asker) -> Vec<(&'static str, String)> {
    let text = |json: &Json| json["id"].as_str().unwrap().to_string();
    let page = alpha.create("booking_pages", &json!({"name": "Secret page"}));
    let queue = alpha.create("task_queues", &json!({"name": "Secret queue"}));
    vec![("booking_pages", text(&page)), ("task_queues", text(&queue))]
}

fn body(id: &str, _things: &Things) -> Option<Json> {
    Some(match id {
        "take_next_task" | "create_calendar_feed" | "create_booking_link" => json!({}),
        "put_working_hours" => json!({"stretches": [{"weekday": 1, "from": "08:00", "until": "12:00"}]}),
        "create_public_booking" => {
            json!({"at": "2099-01-05T08:00:00Z", "name": "Stolen", "email": "a@b.example"})
        }
        "move_public_booking" => json!({"at": "2099-01-05T08:00:00Z"}),
        _ => return None,
    })
}
