//! Values of fields, and what every answer may hold.

use super::{Named, answer, answer_but, at, flag, id, list, maybe_id, maybe_text, number, of, taken, text};
use serde_json::json;

pub(super) fn schemas() -> Vec<Named> {
    let written = |member: &str| json!({"anyOf": [text(), taken(json!({member: text(), "label": text(), "primary": flag()}))]});
    vec![
        (
            "Problem",
            answer_but(
                &["problems", "conflict", "correlation", "merged_into"],
                json!({
                    "type": text(), "title": text(), "status": number(), "code": text(), "detail": text(),
                    "problems": list(of("FieldProblem")), "conflict": of("Conflict"), "correlation": text(),
                    "merged_into": answer(json!({"object": text(), "id": id()})),
                }),
            ),
        ),
        ("FieldProblem", answer(json!({"field": text(), "code": text(), "message": text()}))),
        (
            "Conflict",
            json!({
                "description": "Either the record has moved on, or another one has a value that must be unique.",
                "anyOf": [
                    answer(json!({"version": number(), "changed": list(of("StaleChange"))})),
                    answer(json!({"field": text(), "record": {"anyOf": [of("Link"), {"type": "null"}]}})),
                ],
            }),
        ),
        (
            "StaleChange",
            answer(json!({"field": text(), "yours": {}, "theirs": {}, "by": text(), "at": at()})),
        ),
        ("Count", answer(json!({"value": number(), "capped": flag()}))),
        ("Money", answer(json!({"amount": text(), "currency": currency()}))),
        ("MoneyInput", taken(json!({"amount": {"type": ["string", "number"]}, "currency": currency()}))),
        ("Link", answer(json!({"id": id(), "object": text(), "title": maybe_text()}))),
        ("Named", answer(json!({"id": id(), "title": maybe_text()}))),
        ("Email", answer(json!({"address": text(), "label": text(), "primary": flag()}))),
        ("EmailInput", written("address")),
        ("Phone", answer(json!({"number": text(), "national": text(), "label": text(), "primary": flag()}))),
        ("PhoneInput", written("number")),
        ("Address", answer(address())),
        ("AddressInput", taken(address())),
        ("PersonName", answer(json!({"given": text(), "family": text(), "display": text()}))),
        ("PersonNameInput", json!({"anyOf": [text(), taken(json!({"given": text(), "family": text()}))]})),
        (
            "Actor",
            answer(
                json!({"kind": {"enum": ["user", "key", "job", "import", "automation", "system"]}, "id": maybe_id(), "name": text()}),
            ),
        ),
        // The record of a file; that of the dictionary takes its place where the asker may see files.
        ("File", super::free()),
        ("OpenApi", super::free()),
    ]
}

fn currency() -> serde_json::Value {
    json!({"type": "string", "minLength": 3, "maxLength": 3})
}

fn address() -> serde_json::Value {
    json!({
        "label": text(), "street": text(), "city": text(), "region": text(), "postal_code": text(), "country": text(),
        "primary": flag(),
    })
}
