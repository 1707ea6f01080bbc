//! What the operations on analyses take and give.

use super::table::State;
use platform::feature::Schemas;
use platform::http::schema::{
    answer, at, flag, free, id, list, maybe, maybe_id, maybe_number, maybe_text, needing, number, of, page,
    rows, taken, text,
};
use serde_json::{Value as Json, json};

pub(super) fn schemas() -> Schemas {
    vec![
        ("Analyses", rows(answer(json!({"key": text(), "version": number(), "needs": list(text())})))),
        ("NewAnalysisRun", taken(json!({"parameters": free(), "as_of": at(), "within": number()}))),
        ("AnalysisRun", answer(head())),
        ("AnalysisResult", {
            let mut entries = head();
            if let Some(entries) = entries.as_object_mut() {
                entries.insert("result".to_string(), maybe(free()));
            }
            answer(entries)
        }),
        ("AnalysisRuns", page(of("AnalysisRun"))),
        ("AnalysisRunChange", taken(json!({"note": text(), "kept": flag()}))),
        (
            "AnalysisAudienceInput",
            needing(&["mark", "object"], json!({"mark": text(), "object": text(), "name": text()})),
        ),
        (
            "AnalysisComparison",
            answer(json!({
                "before": of("AnalysisRun"),
                "after": of("AnalysisRun"),
                "same": flag(),
                "differences": list(answer(json!({
                    "path": list(text()),
                    "before": {},
                    "after": {},
                    "change": {"type": ["number", "null"]},
                }))),
                "truncated": flag(),
            })),
        ),
        ("AnalysisRetention", needing(&["newest"], json!({"newest": number()}))),
    ]
}

fn head() -> Json {
    let states: Vec<&str> = State::ALL.iter().map(|state| state.word()).collect();
    json!({
        "id": id(),
        "analysis": text(),
        "version": number(),
        "current": flag(),
        "parameters": free(),
        "as_of": at(),
        "asked_by": maybe(answer(json!({"id": id(), "name": maybe_text()}))),
        "asked_at": at(),
        "whole": flag(),
        "mine": flag(),
        "state": {"type": "string", "enum": states},
        "job": maybe_id(),
        "progress": maybe(answer(json!({"done": number(), "total": maybe_number()}))),
        "milliseconds": maybe_number(),
        "hash": maybe_text(),
        "refusal": maybe(answer(json!({"code": text(), "text": text()}))),
        "note": text(),
        "kept": flag(),
    })
}
