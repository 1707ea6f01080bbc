//! The operations of territories.

use super::preview::{Draft, preview};
use super::reason::reason;
use axum::extract::{Path, Request, State};
use platform::feature::Routes;
use platform::http::app::{answer, id, typed};
use platform::http::operation::{Door, Method, Operation, Shape, answered_by, operation};
use platform::http::{Answer, App, Asker, Limits};

const GROUP: &str = "Territories";

pub(super) const OPERATIONS: &[Operation] = &[
    operation(
        "preview_territory",
        Method::Post,
        "/territories/preview",
        "What would come into a territory and leave it if it were written like this",
    )
    .of(GROUP)
    .door(Door::Administrator)
    .takes(Shape::Named("TerritoryDraft"))
    .gives(Shape::Named("TerritoryPreview")),
    operation(
        "show_territory_reason",
        Method::Get,
        "/territories/reasons/{object}/{id}",
        "Why a company, lead or deal is in its territory",
    )
    .of(GROUP)
    .gives(Shape::Named("TerritoryReason")),
];

pub(super) fn routes() -> Routes {
    vec![
        ("preview_territory", answered_by(Method::Post, preview_territory)),
        ("show_territory_reason", answered_by(Method::Get, show_territory_reason)),
    ]
}

async fn preview_territory(State(app): State<App>, asker: Asker, request: Request) -> Answer {
    let (parts, body) = request.into_parts();
    let call = app.call(&asker, &parts.method, &parts.uri, &parts.headers, body, Limits::ONE).await?;
    let draft: Draft = typed(call.json)?;
    let found = app
        .work(&asker, move |platform, asker| {
            asker.require_administrator()?;
            platform.engine.read(&asker.context(platform), |reading| preview(reading, &draft))
        })
        .await?;
    answer(200, &found)
}

async fn show_territory_reason(
    State(app): State<App>,
    asker: Asker,
    Path((object, of)): Path<(String, String)>,
) -> Answer {
    let of = id(&of)?;
    let found = app.read(&asker, move |reading| reason(reading, &object, of)).await?;
    answer(200, &found)
}
