//! What answers the operations on analyses. A run that somebody may not see does not exist.

use super::audience::{self, NewAudience};
use super::compare;
use super::reach::demand;
use super::run::{NewRun, ask};
use super::table::{self, Refusal, Run, State};
use super::tables;
use super::{Analysis, find};
use axum::extract::{Path, Request, State as Shared};
use axum::http::{HeaderValue, Uri, header};
use platform::Platform;
use platform::http::app::{answer, empty, id, naming};
use platform::http::{Answer, App, Asker, attachment, parse_query};
use platform::identity::Authenticated;
use platform::job::{self, JobState};
use records::{Permission, Reading};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use vocabulary::{Error, Id, Result, Timestamp};

/// Longest note.
const NOTE: usize = 4000;
/// Most runs that may be kept of each analysis.
const MOST_KEPT: i64 = 1000;

/// A run as it is told.
#[derive(Debug, Serialize)]
struct Told {
    id: Id,
    analysis: String,
    version: i64,
    /// Whether the method is still the same.
    current: bool,
    parameters: Json,
    as_of: Timestamp,
    asked_by: Option<Json>,
    asked_at: Timestamp,
    /// Whether it was made of all records.
    whole: bool,
    /// Whether the asker may write to it.
    mine: bool,
    state: State,
    job: Option<Id>,
    progress: Option<Json>,
    milliseconds: Option<i64>,
    hash: Option<String>,
    refusal: Option<Refusal>,
    note: String,
    kept: bool,
}

/// `GET /analyses`
pub(super) async fn list_analyses(asker: Asker) -> Answer {
    let seen = crate::ANALYSES.iter().filter(|analysis| demand(&asker.rights, analysis).is_ok());
    let told = |analysis: &&Analysis| json!({"key": analysis.key, "version": analysis.version, "needs": analysis.needs});
    answer(200, &json!({"data": seen.map(told).collect::<Vec<_>>()}))
}

/// `POST /analyses/{analysis}/runs`
pub(super) async fn create_analysis_run(
    Shared(app): Shared<App>,
    asker: Asker,
    Path(key): Path<String>,
    request: Request,
) -> Answer {
    demand(&asker.rights, find(&key)?)?;
    let new: NewRun = app.taken(&asker, request).await?;
    let made = app
        .work(&asker, move |platform, asker| {
            let id = ask(platform, asker, &key, &new)?;
            whole(platform, asker, id)
        })
        .await?;
    answer(201, &made)
}

/// `GET /analysis-runs`
pub(super) async fn list_analysis_runs(Shared(app): Shared<App>, asker: Asker, uri: Uri) -> Answer {
    let mut query = parse_query(&uri)?;
    let analysis = query.take("analysis");
    let limit = query.take_number("limit")?.unwrap_or(50).clamp(1, 200) as usize;
    let mut before = query.take("cursor").map(|text| id(&text)).transpose()?;
    query.end()?;
    let page = app
        .work(&asker, move |platform, asker| {
            let mut found: Vec<Told> = Vec::new();
            let workspace = asker.workspace.id;
            loop {
                let runs = platform
                    .store
                    .read(|reader| table::list(reader, workspace, analysis.as_deref(), before, 200))?;
                let last = runs.len() < 200;
                let seen = platform.engine.read(&asker.context(platform), |reading| {
                    runs.into_iter().map(|run| seen(reading, asker, run)).collect::<Result<Vec<_>>>()
                })?;
                for (run, told) in seen {
                    before = Some(run);
                    let Some(told) = told else { continue };
                    if found.len() == limit {
                        return Ok((found, true));
                    }
                    found.push(told);
                }
                if last {
                    return Ok((found, false));
                }
            }
        })
        .await?;
    let (mut found, more) = page;
    let next = found.last().map(|told| told.id).filter(|_| more);
    app.work(&asker, move |platform, asker| {
        found.iter_mut().try_for_each(|told| proceed(platform, asker, told))?;
        Ok(json!({"data": found, "next": next}))
    })
    .await
    .map(|page| answer(200, &page))?
}

/// `GET /analysis-runs/{id}`
pub(super) async fn show_analysis_run(
    Shared(app): Shared<App>,
    asker: Asker,
    Path(of): Path<String>,
) -> Answer {
    let id = id(&of)?;
    answer(200, &app.work(&asker, move |platform, asker| whole(platform, asker, id)).await?)
}

