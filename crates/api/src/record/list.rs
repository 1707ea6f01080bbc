//! `GET /{plural}` and `POST /{plural}/query`

use crate::app::{App, answer, typed};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method, Uri};
use platform::http::{Answer, Asker, Failure, Limits, Query, parse_json, parse_query};
use records::{CountMode, FindRequest, Names};
use vocabulary::{Error, Result};

/// Lists records; the query stands in the address.
pub async fn list_records(
    State(app): State<App>,
    asker: Asker,
    Path(plural): Path<String>,
    uri: Uri,
) -> Answer {
    let mut query = parse_query(&uri)?;
    let request = request(&mut query)?;
    query.end()?;
    find(&app, &asker, plural, request).await
}

/// Lists records; the query stands in the body.
pub async fn query_records(
    State(app): State<App>,
    asker: Asker,
    Path(plural): Path<String>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    let call = app.call(&asker, &method, &uri, &headers, body, Limits::ONE).await?;
    find(&app, &asker, plural, typed(call.json)?).await
}

async fn find(app: &App, asker: &Asker, plural: String, request: FindRequest) -> Answer {
    let list = app
        .read(asker, move |reading| {
            let object = reading.object_by_plural(&plural)?;
            reading.find(&object.key, &request)
        })
        .await?;
    answer(200, &list)
}

/// The parameters of a list in an address.
pub(super) fn request(query: &mut Query) -> std::result::Result<FindRequest, Failure> {
    let filter = match query.take("filter") {
        None => None,
        Some(text) if text.is_empty() => None,
        Some(text) => Some(parse_json(text.as_bytes(), Limits::ONE)?),
    };
    let names = |text: Option<String>| text.map(|text| Names::parse(&text));
    Ok(FindRequest {
        filter,
        sort: names(query.take("sort")),
        fields: names(query.take("fields")),
        include: names(query.take("include")),
        limit: query.take_number("limit")?.map(|number| usize::try_from(number).unwrap_or(usize::MAX)),
        cursor: query.take("cursor"),
        count: count(query.take("count"))?,
        q: query.take("q"),
        trash: query.take_flag("trash")?.unwrap_or(false),
    })
}

fn count(text: Option<String>) -> Result<CountMode> {
    match text.as_deref() {
        None | Some("none") => Ok(CountMode::None),
        Some("capped") => Ok(CountMode::Capped),
        Some("exact") => Ok(CountMode::Exact),
        Some(_) => Err(Error::invalid("count", "malformed", "Give none, capped or exact.")),
    }
}
