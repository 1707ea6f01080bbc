//! `GET /{plural}/export`

use super::list::request;
use crate::app::App;
use crate::stream::body_writer;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, Uri, header};
use axum::response::Response;
use platform::http::{Answer, Asker, attachment, parse_query};
use records::export::{ExportFormat, ExportRequest, Headers};
use records::{Extent, Permission};
use std::sync::Arc;
use vocabulary::Error;

/// All matching records as a file, streamed: memory does not grow with their number.
pub async fn export_records(
    State(app): State<App>,
    asker: Asker,
    Path(plural): Path<String>,
    uri: Uri,
) -> Answer {
    let mut query = parse_query(&uri)?;
    let format = match query.take("format").as_deref() {
        None | Some("csv") => ExportFormat::Csv,
        Some("xlsx") => ExportFormat::Xlsx,
        Some("jsonl") => ExportFormat::Jsonl,
        Some("parquet") => ExportFormat::Parquet,
        Some(_) => {
            return Err(Error::invalid("format", "malformed", "Give csv, xlsx, parquet or jsonl.").into());
        }
    };
    let headers = match query.take("headers").as_deref() {
        None | Some("labels") => Headers::Labels,
        Some("keys") => Headers::Keys,
        Some(_) => return Err(Error::invalid("headers", "malformed", "Give labels or keys.").into()),
    };
    let raw = query.take_flag("raw")?.unwrap_or(false);
    let found = request(&mut query)?;
    query.end()?;
    let export = ExportRequest {
        format,
        filter: found.filter,
        sort: found.sort,
        fields: found.fields,
        q: found.q,
        headers,
        raw,
    };
    let (mut writer, body, begun) = body_writer();
    let (engine, context) = (Arc::clone(&app.platform.engine), asker.context(&app.platform));
    let (temporary, name) = (app.platform.files.temporary_folder(), plural.clone());
    let writing = tokio::task::spawn_blocking(move || {
        let written = engine.read(&context, |reading| {
            let object = reading.object_by_plural(&name)?;
            if context.rights.extent(&object.key, Permission::Export) == Extent::None {
                let label = object.label_plural.to_lowercase();
                return Err(Error::Forbidden(format!("Your role does not let you export {label}.")));
            }
            reading.export(&object.key, &export, &mut writer, &temporary)
        });
        if let Err(error) = &written {
            tracing::warn!(%error, "an export ended early");
            writer.fail("the export ended early");
        }
        written.map(|_| ())
    });
    // What is wrong before the first byte is told as a problem document, not as half a file.
    if begun.await.is_err() {
        writing.await.map_err(Error::internal)??;
    }
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.content_type()));
    headers.insert(header::CONTENT_DISPOSITION, attachment(&format!("{plural}.{}", format.extension())));
    Ok(response)
}
