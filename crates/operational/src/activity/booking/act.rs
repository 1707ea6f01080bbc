//! Booking a free time, moving and cancelling it: each checks the time again in the transaction that takes it, so that of two at once
//! one gets it and the other is told.

use super::slot::{Wanted, free};
use crate::sales::house::{found, input, is, link, linked_id, text_of};
use crate::sales::plain::{one, only};
use dictionary::Value;
use platform::notification::{Kind, NewNotification, notify};
use records::{ChangeRequest, Viewed, Writing};
use serde_json::json;
use standard::{booking_page, meeting, meeting_attendee, person};
use vocabulary::{Conflict, Error, Id, Result, Timestamp};

/// What a customer says.
#[derive(Clone)]
pub(super) struct Customer {
    pub(super) name: String,
    pub(super) email: String,
    pub(super) language: Option<String>,
    /// Questions with their answers.
    pub(super) answers: Vec<(String, String)>,
}

fn taken() -> Error {
    let text = "Somebody else has just taken this time. Choose another one.";
    Error::Conflict(Conflict::Other, text.to_string())
}

fn demand_free(writing: &mut Writing<'_>, wanted: &Wanted, at: Timestamp, but: Option<Id>) -> Result<()> {
    if free(writing, wanted, but)?.contains(&at) { Ok(()) } else { Err(taken()) }
}

/// Books a time; answers the meeting.
pub(super) fn book(
    writing: &mut Writing<'_>,
    page: &Viewed,
    wanted: &Wanted,
    at: Timestamp,
    customer: &Customer,
) -> Result<Id> {
    demand_free(writing, wanted, at, None)?;
    let person = known(writing, customer, wanted.owner)?;
    let company =
        one(writing, person::KEY, person)?.and_then(|found| linked_id(found.value(person::COMPANY.key())));
    let title = page.title().unwrap_or_default();
    let body: Vec<String> =
        customer.answers.iter().map(|(question, answer)| format!("**{question}**\n\n{answer}")).collect();
    let mut fields = input([
        (meeting::SUBJECT.key(), json!(format!("{title}: {}", customer.name))),
        (meeting::HAPPENED_AT.key(), json!(at)),
        (meeting::DURATION.key(), json!(wanted.seconds)),
        (meeting::PERSON.key(), json!(person)),
        (meeting::COMPANY.key(), json!(company)),
        ("owner", json!(wanted.owner)),
    ]);
    if let Some(Value::Text(place)) = page.value(booking_page::PLACE.key()) {
        fields.insert(meeting::PLACE.key().to_string(), json!(place));
    }
    if !body.is_empty() {
        fields.insert(meeting::BODY.key().to_string(), json!(body.join("\n\n")));
    }
    let kept = vec![(meeting::BOOKING_PAGE.key(), link(page.id()))];
    let made = writing.create_made(meeting::KEY, &fields, kept)?.id();
    let attendee = input([
        (meeting_attendee::MEETING.key(), json!(made)),
        (meeting_attendee::PERSON.key(), json!(person)),
        (meeting_attendee::EMAIL.key(), json!(customer.email)),
        (meeting_attendee::ANSWER.key(), json!("accepted")),
    ]);
    writing.create(meeting_attendee::KEY, &attendee)?;
    Ok(made)
}

/// The person with that mail address; made when nobody has it.
fn known(writing: &mut Writing<'_>, customer: &Customer, owner: Id) -> Result<Id> {
    let same = found(writing, person::KEY, is(person::EMAILS.key(), customer.email.clone()), "", 1)?;
    if let Some(person) = same.first() {
        return Ok(person.id());
    }
    let mut fields = input([
        (person::NAME.key(), json!(customer.name)),
        (person::EMAILS.key(), json!([customer.email])),
        ("owner", json!(owner)),
    ]);
    if let Some(language) = &customer.language {
        fields.insert(person::LANGUAGE.key().to_string(), json!(language));
    }
    Ok(writing.create(person::KEY, &fields)?.id())
}

/// Whether a booked meeting can still be moved or cancelled by who booked it.
pub(super) fn is_open(writing: &Writing<'_>, meeting: &Viewed) -> bool {
    let state = text_of(meeting.value(meeting::STATE.key()));
    let planned = state.is_none_or(|state| state == "planned");
    let ahead = meeting
        .value(meeting::HAPPENED_AT.key())
        .and_then(crate::activity::zone::at)
        .is_some_and(|at| at > writing.context().now);
    planned && ahead
}

fn demand_open(writing: &Writing<'_>, meeting: &Viewed) -> Result<()> {
    if is_open(writing, meeting) {
        return Ok(());
    }
    let text = "This meeting is over or cancelled: it does not change any more.";
    Err(Error::Conflict(Conflict::Other, text.to_string()))
}

/// Moves a booked meeting.
pub(super) fn shift(
    writing: &mut Writing<'_>,
    meeting: &Viewed,
    wanted: &Wanted,
    at: Timestamp,
) -> Result<()> {
    demand_open(writing, meeting)?;
    demand_free(writing, wanted, at, Some(meeting.id()))?;
    let fields = input([(meeting::HAPPENED_AT.key(), json!(at))]);
    writing.change(meeting::KEY, &ChangeRequest { id: meeting.id(), version: None, fields })?;
    tell(writing, meeting, "booking_moved")
}

/// Cancels a booked meeting: the time is free again.
pub(super) fn cancel(writing: &mut Writing<'_>, meeting: &Viewed) -> Result<()> {
    demand_open(writing, meeting)?;
    let fields = input([(meeting::STATE.key(), json!("cancelled"))]);
    writing.change(meeting::KEY, &ChangeRequest { fields, ..only(meeting.id()) })?;
    let person = linked_id(meeting.value(meeting::PERSON.key()));
    if let Some(person) = person {
        let filter = json!({"and": [
            is(meeting_attendee::MEETING.key(), meeting.id().to_string()),
            is(meeting_attendee::PERSON.key(), person.to_string()),
        ]});
        for attendee in found(writing, meeting_attendee::KEY, filter, "", 1)? {
            let fields = input([(meeting_attendee::ANSWER.key(), json!("declined"))]);
            writing.change(meeting_attendee::KEY, &ChangeRequest { fields, ..only(attendee.id()) })?;
        }
    }
    tell(writing, meeting, "booking_cancelled")
}

/// The owner hears of what the customer did.
fn tell(writing: &mut Writing<'_>, meeting: &Viewed, text: &str) -> Result<()> {
    let Some(owner) = meeting.meta().owner else { return Ok(()) };
    let key = format!("{text}:{}:{}", meeting.id(), writing.context().now.micros());
    let mut new = NewNotification::about(owner, Kind::Assigned, meeting::KEY, meeting.id(), key);
    new.text = text.to_string();
    notify(writing, &new).map(|_| ())
}
