//! Saved views, favorites and layouts.

use super::{
    Named, answer, answer_but, at, flag, free, id, list, map, maybe_id, maybe_text, needing, number, of,
    page, rows, taken, text,
};
use serde_json::{Value as Json, json};

pub(super) fn schemas() -> Vec<Named> {
    vec![
        (
            "View",
            answer(json!({
                "id": id(), "object": text(), "name": text(), "kind": kind(), "state": free(), "sharing": sharing(), "pinned": flag(),
                "owner": answer(json!({"id": id(), "name": text()})), "position": number(),
                "can": list(json!({"enum": ["change", "remove"]})), "created_at": at(), "updated_at": at(),
            })),
        ),
        ("ViewList", rows(of("View"))),
        (
            "ViewInput",
            needing(
                &["object", "name", "kind"],
                json!({"object": text(), "name": text(), "kind": kind(), "state": state(), "sharing": sharing(), "position": number()}),
            ),
        ),
        (
            "ViewChange",
            taken(
                json!({"name": text(), "kind": kind(), "state": state(), "sharing": sharing(), "position": number()}),
            ),
        ),
        ("Favorite", answer(json!({"object": text(), "id": id(), "title": maybe_text()}))),
        ("FavoriteList", rows(of("Favorite"))),
        (
            "Mention",
            answer(json!({
                "id": id(), "object": text(), "record": id(), "title": maybe_text(), "excerpt": text(),
                "by": answer(json!({"id": maybe_id(), "name": text()})), "at": at(), "seen": flag(),
            })),
        ),
        ("MentionPage", page(of("Mention"))),
        ("MentionIds", needing(&["ids"], json!({"ids": list(id())}))),
        (
            "LayoutCondition",
            json!({"type": "object", "additionalProperties": true, "description": "field, op (is, is_not, in, not_in, empty, filled, gt, gte, lt, lte) and value; or a list of conditions under and or or; or one under not."}),
        ),
        (
            "LayoutField",
            answer_but(
                &["required", "shown_if", "on_form"],
                json!({
                    "field": text(), "required": {"anyOf": [flag(), of("LayoutCondition")]}, "shown_if": of("LayoutCondition"), "on_form": flag(),
                }),
            ),
        ),
        (
            "LayoutSection",
            answer_but(
                &["labels", "tab"],
                json!({"key": text(), "label": text(), "labels": map(text()), "collapsed": flag(), "tab": text(), "fields": list(of("LayoutField"))}),
            ),
        ),
        (
            "LayoutTab",
            answer_but(&["labels"], json!({"key": text(), "label": text(), "labels": map(text())})),
        ),
        (
            "Layout",
            answer_but(
                &["tabs"],
                json!({"object": text(), "sections": list(of("LayoutSection")), "tabs": list(of("LayoutTab"))}),
            ),
        ),
        ("LayoutList", rows(of("Layout"))),
        (
            "LayoutInput",
            needing(
                &["sections"],
                json!({
                    "object": text(),
                    "tabs": list(needing(&["key", "label"], json!({"key": text(), "label": text(), "labels": map(text())}))),
                    "sections": list(needing(
                        &["key", "label", "fields"],
                        json!({"key": text(), "label": text(), "labels": map(text()), "collapsed": flag(), "tab": text(), "fields": list(of("LayoutField"))}),
                    )),
                }),
            ),
        ),
    ]
}

fn kind() -> Json {
    json!({"enum": ["table", "board", "calendar", "timeline", "chart"]})
}

fn sharing() -> Json {
    json!({"enum": ["private", "everyone"]})
}

fn state() -> Json {
    json!({"type": "object", "additionalProperties": true, "description": "Filter, sort, columns and whatever else the app keeps; at most 16 KB."})
}
