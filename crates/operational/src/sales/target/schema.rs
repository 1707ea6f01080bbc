//! What the operations of targets take and give, for the document.

use platform::http::schema::{answer, flag, id, list, maybe, number, of, text};
use serde_json::{Value as Json, json};

/// The schemas, by name.
pub(super) fn schemas() -> platform::feature::Schemas {
    vec![
        ("TargetSetting", answer(json!({"leaderboard": flag()}))),
        ("TargetQuantity", quantity()),
        (
            "TargetCommission",
            answer(json!({
                "amount": of("Money"), "rate": text(),
                "next": maybe(answer(json!({"missing": of("Money"), "rate": text()}))),
            })),
        ),
        (
            "TargetAttainment",
            answer(json!({
                "id": id(), "name": text(),
                "scope": {"enum": ["company", "team", "user", "territory", "product"]},
                "of": maybe(answer(json!({"object": {"enum": ["user", "team", "product"]}, "id": id(), "title": text()}))),
                "measure": {"enum": ["revenue", "margin", "count", "activities"]},
                "based_on": {"enum": ["deals", "purchases"]},
                "goal": of("TargetQuantity"), "attained": of("TargetQuantity"), "remaining": of("TargetQuantity"),
                "needed_per_week": of("TargetQuantity"),
                "attained_share": {"type": "number"}, "expected_share": {"type": "number"}, "ahead": flag(),
                "rank": {"type": ["integer", "null"]}, "commission": maybe(of("TargetCommission")),
            })),
        ),
        (
            "Attainment",
            answer(json!({
                "period": text(), "starts_on": day(), "ends_on": day(),
                "working_days": number(), "working_days_gone": number(), "pace": {"type": "number"},
                "leaderboard": flag(), "targets": list(of("TargetAttainment")),
            })),
        ),
    ]
}

fn day() -> Json {
    json!({"type": "string", "format": "date"})
}

fn quantity() -> Json {
    json!({"anyOf": [of("Money"), number()]})
}
