//! Assignment: the first active rule that a lead meets, and that finds somebody who is there, says whose it is, and why.

use super::seat::{Chosen, Turn, least_loaded, next, present};
use crate::sales::house::{found, input, is, link, linked_id, looked_at, text_of};
use crate::sales::territory::Territories;
use axum::extract::{Path, State};
use dictionary::Value;
use platform::http::app::{answer, id, naming};
use platform::http::{Answer, App, Asker};
use records::{ChangeRequest, Input, Permission, Viewed, Writing};
use serde::Serialize;
use serde_json::{Value as Json, json};
use standard::{assignment_rule, assignment_seat, company, lead, person};
use vocabulary::{Error, Id, Result};

/// Most rules that are looked at.
const MOST: usize = 100;

/// Gives a stored lead to whom the rules say; answers the rule that did, if one did.
pub(super) fn assign(writing: &mut Writing<'_>, lead: Id) -> Result<Option<Id>> {
    let rules = found(
        writing,
        assignment_rule::KEY,
        is(assignment_rule::ACTIVE.key(), true),
        assignment_rule::POSITION.key(),
        MOST,
    )?;
    let Some(seen) = looked_at(writing, lead::KEY, lead)? else { return Ok(None) };
    for rule in &rules {
        if !is_in(writing, rule, &seen)? || !is_for(writing, rule, lead)? {
            continue;
        }
        if let Some(chosen) = choose(writing, rule, &seen)? {
            give(writing, lead, rule, &chosen)?;
            return Ok(Some(rule.id()));
        }
    }
    Ok(None)
}

/// Whether the lead is in the territory a rule is for, or in one inside it.
fn is_in(writing: &mut Writing<'_>, rule: &Viewed, seen: &Viewed) -> Result<bool> {
    let Some(wanted) = linked_id(rule.value(assignment_rule::TERRITORY.key())) else { return Ok(true) };
    let Some(own) = linked_id(seen.value(lead::TERRITORY.key())) else { return Ok(false) };
    let workspace = writing.context().workspace;
    let map = Territories::read(writing.writer(), workspace)?;
    Ok(map.around(own).iter().any(|place| place.id == wanted))
}

fn is_for(writing: &mut Writing<'_>, rule: &Viewed, lead: Id) -> Result<bool> {
    let Some(text) = text_of(rule.value(assignment_rule::FILTER.key())) else { return Ok(true) };
    let Ok(filter) = serde_json::from_str::<Json>(text) else { return Ok(false) };
    Ok(writing.reading().meets(lead::KEY, lead, &[filter])? == [true])
}

fn choose(writing: &mut Writing<'_>, rule: &Viewed, seen: &Viewed) -> Result<Option<Chosen>> {
    let method = text_of(rule.value(assignment_rule::METHOD.key())).unwrap_or("round_robin");
    if method == "company_owner" {
        return owner_of_company(writing, seen);
    }
    if method == "territory" {
        return answers_for_territory(writing, seen);
    }
    let turn = if method == "load" { Turn::Load } else { Turn::Waited };
    let wanted = rule.value(assignment_rule::MATCH_LANGUAGE.key()) == Some(&Value::Boolean(true));
    let language = if wanted { language_of(writing, seen)? } else { None };
    next(writing, rule.id(), turn, language.as_deref())
}

fn owner_of_company(writing: &mut Writing<'_>, seen: &Viewed) -> Result<Option<Chosen>> {
    let Some(company) = linked_id(seen.value(lead::COMPANY.key())) else { return Ok(None) };
    let owner = looked_at(writing, company::KEY, company)?.and_then(|company| company.meta().owner);
    let Some(user) = owner else { return Ok(None) };
    let there = present(writing, vec![user])?.contains(&user);
    Ok(there.then_some(Chosen { seat: None, user, by_language: false }))
}

