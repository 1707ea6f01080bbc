//! `GET /tables`

use crate::app::App;
use crate::stream::body_writer;
use axum::extract::State;
use axum::http::{HeaderValue, Uri, header};
use axum::response::Response;
use platform::http::{Answer, Asker, attachment, parse_query};
use records::export::{ExportFormat, ExportRequest};
use records::{Extent, Permission, Reading};
use std::io::Write as _;
use std::sync::Arc;
use tabular::Bundle;
use vocabulary::{Error, Result};

/// Many objects at one moment, each as a Parquet file, in one ZIP: streamed, memory does not grow with it.
pub async fn export_tables(State(app): State<App>, asker: Asker, uri: Uri) -> Answer {
    let mut query = parse_query(&uri)?;
    let wanted = query.take("objects");
    query.end()?;
    let (mut writer, body, begun) = body_writer();
    let (engine, context) = (Arc::clone(&app.platform.engine), asker.context(&app.platform));
    let temporary = app.platform.files.temporary_folder();
    let writing = tokio::task::spawn_blocking(move || {
        let written = engine.read(&context, |reading| {
            let objects = objects(reading, wanted.as_deref())?;
            let mut bundle = Bundle::new(&mut writer);
            let request = ExportRequest { format: ExportFormat::Parquet, ..ExportRequest::default() };
            for (key, plural) in objects {
                bundle.begin(&format!("{plural}.parquet")).map_err(unwritten)?;
                reading.export(&key, &request, &mut bundle, &temporary)?;
            }
            bundle.finish().map_err(unwritten)?.flush().map_err(|error| Error::Unavailable(error.to_string()))
        });
        if let Err(error) = &written {
            tracing::warn!(%error, "an export ended early");
            writer.fail("the export ended early");
        }
        written
    });
    // What is wrong before the first byte is told as a problem document, not as half a file.
    if begun.await.is_err() {
        writing.await.map_err(Error::internal)??;
    }
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/zip"));
    headers.insert(header::CONTENT_DISPOSITION, attachment("tables.zip"));
    Ok(response)
}

/// Key and plural of the objects that were named, or of all that the asker may take out.
fn objects(reading: &Reading<'_>, wanted: Option<&str>) -> Result<Vec<(String, String)>> {
    let rights = &reading.context().rights;
    let may = |key: &str| rights.extent(key, Permission::Export) != Extent::None;
    let Some(wanted) = wanted else {
        let all = reading.dictionary().objects().iter();
        let seen = all.filter(|object| may(&object.key) && reading.object(&object.key).is_ok());
        let all: Vec<_> = seen.map(|object| (object.key.clone(), object.plural.clone())).collect();
        if all.is_empty() {
            return Err(Error::Forbidden("Your role does not let you export anything.".to_string()));
        }
        return Ok(all);
    };
    let mut named: Vec<(String, String)> = Vec::new();
    for plural in wanted.split(',').map(str::trim).filter(|plural| !plural.is_empty()) {
        let object = reading.object_by_plural(plural).map_err(|_| {
            Error::invalid(
                "objects",
                "unknown",
                "An object of that name does not exist, or you may not see it.",
            )
        })?;
        if !may(&object.key) {
            let label = object.label_plural.to_lowercase();
            return Err(Error::Forbidden(format!("Your role does not let you export {label}.")));
        }
        if !named.iter().any(|(key, _)| *key == object.key) {
            named.push((object.key.clone(), object.plural.clone()));
        }
    }
    Ok(named)
}

fn unwritten(error: tabular::WriteError) -> Error {
    Error::Unavailable(format!("{error}."))
}
