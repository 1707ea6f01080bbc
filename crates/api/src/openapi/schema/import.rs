//! Imports and background jobs.

use super::{
    Named, answer, answer_but, at, flag, free, id, list, map, maybe, maybe_at, maybe_id, maybe_number,
    maybe_text, needing, number, of, page, share, taken, text,
};
use serde_json::{Value as Json, json};

pub(super) fn schemas() -> Vec<Named> {
    let mut schemas = mapping();
    schemas.extend([
        (
            "ImportFormat",
            answer(json!({
                "kind": {"enum": ["csv", "xlsx"]}, "encoding": encoding(), "delimiter": text(), "quote": text(), "header": flag(),
                "preamble": number(), "sheet": maybe_text(), "sheets": list(text()), "why": text(),
            })),
        ),
        (
            "ImportFormatChange",
            taken(json!({
                "encoding": encoding(), "delimiter": text(), "quote": text(), "header": flag(), "preamble": number(),
                "sheet": maybe_text(),
            })),
        ),
        (
            "ImportColumn",
            answer_but(
                &["unknown"],
                json!({
                    "index": number(), "header": text(), "examples": list(text()), "shape": of("ColumnShape"),
                    "guess": maybe(of("ColumnGuess")), "ignored": maybe_text(), "unknown": list(of("UnknownValues")),
                }),
            ),
        ),
        (
            "ColumnShape",
            answer(json!({
                "looks_like": text(), "confidence": share(), "reason": text(), "options": free(), "empty_share": share(),
                "distinct": number(),
            })),
        ),
        (
            "ColumnGuess",
            answer_but(
                &["label", "system"],
                json!({
                    "object": text(), "field": text(), "label": text(),
                    "system": described("The system that writes such a header, if it is not a common word.", text()),
                    "confidence": share(), "reason": text(),
                }),
            ),
        ),
        (
            "UnknownValues",
            described(
                "What stands in a column that is no choice of the field it goes to, as the last dry run found it; the most frequent first.",
                answer(json!({
                    "object": text(), "field": text(), "values": list(answer(json!({"value": text(), "rows": number()}))),
                    "more": described("Whether there are more values than are told.", flag()),
                })),
            ),
        ),
        (
            "ImportProgress",
            answer(json!({
                "rows": maybe_number(), "done": number(), "created": number(), "changed": number(), "unchanged": number(),
                "skipped": number(), "refused": number(), "warnings": number(),
            })),
        ),
        (
            "ImportQuestion",
            answer(json!({"column": number(), "question": text(), "options": list(text())})),
        ),
        (
            "Import",
            answer(json!({
                "id": id(), "name": text(), "size": number(), "state": state(), "format": of("ImportFormat"),
                "columns": list(of("ImportColumn")), "mapping": maybe(of("Mapping")), "progress": of("ImportProgress"),
                "kept": described("What taking it back left as it was, and why.", list(text())),
                "job": maybe_id(), "error": maybe_text(), "questions": list(of("ImportQuestion")), "created_by": maybe_id(),
                "created_at": at(), "finished_at": maybe_at(),
            })),
        ),
        ("ImportPage", page(of("Import"))),
        (
            "ImportResult",
            answer_but(
                &["messages", "records"],
                json!({
                    "line": described("The line in the file.", number()),
                    "rows": described("How many rows: more than one for a group.", number()),
                    "outcome": outcome(), "messages": list(text()),
                    "records": list(answer_but(
                        &["title"],
                        json!({
                            "object": text(), "id": described("None in a dry run of something new.", maybe_id()),
                            "title": described("What it is called, as the file says it.", text()), "outcome": outcome(),
                        }),
                    )),
                }),
            ),
        ),
        ("ImportResults", page(of("ImportResult"))),
        (
            "Job",
            answer(json!({
                "id": id(), "kind": text(), "label": text(), "state": {"enum": ["queued", "running", "done", "failed", "cancelled"]},
                "progress": answer(json!({"done": number(), "total": maybe_number(), "note": text()})), "error": maybe_text(),
                "created_by": maybe_id(), "created_at": at(), "run_at": at(), "started_at": maybe_at(), "finished_at": maybe_at(),
                "attempts": number(), "cancel_asked": flag(), "result": {},
            })),
        ),
        ("JobPage", page(of("Job"))),
    ]);
    schemas
}

/// The mapping is taken and answered alike: what stands at its default is left out of the answer.
fn mapping() -> Vec<Named> {
    let column = json!({"anyOf": [{"type": "integer"}, text()]});
    let operator = json!({"enum": ["is_empty", "is_not_empty", "is", "is_not", "starts_with", "not_starts_with", "is_one_of", "lt", "gt"]});
    let test = json!({"column": column, "op": operator, "value": text()});
    let report = json!({"column": column, "op": operator, "value": text(), "message": text()});
    let conflict = json!({"enum": ["overwrite", "fill_empty", "keep"]});
    vec![
        (
            "Mapping",
            needing(
                &["objects"],
                json!({"objects": list(of("ObjectMapping")), "options": of("MappingOptions")}),
            ),
        ),
        (
            "MappingOptions",
            taken(json!({
                "group_by": column, "skip_rows_where": list(of("RowTest")),
                "report_rows_where": list(needing(&["column", "op", "message"], report)),
                "corrections": list(needing(&["column", "values"], json!({"column": column, "values": map(text())}))),
                "note": text(),
            })),
        ),
        ("RowTest", needing(&["column", "op"], test)),
        (
            "ObjectMapping",
            needing(
                &["object", "fields"],
                json!({
                    "name": text(), "object": text(), "match": list(text()),
                    "when_missing": {"enum": ["create", "refuse", "skip"]}, "conflict": conflict, "when": list(of("RowTest")),
                    "per_group": flag(), "fields": list(of("FieldMapping")),
                }),
            ),
        ),
        (
            "FieldMapping",
            needing(
                &["field"],
                json!({
                    "field": text(), "column": column, "constant": {}, "formula": text(),
                    "link": taken(json!({"by": text(), "when_missing": {"enum": ["create", "refuse", "blank"]}, "to": text()})),
                    "prefix": text(),
                    "parse": taken(json!({
                        "date_order": {"enum": ["ymd", "dmy", "mdy"]}, "decimal_comma": flag(), "currency": text(),
                        "separator": text(), "excel_serial": flag(), "html": flag(), "round": flag(),
                    })),
                    "values": map(text()), "silent": flag(), "unknown_choice": {"enum": ["refuse", "blank"]}, "default": {},
                    "label": text(), "conflict": conflict, "sum": flag(), "blank_when_wrong": flag(),
                }),
            ),
        ),
    ]
}

fn described(text: &str, mut schema: Json) -> Json {
    if let Json::Object(members) = &mut schema {
        members.insert("description".to_string(), json!(text));
    }
    schema
}

fn encoding() -> Json {
    json!({"enum": ["utf-8", "utf-16le", "utf-16be", "windows-1250", "windows-1252"]})
}

fn state() -> Json {
    json!({"enum": ["uploaded", "ready", "dry_running", "dry_run_done", "running", "paused", "done", "failed", "undoing", "undone"]})
}

fn outcome() -> Json {
    json!({"enum": ["skipped", "unchanged", "changed", "created", "refused"]})
}
