//! What is told around a record: history, timeline, linked records; and the trash.

use crate::app::{App, answer, id};
use axum::extract::{Path, State};
use axum::http::Uri;
use platform::http::{Answer, Asker, Failure, Query, parse_query};
use records::{HistoryRequest, Names, TimelineRequest, TrashRequest};
use serde_json::json;

fn limit(query: &mut Query) -> Result<Option<usize>, Failure> {
    Ok(query.take_number("limit")?.map(|number| usize::try_from(number).unwrap_or(usize::MAX)))
}

/// `GET /{plural}/{id}/history`
pub async fn list_history(
    State(app): State<App>,
    asker: Asker,
    Path((plural, record)): Path<(String, String)>,
    uri: Uri,
) -> Answer {
    let mut query = parse_query(&uri)?;
    let request = HistoryRequest {
        field: query.take("field"),
        limit: limit(&mut query)?,
        cursor: query.take("cursor"),
    };
    query.end()?;
    let record = id(&record)?;
    let page = app
        .read(&asker, move |reading| {
            let object = reading.object_by_plural(&plural)?;
            reading.history(&object.key, record, &request)
        })
        .await?;
    answer(200, &page)
}

/// `GET /{plural}/{id}/timeline`
pub async fn list_timeline(
    State(app): State<App>,
    asker: Asker,
    Path((plural, record)): Path<(String, String)>,
    uri: Uri,
) -> Answer {
    let mut query = parse_query(&uri)?;
    let kinds = query.take("kinds").map(|kinds| Names::parse(&kinds));
    let request = TimelineRequest { kinds, limit: limit(&mut query)?, cursor: query.take("cursor") };
    query.end()?;
    let record = id(&record)?;
    let page = app
        .read(&asker, move |reading| {
            let object = reading.object_by_plural(&plural)?;
            reading.timeline(&object.key, record, &request)
        })
        .await?;
    answer(200, &page)
}

/// `GET /{plural}/{id}/linked`
pub async fn list_linked(
    State(app): State<App>,
    asker: Asker,
    Path((plural, record)): Path<(String, String)>,
) -> Answer {
    let record = id(&record)?;
    let linked = app
        .read(&asker, move |reading| {
            let object = reading.object_by_plural(&plural)?;
            reading.linked(&object.key, record)
        })
        .await?;
    answer(200, &json!({"data": linked}))
}

/// `GET /trash`
pub async fn list_trash(State(app): State<App>, asker: Asker, uri: Uri) -> Answer {
    let mut query = parse_query(&uri)?;
    let request = TrashRequest {
        object: query.take("object"),
        limit: limit(&mut query)?,
        cursor: query.take("cursor"),
    };
    query.end()?;
    let page = app.read(&asker, move |reading| reading.trash(&request)).await?;
    answer(200, &page)
}
