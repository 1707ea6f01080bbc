//! `GET /{plural}/{id}`

use crate::app::{App, id, json_bytes};
use axum::extract::{Path, State};
use axum::http::{HeaderValue, Uri, header};
use axum::response::Response;
use platform::http::{Answer, Asker, parse_query};
use records::Viewed;
use store::query::Trash;

/// Shows a record with what the asker may do with it.
pub async fn show_record(
    State(app): State<App>,
    asker: Asker,
    Path((plural, record)): Path<(String, String)>,
    uri: Uri,
) -> Answer {
    let mut query = parse_query(&uri)?;
    let trash = if query.take_flag("trash")?.unwrap_or(false) { Trash::With } else { Trash::Without };
    query.end()?;
    let record = id(&record)?;
    let viewed = app
        .read_one(&asker, move |reading| {
            let object = reading.object_by_plural(&plural)?;
            reading.get_among(&object.key, record, trash)
        })
        .await?;
    Ok(with_etag(200, &viewed))
}

/// A record with its version as ETag.
pub(super) fn with_etag(status: u16, viewed: &Viewed) -> Response {
    let mut response = json_bytes(status, viewed.to_bytes());
    if let Ok(value) = HeaderValue::from_str(&format!("\"{}\"", viewed.version())) {
        response.headers_mut().insert(header::ETAG, value);
    }
    response
}
