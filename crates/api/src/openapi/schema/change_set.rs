//! Change sets and what taking them back answers, and changes to many records.

use super::{
    Named, answer, at, flag, free, id, list, map, maybe, maybe_id, maybe_text, number, of, page, taken, text,
};
use serde_json::{Value as Json, json};

pub(super) fn schemas() -> Vec<Named> {
    let mut shown = change_set();
    if let Some(properties) = shown.get_mut("properties").and_then(Json::as_object_mut) {
        properties.insert("changes".to_string(), page(of("ChangeSetChange")));
    }
    if let Some(required) = shown.get_mut("required").and_then(Json::as_array_mut) {
        required.push(json!("changes"));
    }
    vec![
        ("ChangeSet", change_set()),
        ("ChangeSetPage", page(of("ChangeSet"))),
        ("ChangeSetShown", shown),
        (
            "ChangeSetChange",
            answer(json!({
                "seq": number(), "object": text(), "id": id(), "title": maybe_text(),
                "verb": {"enum": ["created", "changed", "removed", "restored", "purged"]},
                "fields": list(answer(json!({"field": text(), "old": {}, "new": {}}))),
            })),
        ),
        ("Undo", taken(json!({"dry_run": flag()}))),
        (
            "Undone",
            answer(
                json!({"undone": number(), "kept": list(of("Kept")), "change_set": maybe_id(), "job": maybe_id()}),
            ),
        ),
        (
            "BulkChange",
            taken(json!({
                "ids": maybe(list(id())), "filter": maybe(of("Filter")), "q": maybe_text(), "change": free(),
                "add": map(list(text())), "take": map(list(text())), "remove": flag(), "restore": flag(), "dry_run": flag(),
            })),
        ),
        (
            "BulkTrial",
            answer(json!({
                "count": number(), "reachable": number(), "refused": number(),
                "sample": list(answer(json!({"id": id(), "title": maybe_text(), "before": free(), "after": free()}))),
                "problems": list(answer(json!({"field": text(), "code": text(), "message": text()}))),
            })),
        ),
        (
            "Kept",
            answer(json!({
                "object": maybe_text(), "id": maybe_id(), "title": maybe_text(), "field": maybe_text(), "reason": text(),
            })),
        ),
    ]
}

fn change_set() -> Json {
    answer(json!({
        "id": id(), "at": at(), "actor": of("Actor"),
        "channel": {"enum": ["web", "api", "import", "command", "job", "demo"]},
        "action": {"enum": ["create", "change", "remove", "restore", "bulk", "merge", "import", "undo", "other"]},
        "object": maybe_text(),
        "record": maybe(answer(json!({"object": text(), "id": id(), "title": maybe_text()}))),
        "count": number(), "label": maybe_text(),
        "undone_by": maybe(answer(json!({"change_set": maybe_id(), "at": at(), "actor": of("Actor")}))),
        "undoes": maybe_id(), "can_undo": flag(),
    }))
}
