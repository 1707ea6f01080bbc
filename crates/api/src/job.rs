//! Background jobs.

use crate::app::{App, answer, id};
use axum::extract::{Path, State};
use axum::http::Uri;
use platform::http::{Answer, Asker, parse_query};
use platform::job;
use serde_json::json;

/// `GET /jobs`
pub async fn list_jobs(State(app): State<App>, asker: Asker, uri: Uri) -> Answer {
    let mut query = parse_query(&uri)?;
    let limit = query.take_number("limit")?.unwrap_or(50).clamp(1, 200) as u32;
    query.end()?;
    let jobs = app.work(&asker, move |platform, asker| job::list_jobs(platform, asker, limit)).await?;
    answer(200, &json!({"data": jobs, "next": null}))
}

/// `GET /jobs/{id}`
pub async fn show_job(State(app): State<App>, asker: Asker, Path(wanted): Path<String>) -> Answer {
    let wanted = id(&wanted)?;
    answer(200, &app.work(&asker, move |platform, asker| job::find_job(platform, asker, wanted)).await?)
}

/// `DELETE /jobs/{id}`
pub async fn remove_job(State(app): State<App>, asker: Asker, Path(wanted): Path<String>) -> Answer {
    let wanted = id(&wanted)?;
    answer(200, &app.work(&asker, move |platform, asker| job::cancel_job(platform, asker, wanted)).await?)
}
