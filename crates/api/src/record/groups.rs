//! `POST /{plural}/groups`

use crate::app::{App, answer, typed};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method, Uri};
use platform::http::{Answer, Asker, Limits};
use records::GroupRequest;

/// Counts and measures records in groups.
pub async fn group_records(
    State(app): State<App>,
    asker: Asker,
    Path(plural): Path<String>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    let call = app.call(&asker, &method, &uri, &headers, body, Limits::ONE).await?;
    let request: GroupRequest = typed(call.json)?;
    let groups = app
        .read(&asker, move |reading| {
            let object = reading.object_by_plural(&plural)?;
            reading.groups(&object.key, &request)
        })
        .await?;
    answer(200, &groups)
}
