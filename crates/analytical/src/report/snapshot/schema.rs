//! What the operations of schedules and snapshots take and give, for the document.

use platform::http::schema::{
    answer, at, flag, free, id, list, maybe, maybe_id, maybe_number, maybe_text, needing, number, of, rows,
    text,
};
use serde_json::{Value as Json, json};

/// The schemas, by name.
pub(super) fn schemas() -> platform::feature::Schemas {
    let every = json!({"enum": ["day", "week", "month"]});
    let within = |least: i64, most: i64| json!({"type": "integer", "minimum": least, "maximum": most});
    let snapshot = json!({"id": id(), "dashboard": id(), "as_of": at(), "scheduled": flag(), "name": text()});
    let tile = answer(json!({
        "id": text(), "report": id(), "x": number(), "y": number(), "w": number(), "h": number(), "name": maybe_text(),
        "definition": maybe(of("ReportDefinition")), "answer": maybe(of("ReportAnswer")), "problem": maybe_text(),
    }));
    let page = {
        let mut page = snapshot.clone();
        if let Json::Object(entries) = &mut page {
            entries.insert("named".to_string(), maybe_text());
            entries.insert("period".to_string(), maybe(free()));
            entries.insert("owner".to_string(), maybe_id());
            entries.insert("tiles".to_string(), list(tile));
        }
        page
    };
    vec![
        (
            "DashboardScheduleInput",
            needing(
                &["every", "hour"],
                json!({
                    "every": every, "weekday": within(1, 7), "day": within(1, 31), "hour": within(0, 23), "minute": within(0, 59),
                }),
            ),
        ),
        (
            "DashboardSchedule",
            answer(json!({
                "every": every, "weekday": maybe_number(), "day": maybe_number(), "hour": number(), "minute": number(),
                "zone": text(), "next_at": at(),
            })),
        ),
        ("DashboardScheduleShown", answer(json!({"schedule": maybe(of("DashboardSchedule"))}))),
        ("DashboardSnapshot", answer(snapshot)),
        ("DashboardSnapshots", rows(of("DashboardSnapshot"))),
        ("DashboardSnapshotPage", answer(page)),
    ]
}
