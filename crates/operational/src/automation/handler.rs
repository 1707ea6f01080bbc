//! What answers the operations on automations.

use super::hook::{self, Rotation};
use super::index::Version;
use super::manage::{self, AutomationChange, NewAutomation};
use super::{recipe, run, send, show};
use axum::extract::{Path, Request, State};
use axum::http::Uri;
use axum::http::header::CONTENT_TYPE;
use platform::http::app::{answer, empty, id};
use platform::http::{Answer, App, Asker, parse_query};
use serde::Deserialize;
use serde_json::{Value as Json, json};
use vocabulary::{Error, Id};

/// `GET /automations`
pub async fn list_automations(State(app): State<App>, asker: Asker) -> Answer {
    let data = app.read(&asker, manage::list).await?;
    answer(200, &json!({"data": data}))
}

/// `POST /automations`
pub async fn create_automation(State(app): State<App>, asker: Asker, request: Request) -> Answer {
    let new: NewAutomation = app.taken(&asker, request).await?;
    let done = app.write(&asker, move |writing| {
        let context = writing.context();
        manage::create(writing.writer(), context, &new)
    });
    shown(&app, &asker, done.await?.value, 201).await
}

/// `GET /automations/{id}`
pub async fn show_automation(State(app): State<App>, asker: Asker, Path(of): Path<String>) -> Answer {
    shown(&app, &asker, id(&of)?, 200).await
}

async fn shown(app: &App, asker: &Asker, id: Id, code: u16) -> Answer {
    answer(code, &app.read(asker, move |reading| manage::show(reading, id)).await?)
}

/// `PATCH /automations/{id}`
pub async fn change_automation(
    State(app): State<App>,
    asker: Asker,
    Path(of): Path<String>,
    request: Request,
) -> Answer {
    let id = id(&of)?;
    let change: AutomationChange = app.taken(&asker, request).await?;
    app.write(&asker, move |writing| {
        let context = writing.context();
        manage::change(writing.writer(), context, id, &change)
    })
    .await?;
    shown(&app, &asker, id, 200).await
}

/// `DELETE /automations/{id}`
pub async fn remove_automation(State(app): State<App>, asker: Asker, Path(of): Path<String>) -> Answer {
    let id = id(&of)?;
    app.write(&asker, move |writing| {
        let context = writing.context();
        manage::remove(writing.writer(), context, id)
    })
    .await?;
    Ok(empty())
}

/// `PUT /automations/{id}/publication`
pub async fn publish_automation(State(app): State<App>, asker: Asker, Path(of): Path<String>) -> Answer {
    let id = id(&of)?;
    let zone = jiff::tz::TimeZone::get(&asker.workspace.zone).unwrap_or(jiff::tz::TimeZone::UTC);
    app.write(&asker, move |writing| manage::publish(writing, id, &zone)).await?;
    shown(&app, &asker, id, 200).await
}

/// `DELETE /automations/{id}/publication`
pub async fn pause_automation(State(app): State<App>, asker: Asker, Path(of): Path<String>) -> Answer {
    let id = id(&of)?;
    app.write(&asker, move |writing| {
        let context = writing.context();
        manage::pause(writing.writer(), context, id)
    })
    .await?;
    shown(&app, &asker, id, 200).await
}

/// `GET /automations/{id}/versions`
pub async fn list_automation_versions(
    State(app): State<App>,
    asker: Asker,
    Path(of): Path<String>,
) -> Answer {
    let id = id(&of)?;
    answer(200, &app.read(&asker, move |reading| manage::versions(reading, id)).await?)
}

/// `PUT /automations/{id}/hook`
pub async fn renew_automation_hook(
    State(app): State<App>,
    asker: Asker,
    Path(of): Path<String>,
    request: Request,
) -> Answer {
    let id = id(&of)?;
    // A call that says nothing is one that agrees to a day.
    let silent = !request.headers().contains_key(CONTENT_TYPE);
    let rotation = if silent { Rotation::default() } else { app.taken(&asker, request).await? };
    let (path, until) =
        app.work(&asker, move |platform, asker| hook::renew(platform, asker, id, rotation)).await?;
    answer(200, &json!({"url": format!("{}{path}", app.address), "older_until": until}))
}

