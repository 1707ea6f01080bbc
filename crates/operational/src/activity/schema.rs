//! The shapes of what the operations on activities take and give.

use platform::feature::Schemas;
use platform::http::schema::{answer, free, id, maybe, number, rows, text};
use serde_json::json;

pub(super) fn schemas() -> Schemas {
    vec![
        ("TakenTask", answer(json!({"task": maybe(free()), "waiting": number()}))),
        ("QueueStanding", rows(answer(json!({"id": id(), "name": text(), "waiting": number()})))),
    ]
}
