//! `GET /deals/{id}/playbook` and `GET /leads/{id}/playbook`: what to do now, what of it is done, and what to know of the competitor.

use super::find::{Standing, is_given, playbooks, steps, ticks};
use crate::sales::house::{is, linked_id, text_of};
use axum::extract::{Path, State};
use dictionary::Value;
use platform::http::app::{answer, id};
use platform::http::{Answer, App, Asker};
use records::{Reading, Viewed};
use serde::Serialize;
use serde_json::{Value as Json, json};
use standard::{deal, lead, playbook, playbook_step};
use std::collections::HashMap;
use vocabulary::{Id, Result, Timestamp};

/// What to do with a record now.
#[derive(Debug, Serialize)]
struct Guide {
    /// Checks that are done.
    done: usize,
    /// Checks there are.
    total: usize,
    /// The playbooks, in their sequence.
    playbooks: Vec<Book>,
    /// What to know of the competitor a deal names.
    battle_cards: Vec<Card>,
}

#[derive(Debug, Serialize)]
struct Book {
    id: Id,
    name: String,
    guidance: Option<String>,
    steps: Vec<Step>,
}

#[derive(Debug, Serialize)]
struct Step {
    id: Id,
    kind: String,
    name: String,
    text: Option<String>,
    required: bool,
    field: Option<String>,
    done: bool,
    tick: Option<Tick>,
}

#[derive(Debug, Serialize)]
struct Tick {
    id: Id,
    by: String,
    at: Timestamp,
}

#[derive(Debug, Serialize)]
struct Card {
    id: Id,
    name: String,
    text: Option<String>,
    competitor: Option<Json>,
}

/// `GET /deals/{id}/playbook`
pub async fn show_deal_playbook(State(app): State<App>, asker: Asker, Path(of): Path<String>) -> Answer {
    show(app, asker, deal::KEY, of).await
}

/// `GET /leads/{id}/playbook`
pub async fn show_lead_playbook(State(app): State<App>, asker: Asker, Path(of): Path<String>) -> Answer {
    show(app, asker, lead::KEY, of).await
}

async fn show(app: App, asker: Asker, object: &'static str, of: String) -> Answer {
    let of = id(&of)?;
    answer(200, &app.read(&asker, move |reading| guide(reading, object, of)).await?)
}

fn guide(reading: &mut Reading<'_>, object: &str, of: Id) -> Result<Guide> {
    let record = reading.get(object, of)?;
    let found = playbooks(reading, &Standing::of(&record))?;
    let kind = |kind: &str| is(playbook_step::KIND.key(), kind);
    let own = steps(reading, &found, Some(json!({"not": kind("battle_card")})))?;
    let ticked = ticks(reading, object, of)?;
    let books: Vec<Book> = found.iter().map(|book| of_book(book, &own, &record, &ticked)).collect();
    let checks = || books.iter().flat_map(|book| &book.steps).filter(|step| step.kind == "check");
    Ok(Guide {
        done: checks().filter(|step| step.done).count(),
        total: checks().count(),
        battle_cards: cards(reading, object, &record)?,
        playbooks: books,
    })
}

fn of_book(book: &Viewed, steps: &[Viewed], record: &Viewed, ticked: &HashMap<Id, Viewed>) -> Book {
    let own = |step: &&Viewed| linked_id(step.value(playbook_step::PLAYBOOK.key())) == Some(book.id());
    let shown = |step: &Viewed| {
        let tick = ticked.get(&step.id()).map(|tick| Tick {
            id: tick.id(),
            by: tick.meta().created_by.name.clone(),
            at: tick.meta().created_at,
        });
        let field = text_of(step.value(playbook_step::FIELD.key())).map(str::to_string);
        Step {
            id: step.id(),
            kind: text_of(step.value(playbook_step::KIND.key())).unwrap_or("check").to_string(),
            name: step.title().unwrap_or_default().to_string(),
            text: text_of(step.value(playbook_step::TEXT.key())).map(str::to_string),
            required: step.value(playbook_step::REQUIRED.key()) == Some(&Value::Boolean(true)),
            done: tick.is_some() || field.as_deref().is_some_and(|field| is_given(record.value(field))),
            field,
            tick,
        }
    };
    Book {
        id: book.id(),
        name: book.title().unwrap_or_default().to_string(),
        guidance: text_of(book.value(playbook::GUIDANCE.key())).map(str::to_string),
        steps: steps.iter().filter(own).map(shown).collect(),
    }
}

/// The cards about the competitor a deal names, whatever stage it stands in.
fn cards(reading: &mut Reading<'_>, object: &str, record: &Viewed) -> Result<Vec<Card>> {
    let rival = linked_id(record.value(deal::COMPETITOR.key())).filter(|_| object == deal::KEY);
    let Some(rival) = rival else { return Ok(Vec::new()) };
    let about = json!({"and": [
        is(playbook_step::KIND.key(), "battle_card"), is(playbook_step::COMPETITOR.key(), rival.to_string()),
        is("playbook.active", true),
    ]});
    let request = records::FindRequest {
        filter: Some(about),
        sort: Some(records::Names::parse("position,created_at")),
        limit: Some(20),
        ..records::FindRequest::default()
    };
    let found = match reading.find(playbook_step::KEY, &request) {
        Ok(list) => list.data,
        Err(vocabulary::Error::NotFound(_) | vocabulary::Error::Invalid(_)) => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let shown = |card: &Viewed| Card {
        id: card.id(),
        name: card.title().unwrap_or_default().to_string(),
        text: text_of(card.value(playbook_step::TEXT.key())).map(str::to_string),
        competitor: match card.value(playbook_step::COMPETITOR.key()) {
            Some(Value::Link(link)) => Some(json!({"object": "company", "id": link.id, "title": link.title})),
            _ => None,
        },
    };
    Ok(found.iter().map(shown).collect())
}
