//! `/leads/{id}/conversion`: a lead becomes a deal, in one act that is a record of its own, and can be taken back as one.

use crate::sales::house::{found, input, is, link, linked_id, looked_at, text_of};
use axum::extract::{Path, Request, State};
use dictionary::Value;
use platform::http::app::{answer, id, naming};
use platform::http::{Answer, App, Asker};
use records::{ChangeRequest, Input, Permission, Viewed, Writing};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use standard::{call, company, conversion, deal, lead, meeting, note, person, pipeline, stage, task};
use vocabulary::{Conflict, Error, Id, Result, Timestamp};

/// Activities of each sort that follow a lead to its deal.
const MOST: usize = 200;

/// Something that is there already, or what it is to be made of.
#[derive(Clone, Deserialize)]
#[serde(untagged)]
enum Wanted {
    There(Id),
    New(Input),
}

#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ConversionInput {
    deal: Option<Wanted>,
    person: Option<Wanted>,
    company: Option<Wanted>,
}

/// What a lead became.
#[derive(Serialize)]
struct Conversion {
    id: Id,
    lead: Json,
    deal: Json,
    person: Json,
    company: Json,
    made_deal: bool,
    at: Timestamp,
    by: String,
}

fn told(found: &Viewed) -> Conversion {
    let link = |key: &str, object: &str| match found.value(key) {
        Some(Value::Link(link)) => json!({"object": object, "id": link.id, "title": link.title}),
        _ => Json::Null,
    };
    Conversion {
        id: found.id(),
        lead: link(conversion::LEAD.key(), lead::KEY),
        deal: link(conversion::DEAL.key(), deal::KEY),
        person: link(conversion::PERSON.key(), person::KEY),
        company: link(conversion::COMPANY.key(), company::KEY),
        made_deal: found.value(conversion::MADE_DEAL.key()) == Some(&Value::Boolean(true)),
        at: found.meta().created_at,
        by: found.meta().created_by.name.clone(),
    }
}

/// `GET /leads/{id}/conversion`
pub async fn show_conversion(State(app): State<App>, asker: Asker, Path(of): Path<String>) -> Answer {
    let of = id(&of)?;
    let found = app
        .read(&asker, move |reading| {
            reading.get(lead::KEY, of)?;
            let request = records::FindRequest {
                filter: Some(is(conversion::LEAD.key(), of.to_string())),
                limit: Some(1),
                ..records::FindRequest::default()
            };
            let found = reading.find(conversion::KEY, &request)?.data.into_iter().next();
            found.ok_or_else(Error::not_found)
        })
        .await?;
    answer(200, &told(&found))
}

/// `POST /leads/{id}/conversion`
pub async fn create_conversion(
    State(app): State<App>,
    asker: Asker,
    Path(of): Path<String>,
    request: Request,
) -> Answer {
    let of = id(&of)?;
    let wanted: ConversionInput = app.taken(&asker, request).await?;
    let done = app.write(&asker, move |writing| convert(writing, of, &wanted)).await?;
    Ok(naming(answer(201, &told(&done.value))?, done.change_set))
}

