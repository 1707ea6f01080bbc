//! Saved views, pins and favorites.

use crate::app::{App, answer, empty, id};
use axum::extract::{Path, Request, State};
use axum::http::Uri;
use platform::favorite;
use platform::http::{Answer, Asker, parse_query};
use platform::view::{self, NewView, ViewChange};
use serde_json::json;

/// `GET /views`
pub async fn list_views(State(app): State<App>, asker: Asker, uri: Uri) -> Answer {
    let mut query = parse_query(&uri)?;
    let object = query.take("object");
    query.end()?;
    let views =
        app.work(&asker, move |platform, asker| view::list_views(platform, asker, object.as_deref())).await?;
    answer(200, &json!({"data": views}))
}

/// `POST /views`
pub async fn create_view(State(app): State<App>, asker: Asker, request: Request) -> Answer {
    let new: NewView = app.taken(&asker, request).await?;
    let view = app.work(&asker, move |platform, asker| view::create_view(platform, asker, new)).await?;
    answer(201, &view)
}

/// `PATCH /views/{id}`
pub async fn change_view(
    State(app): State<App>,
    asker: Asker,
    Path(view): Path<String>,
    request: Request,
) -> Answer {
    let view = id(&view)?;
    let change: ViewChange = app.taken(&asker, request).await?;
    let view =
        app.work(&asker, move |platform, asker| view::change_view(platform, asker, view, change)).await?;
    answer(200, &view)
}

/// `DELETE /views/{id}`
pub async fn remove_view(State(app): State<App>, asker: Asker, Path(view): Path<String>) -> Answer {
    let view = id(&view)?;
    app.work(&asker, move |platform, asker| view::remove_view(platform, asker, view)).await?;
    Ok(empty())
}

/// `PUT /views/{id}/pin`
pub async fn pin_view(State(app): State<App>, asker: Asker, Path(view): Path<String>) -> Answer {
    let view = id(&view)?;
    app.work(&asker, move |platform, asker| view::pin_view(platform, asker, view)).await?;
    Ok(empty())
}

/// `DELETE /views/{id}/pin`
pub async fn unpin_view(State(app): State<App>, asker: Asker, Path(view): Path<String>) -> Answer {
    let view = id(&view)?;
    app.work(&asker, move |platform, asker| view::unpin_view(platform, asker, view)).await?;
    Ok(empty())
}

/// `GET /favorites`
pub async fn list_favorites(State(app): State<App>, asker: Asker) -> Answer {
    let favorites = app.work(&asker, favorite::list_favorites).await?;
    answer(200, &json!({"data": favorites}))
}

/// `PUT /favorites/{object}/{id}`
pub async fn add_favorite(
    State(app): State<App>,
    asker: Asker,
    Path((object, record)): Path<(String, String)>,
) -> Answer {
    let record = id(&record)?;
    app.work(&asker, move |platform, asker| favorite::add_favorite(platform, asker, &object, record)).await?;
    Ok(empty())
}

/// `DELETE /favorites/{object}/{id}`
pub async fn remove_favorite(
    State(app): State<App>,
    asker: Asker,
    Path((object, record)): Path<(String, String)>,
) -> Answer {
    let record = id(&record)?;
    app.work(&asker, move |platform, asker| favorite::remove_favorite(platform, asker, &object, record))
        .await?;
    Ok(empty())
}
