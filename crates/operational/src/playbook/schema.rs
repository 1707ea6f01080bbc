//! The shapes of what the operations on playbooks give.

use platform::feature::Schemas;
use platform::http::schema::{answer, at, flag, id, list, maybe, maybe_text, number, of, text};
use serde_json::json;

pub(super) fn schemas() -> Schemas {
    vec![
        (
            "PlaybookGuide",
            answer(json!({
                "done": number(), "total": number(), "playbooks": list(of("PlaybookOfRecord")),
                "battle_cards": list(of("BattleCard")),
            })),
        ),
        (
            "PlaybookOfRecord",
            answer(json!({
                "id": id(), "name": text(), "guidance": maybe_text(), "steps": list(of("PlaybookStepOfRecord")),
            })),
        ),
        (
            "PlaybookStepOfRecord",
            answer(json!({
                "id": id(), "kind": {"type": "string", "enum": ["check", "call_script"]}, "name": text(),
                "text": maybe_text(), "required": flag(), "field": maybe_text(), "done": flag(),
                "tick": maybe(answer(json!({"id": id(), "by": text(), "at": at()}))),
            })),
        ),
        (
            "BattleCard",
            answer(json!({
                "id": id(), "name": text(), "text": maybe_text(), "competitor": maybe(of("LinkedRecord")),
            })),
        ),
    ]
}
