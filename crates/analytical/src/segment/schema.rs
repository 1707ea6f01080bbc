//! The shapes of what the operations of segments take and give.

use platform::feature::Schemas;
use platform::http::schema::{
    answer, at, flag, free, id, list, map, maybe_at, maybe_id, maybe_number, maybe_text, number, of, page,
    rows, taken, text,
};
use serde_json::json;

pub(super) fn schemas() -> Schemas {
    vec![
        (
            "SegmentListed",
            answer(json!({
                "id": id(), "name": text(), "description": maybe_text(), "object": text(), "rule": free(),
                "owner": maybe_id(), "count": maybe_number(), "gathering": flag(), "entered": list(number()),
                "left": list(number()), "checked_at": maybe_at(), "differences": maybe_number(),
            })),
        ),
        ("SegmentOverview", rows(of("SegmentListed"))),
        ("SegmentOfRecord", answer(json!({"id": id(), "name": text(), "since": maybe_at()}))),
        ("SegmentsOfRecord", rows(of("SegmentOfRecord"))),
        (
            "SegmentMove",
            answer(json!({"id": id(), "record": id(), "title": maybe_text(), "entered": flag(), "at": at()})),
        ),
        ("SegmentMoves", page(of("SegmentMove"))),
        ("SegmentOverlap", answer(json!({"id": id(), "name": text(), "count": number(), "both": number()}))),
        ("SegmentOverlaps", rows(of("SegmentOverlap"))),
        (
            "SegmentFact",
            answer(
                json!({"field": maybe_text(), "linked": maybe_text(), "measure": maybe_text(), "value": {}}),
            ),
        ),
        ("SegmentReason", answer(json!({"met": flag(), "facts": list(of("SegmentFact"))}))),
        (
            "SegmentReasons",
            answer(json!({"conditions": list(free()), "records": map(list(of("SegmentReason")))})),
        ),
        ("AudienceInput", taken(json!({"name": text()}))),
        ("AudienceMade", answer(json!({"id": id(), "size": number()}))),
        ("SegmentCheckStarted", answer(json!({"job": id()}))),
    ]
}