/// `GET /analysis-runs/{id}/tables`
pub(super) async fn export_analysis_run(
    Shared(app): Shared<App>,
    asker: Asker,
    Path(of): Path<String>,
) -> Answer {
    let id = id(&of)?;
    let (key, bytes) = app.work(&asker, move |platform, asker| exported(platform, asker, id)).await?;
    let mut response = axum::response::Response::new(axum::body::Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/zip"));
    headers.insert(header::CONTENT_DISPOSITION, attachment(&format!("{key}.zip")));
    Ok(response)
}

/// The tables of a run's result, for whoever sees it and may take out what it was made of.
fn exported(platform: &Platform, asker: &Authenticated, id: Id) -> Result<(String, Vec<u8>)> {
    let told = visible(platform, asker, id)?;
    platform.engine.read(&asker.context(platform), |reading| {
        let rights = &reading.context().rights;
        for key in find(&told.analysis)?.needs {
            if rights.extent(key, Permission::Export) < rights.object(key).read {
                let label = reading.object(key)?.label_plural.to_lowercase();
                return Err(Error::Forbidden(format!("Your role does not let you export {label}.")));
            }
        }
        Ok(())
    })?;
    let result = platform.store.read(|reader| table::result(reader, asker.workspace.id, id))?;
    let run = json!({"run": [{"id": told.id, "analysis": told.analysis, "version": told.version, "as_of": told.as_of,
        "parameters": told.parameters.to_string(), "hash": told.hash, "whole": told.whole}]});
    let mut all = tables::tables(&run);
    all.extend(tables::tables(&result));
    let bytes = tables::written(&all).map_err(Error::internal)?;
    Ok((told.analysis, bytes))
}

/// `POST /analysis-runs/{id}/audiences`
pub(super) async fn freeze_analysis_mark(
    Shared(app): Shared<App>,
    asker: Asker,
    Path(of): Path<String>,
    request: Request,
) -> Answer {
    let id = id(&of)?;
    // Whoever may not see the run hears nothing else of it.
    app.work(&asker, move |platform, asker| visible(platform, asker, id).map(|_| ())).await?;
    let new: NewAudience = app.taken(&asker, request).await?;
    let marked = app
        .work(&asker, move |platform, asker| {
            let told = platform.store.read(|reader| table::result(reader, asker.workspace.id, id))?;
            audience::marked(platform, asker, id, new, &told)
        })
        .await?;
    let done = app.write(&asker, move |writing| audience::frozen(writing, &marked)).await?;
    let (audience, size) = done.value;
    Ok(naming(answer(201, &json!({"id": audience, "size": size}))?, done.change_set))
}

/// What of a run can be changed.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    note: Option<String>,
    kept: Option<bool>,
}

/// `PATCH /analysis-runs/{id}`
pub(super) async fn change_analysis_run(
    Shared(app): Shared<App>,
    asker: Asker,
    Path(of): Path<String>,
    request: Request,
) -> Answer {
    let id = id(&of)?;
    let change: Change = app.taken(&asker, request).await?;
    let told = app
        .work(&asker, move |platform, asker| {
            own(platform, asker, id)?;
            if change.note.as_ref().is_some_and(|note| note.chars().count() > NOTE) {
                return Err(Error::invalid(
                    "note",
                    "too_long",
                    format!("A note has at most {NOTE} letters."),
                ));
            }
            let mut set = Vec::new();
            set.extend(change.note.map(|note| ("note", note.trim().into())));
            set.extend(change.kept.map(|kept| ("kept", kept.into())));
            let workspace = asker.workspace.id;
            if !set.is_empty() {
                platform.store.write(move |writer| table::change(writer, workspace, id, set.clone()))?;
            }
            visible(platform, asker, id)
        })
        .await?;
    answer(200, &told)
}

/// `DELETE /analysis-runs/{id}`
pub(super) async fn remove_analysis_run(
    Shared(app): Shared<App>,
    asker: Asker,
    Path(of): Path<String>,
) -> Answer {
    let id = id(&of)?;
    app.work(&asker, move |platform, asker| {
        own(platform, asker, id)?;
        let workspace = asker.workspace.id;
        platform.store.write(move |writer| table::delete(writer, workspace, id))
    })
    .await?;
    Ok(empty())
}

/// `GET /analysis-runs/{id}/comparison`
pub(super) async fn compare_analysis_runs(
    Shared(app): Shared<App>,
    asker: Asker,
    Path(of): Path<String>,
    uri: Uri,
) -> Answer {
    let of = id(&of)?;
    let mut query = parse_query(&uri)?;
    let with = query.take("with");
    query.end()?;
    let told = app
        .work(&asker, move |platform, asker| {
            let before = visible(platform, asker, of)?;
            let with = with.ok_or_else(|| Error::invalid("with", "required", "Give the other run."))?;
            let after = visible(platform, asker, id(&with)?)?;
            if before.analysis != after.analysis {
                let message = "Give a run of the same analysis.";
                return Err(Error::invalid("with", "mismatch", message));
            }
            let workspace = asker.workspace.id;
            let (one, two) = platform.store.read(|reader| {
                Ok((
                    table::result(reader, workspace, before.id)?,
                    table::result(reader, workspace, after.id)?,
                ))
            })?;
            let same = before.hash.is_some() && before.hash == after.hash;
            let mut told = compare::told(&one, &two);
            if let Some(entries) = told.as_object_mut() {
                entries.insert("same".to_string(), same.into());
                entries.insert("before".to_string(), json(&before)?);
                entries.insert("after".to_string(), json(&after)?);
            }
            Ok(told)
        })
        .await?;
    answer(200, &told)
}

