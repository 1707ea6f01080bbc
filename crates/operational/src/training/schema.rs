//! The shapes of what the operations on training take and give.

use platform::feature::Schemas;
use platform::http::schema::{
    answer, at, flag, id, list, maybe_at, maybe_id, maybe_number, maybe_text, needing, number, of, text,
};
use serde_json::{Value as Json, json};

fn state() -> Json {
    json!({"type": "string", "enum": ["new", "started", "failed", "outdated", "passed"]})
}

pub(super) fn schemas() -> Schemas {
    let maybe_flag = json!({"type": ["boolean", "null"]});
    let maybe_day = json!({"type": ["string", "null"], "format": "date"});
    let maybe_keys = json!({"type": ["array", "null"], "items": {"type": "string"}});
    vec![
        ("Training", answer(json!({"courses": list(of("TrainingCourse")), "manages": flag()}))),
        (
            "TrainingCourse",
            answer(json!({
                "id": id(), "name": text(), "summary": maybe_text(), "language": maybe_text(), "passing_mark": text(),
                "assigned": flag(), "due_on": maybe_day, "overdue": flag(), "state": state(), "done": number(),
                "lessons": list(of("TrainingLesson")),
            })),
        ),
        (
            "TrainingLesson",
            answer(json!({
                "id": id(), "name": text(), "minutes": maybe_number(), "questions": number(), "revision": number(),
                "state": state(), "score": maybe_number(), "passed_at": maybe_at(), "passed_revision": maybe_number(),
                "attempt": maybe_id(),
            })),
        ),
        (
            "LessonAttempt",
            answer(json!({
                "id": id(), "lesson": of("LinkedRecord"), "course": of("LinkedRecord"), "revision": number(),
                "passing_mark": text(), "started_at": at(), "finished_at": maybe_at(), "score": maybe_number(),
                "passed": maybe_flag, "questions": list(of("LessonQuestionAsked")),
            })),
        ),
        (
            "LessonQuestionAsked",
            answer(json!({
                "id": id(), "text": text(), "kind": {"type": "string", "enum": ["single", "multiple"]},
                "options": list(answer(json!({"key": text(), "text": text()}))), "chosen": maybe_keys,
                "correct": maybe_flag, "right": maybe_keys, "explanation": maybe_text(),
            })),
        ),
        (
            "CourseOutline",
            answer(json!({
                "id": id(), "name": text(), "version": number(), "summary": maybe_text(), "language": maybe_text(),
                "passing_mark": text(), "published": flag(),
                "lessons": list(answer(json!({
                    "id": id(), "name": text(), "minutes": maybe_number(), "questions": number(), "revision": number(),
                    "draft": flag(),
                }))),
            })),
        ),
        (
            "LessonDraft",
            answer(json!({
                "lesson": of("LinkedRecord"), "course": of("LinkedRecord"), "revision": number(), "changed": flag(),
                "version": number(), "changed_at": maybe_at(), "changed_by": maybe_text(), "overtaken": flag(),
                "completed": number(), "name": text(), "body": text(), "minutes": maybe_number(),
                "questions": list(of("LessonDraftQuestion")),
            })),
        ),
        (
            "LessonDraftQuestion",
            needing(
                &["text"],
                json!({
                    "id": maybe_id(), "text": text(), "multiple": flag(), "explanation": text(),
                    "answers": list(needing(&["text"], json!({"text": text(), "right": flag()}))),
                }),
            ),
        ),
        (
            "LessonDraftKept",
            needing(
                &["version", "content"],
                json!({
                    "version": number(),
                    "content": needing(
                        &["name"],
                        json!({
                            "name": text(), "body": text(), "minutes": maybe_number(),
                            "questions": list(of("LessonDraftQuestion")),
                        }),
                    ),
                }),
            ),
        ),
        ("LessonPublication", needing(&["version"], json!({"version": number(), "minor": flag()}))),
        ("LessonAnswer", needing(&["chosen"], json!({"chosen": list(text())}))),
        (
            "TrainingProgress",
            answer(json!({"courses": list(of("LinkedRecord")), "data": list(of("TrainingProgressRow"))})),
        ),
        (
            "TrainingProgressRow",
            answer(json!({
                "user": id(), "name": text(), "team": maybe_text(), "courses": list(of("TrainingProgressCell")),
            })),
        ),
        (
            "TrainingProgressCell",
            answer(json!({
                "course": id(), "assigned": flag(), "due_on": maybe_day, "overdue": flag(), "state": state(),
                "done": number(), "lessons": number(), "score": maybe_number(), "completed_at": maybe_at(),
            })),
        ),
    ]
}
