//! `/deals/{id}/outcome`: how a deal ended. It stands in the fields of the deal, with its history; here it is one thing.

use crate::sales::house::{found, is, linked_id, looked_at, text_of};
use axum::extract::{Path, Request, State};
use dictionary::Value;
use platform::http::app::{answer, id};
use platform::http::{Answer, App, Asker};
use records::{ChangeRequest, Input, Viewed, Writing};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use standard::{deal, stage, stage_visit};
use vocabulary::{Conflict, Error, Id, Result, Timestamp};

/// How a deal is to end.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct OutcomeInput {
    outcome: String,
    #[serde(default)]
    reason: Option<String>,
    #[serde(default)]
    competitor: Option<Id>,
    #[serde(default)]
    decided_at: Option<Timestamp>,
}

/// How it ended.
#[derive(Serialize)]
struct Outcome {
    deal: Id,
    version: i64,
    outcome: Json,
    reason: Json,
    competitor: Json,
    decided_at: Json,
    decided_by: Json,
    stage: Json,
}

impl Outcome {
    fn of(viewed: &Viewed) -> Result<Outcome> {
        let outcome = viewed.value(deal::OUTCOME.key()).ok_or_else(Error::not_found)?;
        let outcome = if outcome.is_null() { json!("open") } else { outcome.to_json() };
        let value = |key: &str| viewed.value(key).map_or(Json::Null, Value::to_json);
        let link = |key: &str, object: &str| match viewed.value(key) {
            Some(Value::Link(link)) => json!({"object": object, "id": link.id, "title": link.title}),
            _ => Json::Null,
        };
        Ok(Outcome {
            deal: viewed.id(),
            version: viewed.version(),
            outcome,
            reason: value(deal::LOST_REASON.key()),
            competitor: link(deal::COMPETITOR.key(), "company"),
            decided_at: value(deal::CLOSED_AT.key()),
            decided_by: link(deal::DECIDED_BY.key(), "user"),
            stage: link(deal::STAGE.key(), stage::KEY),
        })
    }
}

/// `GET /deals/{id}/outcome`
pub async fn show_outcome(State(app): State<App>, asker: Asker, Path(deal): Path<String>) -> Answer {
    let deal = id(&deal)?;
    let viewed = app.read(&asker, move |reading| reading.get(deal::KEY, deal)).await?;
    answer(200, &Outcome::of(&viewed)?)
}

/// `PUT /deals/{id}/outcome`
pub async fn put_outcome(
    State(app): State<App>,
    asker: Asker,
    Path(deal): Path<String>,
    request: Request,
) -> Answer {
    let deal = id(&deal)?;
    let wanted: OutcomeInput = app.taken(&asker, request).await?;
    if !["won", "lost"].contains(&wanted.outcome.as_str()) {
        return Err(Error::invalid("outcome", "unknown_choice", "A deal ends as won or as lost.").into());
    }
    if wanted.outcome == "won" && wanted.reason.is_some() {
        let text = "Only a lost deal has a reason.";
        return Err(Error::invalid("reason", "not_supported", text).into());
    }
    let done = app.write(&asker, move |writing| decide(writing, deal, &wanted)).await?;
    let told = Outcome::of(&done.value)?;
    Ok(platform::http::app::naming(answer(200, &told)?, done.change_set))
}

fn decide(writing: &mut Writing<'_>, id: Id, wanted: &OutcomeInput) -> Result<Viewed> {
    let mut fields = Input::new();
    fields.insert(deal::OUTCOME.key().to_string(), json!(wanted.outcome));
    fields.insert(deal::LOST_REASON.key().to_string(), json!(wanted.reason));
    if wanted.competitor.is_some() {
        fields.insert(deal::COMPETITOR.key().to_string(), json!(wanted.competitor));
    }
    if let Some(at) = wanted.decided_at {
        fields.insert(deal::CLOSED_AT.key().to_string(), json!(at));
    }
    let written = writing.change(deal::KEY, &ChangeRequest { id, version: None, fields })?;
    writing.view(deal::KEY, &written)
}

/// `DELETE /deals/{id}/outcome`
pub async fn remove_outcome(State(app): State<App>, asker: Asker, Path(deal): Path<String>) -> Answer {
    let deal = id(&deal)?;
    let done = app.write(&asker, move |writing| reopen(writing, deal)).await?;
    let told = Outcome::of(&done.value)?;
    Ok(platform::http::app::naming(answer(200, &told)?, done.change_set))
}

fn reopen(writing: &mut Writing<'_>, id: Id) -> Result<Viewed> {
    let before = writing.reading().get(deal::KEY, id)?;
    if text_of(before.value(deal::OUTCOME.key())) == Some("open") {
        return Err(Error::Conflict(Conflict::Other, "This deal is open already.".to_string()));
    }
    let stood = stage_before(writing, &before)?;
    let mut fields = Input::new();
    fields.insert(deal::OUTCOME.key().to_string(), json!("open"));
    fields.insert(deal::LOST_REASON.key().to_string(), Json::Null);
    if let Some(stage) = stood {
        fields.insert(deal::STAGE.key().to_string(), json!(stage));
    }
    let written = writing.change(deal::KEY, &ChangeRequest { id, version: None, fields })?;
    writing.view(deal::KEY, &written)
}

/// The open stage it stood in last, if that still exists; else the first of its pipeline.
fn stage_before(writing: &mut Writing<'_>, before: &Viewed) -> Result<Option<Id>> {
    let visits = is(stage_visit::DEAL.key(), before.id().to_string());
    for visit in found(writing, stage_visit::KEY, visits, "-entered_at", 50)? {
        let Some(stage) = linked_id(visit.value(stage_visit::STAGE.key())) else { continue };
        let stood = looked_at(writing, stage::KEY, stage)?;
        if stood.is_some_and(|stage| text_of(stage.value(stage::KIND.key())) == Some("open")) {
            return Ok(Some(stage));
        }
    }
    let Some(pipeline) = linked_id(before.value(deal::PIPELINE.key())) else { return Ok(None) };
    let open = json!({"and": [
        is(stage::PIPELINE.key(), pipeline.to_string()), is(stage::KIND.key(), "open"),
    ]});
    Ok(found(writing, stage::KEY, open, stage::POSITION.key(), 1)?.first().map(Viewed::id))
}
