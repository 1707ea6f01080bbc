//! `POST /{plural}/bulk` and `POST /{plural}/upsert`

use crate::app::{App, answer, naming, typed};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method, Uri};
use platform::http::{Answer, Asker, Limits, StoredAnswer, blocking, problem_document};
use records::{BulkRequest, BulkResult, Outcome, UpsertRequest};
use serde_json::{Value as Json, json};
use std::sync::Arc;
use vocabulary::Result;

/// Many operations: all or none, or each for itself.
pub async fn bulk_records(
    State(app): State<App>,
    asker: Asker,
    Path(plural): Path<String>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    let call = app.call(&asker, &method, &uri, &headers, body, Limits::BULK).await?;
    let request: BulkRequest = typed(call.json)?;
    if request.atomic {
        // One transaction, so the answer is kept with the effect under the idempotency key.
        let request = Arc::new(request);
        return app
            .write_once(&asker, call.key, move |writing| {
                let object = crate::app::object_of(writing, &plural)?;
                let results = writing.bulk(&object, &request.operations)?;
                Ok(StoredAnswer::new(200, document(&results)?.to_string()))
            })
            .await;
    }
    let (engine, context) = (Arc::clone(&app.platform.engine), app.acting(&asker));
    let (results, change_set) = blocking(move || {
        let object = engine
            .read(&context, |reading| reading.object_by_plural(&plural).map(|object| object.key.clone()))?;
        let (results, change_set) = engine.bulk(&context, &object, request)?;
        Ok((document(&results)?, change_set))
    })
    .await?;
    Ok(naming(answer(200, &results)?, change_set))
}

/// Creates records, or changes those found by a unique field.
pub async fn upsert_records(
    State(app): State<App>,
    asker: Asker,
    Path(plural): Path<String>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    let call = app.call(&asker, &method, &uri, &headers, body, Limits::BULK).await?;
    let request: UpsertRequest = typed(call.json)?;
    let (engine, context) = (Arc::clone(&app.platform.engine), app.acting(&asker));
    let (results, change_set) = blocking(move || {
        let object = engine
            .read(&context, |reading| reading.object_by_plural(&plural).map(|object| object.key.clone()))?;
        let (results, change_set) = engine.upsert(&context, &object, request)?;
        Ok((document(&results)?, change_set))
    })
    .await?;
    Ok(naming(answer(200, &results)?, change_set))
}

fn document(results: &[BulkResult]) -> Result<Json> {
    let mut list = Vec::with_capacity(results.len());
    for result in results {
        list.push(match result {
            BulkResult::Done(outcome, viewed) => {
                let status = if *outcome == Outcome::Created { 201 } else { 200 };
                let record: Json =
                    serde_json::from_slice(&viewed.to_bytes()).map_err(vocabulary::Error::internal)?;
                json!({"status": status, "outcome": outcome, "record": record})
            }
            BulkResult::Removed => json!({"status": 204}),
            BulkResult::Failed(error) => {
                let (status, problem) = problem_document(error);
                json!({"status": status.as_u16(), "problem": problem})
            }
        });
    }
    Ok(json!({"results": list}))
}