/// The rule of retention.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Retention {
    newest: i64,
}

/// `GET /analysis-retention`
pub(super) async fn show_analysis_retention(Shared(app): Shared<App>, asker: Asker) -> Answer {
    let newest = app
        .work(&asker, |platform, asker| {
            asker.require_administrator()?;
            platform.store.read(|reader| table::newest(reader, asker.workspace.id))
        })
        .await?;
    answer(200, &Retention { newest })
}

/// `PUT /analysis-retention`
pub(super) async fn put_analysis_retention(
    Shared(app): Shared<App>,
    asker: Asker,
    request: Request,
) -> Answer {
    asker.require_administrator()?;
    let rule: Retention = app.taken(&asker, request).await?;
    app.work(&asker, move |platform, asker| {
        if !(1..=MOST_KEPT).contains(&rule.newest) {
            let message = format!("Give a number from 1 to {MOST_KEPT}.");
            return Err(Error::invalid("newest", "out_of_range", message));
        }
        let workspace = asker.workspace.id;
        platform.store.write(move |writer| table::put_newest(writer, workspace, rule.newest))
    })
    .await?;
    answer(200, &rule)
}

fn json(value: &impl Serialize) -> Result<Json> {
    serde_json::to_value(value).map_err(Error::internal)
}

/// A run and its result.
fn whole(platform: &Platform, asker: &Authenticated, id: Id) -> Result<Json> {
    let told = visible(platform, asker, id)?;
    let result = platform.store.read(|reader| table::result(reader, asker.workspace.id, id))?;
    let mut whole = json(&told)?;
    if let Some(entries) = whole.as_object_mut() {
        entries.insert("result".to_string(), result);
    }
    Ok(whole)
}

/// A run the asker may see.
fn visible(platform: &Platform, asker: &Authenticated, id: Id) -> Result<Told> {
    let run = platform.store.read(|reader| table::load(reader, asker.workspace.id, id))?;
    let run = run.ok_or_else(Error::not_found)?;
    let (_, told) = platform.engine.read(&asker.context(platform), |reading| seen(reading, asker, run))?;
    let mut told = told.ok_or_else(Error::not_found)?;
    proceed(platform, asker, &mut told)?;
    Ok(told)
}

/// A run the asker sees and may write to.
fn own(platform: &Platform, asker: &Authenticated, id: Id) -> Result<()> {
    if visible(platform, asker, id)?.mine {
        return Ok(());
    }
    Err(Error::Forbidden("Only who asked for it, or an administrator, may do this.".to_string()))
}

/// What the asker is told of a run, if they may see it; also its place in the list.
fn seen(reading: &mut Reading<'_>, asker: &Authenticated, run: Run) -> Result<(Id, Option<Told>)> {
    let id = run.id;
    // An analysis that this version does not know any more is nothing it can judge the rights of.
    let Ok(analysis) = find(&run.analysis) else { return Ok((id, None)) };
    let maker = run.asked_by == Some(asker.user.id);
    let ended = run.state.has_ended();
    let shown = run.reach.shows_to(&asker.rights, reading.dictionary(), maker);
    if !shown || !(maker || ended) {
        return Ok((id, None));
    }
    let asked_by = match run.asked_by {
        None => None,
        Some(user) => Some(json!({"id": user, "name": reading.title_of("user", user)?})),
    };
    let told = Told {
        id,
        version: run.version,
        current: run.version == i64::from(analysis.version),
        parameters: run.parameters,
        as_of: run.as_of,
        asked_by,
        asked_at: run.asked_at,
        whole: run.reach.is_whole(),
        mine: maker || asker.rights.administrator(),
        state: run.state,
        job: Some(run.job).filter(|_| maker && !ended),
        progress: None,
        milliseconds: run
            .started_at
            .zip(run.finished_at)
            .map(|(from, to)| (to.micros() - from.micros()).max(0) / 1000),
        hash: run.hash,
        refusal: run.refusal,
        note: run.note,
        kept: run.kept,
        analysis: run.analysis,
    };
    Ok((id, Some(told)))
}

/// How far a run is that has not ended; a job that ended without it tells how it went.
fn proceed(platform: &Platform, asker: &Authenticated, told: &mut Told) -> Result<()> {
    let Some(id) = told.job else { return Ok(()) };
    match job::find_job(platform, asker, id) {
        Ok(job) => {
            told.progress = Some(json!({"done": job.progress.done, "total": job.progress.total}));
            match job.state {
                JobState::Cancelled => told.state = State::Cancelled,
                JobState::Failed => told.state = State::Failed,
                JobState::Queued | JobState::Running | JobState::Done => {}
            }
            if job.state == JobState::Failed {
                told.refusal = job.error.map(|text| Refusal { code: "failed".to_string(), text });
            }
        }
        Err(Error::NotFound(_)) => told.state = State::Failed,
        Err(error) => return Err(error),
    }
    if told.state.has_ended() {
        (told.job, told.progress) = (None, None);
    }
    Ok(())
}
