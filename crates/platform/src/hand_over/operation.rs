//! `/users/{id}/hand_over`: tried first, then done in the background.

use super::{HandOver, held, start_hand_over};
use crate::feature::{Routes, Schemas};
use crate::http::app::{App, answer, id};
use crate::http::operation::{Door, Method, Operation, Shape, answered_by, operation};
use crate::http::schema::{
    answer as answered, flag, id as an_id, list, map, maybe_text, number, of, taken, text,
};
use crate::http::{Answer, Asker};
use axum::extract::{Path, Request, State};
use serde_json::json;

pub(super) static OPERATIONS: &[Operation] = &[operation(
    "hand_over_user",
    Method::Post,
    "/users/{id}/hand_over",
    "Hands what a user looks after over to others, in one act that can be taken back; with dry_run it only tells what would go.",
)
.of("Administration")
.door(Door::Administrator)
.takes(Shape::Named("HandOverInput"))
.gives(Shape::Named("HandOverPreview"))
.later(Shape::Named("Job"))];

pub(super) fn routes() -> Routes {
    vec![("hand_over_user", answered_by(Method::Post, hand_over_user))]
}

pub(super) fn schemas() -> Schemas {
    vec![
        (
            "HandOverInput",
            taken(json!({
                "to": list(an_id()), "by_part": map(list(an_id())), "parts": json!({"type": ["array", "null"], "items": text()}),
                "finished": flag(), "switch_off": flag(), "dry_run": flag(),
            })),
        ),
        (
            "HandOverPreview",
            answered(json!({"data": list(of("HandOverPart")), "total": number(), "keys": number()})),
        ),
        (
            "HandOverPart",
            answered(json!({
                "part": text(), "object": maybe_text(), "label": text(), "count": number(), "history": number(),
            })),
        ),
    ]
}

async fn hand_over_user(
    State(app): State<App>,
    asker: Asker,
    Path(user): Path<String>,
    request: Request,
) -> Answer {
    asker.require_administrator()?;
    let user = id(&user)?;
    let wanted: HandOver = app.taken(&asker, request).await?;
    if wanted.dry_run {
        return answer(
            200,
            &app.work(&asker, move |platform, asker| held(platform, asker, user, &wanted)).await?,
        );
    }
    let job = app.work(&asker, move |platform, asker| start_hand_over(platform, asker, user, wanted)).await?;
    answer(202, &job)
}
