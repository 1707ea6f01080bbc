//! `/leads/arrivals`: a lead comes from outside in one call. Who asks is looked for among those who are known; the lead points at
//! them and copies nothing. The rules for leads say whose it is.

use super::assignment::assign;
use super::known::{self, Said};
use crate::sales::house::{found, input, is, linked_id, looked_at};
use crate::sales::territory::Territories;
use axum::extract::{Request, State};
use dictionary::Value;
use platform::http::app::typed;
use platform::http::{Answer, App, Asker, Limits, StoredAnswer};
use platform::notification::{Kind, NewNotification, notify};
use records::{ChangeRequest, Extent, Input, Viewed, Writing};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use standard::{lead, note, person};
use vocabulary::{EmailAddress, Error, Id, Result};

/// What comes.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Arrival {
    /// What it is about; else made of who asks.
    #[serde(default)]
    subject: Option<String>,
    /// Who asks.
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    email: Option<String>,
    #[serde(default)]
    phone: Option<String>,
    #[serde(default)]
    job_title: Option<String>,
    #[serde(default)]
    language: Option<String>,
    /// For which company.
    #[serde(default)]
    company: Option<String>,
    #[serde(default)]
    website: Option<String>,
    #[serde(default)]
    country: Option<String>,
    /// What they want, in their words.
    #[serde(default)]
    message: Option<String>,
    #[serde(default)]
    source: Option<String>,
    #[serde(default)]
    tags: Vec<String>,
    /// Whose it is; else the rules say.
    #[serde(default)]
    owner: Option<Id>,
    /// Further fields of the lead, such as custom ones.
    #[serde(default)]
    fields: Input,
}

/// What became of it.
#[derive(Serialize)]
struct Arrived {
    lead: Id,
    /// A new lead, or a note on an open one of the same person.
    outcome: &'static str,
    person: Option<Id>,
    company: Option<Id>,
    person_known: Option<bool>,
    company_known: Option<bool>,
    owner: Option<Id>,
    rule: Option<Id>,
}

/// `POST /leads/arrivals`
pub async fn create_arrival(State(app): State<App>, asker: Asker, request: Request) -> Answer {
    let (parts, body) = request.into_parts();
    let call = app.call(&asker, &parts.method, &parts.uri, &parts.headers, body, Limits::ONE).await?;
    let arrival: Arrival = typed(call.json)?;
    app.write_once(&asker, call.key, move |writing| {
        let arrived = arrive(writing, &clean(arrival.clone()))?;
        Ok(StoredAnswer::new(201, serde_json::to_string(&arrived).map_err(Error::internal)?))
    })
    .await
}

/// Forms send what was left empty as empty texts.
fn clean(mut arrival: Arrival) -> Arrival {
    for text in [
        &mut arrival.subject,
        &mut arrival.name,
        &mut arrival.email,
        &mut arrival.phone,
        &mut arrival.job_title,
        &mut arrival.language,
        &mut arrival.company,
        &mut arrival.website,
        &mut arrival.country,
        &mut arrival.message,
        &mut arrival.source,
    ] {
        *text = text.take().map(|text| text.trim().to_string()).filter(|text| !text.is_empty());
    }
    arrival
}

fn arrive(writing: &mut Writing<'_>, arrival: &Arrival) -> Result<Arrived> {
    if !writing.context().rights.object(lead::KEY).create {
        return Err(Error::Forbidden("Your role does not let you create leads.".to_string()));
    }
    let said = said(arrival)?;
    // Whoever brings a lead, such as the key of a form, need not see or write people: the house looks them up for it.
    let house = writing.context().unlimited();
    let (company, person) = writing
        .acting(&house, |writing| {
            let company = known::company(writing, &said)?;
            let person = known::person(writing, &said, company.map(|company| company.id))?;
            Ok((company, person))
        })
        .map_err(named)?;
    let person_id = person.map(|person| person.id);
    let open = match person.filter(|person| !person.made) {
        Some(person) => open_lead(writing, person.id)?,
        None => None,
    };
    let (lead, outcome, rule) = match open {
        Some(open) => (join(writing, &open, arrival)?, "joined", None),
        None => {
            let company_id = company.map(|company| company.id);
            let lead = create(writing, arrival, person_id, company_id)?;
            let rule = if arrival.owner.is_none() { assign(writing, lead)? } else { None };
            (lead, "created", rule)
        }
    };
    let owner = looked_at(writing, lead::KEY, lead)?.and_then(|lead| lead.meta().owner);
    if outcome == "created" {
        tell_territory(writing, lead)?;
    }
    if rule.is_some() {
        // Who is new goes to whom the lead goes.
        for (object, made) in [("person", person), ("company", company)] {
            if let Some(made) = made.filter(|made| made.made) {
                let fields = input([("owner", json!(owner))]);
                let request = ChangeRequest { id: made.id, version: None, fields };
                writing.acting(&house, |writing| writing.change(object, &request))?;
            }
        }
    }
    let sees = |object: &str| writing.context().rights.object(object).read > Extent::None;
    let (person, company) = (person.filter(|_| sees("person")), company.filter(|_| sees("company")));
    Ok(Arrived {
        lead,
        outcome,
        person: person.map(|person| person.id),
        company: company.map(|company| company.id),
        person_known: person.map(|person| !person.made),
        company_known: company.map(|company| !company.made),
        owner,
        rule,
    })
}

