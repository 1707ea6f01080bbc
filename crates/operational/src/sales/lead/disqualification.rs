//! `/leads/{id}/disqualification`: a lead came to nothing, why, and when to try again.

use crate::sales::house::text_of;
use axum::extract::{Path, Request, State};
use dictionary::Value;
use platform::http::app::{answer, id, naming};
use platform::http::{Answer, App, Asker};
use records::{ChangeRequest, Input, Viewed, Writing};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use standard::lead;
use vocabulary::{Conflict, Date, Error, Id, Result};

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct DisqualificationInput {
    reason: String,
    #[serde(default)]
    retry_on: Option<Date>,
}

#[derive(Serialize)]
struct Disqualification {
    lead: Id,
    version: i64,
    state: Json,
    reason: Json,
    retry_on: Json,
}

fn told(lead: &Viewed) -> Disqualification {
    let value = |key: &str| lead.value(key).map_or(Json::Null, Value::to_json);
    Disqualification {
        lead: lead.id(),
        version: lead.version(),
        state: value(lead::STATE.key()),
        reason: value(lead::DISQUALIFICATION.key()),
        retry_on: value(lead::RETRY_ON.key()),
    }
}

/// `PUT /leads/{id}/disqualification`
pub async fn put_disqualification(
    State(app): State<App>,
    asker: Asker,
    Path(of): Path<String>,
    request: Request,
) -> Answer {
    let of = id(&of)?;
    let wanted: DisqualificationInput = app.taken(&asker, request).await?;
    let today = app.platform.now().date_in(&asker.context(&app.platform).moment.zone);
    if wanted.retry_on.is_some_and(|day| day <= today) {
        return Err(Error::invalid("retry_on", "too_early", "Name a day to come.").into());
    }
    let fields = Input::from_iter([
        (lead::STATE.key().to_string(), json!("disqualified")),
        (lead::DISQUALIFICATION.key().to_string(), json!(wanted.reason)),
        (lead::RETRY_ON.key().to_string(), json!(wanted.retry_on)),
    ]);
    let done = app.write(&asker, move |writing| write(writing, of, &fields)).await?;
    Ok(naming(answer(200, &told(&done.value))?, done.change_set))
}

/// `DELETE /leads/{id}/disqualification`
pub async fn remove_disqualification(State(app): State<App>, asker: Asker, Path(of): Path<String>) -> Answer {
    let of = id(&of)?;
    let done = app
        .write(&asker, move |writing| {
            let before = writing.reading().get(lead::KEY, of)?;
            if text_of(before.value(lead::STATE.key())) != Some("disqualified") {
                return Err(Error::Conflict(Conflict::Other, "This lead is not disqualified.".to_string()));
            }
            let fields = Input::from_iter([(lead::STATE.key().to_string(), json!("working"))]);
            write(writing, of, &fields)
        })
        .await?;
    Ok(naming(answer(200, &told(&done.value))?, done.change_set))
}

fn write(writing: &mut Writing<'_>, id: Id, fields: &Input) -> Result<Viewed> {
    let request = ChangeRequest { id, version: None, fields: fields.clone() };
    let written = writing.change(lead::KEY, &request)?;
    writing.view(lead::KEY, &written)
}
