//! `POST /{plural}/merges`

use crate::app::{App, answer, object_of, typed};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method, Uri};
use platform::http::{Answer, Asker, Limits, StoredAnswer};
use records::MergeRequest;
use vocabulary::Error;

/// Merges records into one, or tells what that would do.
pub async fn merge_records(
    State(app): State<App>,
    asker: Asker,
    Path(plural): Path<String>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    let call = app.call(&asker, &method, &uri, &headers, body, Limits::ONE).await?;
    let request: MergeRequest = typed(call.json)?;
    if request.dry_run {
        let preview = app
            .read(&asker, move |reading| {
                let object = reading.object_by_plural(&plural)?;
                reading.merge_preview(&object.key, &request)
            })
            .await?;
        return answer(200, &preview);
    }
    app.write_once(&asker, call.key, move |writing| {
        let object = object_of(writing, &plural)?;
        let merged = writing.merge(&object, &request)?;
        Ok(StoredAnswer::new(200, serde_json::to_string(&merged).map_err(Error::internal)?))
    })
    .await
}
