//! `PATCH /{plural}/{id}`

use super::show::with_etag;
use crate::app::{App, fields, id, object_of};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method, Uri, header};
use platform::http::{Answer, Asker, Limits};
use records::ChangeRequest;
use vocabulary::{Error, Result};

/// Changes fields of a record; with `If-Match` only if it still is as the asker saw it.
pub async fn change_record(
    State(app): State<App>,
    asker: Asker,
    Path((plural, record)): Path<(String, String)>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    let call = app.call(&asker, &method, &uri, &headers, body, Limits::ONE).await?;
    let request = ChangeRequest { id: id(&record)?, version: version(&headers)?, fields: fields(call.json)? };
    let done = app
        .write(&asker, move |writing| {
            let object = object_of(writing, &plural)?;
            let written = writing.change(&object, &request)?;
            writing.view(&object, &written)
        })
        .await?;
    Ok(done.answer(|viewed| with_etag(200, &viewed)))
}

/// The version in `If-Match`; `*` matches any.
pub(super) fn version(headers: &HeaderMap) -> Result<Option<i64>> {
    let Some(value) = headers.get(header::IF_MATCH) else { return Ok(None) };
    let text = value.to_str().unwrap_or_default().trim();
    if text == "*" {
        return Ok(None);
    }
    let number = text.trim_start_matches("W/").trim_matches('"').parse();
    number.map(Some).map_err(|_| {
        Error::invalid(
            "If-Match",
            "malformed",
            "Send the ETag of the record as it was answered, such as \"3\".",
        )
    })
}
