//! Change sets: what was done, and taking it back.

use crate::app::{App, answer, id, typed};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method, Uri};
use axum::response::Response;
use platform::http::{Answer, Asker, Limits, StoredAnswer, parse_query};
use records::change_set::{ChangeSetRequest, Kept, UNDO_AT_ONCE};
use serde::{Deserialize, Serialize};
use vocabulary::{ActorKind, Error, Id};

/// `GET /change_sets`
pub async fn list_change_sets(State(app): State<App>, asker: Asker, uri: Uri) -> Answer {
    let mut query = parse_query(&uri)?;
    let request = ChangeSetRequest {
        user: query.take("user"),
        object: query.take("object"),
        record: query.take("record").map(|text| id(&text)).transpose()?,
        cursor: query.take("cursor"),
        limit: query.take_number("limit")?.map(|number| usize::try_from(number).unwrap_or(usize::MAX)),
    };
    query.end()?;
    answer(200, &app.read(&asker, move |reading| reading.change_sets(&request)).await?)
}

/// `GET /change_sets/{id}`
pub async fn show_change_set(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    uri: Uri,
) -> Answer {
    let mut query = parse_query(&uri)?;
    let cursor = query.take("cursor");
    let limit = query.take_number("limit")?.map(|number| usize::try_from(number).unwrap_or(usize::MAX));
    query.end()?;
    let wanted = id(&wanted)?;
    let shown = app.read(&asker, move |reading| reading.change_set(wanted, cursor.as_deref(), limit)).await?;
    answer(200, &shown)
}

/// How to take a change set back.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UndoRequest {
    /// Only tell what it would do.
    #[serde(default)]
    dry_run: bool,
}

/// What taking back did, or the job that does it.
#[derive(Serialize)]
struct UndoAnswer {
    undone: u64,
    kept: Vec<Kept>,
    change_set: Option<Id>,
    job: Option<Id>,
}

/// `POST /change_sets/{id}/undo`
pub async fn undo_change_set(
    State(app): State<App>,
    asker: Asker,
    Path(wanted): Path<String>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    let call = app.call(&asker, &method, &uri, &headers, body, Limits::ONE).await?;
    let request: UndoRequest = typed(call.json)?;
    let wanted = id(&wanted)?;
    let found =
        app.read(&asker, move |reading| Ok(reading.change_set(wanted, None, Some(1))?.change_set)).await?;
    if found.action == "import" {
        return undo_import(&app, &asker, wanted, request.dry_run).await;
    }
    if found.actor.kind == ActorKind::Job {
        app.work(&asker, move |platform, asker| platform::change_set::demand_ended(platform, asker, wanted))
            .await?;
    }
    if found.count > UNDO_AT_ONCE {
        let job = app
            .work(&asker, move |platform, asker| {
                platform::change_set::start_undo(platform, asker, wanted, request.dry_run)
            })
            .await?;
        return later(job);
    }
    app.write_once(&asker, call.key, move |writing| {
        let undone = writing.undo(wanted, request.dry_run)?;
        let answer = UndoAnswer {
            undone: undone.undone,
            kept: undone.all_kept(),
            change_set: writing.change_set(),
            job: None,
        };
        Ok(StoredAnswer::new(200, serde_json::to_string(&answer).map_err(Error::internal)?))
    })
    .await
}

/// An import is taken back in its own way, as if its file had never been read.
async fn undo_import(app: &App, asker: &Asker, wanted: Id, dry_run: bool) -> Answer {
    if dry_run {
        let text =
            "What taking an import back would do is told when it is done: each record that stays, and why.";
        return Err(Error::invalid("dry_run", "not_supported", text).into());
    }
    let started = app
        .work(asker, move |platform, asker| {
            platform::import::undo_import(platform, &asker.context(platform), wanted)
        })
        .await?;
    later(started.job.ok_or_else(|| Error::internal("an import is taken back without a job"))?)
}

fn later(job: Id) -> std::result::Result<Response, platform::http::Failure> {
    answer(202, &UndoAnswer { undone: 0, kept: Vec::new(), change_set: None, job: Some(job) })
}
