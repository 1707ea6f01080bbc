//! Sending a quote: it gets its number, a secret link and its jobs, and does not change any more.

use super::approval::may_give;
use super::create::net_of;
use super::{calendar, look, table};
use crate::sales::plain::{all, date, house_day, link, only, text, value, words};
use axum::extract::{Path, State};
use dictionary::Value;
use platform::Platform;
use platform::http::app::{answer, id};
use platform::http::{Answer, App, Asker};
use platform::{hex, sha256};
use records::{Viewed, Writing};
use serde_json::json;
use standard::quote;
use vocabulary::{Conflict, Decimal, Error, Id, Result};

/// Bytes of a secret: 192 bits.
const SECRET: usize = 24;

/// `PUT /quotes/{id}/sending`
pub(super) async fn send_quote(State(app): State<App>, asker: Asker, Path(quote): Path<String>) -> Answer {
    let (quote, role) = (id(&quote)?, asker.role.id);
    let administrator = asker.rights.administrator();
    let secret = secret(&app.platform);
    let kept = secret.clone();
    let done = app
        .write(&asker, move |writing| {
            let may = Sender { role, administrator };
            send(writing, quote, &may)?;
            let (workspace, now) = (writing.context().workspace, writing.context().now);
            table::keep_link(writing.writer(), workspace, &hash(&kept), quote, now)?;
            let viewed = writing.reading().get(quote::KEY, quote)?;
            serde_json::from_slice::<serde_json::Value>(&viewed.to_bytes()).map_err(Error::internal)
        })
        .await?;
    app.platform.jobs.ring();
    let value = json!({"quote": done.value, "path": format!("/q/{secret}")});
    answer(200, &value)
}

/// `POST /quotes/{id}/links`
pub(super) async fn create_quote_link(
    State(app): State<App>,
    asker: Asker,
    Path(quote): Path<String>,
) -> Answer {
    let quote = id(&quote)?;
    let secret = secret(&app.platform);
    let kept = secret.clone();
    app.write(&asker, move |writing| {
        let seen = writing.reading().get(quote::KEY, quote)?;
        demand_change(writing, &seen)?;
        if value(&seen, quote::STATE.key()) == words("draft") {
            let message = "A draft has no link yet: send the quote first.";
            return Err(Error::Conflict(Conflict::Other, message.to_string()));
        }
        let (workspace, now) = (writing.context().workspace, writing.context().now);
        table::keep_link(writing.writer(), workspace, &hash(&kept), quote, now)
    })
    .await?;
    answer(201, &json!({"path": format!("/q/{secret}")}))
}

/// Who sends, as far as discounts go.
pub(super) struct Sender {
    pub(super) role: Id,
    pub(super) administrator: bool,
}

fn secret(platform: &Platform) -> String {
    let mut bytes = [0u8; SECRET];
    platform.secrets.fill(&mut bytes);
    hex(&bytes)
}

/// What is kept of a secret.
pub(super) fn hash(secret: &str) -> String {
    hex(&sha256(secret.as_bytes()))
}

/// Refuses unless the asker may change the quote.
pub(super) fn demand_change(writing: &mut Writing<'_>, quote: &Viewed) -> Result<()> {
    let rights = &writing.context().rights;
    if rights.reaches(quote::KEY, records::Permission::Change, quote.meta()) {
        return Ok(());
    }
    Err(Error::Forbidden("Your role does not let you change this quote.".to_string()))
}

pub(super) fn send(writing: &mut Writing<'_>, id: Id, sender: &Sender) -> Result<()> {
    let seen = writing.reading().get(quote::KEY, id)?;
    demand_change(writing, &seen)?;
    let house = writing.context().unlimited();
    let full = writing.acting(&house, |writing| writing.reading().get(quote::KEY, id))?;
    if value(&full, quote::STATE.key()) != words("draft") {
        let message = "This quote was sent already. Make another link, or a new version.";
        return Err(Error::Conflict(Conflict::Other, message.to_string()));
    }
    if net_of(&full).is_none() {
        return Err(Error::invalid(
            "lines",
            "required",
            "A quote without a line with a price cannot be sent.",
        ));
    }
    let now = writing.context().now;
    let today = house_day(writing)?;
    let workspace = writing.context().workspace;
    let look = look::load(writing.writer(), workspace)?;
    let until = date(&value(&full, quote::VALID_UNTIL.key())).unwrap_or(today.plus_days(look.valid_days));
    if until < today {
        let field = quote::VALID_UNTIL.key();
        return Err(Error::invalid(
            field,
            "past",
            "The quote would have run out already: choose a later day.",
        ));
    }
    may_give(writing, &full, sender)?;
    let mut kept = vec![
        (quote::STATE.key(), words("sent")),
        (quote::SENT_AT.key(), Value::Timestamp(now)),
        (quote::VALID_UNTIL.key(), Value::Date(until)),
    ];
    if value(&full, quote::NUMBER.key()).is_null() {
        let year = i64::from(today.to_jiff().year());
        let given = table::next_number(writing.writer(), workspace, year)?;
        let number = format!("{}{year}-{given:04}", look.prefix);
        kept.push((quote::NAME.key(), words(&number)));
        kept.push((quote::NUMBER.key(), words(&number)));
        kept.push((quote::VERSION.key(), Value::Integer(1)));
    }
    writing.acting(&house, |writing| writing.change_made(quote::KEY, &only(id), kept.clone()))?;
    if let Some(previous) = link(&value(&full, quote::PREVIOUS.key())) {
        supersede(writing, previous, id)?;
    }
    calendar::plan(writing, id, until, look.reminder_days)
}

/// Older versions that are still open give way to the one that is sent.
fn supersede(writing: &mut Writing<'_>, previous: Id, new: Id) -> Result<()> {
    let house = writing.context().unlimited();
    let mut next = Some(previous);
    while let Some(id) = next.filter(|id| *id != new) {
        let Some(old) = crate::sales::plain::one(writing, quote::KEY, id)? else { break };
        if is_open(&old) {
            let kept = vec![(quote::STATE.key(), words("superseded"))];
            writing.acting(&house, |writing| writing.change_made(quote::KEY, &only(id), kept.clone()))?;
        }
        next = link(&value(&old, quote::PREVIOUS.key()));
    }
    Ok(())
}

/// Whether the customer can still decide about it.
pub(super) fn is_open(quote: &Viewed) -> bool {
    matches!(text(&value(quote, quote::STATE.key())), Some("sent" | "viewed"))
}

/// The open quotes of a deal but one, which give way to it.
pub(super) fn close_others(writing: &mut Writing<'_>, deal: Id, but: Id) -> Result<()> {
    let filter = json!({"and": [
        {"field": quote::DEAL.key(), "op": "is", "value": deal},
        {"field": quote::STATE.key(), "op": "in", "value": ["draft", "sent", "viewed"]},
    ]});
    let others = all(writing, quote::KEY, filter, "state", None)?;
    let house = writing.context().unlimited();
    for other in others.iter().filter(|other| other.id() != but) {
        let kept = vec![(quote::STATE.key(), words("superseded"))];
        let id = other.id();
        writing.acting(&house, |writing| writing.change_made(quote::KEY, &only(id), kept.clone()))?;
    }
    Ok(())
}

/// A percentage as people write it.
pub(super) fn percent(value: Decimal) -> String {
    format!("{value} %")
}
