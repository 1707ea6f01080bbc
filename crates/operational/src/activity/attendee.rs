//! Who comes to a meeting: each row names a person, a colleague or a mail address, once, and reads by its name.

use crate::sales::house::{found, is, linked_id, text_of};
use dictionary::Value;
use records::{Rule, RuleInput};
use serde_json::json;
use standard::{meeting_attendee, person};
use store::Datum;
use store::event::Verb;
use store::table::{Condition, Select};
use vocabulary::{EmailAddress, Error, Id, Result};

pub(super) const RULE: Rule = Rule { name: "meeting attendees", object: meeting_attendee::KEY, run };

fn run(input: &mut RuleInput<'_, '_>) -> Result<()> {
    if !matches!(input.verb, Verb::Created | Verb::Changed) {
        return Ok(());
    }
    if let Some(text) = text_of(Some(input.value(meeting_attendee::EMAIL.key()))) {
        let email = EmailAddress::parse(text)
            .map_err(|why| Error::invalid(meeting_attendee::EMAIL.key(), "malformed", why))?;
        input.set(meeting_attendee::EMAIL.key(), Value::Text(email.as_str().to_string()))?;
    }
    let person = linked_id(Some(input.value(meeting_attendee::PERSON.key())));
    let user = linked_id(Some(input.value(meeting_attendee::USER.key())));
    let email = text_of(Some(input.value(meeting_attendee::EMAIL.key()))).map(str::to_string);
    if person.is_none() && user.is_none() && email.is_none() {
        let text = "Say who comes: a person, a colleague or a mail address.";
        return Err(Error::invalid(meeting_attendee::PERSON.key(), "required", text));
    }
    if person.is_some() && user.is_some() {
        let text = "One row is one attendee: a person or a colleague.";
        return Err(Error::invalid(meeting_attendee::USER.key(), "malformed", text));
    }
    demand_once(input, person, user, email.as_deref())?;
    let renamed = input.changes(meeting_attendee::NAME.key());
    let other = [meeting_attendee::PERSON.key(), meeting_attendee::USER.key(), meeting_attendee::EMAIL.key()]
        .iter()
        .any(|field| input.changes(field));
    if input.value(meeting_attendee::NAME.key()).is_null() || (other && !renamed) {
        let name = name_of(input, person, user)?.or(email);
        input.set(meeting_attendee::NAME.key(), name.map_or(Value::Null, Value::Text))?;
    }
    Ok(())
}

/// Nobody comes twice to the same meeting.
fn demand_once(
    input: &mut RuleInput<'_, '_>,
    person: Option<Id>,
    user: Option<Id>,
    email: Option<&str>,
) -> Result<()> {
    let Some(meeting) = linked_id(Some(input.value(meeting_attendee::MEETING.key()))) else { return Ok(()) };
    let same = match (person, user, email) {
        (Some(id), ..) => is(meeting_attendee::PERSON.key(), id.to_string()),
        (_, Some(id), _) => is(meeting_attendee::USER.key(), id.to_string()),
        (_, _, Some(email)) => is(meeting_attendee::EMAIL.key(), email),
        _ => return Ok(()),
    };
    let filter = json!({"and": [is(meeting_attendee::MEETING.key(), meeting.to_string()), same]});
    let own = input.meta().id;
    let others = found(input.writing, meeting_attendee::KEY, filter, "", 2)?;
    if others.iter().all(|other| other.id() == own) {
        return Ok(());
    }
    let text = "They are among the attendees already.";
    Err(Error::invalid(meeting_attendee::PERSON.key(), "duplicate", text))
}

fn name_of(input: &mut RuleInput<'_, '_>, person: Option<Id>, user: Option<Id>) -> Result<Option<String>> {
    if person.is_some() {
        let linked = input.linked(meeting_attendee::PERSON.key())?;
        return Ok(linked.and_then(|linked| match linked.value(person::NAME.key()) {
            Value::Name(name) => Some(name.display()).filter(|name| !name.is_empty()),
            _ => None,
        }));
    }
    let Some(user) = user else { return Ok(None) };
    let workspace = input.writing.context().workspace;
    let filter = vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("id", user.into())];
    let rows = input.writing.writer().select(&Select::new("user", &["name"], filter))?;
    Ok(match rows.first().and_then(|row| row.first()) {
        Some(Datum::Text(name)) => Some(name.clone()),
        _ => None,
    })
}
