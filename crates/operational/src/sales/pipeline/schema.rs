//! The shapes of what the operations on deals take and give.

use platform::feature::Schemas;
use platform::http::schema::{
    answer, at, id, list, maybe, maybe_at, maybe_id, maybe_text, needing, number, of, text,
};
use serde_json::json;

/// Their schemas.
pub fn schemas() -> Schemas {
    let outcome = json!({"type": "string", "enum": ["open", "won", "lost"]});
    vec![
        ("LinkedRecord", answer(json!({"object": text(), "id": id(), "title": maybe_text()}))),
        (
            "Outcome",
            answer(json!({
                "deal": id(), "version": number(), "outcome": outcome, "reason": maybe_text(),
                "competitor": maybe(of("LinkedRecord")), "decided_at": maybe_at(),
                "decided_by": maybe(of("LinkedRecord")), "stage": maybe(of("LinkedRecord")),
            })),
        ),
        (
            "OutcomeInput",
            needing(
                &["outcome"],
                json!({
                    "outcome": {"type": "string", "enum": ["won", "lost"]}, "reason": maybe_text(),
                    "competitor": maybe_id(), "decided_at": at(),
                }),
            ),
        ),
        ("DealTeam", answer(json!({"data": list(of("DealTeamPlace"))}))),
        ("DealTeamPlace", answer(json!({"user": of("LinkedRecord"), "share": text(), "role": maybe_text()}))),
        (
            "DealTeamInput",
            needing(
                &["data"],
                json!({"data": list(needing(
                    &["user", "share"],
                    json!({"user": id(), "share": {"type": ["string", "number"]}, "role": maybe_text()}),
                ))}),
            ),
        ),
        ("StageRemovalInput", json!({"type": "object", "properties": {"move_to": maybe_id()}})),
        ("StageRemoval", answer(json!({"moved": number()}))),
    ]
}
