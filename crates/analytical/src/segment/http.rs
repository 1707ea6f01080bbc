//! The operations of segments beside those every noun has.

use super::{check, freeze, moves, overlap, overview, reason};
use axum::extract::{Path, Request, State};
use axum::http::Uri;
use platform::feature::Routes;
use platform::http::app::{answer, id, naming};
use platform::http::operation::{Door, Method, Operation, Shape, answered_by, operation};
use platform::http::{Answer, App, Asker, parse_query};
use serde::Deserialize;
use serde_json::json;
use vocabulary::{Id, Result};

const GROUP: &str = "Segments";
const CURSOR: &[(&str, &str)] = &[("cursor", "Where to go on: next of the page before.")];

const fn one(id: &'static str, method: Method, path: &'static str, summary: &'static str) -> Operation {
    operation(id, method, path, summary).of(GROUP)
}

pub(super) const OPERATIONS: &[Operation] = &[
    one(
        "list_segments_overview",
        Method::Get,
        "/segments/overview",
        "The segments one sees, with how many belong to each and who came and went lately",
    )
    .query(&[("object", "Only those of this object.")])
    .gives(Shape::Named("SegmentOverview")),
    one(
        "list_segments_of_record",
        Method::Get,
        "/segments/of/{object}/{id}",
        "The segments a record belongs to",
    )
    .gives(Shape::Named("SegmentsOfRecord")),
    one(
        "list_segment_moves",
        Method::Get,
        "/segments/{id}/moves",
        "Who entered a segment and left it, newest first",
    )
    .query(CURSOR)
    .gives(Shape::Named("SegmentMoves")),
    one(
        "list_segment_overlaps",
        Method::Get,
        "/segments/{id}/overlaps",
        "How many members a segment shares with each other one",
    )
    .gives(Shape::Named("SegmentOverlaps")),
    one(
        "show_segment_reasons",
        Method::Get,
        "/segments/{id}/reasons",
        "Why records belong to a segment: each condition with what stands in the record",
    )
    .query(&[("ids", "The records, with commas; at most 200.")])
    .gives(Shape::Named("SegmentReasons")),
    one(
        "freeze_segment",
        Method::Post,
        "/segments/{id}/audiences",
        "Freezes who belongs to a segment now into an audience that never changes",
    )
    .takes(Shape::Named("AudienceInput"))
    .gives(Shape::Named("AudienceMade"))
    .made(),
    one(
        "check_segments",
        Method::Post,
        "/segments/check",
        "Holds all records against the rules again; tells and puts right what differs",
    )
    .door(Door::Administrator)
    .query(&[("segment", "Only this segment.")])
    .gives(Shape::Named("SegmentCheckStarted"))
    .taken(),
];

pub(super) fn routes() -> Routes {
    vec![
        ("list_segments_overview", answered_by(Method::Get, list_segments_overview)),
        ("list_segments_of_record", answered_by(Method::Get, list_segments_of_record)),
        ("list_segment_moves", answered_by(Method::Get, list_segment_moves)),
        ("list_segment_overlaps", answered_by(Method::Get, list_segment_overlaps)),
        ("show_segment_reasons", answered_by(Method::Get, show_segment_reasons)),
        ("freeze_segment", answered_by(Method::Post, freeze_segment)),
        ("check_segments", answered_by(Method::Post, check_segments)),
    ]
}

async fn list_segments_overview(State(app): State<App>, asker: Asker, uri: Uri) -> Answer {
    let mut query = parse_query(&uri)?;
    let object = query.take("object");
    query.end()?;
    let data = app.read(&asker, move |reading| overview::overview(reading, object.as_deref())).await?;
    answer(200, &json!({"data": data}))
}

async fn list_segments_of_record(
    State(app): State<App>,
    asker: Asker,
    Path((object, of)): Path<(String, String)>,
) -> Answer {
    let of = id(&of)?;
    let data = app.read(&asker, move |reading| overview::of_record(reading, &object, of)).await?;
    answer(200, &json!({"data": data}))
}

async fn list_segment_moves(
    State(app): State<App>,
    asker: Asker,
    Path(of): Path<String>,
    uri: Uri,
) -> Answer {
    let of = id(&of)?;
    let mut query = parse_query(&uri)?;
    let cursor = query.take("cursor").map(|text| text.parse::<Id>()).transpose()?;
    query.end()?;
    let page = app.read(&asker, move |reading| {
        let segment = overview::find(reading, of)?;
        moves::page(reading, &segment, cursor)
    });
    answer(200, &page.await?)
}

async fn list_segment_overlaps(State(app): State<App>, asker: Asker, Path(of): Path<String>) -> Answer {
    let of = id(&of)?;
    let data = app.read(&asker, move |reading| {
        let segment = overview::find(reading, of)?;
        overlap::overlaps(reading, &segment)
    });
    answer(200, &json!({"data": data.await?}))
}

async fn show_segment_reasons(
    State(app): State<App>,
    asker: Asker,
    Path(of): Path<String>,
    uri: Uri,
) -> Answer {
    let of = id(&of)?;
    let mut query = parse_query(&uri)?;
    let ids = query.take("ids").unwrap_or_default();
    query.end()?;
    let ids: Vec<Id> =
        ids.split(',').filter(|text| !text.is_empty()).map(str::parse).collect::<Result<_>>()?;
    let reasons = app.read(&asker, move |reading| {
        let segment = overview::find(reading, of)?;
        reason::reasons(reading, &segment, &ids)
    });
    answer(200, &reasons.await?)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AudienceInput {
    #[serde(default)]
    name: Option<String>,
}

async fn freeze_segment(
    State(app): State<App>,
    asker: Asker,
    Path(of): Path<String>,
    request: Request,
) -> Answer {
    let of = id(&of)?;
    let input: AudienceInput = app.taken(&asker, request).await?;
    let done = app.write(&asker, move |writing| {
        let audience = freeze::freeze(writing, of, input.name.clone())?.id();
        Ok((audience, freeze::size(writing, audience)?))
    });
    let done = done.await?;
    let (audience, size) = done.value;
    Ok(naming(answer(201, &json!({"id": audience, "size": size}))?, done.change_set))
}

async fn check_segments(State(app): State<App>, asker: Asker, uri: Uri) -> Answer {
    let mut query = parse_query(&uri)?;
    let segment = query.take("segment").map(|text| text.parse::<Id>()).transpose()?;
    query.end()?;
    let job = app
        .work(&asker, move |platform, asker| {
            asker.require_administrator()?;
            check::start(platform, asker, segment)
        })
        .await?;
    answer(202, &json!({"job": job}))
}
