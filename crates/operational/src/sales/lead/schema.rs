//! The shapes of what the operations on leads take and give.

use platform::feature::Schemas;
use platform::http::schema::{
    answer, at, flag, free, id, list, maybe, maybe_id, maybe_number, maybe_text, needing, number, of, taken,
    text,
};
use serde_json::{Value as Json, json};

fn maybe_flag() -> Json {
    json!({"type": ["boolean", "null"]})
}

/// A record that is there, or what it is to be made of.
fn there_or_new() -> Json {
    json!({"anyOf": [id(), free(), {"type": "null"}]})
}

/// Their schemas.
pub fn schemas() -> Schemas {
    vec![
        ("LeadAnswerGoal", answer(json!({"minutes": maybe_number()}))),
        ("LeadAnswerGoalInput", needing(&["minutes"], json!({"minutes": maybe_number()}))),
        (
            "LeadAnswers",
            answer(json!({
                "minutes": maybe_number(), "days": number(),
                "data": list(answer(json!({
                    "owner": maybe_id(), "name": maybe_text(), "in_time": number(), "late": number(),
                    "missed": number(), "waiting": number(),
                }))),
            })),
        ),
        (
            "LeadArrivalInput",
            taken(json!({
                "subject": maybe_text(), "name": maybe_text(), "email": maybe_text(), "phone": maybe_text(),
                "job_title": maybe_text(), "language": maybe_text(), "company": maybe_text(), "website": maybe_text(),
                "country": maybe_text(), "message": maybe_text(), "source": maybe_text(), "tags": list(text()),
                "owner": maybe_id(), "fields": free(),
            })),
        ),
        (
            "LeadArrival",
            answer(json!({
                "lead": id(), "outcome": {"type": "string", "enum": ["created", "joined"]}, "person": maybe_id(),
                "company": maybe_id(), "person_known": maybe_flag(), "company_known": maybe_flag(), "owner": maybe_id(),
                "rule": maybe_id(),
            })),
        ),
        (
            "LeadScore",
            answer(json!({"score": maybe_number(), "rules": list(of("LeadScoreRule")), "hidden": number()})),
        ),
        ("LeadScoreRule", answer(json!({"id": id(), "name": text(), "points": number(), "met": flag()}))),
        (
            "LeadAssignment",
            answer(json!({
                "lead": id(), "owner": maybe(json!({"type": "object", "additionalProperties": true})),
                "rule": maybe_id(), "because": maybe_text(),
            })),
        ),
        (
            "LeadConversionInput",
            taken(json!({"deal": there_or_new(), "person": there_or_new(), "company": there_or_new()})),
        ),
        (
            "LeadConversion",
            answer(json!({
                "id": id(), "lead": maybe(of("LinkedRecord")), "deal": maybe(of("LinkedRecord")),
                "person": maybe(of("LinkedRecord")), "company": maybe(of("LinkedRecord")), "made_deal": flag(),
                "at": at(), "by": text(),
            })),
        ),
        (
            "LeadDisqualificationInput",
            needing(
                &["reason"],
                json!({"reason": text(), "retry_on": {"type": ["string", "null"], "format": "date"}}),
            ),
        ),
        (
            "LeadDisqualification",
            answer(json!({
                "lead": id(), "version": number(), "state": maybe_text(), "reason": maybe_text(),
                "retry_on": {"type": ["string", "null"], "format": "date"},
            })),
        ),
    ]
}
