//! Duplicates: matches, groups, merges.

use super::{
    Named, answer, answer_but, flag, free, id, list, maybe_at, maybe_id, maybe_number, maybe_text, needing,
    number, of, page, rows, share, text,
};
use serde_json::{Value as Json, json};

pub(super) fn schemas() -> Vec<Named> {
    vec![
        ("MatchRequest", needing(&["values"], json!({"values": free(), "id": maybe_id()}))),
        ("DuplicateLevel", json!({"enum": ["certain", "likely", "possible"]})),
        (
            "DuplicateReason",
            answer(json!({
                "signal": {"enum": [
                    "given_name", "family_name", "name_suffix", "title", "legal_form", "mail", "shared_mail", "domain", "phone",
                    "place", "date", "external_id", "text",
                ]},
                "manner": {"enum": ["same", "variant", "initial", "swapped", "similar", "partly", "differs"]},
                "text": text(), "left": text(), "right": text(), "bits": bits(),
            })),
        ),
        (
            "Match",
            answer(json!({
                "record": answer(json!({"object": text(), "id": id(), "title": maybe_text(), "subtitle": maybe_text()})),
                "level": of("DuplicateLevel"), "score": share(), "reasons": list(of("DuplicateReason")),
            })),
        ),
        ("Matches", rows(of("Match"))),
        (
            "DuplicateSearches",
            rows(answer(json!({
                "object": text(), "searched_at": maybe_at(), "job": maybe_id(), "certain": maybe_number(), "likely": maybe_number(),
                "possible": maybe_number(), "left_out": number(), "automatic": flag(),
            }))),
        ),
        ("DuplicateSearchChange", needing(&["automatic"], json!({"automatic": flag()}))),
        ("DismissRequest", needing(&["ids"], json!({"ids": list(id())}))),
        (
            "DuplicateMergeRequest",
            needing(
                &["level"],
                json!({"level": of("DuplicateLevel"), "groups": {"type": ["array", "null"], "items": id()}}),
            ),
        ),
        (
            "DuplicateGroup",
            answer(json!({
                "id": id(), "level": of("DuplicateLevel"), "score": share(), "records": list(free()),
                "pairs": list(answer(json!({
                    "left": id(), "right": id(), "level": of("DuplicateLevel"), "score": share(),
                    "reasons": list(of("DuplicateReason")),
                }))),
            })),
        ),
        ("DuplicatePage", page(of("DuplicateGroup"))),
        (
            "MergeRequest",
            needing(
                &["winner", "losers"],
                json!({"winner": id(), "losers": list(id()), "values": free(), "dry_run": flag()}),
            ),
        ),
        (
            "MergeAnswer",
            answer_but(
                &["fields", "change_set"],
                json!({
                    "record": free(), "change_set": maybe_id(),
                    "fields": list(answer(json!({
                        "field": text(), "values": list(answer(json!({"from": id(), "value": {}}))), "chosen": {}, "differs": flag(),
                        "writable": flag(),
                    }))),
                    "moves": list(answer(json!({"object": text(), "field": text(), "label": text(), "count": number()}))),
                }),
            ),
        ),
    ]
}

fn bits() -> Json {
    json!({"type": "number"})
}
