//! The shapes of what the operations on what to do next take and give.

use super::suggestion::KINDS;
use super::table::DECISIONS;
use platform::feature::Schemas;
use platform::http::schema::{
    answer, flag, id, list, map, maybe, maybe_at, maybe_id, maybe_text, needing, number, of, text,
};
use serde_json::json;

pub(super) fn schemas() -> Schemas {
    let kinds: Vec<&str> = KINDS.iter().map(|(kind, _)| *kind).collect();
    let kind = json!({"type": "string", "enum": kinds});
    let decision = json!({"type": "string", "enum": DECISIONS});
    let sum = || answer(json!({"amount": text(), "currency": text()}));
    let money = || maybe(answer(json!({"amount": text(), "currency": text()})));
    let share = || {
        maybe(answer(
            json!({"share": {"type": "number"}, "low": {"type": "number"}, "high": {"type": "number"}}),
        ))
    };
    let fraction = json!({"type": ["number", "null"]});
    vec![
        (
            "NextList",
            answer(
                json!({"owner": maybe_id(), "own": flag(), "count": number(), "data": list(of("NextLine"))}),
            ),
        ),
        (
            "NextLine",
            answer(json!({
                "kind": kind, "object": text(), "record": id(), "title": maybe_text(),
                "customer": maybe(answer(json!({"object": text(), "id": id(), "title": maybe_text()}))),
                "worth": money(), "guessed": flag(), "chance": fraction, "expected": money(),
                "because": map(json!({})), "due": maybe_text(), "also": list(kind.clone()), "decision": maybe_text(),
            })),
        ),
        (
            "NextDecisionInput",
            needing(
                &["kind", "record", "decision"],
                json!({"kind": text(), "record": id(), "decision": decision, "reason": maybe_text(), "until": maybe_text()}),
            ),
        ),
        (
            "NextTaskInput",
            needing(
                &["kind", "record", "subject"],
                json!({"kind": text(), "record": id(), "subject": text(), "due_at": maybe_at()}),
            ),
        ),
        (
            "NextTask",
            answer(json!({"task": answer(json!({"object": text(), "id": id(), "title": maybe_text()}))})),
        ),
        (
            "NextSide",
            answer(json!({
                "shown": number(), "judged": number(), "good": number(), "won": number(), "share": share(),
                "brought": list(sum()), "expected": list(sum()),
            })),
        ),
        (
            "NextJudgment",
            answer(json!({
                "days": number(), "needed": number(), "shown": number(), "dismissed": number(), "snoozed": number(),
                "acted_on": of("NextSide"), "left": of("NextSide"),
                "difference": maybe(answer(json!({"difference": {"type": "number"}, "low": {"type": "number"}, "high": {"type": "number"}}))),
                "kinds": list(answer(json!({"kind": text(), "acted_on": of("NextSide"), "left": of("NextSide")}))),
                "reasons": list(answer(json!({"reason": text(), "count": number()}))),
            })),
        ),
    ]
}
