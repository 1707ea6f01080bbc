//! Duplicates: matches, groups, merges.

use super::{Named, answer, free, id, list, maybe_id, maybe_text, needing, of, rows, share, text};
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
    ]
}

fn bits() -> Json {
    json!({"type": "number"})
}
