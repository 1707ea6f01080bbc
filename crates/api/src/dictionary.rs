//! The dictionary and the customer's additions to it.

use crate::app::{App, answer, empty, typed};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use dictionary::{FieldChangeRequest, OverlayField, OverlayObject};
use platform::http::{Answer, Asker, Failure, Limits, blocking};
use records::{ObjectChangeRequest, Writing};
use serde_json::Value as Json;
use std::sync::Arc;
use vocabulary::{Error, Result};

/// `GET /dictionary`
pub async fn show_dictionary(State(app): State<App>, asker: Asker, headers: HeaderMap) -> Answer {
    let text =
        app.read(&asker, |reading| serde_json::to_vec(&reading.document()).map_err(Error::internal)).await?;
    // Rights shape the document too, so the tag is of its content.
    let etag = format!("\"{}\"", platform::hex(&platform::sha256(&text)[..12]));
    let known =
        headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()) == Some(etag.as_str());
    let mut response = if known { crate::app::empty() } else { crate::app::json_bytes(200, text) };
    if known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    if let Ok(value) = HeaderValue::from_str(&etag) {
        response.headers_mut().insert(header::ETAG, value);
    }
    Ok(response)
}

async fn change(
    app: &App,
    asker: &Asker,
    change: impl FnMut(&mut Writing<'_>) -> Result<()> + Send + 'static,
) -> std::result::Result<(), Failure> {
    let (engine, context) = (Arc::clone(&app.platform.engine), asker.context(&app.platform));
    blocking(move || engine.change_overlay(&context, change).map(|_| ())).await
}

/// The part of the dictionary document that was changed.
async fn part(app: &App, asker: &Asker, status: u16, object: String, field: Option<String>) -> Answer {
    let document =
        app.read(asker, |reading| serde_json::to_value(reading.document()).map_err(Error::internal)).await?;
    let find = |list: Option<&Json>, key: &str| {
        list.and_then(Json::as_array).and_then(|list| {
            list.iter().find(|item| item.get("key").and_then(Json::as_str) == Some(key)).cloned()
        })
    };
    let found = find(document.get("objects"), &object).and_then(|object| match &field {
        Some(field) => find(object.get("fields"), field),
        None => Some(object),
    });
    answer(status, &found.ok_or_else(Error::not_found)?)
}

/// `POST /dictionary/objects`
pub async fn create_object(
    State(app): State<App>,
    asker: Asker,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    let call = app.call(&asker, &method, &uri, &headers, body, Limits::BULK).await?;
    let object: OverlayObject = typed(call.json)?;
    let key = object.key.clone();
    change(&app, &asker, move |writing| writing.create_object(&object)).await?;
    part(&app, &asker, 201, key, None).await
}

/// `PATCH /dictionary/objects/{object}`
pub async fn change_object(
    State(app): State<App>,
    asker: Asker,
    Path(object): Path<String>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    let call = app.call(&asker, &method, &uri, &headers, body, Limits::ONE).await?;
    let request: ObjectChangeRequest = typed(call.json)?;
    let key = object.clone();
    change(&app, &asker, move |writing| writing.change_object(&object, &request)).await?;
    part(&app, &asker, 200, key, None).await
}

/// `DELETE /dictionary/objects/{object}`
pub async fn remove_object(State(app): State<App>, asker: Asker, Path(object): Path<String>) -> Answer {
    change(&app, &asker, move |writing| writing.remove_object(&object)).await?;
    Ok(empty())
}

/// `POST /dictionary/objects/{object}/fields`
pub async fn create_field(
    State(app): State<App>,
    asker: Asker,
    Path(object): Path<String>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    let call = app.call(&asker, &method, &uri, &headers, body, Limits::BULK).await?;
    let field: OverlayField = typed(call.json)?;
    let (key, name) = (object.clone(), field.key.clone());
    change(&app, &asker, move |writing| writing.add_field(&object, &field)).await?;
    part(&app, &asker, 201, key, Some(name)).await
}

/// `PATCH /dictionary/objects/{object}/fields/{field}`
pub async fn change_field(
    State(app): State<App>,
    asker: Asker,
    Path((object, field)): Path<(String, String)>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    let call = app.call(&asker, &method, &uri, &headers, body, Limits::BULK).await?;
    let request: FieldChangeRequest = typed(call.json)?;
    let (key, name) = (object.clone(), field.clone());
    change(&app, &asker, move |writing| writing.change_field(&object, &field, &request)).await?;
    part(&app, &asker, 200, key, Some(name)).await
}

/// `DELETE /dictionary/objects/{object}/fields/{field}`
pub async fn remove_field(
    State(app): State<App>,
    asker: Asker,
    Path((object, field)): Path<(String, String)>,
) -> Answer {
    change(&app, &asker, move |writing| writing.remove_field(&object, &field)).await?;
    Ok(empty())
}