/// Whoever answers for the lead's territory, or, where nobody is there, for the one around it.
fn answers_for_territory(writing: &mut Writing<'_>, seen: &Viewed) -> Result<Option<Chosen>> {
    let Some(territory) = linked_id(seen.value(lead::TERRITORY.key())) else { return Ok(None) };
    let workspace = writing.context().workspace;
    let map = Territories::read(writing.writer(), workspace)?;
    for place in map.around(territory) {
        let owner: Vec<Id> = place.owner.into_iter().collect();
        let user = match present(writing, owner)?.into_iter().next() {
            Some(owner) => Some(owner),
            // Of a team that works it, whoever has the fewest open leads.
            None => least_loaded(writing, place.team)?,
        };
        if let Some(user) = user {
            return Ok(Some(Chosen { seat: None, user, by_language: false }));
        }
    }
    Ok(None)
}

fn language_of(writing: &mut Writing<'_>, seen: &Viewed) -> Result<Option<String>> {
    let Some(person) = linked_id(seen.value(lead::PERSON.key())) else { return Ok(None) };
    let found = looked_at(writing, person::KEY, person)?;
    Ok(found.and_then(|person| text_of(person.value(person::LANGUAGE.key())).map(str::to_string)))
}

fn give(writing: &mut Writing<'_>, lead: Id, rule: &Viewed, chosen: &Chosen) -> Result<()> {
    let house = writing.context().unlimited();
    let method = text_of(rule.value(assignment_rule::METHOD.key())).unwrap_or("round_robin");
    let because = if chosen.by_language { "language" } else { method };
    let request = ChangeRequest { id: lead, version: None, fields: input([("owner", json!(chosen.user))]) };
    let kept = vec![
        (lead::ASSIGNED_BY.key(), link(rule.id())),
        (lead::ASSIGNED_BECAUSE.key(), Value::Text(because.to_string())),
    ];
    writing.acting(&house, |writing| writing.change_made(lead::KEY, &request, kept))?;
    let Some(seat) = chosen.seat else { return Ok(()) };
    let count = match looked_at(writing, assignment_seat::KEY, seat)?
        .as_ref()
        .and_then(|seat| seat.value(assignment_seat::ASSIGNED_COUNT.key()))
    {
        Some(Value::Integer(count)) => *count,
        _ => 0,
    };
    let kept = vec![
        (assignment_seat::LAST_ASSIGNED_AT.key(), Value::Timestamp(house.now)),
        (assignment_seat::ASSIGNED_COUNT.key(), Value::Integer(count.saturating_add(1))),
    ];
    let request = ChangeRequest { id: seat, version: None, fields: Input::new() };
    writing.acting(&house, |writing| writing.change_made(assignment_seat::KEY, &request, kept)).map(|_| ())
}

/// To whom a lead went, and why.
#[derive(Serialize)]
struct Assignment {
    lead: Id,
    owner: Json,
    rule: Json,
    because: Json,
}

/// `POST /leads/{id}/assignment`
pub async fn create_assignment(State(app): State<App>, asker: Asker, Path(of): Path<String>) -> Answer {
    let of = id(&of)?;
    let done = app
        .write(&asker, move |writing| {
            let seen = writing.reading().get(lead::KEY, of)?;
            if !writing.context().rights.reaches(lead::KEY, Permission::Change, seen.meta()) {
                return Err(Error::Forbidden("Your role does not let you change this lead.".to_string()));
            }
            let before = seen.meta().owner;
            let rule = assign(writing, of)?;
            let after = looked_at(writing, lead::KEY, of)?.ok_or_else(Error::not_found)?;
            let told = |key: &str| after.value(key).map_or(Json::Null, Value::to_json);
            let named = rule.is_some() || before == after.meta().owner;
            Ok(Assignment {
                lead: of,
                owner: if named { told("owner") } else { Json::Null },
                rule: rule.map_or(Json::Null, |rule| json!(rule)),
                because: if rule.is_some() { told(lead::ASSIGNED_BECAUSE.key()) } else { Json::Null },
            })
        })
        .await?;
    Ok(naming(answer(200, &done.value)?, done.change_set))
}
