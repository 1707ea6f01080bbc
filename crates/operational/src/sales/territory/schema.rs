//! The shapes of what the operations of territories take and give.

use platform::feature::Schemas;
use platform::http::schema::{answer, flag, free, id, list, maybe_id, maybe_text, number, of, taken, text};
use serde_json::{Value as Json, json};

fn maybe_filter() -> Json {
    json!({"anyOf": [free(), {"type": "null"}]})
}

pub(super) fn schemas() -> Schemas {
    vec![
        (
            "TerritoryDraft",
            taken(json!({
                "territory": maybe_id(), "parent": maybe_id(), "position": {"type": ["integer", "null"]},
                "companies": maybe_filter(), "leads": maybe_filter(), "deals": maybe_filter(),
            })),
        ),
        ("TerritoryRecords", answer(json!({"count": number(), "examples": list(of("TerritoryExample"))}))),
        ("TerritoryExample", answer(json!({"id": id(), "title": maybe_text()}))),
        (
            "TerritoryMoves",
            answer(json!({
                "object": text(), "comes": of("TerritoryRecords"), "follows": number(), "leaves": of("TerritoryRecords"),
            })),
        ),
        ("TerritoryPreview", answer(json!({"objects": list(of("TerritoryMoves"))}))),
        ("TerritoryNamed", answer(json!({"id": id(), "name": text()}))),
        (
            "TerritoryAsked",
            answer(json!({"territory": id(), "name": text(), "filter": free(), "met": flag()})),
        ),
        (
            "TerritoryReason",
            answer(json!({
                "territories": list(of("TerritoryNamed")), "because": maybe_text(), "company": maybe_id(),
                "asked": list(of("TerritoryAsked")),
            })),
        ),
    ]
}
