//! A meeting, a call or a task as an event of a calendar, as far as its reader may see it.

use super::text::{Event, Somebody};
use crate::activity::zone::at;
use crate::sales::house::{is, linked_id, text_of};
use dictionary::Value;
use records::{FindRequest, Names, Reading, Viewed};
use standard::{call, meeting, meeting_attendee, person, task};
use store::Datum;
use store::table::{Condition, Select};
use vocabulary::{Error, Id, Result};

/// How long something takes that does not say so.
const HALF_HOUR: i64 = 1_800;
/// Attendees of one meeting.
const MOST: usize = 200;

fn words(record: &Viewed, field: &str) -> String {
    text_of(record.value(field)).unwrap_or_default().to_string()
}

/// A record with a moment; none where the reader may not see when it is.
pub(in crate::activity) fn of_record(record: &Viewed, object: &str, address: &str) -> Option<Event> {
    let (when, plural) = match object {
        call::KEY => (call::HAPPENED_AT.key(), "calls"),
        task::KEY => (task::DUE_AT.key(), "tasks"),
        _ => (meeting::HAPPENED_AT.key(), "meetings"),
    };
    let start = at(record.value(when)?)?;
    let seconds = match record.value(meeting::DURATION.key()) {
        Some(Value::Integer(seconds)) => *seconds,
        _ => HALF_HOUR,
    };
    let id = record.id();
    Some(Event {
        uid: format!("{id}@kith"),
        sequence: record.version() - 1,
        changed_at: record.meta().updated_at,
        start,
        seconds,
        summary: record.title().unwrap_or_default().to_string(),
        description: words(record, meeting::BODY.key()),
        place: words(record, meeting::PLACE.key()),
        url: if address.is_empty() { String::new() } else { format!("{address}/{plural}/{id}") },
        cancelled: words(record, meeting::STATE.key()) == "cancelled",
        busy: object != task::KEY,
        organizer: None,
        attendees: Vec::new(),
    })
}

/// A meeting with those who come.
pub(in crate::activity) fn of_meeting(reading: &mut Reading<'_>, id: Id, address: &str) -> Result<Event> {
    let record = reading.get(meeting::KEY, id)?;
    let unknown = || Error::Forbidden("Your role does not let you see when this meeting is.".to_string());
    let mut event = of_record(&record, meeting::KEY, address).ok_or_else(unknown)?;
    if let Some(owner) = record.meta().owner {
        event.organizer = user(reading, owner)?.map(|(name, email)| Somebody { name, email, answer: "" });
    }
    if reading.object(meeting_attendee::KEY).is_err() {
        return Ok(event);
    }
    let request = FindRequest {
        filter: Some(is(meeting_attendee::MEETING.key(), id.to_string())),
        sort: Some(Names::parse("created_at")),
        limit: Some(MOST),
        ..FindRequest::default()
    };
    for one in reading.find(meeting_attendee::KEY, &request)?.data {
        event.attendees.extend(attendee(reading, &one)?);
    }
    Ok(event)
}

/// Somebody with a mail address; who has none cannot be asked by mail.
fn attendee(reading: &mut Reading<'_>, one: &Viewed) -> Result<Option<Somebody>> {
    let answer = match text_of(one.value(meeting_attendee::ANSWER.key())) {
        Some("accepted") => "ACCEPTED",
        Some("maybe") => "TENTATIVE",
        Some("declined") => "DECLINED",
        _ => "NEEDS-ACTION",
    };
    let name = one.title().unwrap_or_default().to_string();
    if let Some(id) = linked_id(one.value(meeting_attendee::USER.key())) {
        return Ok(user(reading, id)?.map(|(name, email)| Somebody { name, email, answer }));
    }
    let own = words(one, meeting_attendee::EMAIL.key());
    let email = match linked_id(one.value(meeting_attendee::PERSON.key())) {
        Some(id) if own.is_empty() => mail_of(reading, id)?.unwrap_or_default(),
        _ => own,
    };
    Ok((!email.is_empty()).then_some(Somebody { name, email, answer }))
}

fn mail_of(reading: &mut Reading<'_>, id: Id) -> Result<Option<String>> {
    match reading.get(person::KEY, id) {
        Ok(found) => Ok(match found.value(person::EMAILS.key()) {
            Some(Value::Emails(emails)) => emails.first().map(|email| email.address.as_str().to_string()),
            _ => None,
        }),
        Err(Error::NotFound(_) | Error::Merged(..)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Name and mail address of a colleague.
pub(in crate::activity) fn user(reading: &mut Reading<'_>, id: Id) -> Result<Option<(String, String)>> {
    let workspace = reading.context().workspace;
    let filter = vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("id", id.into())];
    let rows = reading.reader().select(&Select::new("user", &["name", "email"], filter))?;
    Ok(rows.into_iter().next().and_then(|row| match row.as_slice() {
        [Datum::Text(name), Datum::Text(email)] => Some((name.clone(), email.clone())),
        _ => None,
    }))
}
