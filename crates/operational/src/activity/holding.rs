//! What of activities is handed over when somebody leaves: tasks that are not done, seats in queues and meetings to come. What was said and done stays theirs.

use platform::hand_over::{Holding, One};
use serde_json::{Value as Json, json};
use standard::{call, meeting, meeting_attendee, note, task, task_queue_seat};
use vocabulary::Timestamp;

const fn owned(object: &'static str, open: fn(Timestamp) -> Json) -> Holding {
    Holding { object, field: "owner", open, one: None }
}

pub(super) static HOLDINGS: &[Holding] = &[
    owned(task::KEY, |_| json!({"field": task::DONE.key(), "op": "is", "value": false})),
    owned(meeting::KEY, |now| json!({"field": meeting::HAPPENED_AT.key(), "op": "after", "value": now})),
    owned(call::KEY, |_| json!({"or": []})),
    owned(note::KEY, |_| json!({"or": []})),
    Holding {
        object: task_queue_seat::KEY,
        field: task_queue_seat::USER.key(),
        open: |_| json!({"and": []}),
        one: Some(One { of: task_queue_seat::QUEUE.key(), sum: None }),
    },
    Holding {
        object: meeting_attendee::KEY,
        field: meeting_attendee::USER.key(),
        open: |now| json!({"field": "meeting.happened_at", "op": "after", "value": now}),
        one: Some(One { of: meeting_attendee::MEETING.key(), sum: None }),
    },
];
