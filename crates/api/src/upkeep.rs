//! Backups, and sample data in and out.

use crate::app::{App, answer, empty};
use axum::extract::{Path, Request, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use platform::files::send;
use platform::http::{Answer, Asker, attachment};
use platform::{backup, sample_data};
use serde::Deserialize;
use serde_json::json;

/// `GET /backups`
pub async fn list_backups(State(app): State<App>, asker: Asker) -> Answer {
    let backups = app.work(&asker, backup::list_backups).await?;
    answer(200, &json!({"data": backups}))
}

/// `POST /backups`
pub async fn create_backup(State(app): State<App>, asker: Asker) -> Answer {
    answer(202, &app.work(&asker, backup::start_backup).await?)
}

/// `GET /backups/{name}/content`
pub async fn show_backup_content(State(app): State<App>, asker: Asker, Path(name): Path<String>) -> Answer {
    let wanted = name.clone();
    let (file, size) =
        app.work(&asker, move |platform, asker| backup::open_backup(platform, asker, &wanted)).await?;
    let mut response = Response::new(send(file));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_DISPOSITION, attachment(&name));
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(size));
    Ok(response)
}

/// `DELETE /backups/{name}`
pub async fn remove_backup(State(app): State<App>, asker: Asker, Path(name): Path<String>) -> Answer {
    app.work(&asker, move |platform, asker| backup::remove_backup(platform, asker, &name)).await?;
    Ok(empty())
}

/// `GET /sample_data`
pub async fn show_sample_data(State(app): State<App>, asker: Asker) -> Answer {
    answer(200, &app.work(&asker, sample_data::find_sample_data).await?)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SampleDataInput {
    #[serde(default)]
    size: Option<f64>,
}

/// `POST /sample_data`
pub async fn create_sample_data(State(app): State<App>, asker: Asker, request: Request) -> Answer {
    asker.require_administrator()?;
    let input: SampleDataInput = app.taken(&asker, request).await?;
    let job = app
        .work(&asker, move |platform, asker| sample_data::start_sample_data(platform, asker, input.size))
        .await?;
    answer(202, &job)
}

/// `DELETE /sample_data`
pub async fn remove_sample_data(State(app): State<App>, asker: Asker) -> Answer {
    answer(202, &app.work(&asker, sample_data::remove_sample_data).await?)
}
