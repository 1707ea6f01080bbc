//! Imports: upload, look at, map, try, run, pause, take back.

use crate::app::{App, answer, id, typed};
use crate::stream::body_writer;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, Method, Uri, header};
use axum::response::Response;
use platform::Platform;
use platform::files::receive;
use platform::http::{Answer, Asker, Failure, Limits, attachment, content_type, parse_query};
use platform::import::{self, FormatChange, Import, Only, ResultsRequest};
use records::Context;
use records::import::Mapping;
use serde_json::{Value as Json, json};
use std::sync::Arc;
use vocabulary::{Error, Id, Result};

/// `POST /imports`
pub async fn create_import(
    State(app): State<App>,
    asker: Asker,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    let mut query = parse_query(&uri)?;
    let name =
        query.take("name").filter(|name| !name.trim().is_empty()).unwrap_or_else(|| "import.csv".to_string());
    query.end()?;
    let place = (asker.workspace.id, app.platform.new_id());
    // What a file is shows when it is read; what the sender says of it does not matter here.
    let declared = content_type(&headers).filter(|kind| *kind != "application/x-www-form-urlencoded");
    let content = receive(&app.platform.files, place, body, import::MAX_FILE, (declared, &name)).await?;
    let known = Arc::clone(&app.known_headers);
    let made = app
        .work(&asker, move |platform, asker| {
            import::create_import(platform, &asker.context(platform), &name, &content, &known)
        })
        .await?;
    answer(201, &made)
}

/// `GET /imports`
pub async fn list_imports(State(app): State<App>, asker: Asker, uri: Uri) -> Answer {
    let mut query = parse_query(&uri)?;
    let limit = query.take_number("limit")?.unwrap_or(50).clamp(1, 200) as u32;
    query.end()?;
    let imports = app
        .work(&asker, move |platform, asker| import::list_imports(platform, &asker.context(platform), limit))
        .await?;
    answer(200, &json!({"data": imports, "next": null}))
}

async fn done(
    app: &App,
    asker: &Asker,
    wanted: &str,
    work: fn(&Platform, &Context, Id) -> Result<Import>,
) -> std::result::Result<Import, Failure> {
    let wanted = id(wanted)?;
    app.work(asker, move |platform, asker| work(platform, &asker.context(platform), wanted)).await
}

/// `GET /imports/{id}`
pub async fn show_import(State(app): State<App>, asker: Asker, Path(wanted): Path<String>) -> Answer {
    answer(200, &done(&app, &asker, &wanted, import::find_import).await?)
}

/// `PUT /imports/{id}/format`
pub async fn change_import_format(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    let wanted = id(&wanted)?;
    let change: FormatChange =
        typed(app.call(&asker, &method, &uri, &headers, body, Limits::ONE).await?.json)?;
    let known = Arc::clone(&app.known_headers);
    let changed = app
        .work(&asker, move |platform, asker| {
            import::change_import_format(platform, &asker.context(platform), wanted, change, &known)
        })
        .await?;
    answer(200, &changed)
}

/// `PUT /imports/{id}/mapping`
pub async fn change_import_mapping(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    let wanted = id(&wanted)?;
    let mapping: Mapping = typed(app.call(&asker, &method, &uri, &headers, body, Limits::ONE).await?.json)?;
    let changed = app
        .work(&asker, move |platform, asker| {
            import::change_import_mapping(platform, &asker.context(platform), wanted, mapping)
        })
        .await?;
    answer(200, &changed)
}

/// The job that an import handed its work to.
async fn job(app: &App, asker: &Asker, started: Import) -> Answer {
    let started: Json = serde_json::to_value(started).map_err(Error::internal)?;
    let job = started
        .get("job")
        .and_then(Json::as_str)
        .and_then(|job| job.parse().ok())
        .ok_or_else(|| Error::internal("an import without a job"))?;
    answer(202, &app.work(asker, move |platform, asker| platform::job::find_job(platform, asker, job)).await?)
}

/// `POST /imports/{id}/dry_run`
pub async fn dry_run_import(State(app): State<App>, asker: Asker, Path(wanted): Path<String>) -> Answer {
    let started = done(&app, &asker, &wanted, import::dry_run_import).await?;
    job(&app, &asker, started).await
}

/// `POST /imports/{id}/run`
pub async fn run_import(State(app): State<App>, asker: Asker, Path(wanted): Path<String>) -> Answer {
    let started = done(&app, &asker, &wanted, import::run_import).await?;
    job(&app, &asker, started).await
}

/// `PUT /imports/{id}/pause`
pub async fn pause_import(State(app): State<App>, asker: Asker, Path(wanted): Path<String>) -> Answer {
    answer(200, &done(&app, &asker, &wanted, import::pause_import).await?)
}

/// `PUT /imports/{id}/resumption`
pub async fn resume_import(State(app): State<App>, asker: Asker, Path(wanted): Path<String>) -> Answer {
    let started = done(&app, &asker, &wanted, import::resume_import).await?;
    job(&app, &asker, started).await
}

/// `POST /imports/{id}/undo`
pub async fn undo_import(State(app): State<App>, asker: Asker, Path(wanted): Path<String>) -> Answer {
    let started = done(&app, &asker, &wanted, import::undo_import).await?;
    job(&app, &asker, started).await
}

fn only(text: Option<String>) -> Result<Option<Only>> {
    let wrong = |_| {
        Error::invalid("only", "malformed", "Give created, changed, unchanged, skipped, refused or warnings.")
    };
    text.map(|text| serde_json::from_value(json!(text)).map_err(wrong)).transpose()
}

/// `GET /imports/{id}/results`
pub async fn list_import_results(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    uri: Uri,
) -> Answer {
    let mut query = parse_query(&uri)?;
    let limit = query.take_number("limit")?.map(|number| usize::try_from(number).unwrap_or(usize::MAX));
    let request = ResultsRequest { only: only(query.take("only"))?, limit, cursor: query.take("cursor") };
    query.end()?;
    let wanted = id(&wanted)?;
    let page = app
        .work(&asker, move |platform, asker| {
            import::list_import_results(platform, &asker.context(platform), wanted, &request)
        })
        .await?;
    answer(200, &page)
}

/// `GET /imports/{id}/results.csv`
pub async fn show_import_results_file(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    uri: Uri,
) -> Answer {
    let mut query = parse_query(&uri)?;
    let only = only(query.take("only"))?;
    query.end()?;
    // Whether there is such an import is told before the first byte.
    let found = done(&app, &asker, &wanted, import::find_import).await?;
    let wanted = id(&wanted)?;
    let (mut writer, body, _) = body_writer();
    let (platform, context) = (Arc::clone(&app.platform), asker.context(&app.platform));
    tokio::task::spawn_blocking(move || {
        if let Err(error) = import::write_import_results(&platform, &context, wanted, only, &mut writer) {
            tracing::warn!(%error, "a results file ended early");
            writer.fail("the file ended early");
        }
    });
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    headers.insert(header::CONTENT_DISPOSITION, attachment(&format!("{} results.csv", found.name)));
    Ok(response)
}
