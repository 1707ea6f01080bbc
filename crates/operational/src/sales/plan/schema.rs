//! What the operations beside company plans give, for the document.

use platform::http::schema::{answer, id, list, maybe, maybe_number, maybe_text, number, of, text};
use serde_json::json;

/// The schemas, by name.
pub(super) fn schemas() -> platform::feature::Schemas {
    let part = answer(json!({"amount": of("Money"), "count": number()}));
    vec![
        (
            "WhiteSpace",
            answer(json!({
                "by": {"enum": ["product", "category"]}, "sector": maybe_text(),
                "employees": maybe(answer(json!({"from": number(), "until": number()}))),
                "similar": number(),
                "rows": list(answer(json!({
                    "object": {"enum": ["product", "product_category"]}, "id": id(), "title": text(), "bought_by": number(),
                    "amount": of("Money"),
                }))),
            })),
        ),
        (
            "CompanyFigures",
            answer(json!({
                "currency": text(), "this_year": maybe(of("Money")), "last_year": maybe(of("Money")),
                "last_year_to_date": maybe(of("Money")),
                "open": maybe(answer(json!({"amount": of("Money"), "weighted": of("Money"), "count": number()}))),
                "won": maybe(part.clone()), "lost": maybe(part),
                "open_tasks": maybe_number(), "activities_90_days": maybe_number(),
            })),
        ),
    ]
}