/// `PUT /automations/{id}/secret`
pub async fn show_automation_secret(State(app): State<App>, asker: Asker, Path(of): Path<String>) -> Answer {
    let id = id(&of)?;
    let secret = app.work(&asker, move |platform, asker| {
        let context = asker.context(platform);
        platform.store.read(|reader| manage::find(reader, &context, id))?;
        Ok(platform::webhook::written(&send::secret(platform, context.workspace, id)))
    });
    answer(200, &json!({"secret": secret.await?}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TrialInput {
    #[serde(default)]
    record: Option<Id>,
    #[serde(default)]
    definition: Option<Json>,
    #[serde(default)]
    body: Json,
}

/// `POST /automations/{id}/trial`
pub async fn try_automation(
    State(app): State<App>,
    asker: Asker,
    Path(of): Path<String>,
    request: Request,
) -> Answer {
    let id = id(&of)?;
    let input: TrialInput = app.taken(&asker, request).await?;
    let done = app
        .write(&asker, move |writing| {
            let context = writing.context().clone();
            let automation = manage::find(writing.writer(), &context, id)?;
            let json = input.definition.as_ref().unwrap_or(&automation.definition);
            let definition = manage::definition(json)?;
            super::check::demand_sound(&mut writing.reading(), &definition)?;
            let meets = match (&definition.object, input.record, &definition.condition) {
                (Some(object), Some(record), condition) => {
                    writing.reading().get(object, record)?;
                    let filters: Vec<Json> = condition.iter().cloned().collect();
                    writing.reading().meets(object, record, &filters)?.first() != Some(&false)
                }
                (Some(_), None, _) => {
                    return Err(Error::invalid("record", "required", "Choose a record to try it on."));
                }
                _ => true,
            };
            let version = Version::new(id, 0, definition);
            let (lines, state) = run::try_out(writing, version, input.record, input.body.clone())?;
            Ok((meets, lines, state))
        })
        .await?;
    let (meets, lines, state) = done.value;
    let log: Vec<Json> = lines
        .iter()
        .enumerate()
        .map(|(number, line)| {
            json!({"number": number, "path": line.path, "word": line.word, "outcome": line.outcome, "detail": line.detail})
        })
        .collect();
    answer(200, &json!({"meets": meets, "state": state, "log": log}))
}

/// `GET /automations/{id}/runs`
pub async fn list_automation_runs(
    State(app): State<App>,
    asker: Asker,
    Path(of): Path<String>,
    uri: Uri,
) -> Answer {
    let id = id(&of)?;
    let mut query = parse_query(&uri)?;
    let state = query.take("state");
    let limit = query.take_number("limit")?.unwrap_or(50).clamp(1, 200) as usize;
    let cursor = query.take("cursor").map(|text| text.parse::<Id>()).transpose()?;
    query.end()?;
    answer(200, &app.read(&asker, move |reading| show::runs(reading, id, state, limit, cursor)).await?)
}

/// `GET /automation-runs/{id}`
pub async fn show_automation_run(State(app): State<App>, asker: Asker, Path(of): Path<String>) -> Answer {
    let id = id(&of)?;
    answer(200, &app.read(&asker, move |reading| show::run(reading, id)).await?)
}

/// `PUT /automation-runs/{id}/retry`
pub async fn retry_automation_run(State(app): State<App>, asker: Asker, Path(of): Path<String>) -> Answer {
    let id = id(&of)?;
    app.write(&asker, move |writing| {
        let context = writing.context();
        show::retry(writing.writer(), context, id)
    })
    .await?;
    answer(200, &app.read(&asker, move |reading| show::run(reading, id)).await?)
}

/// `PUT /automation-runs/{id}/stop`
pub async fn stop_automation_run(State(app): State<App>, asker: Asker, Path(of): Path<String>) -> Answer {
    let id = id(&of)?;
    app.write(&asker, move |writing| {
        let context = writing.context();
        show::stop(writing.writer(), context, id)
    })
    .await?;
    answer(200, &app.read(&asker, move |reading| show::run(reading, id)).await?)
}

/// `GET /automation-questions`
pub async fn list_automation_questions(State(app): State<App>, asker: Asker, uri: Uri) -> Answer {
    let mut query = parse_query(&uri)?;
    let answered = query.take_flag("answered")?.unwrap_or(false);
    query.end()?;
    answer(200, &app.read(&asker, move |reading| show::questions(reading, answered)).await?)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AnswerInput {
    yes: bool,
    #[serde(default)]
    note: String,
}

/// `PUT /automation-questions/{id}/answer`
pub async fn answer_automation_question(
    State(app): State<App>,
    asker: Asker,
    Path(of): Path<String>,
    request: Request,
) -> Answer {
    let id = id(&of)?;
    let input: AnswerInput = app.taken(&asker, request).await?;
    app.write(&asker, move |writing| {
        let context = writing.context();
        show::answer(writing.writer(), context, id, input.yes, &input.note)
    })
    .await?;
    Ok(empty())
}

/// `GET /automation-recipes`
pub async fn list_automation_recipes(_asker: Asker) -> Answer {
    answer(200, &json!({"data": recipe::RECIPES.iter().map(recipe::Recipe::shown).collect::<Vec<_>>()}))
}
