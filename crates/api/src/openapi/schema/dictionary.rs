//! The dictionary and the customer's additions to it.

use super::{
    Named, answer, answer_but, flag, list, map, maybe, maybe_number, maybe_text, needing, number, of, taken,
    text,
};
use ::dictionary::Kind;
use serde_json::{Value as Json, json};

pub(super) fn schemas() -> Vec<Named> {
    vec![
        ("FieldKind", kind()),
        ("ObjectLabels", answer(json!({"label": text(), "label_plural": text()}))),
        (
            "Choice",
            answer_but(
                &["labels"],
                json!({"key": text(), "label": text(), "labels": map(text()), "color": text()}),
            ),
        ),
        (
            "ChoiceInput",
            needing(
                &["key", "label"],
                json!({"key": text(), "label": text(), "labels": map(text()), "color": text()}),
            ),
        ),
        (
            "Computed",
            answer(json!({
                "kind": of("FieldKind"), "formula": maybe_text(),
                "rollup": maybe(answer(json!({"link": text(), "measure": {"enum": ["count", "sum", "avg", "min", "max", "last"]}, "field": maybe_text()}))),
            })),
        ),
        (
            "ComputedInput",
            needing(
                &["kind"],
                json!({
                    "kind": of("FieldKind"), "formula": maybe_text(),
                    "rollup": maybe(needing(&["link", "measure"], json!({"link": text(), "measure": {"enum": ["count", "sum", "avg", "min", "max", "last"]}, "field": maybe_text()}))),
                }),
            ),
        ),
        (
            "DictionaryField",
            answer_but(
                &["identifying"],
                json!({
                    "key": text(), "label": text(), "labels": map(text()), "kind": of("FieldKind"), "required": flag(), "unique": flag(), "custom": flag(),
                    "system": flag(), "tracked": flag(), "indexed": flag(), "searchable": flag(), "sortable": flag(),
                    "groupable": flag(), "read_only": flag(), "identifying": flag(), "access": {"enum": ["read", "write"]}, "operators": list(of("Operator")),
                    "help": maybe_text(), "choices": {"type": ["array", "null"], "items": of("Choice")}, "to": maybe_text(),
                    "inverse_label": maybe_text(), "computed": maybe(of("Computed")), "max_length": maybe_number(),
                    "currency": maybe_text(), "default": {},
                }),
            ),
        ),
        (
            "DictionaryObject",
            answer(json!({
                "key": text(), "plural": text(), "label": text(), "label_plural": text(), "labels": map(of("ObjectLabels")), "icon": text(), "group": text(),
                "title_field": text(), "custom": flag(), "searchable": flag(), "moment": maybe_text(), "made_by": maybe_text(),
                "fields": list(of("DictionaryField")), "links": list(of("IncomingLink")), "can": of("ObjectRights"),
                "list_fields": list(text()), "default_sort": text(),
            })),
        ),
        ("IncomingLink", answer(json!({"link": text(), "object": text(), "field": text(), "label": text()}))),
        (
            "Dictionary",
            answer(json!({"version": number(), "currency": text(), "objects": list(of("DictionaryObject"))})),
        ),
        (
            "ObjectInput",
            needing(
                &["key", "plural", "label", "label_plural"],
                json!({"key": text(), "plural": text(), "label": text(), "label_plural": text(), "labels": map(of("ObjectLabels")), "icon": text(), "fields": list(of("FieldInput"))}),
            ),
        ),
        (
            "ObjectChange",
            taken(
                json!({"label": text(), "label_plural": text(), "labels": map(of("ObjectLabels")), "icon": text()}),
            ),
        ),
        (
            "FieldInput",
            needing(
                &["key", "label", "kind"],
                json!({
                    "key": text(), "label": text(), "labels": map(text()), "kind": of("FieldKind"), "required": flag(), "unique": flag(), "indexed": flag(),
                    "searchable": flag(), "to": maybe_text(), "inverse_label": maybe_text(), "choices": list(of("ChoiceInput")),
                    "computed": maybe(of("ComputedInput")), "help": maybe_text(), "default": {}, "max_length": maybe_number(), "identifying": flag(),
                }),
            ),
        ),
        (
            "FieldChange",
            taken(json!({
                "label": text(), "labels": map(text()), "help": text(), "choices": list(of("ChoiceInput")), "required": flag(), "indexed": flag(),
                "searchable": flag(),
            })),
        ),
    ]
}

fn kind() -> Json {
    let words: Vec<&str> = Kind::ALL.iter().map(|kind| kind.word()).collect();
    json!({"enum": words})
}
