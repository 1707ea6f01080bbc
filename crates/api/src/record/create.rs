//! `POST /{plural}`

use crate::app::{App, fields, object_of};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method, Uri};
use platform::http::{Answer, Asker, Limits, StoredAnswer};

/// Creates a record.
pub async fn create_record(
    State(app): State<App>,
    asker: Asker,
    Path(plural): Path<String>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    let call = app.call(&asker, &method, &uri, &headers, body, Limits::ONE).await?;
    let input = fields(call.json)?;
    app.write_once(&asker, call.key, move |writing| {
        let object = object_of(writing, &plural)?;
        let written = writing.create(&object, &input)?;
        let viewed = writing.view(&object, &written)?;
        let location = format!("/api/v1/{plural}/{}", viewed.id());
        let body = String::from_utf8_lossy(&viewed.to_bytes()).into_owned();
        Ok(StoredAnswer::new(201, body)
            .with("location", location)
            .with("etag", format!("\"{}\"", viewed.version())))
    })
    .await
}
