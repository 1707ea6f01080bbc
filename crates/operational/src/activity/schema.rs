//! The shapes of what the operations on activities take and give.

use platform::feature::Schemas;
use platform::http::schema::{
    answer, at, flag, free, id, list, maybe, maybe_at, needing, number, of, rows, text,
};
use serde_json::json;

pub(super) fn schemas() -> Schemas {
    vec![
        ("TakenTask", answer(json!({"task": maybe(free()), "waiting": number()}))),
        ("QueueStanding", rows(answer(json!({"id": id(), "name": text(), "waiting": number()})))),
        ("CalendarFeed", answer(json!({"created_at": maybe_at()}))),
        ("CalendarFeedAddress", answer(json!({"path": text()}))),
        (
            "WorkingStretch",
            needing(
                &["weekday", "from", "until"],
                json!({"weekday": number(), "from": text(), "until": text()}),
            ),
        ),
        (
            "WorkingHours",
            answer(json!({"user": id(), "zone": text(), "stretches": list(of("WorkingStretch"))})),
        ),
        ("WorkingHoursList", rows(of("WorkingHours"))),
        ("WorkingHoursInput", needing(&["stretches"], json!({"stretches": list(of("WorkingStretch"))}))),
        ("BookingLink", answer(json!({"path": text()}))),
        (
            "PublicBookingPage",
            answer(json!({
                "name": text(), "description": text(), "place": text(), "duration": number(), "host": text(),
                "company": text(), "language": text(), "zone": text(), "questions": list(text()), "slots": list(at()),
            })),
        ),
        (
            "PublicBookingInput",
            needing(
                &["at", "name", "email"],
                json!({"at": at(), "name": text(), "email": text(), "answers": list(text()), "language": text()}),
            ),
        ),
        (
            "PublicBooking",
            answer(json!({
                "name": text(), "at": maybe_at(), "duration": number(), "place": text(), "host": text(), "company": text(),
                "language": text(), "cancelled": flag(), "can_change": flag(), "slots": list(at()),
            })),
        ),
        ("PublicBookingMade", answer(json!({"path": text(), "booking": of("PublicBooking")}))),
        ("PublicBookingMove", needing(&["at"], json!({"at": at()}))),
    ]
}