fn convert(writing: &mut Writing<'_>, of: Id, wanted: &ConversionInput) -> Result<Viewed> {
    let before = changeable(writing, of)?;
    let state = text_of(before.value(lead::STATE.key())).unwrap_or("new").to_string();
    if current(writing, of)?.is_some() || state == "converted" {
        return Err(Error::Conflict(Conflict::Other, "This lead has been converted already.".to_string()));
    }
    let company = party(writing, company::KEY, wanted.company.as_ref(), before.value(lead::COMPANY.key()))?;
    let person = match &wanted.person {
        Some(Wanted::New(fields)) => {
            let mut fields = fields.clone();
            if let Some(company) = company {
                fields.entry(person::COMPANY.key()).or_insert_with(|| json!(company));
            }
            let new = Wanted::New(fields);
            party(writing, person::KEY, Some(&new), None)?
        }
        other => party(writing, person::KEY, other.as_ref(), before.value(lead::PERSON.key()))?,
    };
    let (deal, made) = match &wanted.deal {
        Some(Wanted::There(deal)) => {
            (writing.reading().get(deal::KEY, *deal).map_err(|error| no_such("deal", error))?.id(), false)
        }
        Some(Wanted::New(fields)) => (make_deal(writing, &before, fields, person, company)?, true),
        None => (make_deal(writing, &before, &Input::new(), person, company)?, true),
    };
    let mut kept = vec![
        (conversion::LEAD.key(), link(of)),
        (conversion::DEAL.key(), link(deal)),
        (conversion::MADE_DEAL.key(), Value::Boolean(made)),
        (conversion::STATE_BEFORE.key(), Value::Text(state)),
    ];
    kept.extend(before.title().map(|title| (conversion::NAME.key(), Value::Text(title.to_string()))));
    kept.extend(person.map(|person| (conversion::PERSON.key(), link(person))));
    kept.extend(company.map(|company| (conversion::COMPANY.key(), link(company))));
    let house = writing.context().unlimited();
    let owner = input([("owner", json!(before.meta().owner))]);
    let made = writing.acting(&house, |writing| writing.create_made(conversion::KEY, &owner, kept))?;
    let mut fields = input([(lead::STATE.key(), json!("converted"))]);
    for (field, found) in [(lead::PERSON.key(), person), (lead::COMPANY.key(), company)] {
        if let Some(found) = found.filter(|_| writing.may_write(lead::KEY, field)) {
            fields.insert(field.to_string(), json!(found));
        }
    }
    writing.change(lead::KEY, &ChangeRequest { id: of, version: None, fields })?;
    follow(writing, of, None, Some(deal))?;
    seen(writing, made.id())
}

/// The record as its maker may see it; their role may not let them look at conversions by themselves, but this one they made.
fn seen(writing: &mut Writing<'_>, made: Id) -> Result<Viewed> {
    match writing.reading().get(conversion::KEY, made) {
        Err(Error::NotFound(_)) => looked_at(writing, conversion::KEY, made)?.ok_or_else(Error::not_found),
        other => other,
    }
}

fn changeable(writing: &mut Writing<'_>, of: Id) -> Result<Viewed> {
    let before = writing.reading().get(lead::KEY, of)?;
    if writing.context().rights.reaches(lead::KEY, Permission::Change, before.meta()) {
        return Ok(before);
    }
    Err(Error::Forbidden("Your role does not let you change this lead.".to_string()))
}

fn current(writing: &mut Writing<'_>, of: Id) -> Result<Option<Viewed>> {
    let filter = is(conversion::LEAD.key(), of.to_string());
    Ok(found(writing, conversion::KEY, filter, "-created_at", 1)?.into_iter().next())
}

/// The person or company: the one named, a new one, or the lead's own.
fn party(
    writing: &mut Writing<'_>,
    object: &'static str,
    wanted: Option<&Wanted>,
    own: Option<&Value>,
) -> Result<Option<Id>> {
    match wanted {
        None => Ok(linked_id(own)),
        Some(Wanted::There(id)) => {
            let found = writing.reading().get(object, *id).map_err(|error| no_such(object, error))?;
            Ok(Some(found.id()))
        }
        Some(Wanted::New(fields)) => {
            let made = writing.create(object, fields).map_err(|error| below(object, error))?;
            Ok(Some(made.id()))
        }
    }
}

fn make_deal(
    writing: &mut Writing<'_>,
    lead: &Viewed,
    wanted: &Input,
    person: Option<Id>,
    company: Option<Id>,
) -> Result<Id> {
    let mut fields = wanted.clone();
    let mut usually = |field: &str, value: Json| {
        if !value.is_null() {
            fields.entry(field).or_insert(value);
        }
    };
    usually(deal::NAME.key(), json!(lead.title()));
    usually(deal::PERSON.key(), json!(person));
    usually(deal::COMPANY.key(), json!(company));
    usually(deal::SOURCE.key(), lead.value(lead::SOURCE.key()).map_or(Json::Null, Value::to_json));
    usually("owner", json!(lead.meta().owner));
    if !fields.contains_key(deal::STAGE.key()) {
        let through = fields.get(deal::PIPELINE.key()).and_then(Json::as_str).map(str::to_string);
        if let Some(stage) = first_stage(writing, through)? {
            fields.insert(deal::STAGE.key().to_string(), json!(stage));
        }
    }
    Ok(writing.create(deal::KEY, &fields).map_err(|error| below(deal::KEY, error))?.id())
}

