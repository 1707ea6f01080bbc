//! Lists, groups, history and whatever else is told of records.

use super::{
    Named, answer, answer_but, at, flag, free, id, list, maybe, maybe_text, needing, number, of, page, rows,
    taken, text,
};
use ::dictionary::Kind;
use serde_json::{Value as Json, json};

pub(super) fn schemas() -> Vec<Named> {
    vec![
        (
            "Query",
            taken(json!({
                "filter": maybe(of("Filter")), "sort": names(), "fields": names(), "include": names(), "limit": number(),
                "cursor": maybe_text(), "count": {"enum": ["none", "capped", "exact"]}, "q": maybe_text(), "trash": flag(),
            })),
        ),
        ("Filter", filter()),
        ("Operator", operator()),
        (
            "Bound",
            needing(
                &["measure", "op", "value"],
                json!({"measure": measure(), "field": text(), "op": of("Operator"), "value": {}}),
            ),
        ),
        (
            "Bulk",
            needing(
                &["operations"],
                json!({"atomic": flag(), "operations": list(taken(json!({
                    "create": free(),
                    "change": needing(&["id", "fields"], json!({"id": id(), "version": number(), "fields": free()})),
                    "remove": needing(&["id"], json!({"id": id()})),
                    "restore": needing(&["id"], json!({"id": id()})),
                })))}),
            ),
        ),
        (
            "BulkResults",
            answer(json!({"results": list(answer_but(&["outcome", "record", "problem"], json!({
                "status": number(), "outcome": {"enum": ["created", "changed", "unchanged"]}, "record": free(),
                "problem": of("Problem"),
            })))})),
        ),
        (
            "Upsert",
            needing(
                &["match", "records"],
                json!({"match": list(text()), "records": list(free()), "fill": {"enum": ["overwrite", "fill_empty", "keep"]}}),
            ),
        ),
        (
            "GroupRequest",
            taken(json!({
                "filter": maybe(of("Filter")), "q": maybe_text(),
                "by": list(needing(&["field"], json!({"field": text(), "bucket": {"enum": ["day", "week", "month", "quarter", "year", "weekday", "hour", "country"]}}))),
                "measures": list(needing(&["measure"], json!({"measure": {"enum": ["count", "sum", "avg", "min", "max"]}, "field": text()}))),
                "sort": text(), "limit": number(),
            })),
        ),
        (
            "Groups",
            answer(json!({
                "groups": list(answer_but(&["currency"], json!({"key": list(json!({})), "values": list(json!({})), "currency": text()}))),
                "truncated": flag(),
            })),
        ),
        (
            "HistoryEntry",
            answer(json!({
                "seq": number(), "at": at(), "actor": of("Actor"),
                "channel": {"enum": ["web", "api", "import", "command", "job", "demo"]}, "source": maybe_text(),
                "verb": {"enum": ["created", "changed", "removed", "restored", "purged"]}, "version": number(),
                "changes": list(answer(json!({"field": text(), "old": {}, "new": {}}))),
            })),
        ),
        ("History", page(of("HistoryEntry"))),
        (
            "Timeline",
            page(answer(
                json!({"kind": text(), "at": at(), "record": maybe(free()), "event": maybe(of("HistoryEntry"))}),
            )),
        ),
        (
            "LinkedList",
            rows(answer(
                json!({"link": text(), "object": text(), "field": text(), "label": text(), "count": of("Count")}),
            )),
        ),
        (
            "Hits",
            rows(answer(
                json!({"object": text(), "id": id(), "title": maybe_text(), "subtitle": maybe_text(), "matched": maybe_text()}),
            )),
        ),
        (
            "TrashPage",
            page(answer(
                json!({"object": text(), "id": id(), "title": maybe_text(), "removed_at": at(), "removed_by": of("Actor")}),
            )),
        ),
    ]
}

/// Names separated by commas, or a list of them.
fn names() -> Json {
    json!({"anyOf": [maybe_text(), list(text())]})
}

fn measure() -> Json {
    json!({"enum": ["count", "sum", "avg", "min", "max", "last"]})
}

fn operator() -> Json {
    let mut words: Vec<&str> = Vec::new();
    for operator in Kind::ALL.iter().flat_map(|kind| kind.operators()) {
        if !words.contains(&operator.word()) {
            words.push(operator.word());
        }
    }
    json!({"enum": words})
}

/// Conditions, nested as deep as one likes.
fn filter() -> Json {
    let closed = |required: &[&str], members: Json| json!({"type": "object", "properties": members, "required": required, "additionalProperties": false});
    json!({
        "description": "One of {and:[…]}, {or:[…]}, {not:…}, {field,op,value}, {linked,where,having}.",
        "oneOf": [
            closed(&["and"], json!({"and": list(of("Filter"))})),
            closed(&["or"], json!({"or": list(of("Filter"))})),
            closed(&["not"], json!({"not": of("Filter")})),
            closed(&["field", "op"], json!({"field": text(), "op": of("Operator"), "value": {}})),
            closed(&["linked"], json!({"linked": text(), "where": maybe(of("Filter")), "having": list(of("Bound"))})),
        ],
    })
}
