//! `GET /{plural}/export`

use super::list::request;
use crate::app::App;
use crate::stream::body_writer;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, Uri, header};
use axum::response::Response;
use platform::http::{Answer, Asker, attachment, parse_query};
use records::export::{ExportFormat, ExportRequest, Headers};
use records::{Extent, FindRequest, Permission};
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
        Some(_) => return Err(Error::invalid("format", "malformed", "Give csv, xlsx or jsonl.").into()),
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
    // Right, filter and columns are checked before the first byte: what is wrong must be a problem document, not half a file.
    let (checked, name) = (export.clone(), plural.clone());
    app.read(&asker, move |reading| {
        let object = reading.object_by_plural(&name)?;
        if reading.context().rights.extent(&object.key, Permission::Export) == Extent::None {
            return Err(Error::Forbidden(format!(
                "Your role does not let you export {}.",
                object.label_plural.to_lowercase()
            )));
        }
        let ExportRequest { filter, sort, q, .. } = checked;
        reading.columns(&object.key, &FindRequest { filter, sort, q, ..FindRequest::default() }).map(|_| ())
    })
    .await?;
    let (mut writer, body) = body_writer();
    let (engine, context) = (Arc::clone(&app.platform.engine), asker.context(&app.platform));
    let (temporary, name) = (app.platform.files.temporary_folder(), plural.clone());
    tokio::task::spawn_blocking(move || {
        let written = engine.read(&context, |reading| {
            let object = reading.object_by_plural(&name)?;
            reading.export(&object.key, &export, &mut writer, &temporary)
        });
        if let Err(error) = written {
            tracing::warn!(%error, "an export ended early");
            writer.fail("the export ended early");
        }
    });
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.content_type()));
    headers.insert(header::CONTENT_DISPOSITION, attachment(&format!("{plural}.{}", format.extension())));
    Ok(response)
}
