//! Layouts of pages and forms.

use crate::app::{App, answer, empty};
use axum::extract::{Path, Request, State};
use platform::http::{Answer, Asker};
use platform::layout::{self, Layout};
use serde_json::json;

/// `GET /layouts`
pub async fn list_layouts(State(app): State<App>, asker: Asker) -> Answer {
    let layouts = app.work(&asker, layout::list_layouts).await?;
    answer(200, &json!({"data": layouts}))
}

/// `PUT /layouts/{object}`
pub async fn put_layout(
    State(app): State<App>,
    asker: Asker,
    Path(object): Path<String>,
    request: Request,
) -> Answer {
    asker.require_administrator()?;
    let layout: Layout = app.taken(&asker, request).await?;
    let layout =
        app.work(&asker, move |platform, asker| layout::put_layout(platform, asker, &object, layout)).await?;
    answer(200, &layout)
}

/// `DELETE /layouts/{object}`
pub async fn remove_layout(State(app): State<App>, asker: Asker, Path(object): Path<String>) -> Answer {
    app.work(&asker, move |platform, asker| layout::remove_layout(platform, asker, &object)).await?;
    Ok(empty())
}
