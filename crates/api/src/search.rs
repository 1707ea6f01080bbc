//! `GET /search`

use crate::app::{App, answer};
use axum::extract::State;
use axum::http::Uri;
use platform::http::{Answer, Asker, parse_query};
use records::{Names, SearchRequest};
use serde_json::json;

/// Finds records of all objects as one types.
pub async fn search_records(State(app): State<App>, asker: Asker, uri: Uri) -> Answer {
    let mut query = parse_query(&uri)?;
    let request = SearchRequest {
        q: query.take("q").unwrap_or_default(),
        objects: query.take("objects").map(|objects| Names::parse(&objects)),
        limit: query.take_number("limit")?.map(|number| usize::try_from(number).unwrap_or(usize::MAX)),
    };
    query.end()?;
    let found = app.read(&asker, move |reading| reading.search(&request)).await?;
    answer(200, &json!({"data": found}))
}
