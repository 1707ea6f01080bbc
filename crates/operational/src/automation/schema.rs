//! The shapes of what the operations on automations take and give.

use platform::feature::Schemas;
use platform::http::schema::{
    answer, at, flag, free, id, list, map, maybe_at, maybe_id, maybe_number, maybe_text, needing, number, of,
    taken, text,
};
use serde_json::{Value as Json, json};

fn automation() -> Json {
    json!({
        "id": id(), "name": text(), "description": text(), "owner": id(),
        "state": {"type": "string", "enum": ["draft", "on", "paused"]}, "gathering": flag(), "reason": maybe_text(),
        "version": maybe_number(), "definition": free(), "hook": flag(), "older_hook_until": maybe_at(),
        "created_at": at(), "updated_at": at(),
    })
}

fn with(mut parts: Json, more: Json) -> Json {
    if let (Json::Object(parts), Json::Object(more)) = (&mut parts, more) {
        parts.extend(more);
    }
    parts
}

fn run() -> Json {
    json!({
        "id": id(), "automation": id(), "version": number(), "object": maybe_text(), "record": maybe_id(),
        "title": maybe_text(),
        "state": {"type": "string", "enum": ["due", "awaiting", "asking", "sending", "held", "done", "failed", "stopped"]},
        "cause": answer(json!({"on": maybe_text(), "by": maybe_text()})), "depth": number(), "attempts": number(),
        "due_at": maybe_at(), "error": maybe_text(), "started_at": at(), "ended_at": maybe_at(), "steps": number(),
    })
}

fn line() -> Json {
    json!({
        "number": number(), "path": text(), "word": text(),
        "outcome": {"type": "string", "enum": ["done", "yes", "no", "waits", "failed"]}, "detail": free(),
    })
}

/// Their schemas.
pub fn schemas() -> Schemas {
    let problem = json!({"field": text(), "code": text(), "message": text()});
    let any = json!({});
    vec![
        ("Automation", answer(automation())),
        (
            "AutomationListed",
            answer(with(
                automation(),
                json!({"recent": list(answer(json!({
                    "id": id(), "state": text(), "started_at": at(),
                })))}),
            )),
        ),
        ("AutomationList", answer(json!({"data": list(of("AutomationListed"))}))),
        ("AutomationSigning", answer(json!({"secret": text()}))),
        ("AutomationShown", answer(with(automation(), json!({"problems": list(answer(problem))})))),
        (
            "AutomationInput",
            needing(
                &["name", "definition"],
                json!({"name": text(), "description": text(), "definition": free()}),
            ),
        ),
        (
            "AutomationChange",
            needing(&[], json!({"name": text(), "description": text(), "definition": free()})),
        ),
        (
            "AutomationVersions",
            answer(json!({"data": list(answer(json!({
                "version": number(), "definition": free(), "by": text(), "at": at(),
            })))})),
        ),
        ("AutomationHook", answer(json!({"url": text(), "older_until": maybe_at()}))),
        ("AutomationHookRotation", taken(json!({"overlap_hours": number()}))),
        (
            "AutomationTrialInput",
            needing(&[], json!({"record": maybe_id(), "definition": free(), "body": any})),
        ),
        ("AutomationTrial", answer(json!({"meets": flag(), "state": text(), "log": list(answer(line()))}))),
        ("AutomationRun", answer(run())),
        ("AutomationRuns", answer(json!({"data": list(of("AutomationRun")), "next": maybe_id()}))),
        (
            "AutomationRunShown",
            answer(with(run(), json!({"log": list(answer(with(line(), json!({"at": at()}))))}))),
        ),
        (
            "AutomationQuestions",
            answer(json!({"data": list(answer(json!({
                "id": id(), "run": id(), "automation": text(), "object": maybe_text(), "record": maybe_id(),
                "title": maybe_text(), "text": text(), "asked_at": at(), "answer": maybe_text(), "note": maybe_text(),
                "answered_at": maybe_at(),
            })))})),
        ),
        ("AutomationAnswer", needing(&["yes"], json!({"yes": flag(), "note": text()}))),
        (
            "AutomationRecipes",
            answer(json!({"data": list(answer(json!({
                "key": text(), "name": text(), "description": text(), "definition": free(),
            })))})),
        ),
        ("AutomationCall", map(json!({}))),
        ("AutomationCalled", answer(json!({"accepted": flag()}))),
    ]
}
