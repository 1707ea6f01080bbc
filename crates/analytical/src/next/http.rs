//! The operations on what to do next.

use super::decision::{DecisionInput, TaskInput, decide, make_task};
use super::find::list;
use super::judge::judgment;
use crate::basket::Offers;
use axum::extract::{Request, State};
use axum::http::Uri;
use platform::Platform;
use platform::http::app::{answer, empty, id, naming};
use platform::http::operation::{Method, Operation, Shape, answered_by, operation};
use platform::http::{Answer, App, Asker, parse_query};
use platform::identity::Authenticated;
use records::{Permission, Reading};
use serde_json::json;
use standard::deal;
use vocabulary::{Error, Id, Result};

const GROUP: &str = "What to do next";
const OWNER: (&str, &str) = (
    "owner",
    "Whose list: a user, or `all` for everybody's; one's own when left out. Only what the asker sees stands on it.",
);
/// The most lines of an answer.
const MOST: usize = 100;

pub(super) const OPERATIONS: &[Operation] = &[
    operation("list_next", Method::Get, "/next", "What a seller could do next, the most valuable first")
        .of(GROUP)
        .query(&[OWNER, ("limit", "At most so many lines, up to 100.")])
        .gives(Shape::Named("NextList")),
    operation(
        "put_next_decision",
        Method::Put,
        "/next/decision",
        "Puts off, dismisses or marks a line of one's own list as acted on",
    )
    .of(GROUP)
    .takes(Shape::Named("NextDecisionInput"))
    .nothing(),
    operation("create_next_task", Method::Post, "/next/task", "Makes a task of a line of one's own list")
        .of(GROUP)
        .takes(Shape::Named("NextTaskInput"))
        .gives(Shape::Named("NextTask")),
    operation(
        "show_next_judgment",
        Method::Get,
        "/next/judgment",
        "What came of what stood on the list, acted on or not",
    )
    .of(GROUP)
    .query(&[OWNER, ("days", "Of the lines shown in so many days, up to 730; 180 when left out.")])
    .gives(Shape::Named("NextJudgment")),
];

pub(super) fn routes() -> platform::feature::Routes {
    vec![
        ("list_next", answered_by(Method::Get, list_next)),
        ("put_next_decision", answered_by(Method::Put, put_next_decision)),
        ("create_next_task", answered_by(Method::Post, create_next_task)),
        ("show_next_judgment", answered_by(Method::Get, show_next_judgment)),
    ]
}

/// Whose list: one's own, or that of somebody whose deals one may read.
fn whose(reading: &Reading<'_>, asked: Option<Id>, me: Id) -> Result<Id> {
    match asked {
        None => Ok(me),
        Some(owner) if owner == me => Ok(me),
        Some(owner) => {
            let rights = &reading.context().rights;
            let may = rights.reaches_those_of(deal::KEY, Permission::Read, Some(owner));
            if may { Ok(owner) } else { Err(Error::not_found()) }
        }
    }
}

async fn list_next(State(app): State<App>, asker: Asker, uri: Uri) -> Answer {
    let mut query = parse_query(&uri)?;
    let owner = query.take("owner");
    let all = owner.as_deref() == Some("all");
    let owner = owner.as_deref().filter(|_| !all).map(id).transpose()?;
    let limit = match query.take("limit") {
        None => MOST,
        Some(text) => text.parse().ok().filter(|limit| (1..=MOST).contains(limit)).ok_or_else(|| {
            Error::invalid("limit", "out_of_range", format!("The limit lies between 1 and {MOST}."))
        })?,
    };
    query.end()?;
    let me = asker.user.id;
    let told = app
        .work(&asker, move |platform, asker| {
            platform.engine.read(&asker.context(platform), |reading| {
                let owner = if all { None } else { Some(whose(reading, owner, me)?) };
                let offers = Offers::read(platform, asker, reading)?;
                let mut found = list(reading, owner, offers.as_ref())?;
                let count = found.len();
                found.truncate(limit);
                Ok(json!({"owner": owner, "own": owner == Some(me), "count": count, "data": found}))
            })
        })
        .await?;
    answer(200, &told)
}

/// What may be offered, read before something is written: a run is not part of the write.
fn offers(platform: &Platform, asker: &Authenticated) -> Result<Option<Offers>> {
    platform.engine.read(&asker.context(platform), |reading| Offers::read(platform, asker, reading))
}

async fn put_next_decision(State(app): State<App>, asker: Asker, request: Request) -> Answer {
    let wanted: DecisionInput = app.taken(&asker, request).await?;
    let (me, offers) = (asker.user.id, app.work(&asker, offers).await?);
    app.write(&asker, move |writing| decide(writing, me, offers.as_ref(), &wanted)).await?;
    Ok(empty())
}

async fn create_next_task(State(app): State<App>, asker: Asker, request: Request) -> Answer {
    let wanted: TaskInput = app.taken(&asker, request).await?;
    let (me, offers) = (asker.user.id, app.work(&asker, offers).await?);
    let done = app.write(&asker, move |writing| make_task(writing, me, offers.as_ref(), &wanted)).await?;
    Ok(naming(answer(200, &done.value)?, done.change_set))
}

async fn show_next_judgment(State(app): State<App>, asker: Asker, uri: Uri) -> Answer {
    let mut query = parse_query(&uri)?;
    let owner = query.take("owner").as_deref().map(id).transpose()?;
    let days: i64 = match query.take("days") {
        None => 180,
        Some(text) => text
            .parse()
            .ok()
            .filter(|days| (1..=730).contains(days))
            .ok_or_else(|| Error::invalid("days", "out_of_range", "The days lie between 1 and 730."))?,
    };
    query.end()?;
    let me = asker.user.id;
    let told = app
        .read(&asker, move |reading| {
            let owner = whose(reading, owner, me)?;
            let since = reading.context().now.plus_seconds(-days * 86_400);
            judgment(reading, &[owner], since)
        })
        .await?;
    answer(200, &told)
}
