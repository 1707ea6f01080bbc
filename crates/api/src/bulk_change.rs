//! `POST /{plural}/bulk_changes`: one change to many records, tried or begun.

use crate::app::{App, answer, typed};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method, Uri};
use platform::http::{Answer, Asker, Limits};
use records::bulk::{BulkChange, BulkCount, BulkSample};
use serde::Serialize;
use serde_json::Value as Json;
use vocabulary::{Error, Problem};

/// Records shown before and after.
const SAMPLES: usize = 10;

/// What a change would do.
#[derive(Serialize)]
struct Trial {
    #[serde(flatten)]
    count: BulkCount,
    sample: Vec<BulkSample>,
    problems: Vec<Problem>,
}

/// Tries a change to many records, or begins it as a job.
pub async fn start_bulk_change(
    State(app): State<App>,
    asker: Asker,
    Path(plural): Path<String>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    let object = app
        .read(&asker, move |reading| reading.object_by_plural(&plural).map(|object| object.key.clone()))
        .await?;
    let mut json = app.call(&asker, &method, &uri, &headers, body, Limits::BULK).await?.json;
    let members = json.as_object_mut();
    let named = |key: &str| members.as_ref().is_some_and(|members| members.contains_key(key));
    // To leave out which records are meant must not mean all of them.
    if !["ids", "filter", "q"].iter().any(|key| named(key)) {
        let text = "Say which records are meant: ids, or a filter; null as the filter means all.";
        return Err(Error::invalid("ids", "required", text).into());
    }
    let dry_run = match members.and_then(|members| members.remove("dry_run")) {
        None | Some(Json::Bool(false)) => false,
        Some(Json::Bool(true)) => true,
        Some(_) => return Err(Error::invalid("dry_run", "malformed", "Give true or false.").into()),
    };
    let mut request: BulkChange = typed(json)?;
    request.sort();
    if request.ids.is_some() && (request.filter.is_some() || request.q.is_some()) {
        let text = "Name the records by ids or by a filter, not by both.";
        return Err(Error::invalid("ids", "ambiguous", text).into());
    }
    if dry_run {
        return answer(200, &tried(&app, &asker, object, request).await?);
    }
    let job = app
        .work(&asker, move |platform, asker| {
            platform::bulk::start_bulk_change(platform, asker, &object, request)
        })
        .await?;
    answer(202, &job)
}

async fn tried(
    app: &App,
    asker: &Asker,
    object: String,
    request: BulkChange,
) -> std::result::Result<Trial, platform::http::Failure> {
    let (named, asked) = (object.clone(), request.clone());
    let (count, ids) = app
        .read(asker, move |reading| {
            Ok((reading.bulk_count(&named, &asked)?, reading.bulk_reachable(&named, &asked, SAMPLES)?))
        })
        .await?;
    let done = app.write(asker, move |writing| writing.bulk_sample(&object, &request, &ids)).await?;
    let (sample, problems) = done.value;
    Ok(Trial { count, sample, problems })
}
