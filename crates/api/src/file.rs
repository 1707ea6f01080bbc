//! Uploading and downloading files.

use crate::app::{App, id};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::response::Response;
use dictionary::Value;
use platform::files::{find_content, keep_content, receive, send};
use platform::http::{Answer, Asker, StoredAnswer, attachment, content_type, parse_query};
use records::Input;
use serde_json::json;
use vocabulary::Error;

/// Largest file, in bytes.
const MOST: u64 = 25 << 20;

/// `POST /files/content`
pub async fn upload_file(
    State(app): State<App>,
    asker: Asker,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    // The right is asked before the bytes are taken in.
    if !asker.rights.object("file").create {
        return Err(Error::Forbidden("Your role does not let you upload files.".to_string()).into());
    }
    let mut query = parse_query(&uri)?;
    let name = query.take("name").filter(|name| !name.trim().is_empty());
    let name = name.ok_or_else(|| Error::invalid("name", "required", "Name the file: ?name=offer.pdf"))?;
    let mut input = Input::new();
    for link in ["person", "company", "deal", "lead", "owner"] {
        if let Some(target) = query.take(link) {
            input.insert(link.to_string(), json!(target));
        }
    }
    query.end()?;
    let platform = &app.platform;
    let place = (asker.workspace.id, platform.new_id());
    let content = receive(&platform.files, place, body, MOST, (content_type(&headers), &name)).await?;
    input.insert("name".to_string(), json!(name));
    let workspace = asker.workspace.id;
    let key = content.key;
    let stored = app
        .write(&asker, move |writing| {
            let known = vec![
                ("content_type", Value::Text(content.content_type.clone())),
                ("size", Value::Integer(content.size)),
                ("sha256", Value::Text(content.sha256.clone())),
            ];
            let written = writing.create_made("file", &input, known)?;
            keep_content(writing.writer(), workspace, written.id(), &content)?;
            let viewed = writing.view("file", &written)?;
            Ok(StoredAnswer::new(201, String::from_utf8_lossy(&viewed.to_bytes()).into_owned()))
        })
        .await;
    if stored.is_err() {
        // No record names the content; the sweep would take it too, a day later.
        let _ = platform.files.remove(workspace, key);
    }
    Ok(stored?.answer(StoredAnswer::into_response))
}

/// `GET /files/{id}/content`
pub async fn show_file_content(State(app): State<App>, asker: Asker, Path(file): Path<String>) -> Answer {
    let (file, workspace) = (id(&file)?, asker.workspace.id);
    let (name, content) = app
        .read(&asker, move |reading| {
            let viewed = reading.get("file", file)?;
            let content = find_content(reading.reader(), workspace, file)?.ok_or_else(Error::not_found)?;
            Ok((viewed.title().unwrap_or("file").to_string(), content))
        })
        .await?;
    let open = app.platform.files.read(workspace, content.key)?;
    let mut response = Response::new(send(open));
    let headers = response.headers_mut();
    // Saved, never shown in place: an uploaded page must not run as ours.
    headers.insert(header::CONTENT_DISPOSITION, attachment(&name));
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_str(&content.content_type)
            .unwrap_or(HeaderValue::from_static("application/octet-stream")),
    );
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(content.size));
    Ok(response)
}
