//! `POST /{plural}/matches`

use crate::app::{App, answer, typed};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method, Uri};
use platform::http::{Answer, Asker, Limits};
use records::MatchRequest;
use serde_json::json;

/// Tells which records are probably the one somebody is typing.
pub async fn match_records(
    State(app): State<App>,
    asker: Asker,
    Path(plural): Path<String>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    let call = app.call(&asker, &method, &uri, &headers, body, Limits::ONE).await?;
    let request: MatchRequest = typed(call.json)?;
    let matches = app
        .read(&asker, move |reading| {
            let object = reading.object_by_plural(&plural)?;
            reading.matches(&object.key, &request)
        })
        .await?;
    answer(200, &json!({ "data": matches }))
}
