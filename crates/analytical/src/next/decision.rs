//! What is done with something on the list: a task in one click, put off, or dismissed with a reason.

use super::find::list;
use super::suggestion::Suggestion;
use super::table::{self, DECISIONS, Decision};
use crate::basket::Offers;
use records::{Input, Writing};
use serde::Deserialize;
use serde_json::{Value as Json, json};
use standard::{deal, lead, quote, task};
use vocabulary::{Date, Error, Id, Result, Timestamp};

/// The longest reason.
const REASON: usize = 500;

/// What is decided about a line of one's own list.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DecisionInput {
    pub(super) kind: String,
    pub(super) record: Id,
    pub(super) decision: String,
    #[serde(default)]
    pub(super) reason: Option<String>,
    #[serde(default)]
    pub(super) until: Option<Date>,
}

/// A line that is to become a task.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TaskInput {
    pub(super) kind: String,
    pub(super) record: Id,
    pub(super) subject: String,
    #[serde(default)]
    pub(super) due_at: Option<Timestamp>,
}

/// The line of one's own list; what is not on it is not found.
fn line(
    writing: &mut Writing<'_>,
    user: Id,
    offers: Option<&Offers>,
    kind: &str,
    record: Id,
) -> Result<Suggestion> {
    let found = list(&mut writing.reading(), Some(user), offers)?
        .into_iter()
        .find(|one| one.kind == kind && one.record == record);
    found.ok_or_else(Error::not_found)
}

pub(super) fn decide(
    writing: &mut Writing<'_>,
    user: Id,
    offers: Option<&Offers>,
    input: &DecisionInput,
) -> Result<()> {
    if !DECISIONS.contains(&input.decision.as_str()) {
        let text = format!("Choose one of: {}.", DECISIONS.join(", "));
        return Err(Error::invalid("decision", "unknown_choice", text));
    }
    let reason = input.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
    if reason.is_some_and(|reason| reason.chars().count() > REASON) {
        return Err(Error::invalid("reason", "too_long", format!("At most {REASON} characters.")));
    }
    if input.decision == "dismissed" && reason.is_none() {
        return Err(Error::invalid("reason", "required", "Say why, so that the list can learn from it."));
    }
    let today = writing.context().now.date_in(&writing.context().moment.zone);
    if input.decision == "snoozed" && input.until.is_none_or(|until| until <= today) {
        return Err(Error::invalid("until", "required", "Give a day to come."));
    }
    let one = line(writing, user, offers, &input.kind, input.record)?;
    let until = input.until.filter(|_| input.decision == "snoozed").map(Date::number);
    keep(writing, user, &one, &input.decision, (until, reason, None))
}

type Details<'d> = (Option<i64>, Option<&'d str>, Option<Id>);

fn keep(
    writing: &mut Writing<'_>,
    user: Id,
    one: &Suggestion,
    word: &str,
    (until, reason, task): Details<'_>,
) -> Result<()> {
    let (workspace, now) = (writing.context().workspace, writing.context().now);
    let known = |writing: &mut Writing<'_>| -> Result<Option<table::Kept>> {
        let open = table::open(writing.writer(), workspace, user)?;
        Ok(open.into_iter().find(|kept| kept.kind == one.kind && kept.record == one.record))
    };
    let kept = match known(writing)? {
        Some(kept) => Some(kept),
        None => {
            let what = (one.kind, one.object, one.record);
            table::show(writing.writer(), workspace, user, what, one.expected, now)?;
            known(writing)?
        }
    };
    let kept = kept.ok_or_else(|| Error::internal("a line that was just kept"))?;
    let decision = Decision { word, at: now, until, reason, task };
    table::decide(writing.writer(), workspace, &kept, &decision)
}

/// Makes a task of a line, and keeps that it was acted on.
pub(super) fn make_task(
    writing: &mut Writing<'_>,
    user: Id,
    offers: Option<&Offers>,
    input: &TaskInput,
) -> Result<Json> {
    let one = line(writing, user, offers, &input.kind, input.record)?;
    let mut fields = Input::new();
    let mut put = |key: &str, value: Json| fields.insert(key.to_string(), value);
    put(task::SUBJECT.key(), json!(input.subject));
    put("owner", json!(user));
    if let Some(due) = input.due_at {
        put(task::DUE_AT.key(), json!(due));
    }
    match one.object {
        deal::KEY => drop(put(task::DEAL.key(), json!(one.record))),
        lead::KEY => drop(put(task::LEAD.key(), json!(one.record))),
        _ => {}
    }
    if let Some(who) = &one.customer {
        put(who.object, json!(who.id));
    }
    if one.object == quote::KEY {
        let seen = writing.reading().get(quote::KEY, one.record)?;
        if let Some(dictionary::Value::Link(link)) = seen.value(quote::DEAL.key()) {
            put(task::DEAL.key(), json!(link.id));
        }
    }
    let made = writing.create(task::KEY, &fields)?;
    let viewed = writing.view(task::KEY, &made)?;
    keep(writing, user, &one, "acted", (None, None, Some(viewed.id())))?;
    Ok(json!({"task": {"object": task::KEY, "id": viewed.id(), "title": viewed.title()}}))
}