/// The first open stage of a pipeline, or of the first active one.
fn first_stage(writing: &mut Writing<'_>, through: Option<String>) -> Result<Option<Id>> {
    let through = match through {
        Some(through) => Some(through),
        None => {
            let active = is(pipeline::ACTIVE.key(), true);
            let first = found(writing, pipeline::KEY, active, pipeline::POSITION.key(), 1)?;
            first.first().map(|first| first.id().to_string())
        }
    };
    let Some(through) = through else { return Ok(None) };
    let open = json!({"and": [is(stage::PIPELINE.key(), through), is(stage::KIND.key(), "open")]});
    Ok(found(writing, stage::KEY, open, stage::POSITION.key(), 1)?.first().map(Viewed::id))
}

/// What is wrong with a part of what was sent is told where it was sent.
fn below(part: &str, error: Error) -> Error {
    let Error::Invalid(mut problems) = error else { return error };
    for problem in &mut problems {
        problem.field = format!("{part}.{}", problem.field);
    }
    Error::Invalid(problems)
}

fn no_such(part: &str, error: Error) -> Error {
    match error {
        Error::NotFound(_) => {
            Error::invalid(part, "not_found", "There is no such record, or you may not see it.")
        }
        other => other,
    }
}

/// Calls, meetings, tasks and notes of a lead follow it to its deal, or back.
fn follow(writing: &mut Writing<'_>, of: Id, from: Option<Id>, to: Option<Id>) -> Result<()> {
    let house = writing.context().unlimited();
    for object in [call::KEY, meeting::KEY, task::KEY, note::KEY] {
        let stands = match from {
            Some(from) => is("deal", from.to_string()),
            None => json!({"field": "deal", "op": "is_empty"}),
        };
        let filter = json!({"and": [is("lead", of.to_string()), stands]});
        for activity in found(writing, object, filter, "", MOST)? {
            let fields = input([("deal", json!(to))]);
            let request = ChangeRequest { id: activity.id(), version: None, fields };
            writing.acting(&house, |writing| writing.change(object, &request))?;
        }
    }
    Ok(())
}

/// `DELETE /leads/{id}/conversion`
pub async fn remove_conversion(State(app): State<App>, asker: Asker, Path(of): Path<String>) -> Answer {
    let of = id(&of)?;
    let done = app.write(&asker, move |writing| take_back(writing, of)).await?;
    Ok(done.answer(|()| platform::http::app::empty()))
}

fn take_back(writing: &mut Writing<'_>, of: Id) -> Result<()> {
    changeable(writing, of)?;
    let Some(known) = current(writing, of)? else {
        return Err(Error::Conflict(Conflict::Other, "This lead has not been converted.".to_string()));
    };
    let house = writing.context().unlimited();
    let deal = linked_id(known.value(conversion::DEAL.key()));
    let made = known.value(conversion::MADE_DEAL.key()) == Some(&Value::Boolean(true));
    if let Some(deal) = deal {
        follow(writing, of, Some(deal), None)?;
        let stands = looked_at(writing, deal::KEY, deal)?;
        if let (true, Some(stands)) = (made, &stands) {
            if text_of(stands.value(deal::OUTCOME.key())) != Some("open") {
                let text = "The deal it became is decided. Reopen it first.";
                return Err(Error::Conflict(Conflict::Other, text.to_string()));
            }
            writing.remove(deal::KEY, deal)?;
        }
    }
    writing.acting(&house, |writing| writing.remove(conversion::KEY, known.id()))?;
    let state = text_of(known.value(conversion::STATE_BEFORE.key())).unwrap_or("qualified");
    let fields = input([(lead::STATE.key(), json!(state))]);
    writing.change(lead::KEY, &ChangeRequest { id: of, version: None, fields }).map(|_| ())
}
