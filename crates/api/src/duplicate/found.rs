//! Searching for duplicates, looking through what was found, saying what is not the same, merging many.

use crate::app::{App, answer, empty, object_of};
use axum::extract::{Path, Request, State};
use axum::http::Uri;
use platform::duplicate::{self, ManyRequest};
use platform::http::{Answer, Asker, parse_query};
use records::{DismissRequest, DuplicateRequest};
use serde::Deserialize;
use serde_json::json;

/// `GET /duplicates`
pub async fn list_searches(State(app): State<App>, asker: Asker) -> Answer {
    let all = app.work(&asker, duplicate::list_searches).await?;
    answer(200, &json!({ "data": all }))
}

/// `POST /{plural}/duplicates/search`
pub async fn search_duplicates(State(app): State<App>, asker: Asker, Path(plural): Path<String>) -> Answer {
    answer(
        202,
        &app.work(&asker, move |platform, asker| duplicate::start_search(platform, asker, &plural)).await?,
    )
}

/// `GET /{plural}/duplicates`
pub async fn list_duplicates(
    State(app): State<App>,
    asker: Asker,
    Path(plural): Path<String>,
    uri: Uri,
) -> Answer {
    let mut query = parse_query(&uri)?;
    let request = DuplicateRequest {
        level: query.take("level"),
        limit: query.take_number("limit")?.map(|number| usize::try_from(number).unwrap_or(usize::MAX)),
        cursor: query.take("cursor"),
    };
    query.end()?;
    let page = app
        .read(&asker, move |reading| {
            let object = reading.object_by_plural(&plural)?;
            reading.duplicates(&object.key, &request)
        })
        .await?;
    answer(200, &page)
}

/// `POST /{plural}/duplicates/dismissals`
pub async fn dismiss_duplicates(
    State(app): State<App>,
    asker: Asker,
    Path(plural): Path<String>,
    request: Request,
) -> Answer {
    let request: DismissRequest = app.taken(&asker, request).await?;
    app.write(&asker, move |writing| {
        let object = object_of(writing, &plural)?;
        writing.dismiss(&object, &request)
    })
    .await?;
    Ok(empty())
}

/// `DELETE /{plural}/duplicates/dismissals`
pub async fn restore_duplicates(
    State(app): State<App>,
    asker: Asker,
    Path(plural): Path<String>,
    request: Request,
) -> Answer {
    let request: DismissRequest = app.taken(&asker, request).await?;
    app.write(&asker, move |writing| {
        let object = object_of(writing, &plural)?;
        writing.take_back_dismissal(&object, &request)
    })
    .await?;
    Ok(empty())
}

/// What of the searches of an object can be changed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SearchChange {
    automatic: bool,
}

/// `PATCH /{plural}/duplicates`
pub async fn change_search(
    State(app): State<App>,
    asker: Asker,
    Path(plural): Path<String>,
    request: Request,
) -> Answer {
    let change: SearchChange = app.taken(&asker, request).await?;
    app.work(&asker, move |platform, asker| {
        duplicate::set_automatic(platform, asker, &plural, change.automatic)
    })
    .await?;
    Ok(empty())
}

/// `POST /{plural}/duplicates/merge`
pub async fn merge_duplicates(
    State(app): State<App>,
    asker: Asker,
    Path(plural): Path<String>,
    request: Request,
) -> Answer {
    let request: ManyRequest = app.taken(&asker, request).await?;
    let job = app
        .work(&asker, move |platform, asker| duplicate::start_merging(platform, asker, &plural, request))
        .await?;
    answer(202, &job)
}
