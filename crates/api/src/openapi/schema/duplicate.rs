//! Duplicates: matches, groups, merges.

use super::{
    Named, answer, answer_but, flag, free, id, list, maybe_id, maybe_text, needing, number, of, rows, share,
    text,
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
