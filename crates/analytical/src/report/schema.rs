//! What the operations of reports take and give, for the document.

use platform::http::schema::{
    answer, at, flag, free, id, list, maybe, maybe_number, maybe_text, needing, of, rows, taken, text,
};
use serde_json::{Value as Json, json};

/// The schemas, by name.
pub(super) fn schemas() -> platform::feature::Schemas {
    let sharing = json!({"enum": ["private", "team", "everyone"]});
    let any = json!({});
    let unit = json!({"enum": ["day", "week", "month", "quarter", "year"]});
    let day = json!({"type": "string", "format": "date"});
    let span = answer(json!({"from": day, "until": day}));
    let kept = json!({
        "id": id(), "name": text(), "body": free(), "sharing": sharing, "owner": answer(json!({"id": id(), "name": text()})),
        "can": list(json!({"enum": ["change", "remove"]})), "created_at": at(), "updated_at": at(),
    });
    let page = {
        let mut page = kept.clone();
        if let Json::Object(members) = &mut page {
            members.insert("reports".to_string(), list(of("Report")));
        }
        page
    };
    let input = needing(&["name", "body"], json!({"name": text(), "body": free(), "sharing": sharing}));
    let change = taken(json!({"name": text(), "body": free(), "sharing": sharing}));
    vec![
        ("Report", answer(kept.clone())),
        ("Reports", rows(of("Report"))),
        (
            "ReportInput",
            needing(
                &["name", "body"],
                json!({"name": text(), "body": of("ReportDefinition"), "sharing": sharing}),
            ),
        ),
        ("ReportChange", taken(json!({"name": text(), "body": of("ReportDefinition"), "sharing": sharing}))),
        (
            "ReportPeriod",
            needing(
                &["field"],
                json!({
                    "field": text(), "from": day, "until": day, "last": json!({"type": "integer", "minimum": 1, "maximum": 1000}),
                    "unit": unit, "this": unit, "previous": unit,
                }),
            ),
        ),
        (
            "ReportDefinition",
            needing(
                &["object"],
                json!({
                    "object": text(), "filter": any,
                    "by": list(needing(&["field"], json!({
                        "field": text(),
                        "bucket": {"enum": ["day", "week", "month", "quarter", "year", "weekday", "hour", "country"]},
                        "band": {"type": ["number", "string"]},
                    }))),
                    "measures": list(needing(&["measure"], json!({
                        "measure": {"enum": ["count", "sum", "avg", "min", "max", "median", "distinct"]}, "field": text(), "name": text(),
                    }))),
                    "formulas": list(needing(&["name", "formula"], json!({
                        "name": text(), "formula": text(), "form": {"enum": ["number", "money", "percent"]},
                    }))),
                    "period": maybe(of("ReportPeriod")), "compare": {"enum": ["previous", "year", null]},
                    "sort": maybe_text(), "top": maybe_number(), "chart": free(), "named": text(),
                }),
            ),
        ),
        (
            "ReportRow",
            answer(json!({
                "key": list(any.clone()), "values": list(any.clone()), "before": maybe(list(any.clone())),
                "currency": maybe_text(), "filter": maybe(free()), "rest": flag(),
            })),
        ),
        (
            "ReportAnswer",
            answer(json!({
                "as_of": at(), "rows": list(of("ReportRow")), "firsts": list(of("ReportRow")), "others": list(of("ReportRow")),
                "totals": list(of("ReportRow")), "truncated": flag(), "period": maybe(span.clone()), "compared": maybe(span),
            })),
        ),
        ("Dashboard", answer(kept)),
        ("Dashboards", rows(of("Dashboard"))),
        ("DashboardInput", input),
        ("DashboardChange", change),
        ("DashboardPage", answer(page)),
    ]
}