/// Whoever answers for the territory of a new lead hears of it, unless it is theirs: then they have heard already.
fn tell_territory(writing: &mut Writing<'_>, id: Id) -> Result<()> {
    let Some(seen) = looked_at(writing, lead::KEY, id)? else { return Ok(()) };
    let Some(territory) = linked_id(seen.value(lead::TERRITORY.key())) else { return Ok(()) };
    let workspace = writing.context().workspace;
    let map = Territories::read(writing.writer(), workspace)?;
    let answers = map.around(territory).iter().find_map(|place| place.owner);
    let Some(user) = answers.filter(|user| Some(*user) != seen.meta().owner) else { return Ok(()) };
    let key = format!("lead:{id}:territory");
    let new = NewNotification::about(user, Kind::Assigned, lead::KEY, id, key);
    notify(writing, &NewNotification { text: "lead_territory".to_string(), ..new }).map(|_| ())
}

fn said(arrival: &Arrival) -> Result<Said> {
    if arrival.name.is_none()
        && arrival.email.is_none()
        && arrival.phone.is_none()
        && arrival.company.is_none()
    {
        let text = "Say who asks: a name, an e-mail address, a phone number or a company.";
        return Err(Error::invalid("name", "required", text));
    }
    if let Some(email) = &arrival.email
        && let Err(why) = EmailAddress::parse(email)
    {
        return Err(Error::invalid("email", "email_malformed", why));
    }
    Ok(Said {
        name: arrival.name.clone(),
        email: arrival.email.clone(),
        phone: arrival.phone.clone(),
        job_title: arrival.job_title.clone(),
        language: arrival.language.clone(),
        company: arrival.company.clone(),
        website: arrival.website.clone(),
        country: arrival.country.clone(),
    })
}

/// Problems speak of the fields of the arrival, not of those of a person.
fn named(error: Error) -> Error {
    let Error::Invalid(mut problems) = error else { return error };
    for problem in &mut problems {
        for (field, sent) in
            [("emails", "email"), ("phones", "phone"), ("addresses", "country"), ("domains", "website")]
        {
            if problem.field == field {
                problem.field = sent.to_string();
            }
        }
    }
    Error::Invalid(problems)
}

/// An open lead of the person that nobody has made a deal of yet.
fn open_lead(writing: &mut Writing<'_>, person: Id) -> Result<Option<Viewed>> {
    let open = json!({"and": [
        is(lead::PERSON.key(), person.to_string()),
        {"field": lead::STATE.key(), "op": "in", "value": ["new", "working"]},
    ]});
    Ok(found(writing, lead::KEY, open, "-created_at", 1)?.into_iter().next())
}

/// Somebody asks again: what they say now is a note on the lead they have.
fn join(writing: &mut Writing<'_>, open: &Viewed, arrival: &Arrival) -> Result<Id> {
    let subject = arrival.subject.clone().unwrap_or_else(|| "Asked again".to_string());
    let mut fields = input([
        (note::SUBJECT.key(), json!(&subject)),
        // Who asks again without a word has asked again all the same.
        (note::BODY.key(), json!(arrival.message.as_deref().unwrap_or(&subject))),
        (note::LEAD.key(), json!(open.id())),
        (note::HAPPENED_AT.key(), json!(writing.context().now)),
        ("owner", json!(open.meta().owner)),
    ]);
    if let Some(Value::Link(person)) = open.value(lead::PERSON.key()) {
        fields.insert(note::PERSON.key().to_string(), json!(person.id));
    }
    let house = writing.context().unlimited();
    writing.acting(&house, |writing| writing.create(note::KEY, &fields))?;
    Ok(open.id())
}

fn create(
    writing: &mut Writing<'_>,
    arrival: &Arrival,
    person_id: Option<Id>,
    company_id: Option<Id>,
) -> Result<Id> {
    let called = match person_id {
        Some(person) => {
            looked_at(writing, person::KEY, person)?.and_then(|one| one.title().map(str::to_string))
        }
        None => None,
    };
    let name = arrival.subject.clone().or_else(|| match (&called, &arrival.company) {
        (Some(person), Some(company)) => Some(format!("{person}, {company}")),
        (Some(person), None) => Some(person.clone()),
        (None, company) => company.clone(),
    });
    let mut fields = arrival.fields.clone();
    let mut put = |field: &str, value: Json| {
        if !value.is_null() {
            fields.insert(field.to_string(), value);
        }
    };
    put(lead::NAME.key(), json!(name));
    put(lead::MESSAGE.key(), json!(arrival.message));
    put(lead::SOURCE.key(), json!(arrival.source));
    put(lead::PERSON.key(), json!(person_id));
    put(lead::COMPANY.key(), json!(company_id));
    put("owner", json!(arrival.owner));
    if !arrival.tags.is_empty() {
        put(lead::TAGS.key(), json!(arrival.tags));
    }
    for own in arrival.fields.keys() {
        let written = writing.dictionary().object(lead::KEY).and_then(|object| object.field(own));
        if written.is_none() || !writing.may_write(lead::KEY, own) {
            return Err(Error::invalid(
                format!("fields.{own}"),
                "unknown_field",
                "Leads have no such field.",
            ));
        }
    }
    let house = writing.context().unlimited();
    writing.acting(&house, |writing| writing.create(lead::KEY, &fields)).map(|written| written.id())
}
