//! What the operations of forecasts give, for the document.

use super::comparison::STEPS;
use super::rollup::{CATEGORIES, by_category};
use platform::http::schema::{
    answer, at, flag, id, list, maybe, maybe_id, maybe_text, number, of, rows, text,
};
use serde_json::{Value as Json, json};

/// The schemas, by name.
pub(super) fn schemas() -> platform::feature::Schemas {
    let part = answer(json!({"amount": of("Money"), "count": number()}));
    let side = answer(json!({
        "amount": maybe(of("Money")), "category": text(), "close_date": maybe(day()),
    }));
    vec![
        (
            "ForecastAdjustmentRow",
            answer(json!({
                "id": id(), "category": text(), "amount": of("Money"), "reason": text(), "by": text(), "at": at(), "can": flag(),
            })),
        ),
        (
            "ForecastRow",
            answer(json!({
                "kind": {"enum": ["all", "team", "user", "nobody"]}, "id": maybe_id(), "title": maybe_text(), "depth": number(),
                "open": by_category(&CATEGORIES, &part),
                "adjusted": by_category(&["commit", "best_case", "pipeline"], &of("Money")),
                "weighted": of("Money"), "won": part, "lost": part,
                "win_rate": maybe_decimal(), "cycle_days": maybe_decimal(), "target": maybe(of("Money")),
                "adjustments": list(of("ForecastAdjustmentRow")),
            })),
        ),
        (
            "Forecast",
            answer(json!({
                "period": text(), "starts_on": day(), "ends_on": day(), "currency": text(), "pace": {"type": "number"},
                "rows": list(of("ForecastRow")),
                "left_out": list(answer(json!({"currency": maybe_text(), "count": number()}))),
            })),
        ),
        ("ForecastSnapshot", answer(json!({"day": day(), "taken_at": at(), "deals": number()}))),
        ("ForecastSnapshots", rows(of("ForecastSnapshot"))),
        (
            "ForecastChanges",
            answer(json!({
                "period": text(), "currency": text(), "since": of("ForecastSnapshot"), "until": maybe(of("ForecastSnapshot")),
                "opening": of("Money"), "closing": of("Money"),
                "steps": list(answer(json!({"kind": {"enum": STEPS}, "amount": of("Money"), "count": number()}))),
                "deals": list(answer(json!({
                    "kind": {"enum": STEPS}, "deal": id(), "title": maybe_text(), "owner": maybe_id(), "change": of("Money"),
                    "before": maybe(side.clone()), "after": maybe(side),
                }))),
                "truncated": flag(),
            })),
        ),
    ]
}

fn day() -> Json {
    json!({"type": "string", "format": "date"})
}

fn maybe_decimal() -> Json {
    json!({"type": ["number", "null"]})
}
