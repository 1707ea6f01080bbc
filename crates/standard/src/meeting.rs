//! A meeting: people come together, at a place or on a screen.

use crate::{booking_page, company, deal, lead, person};
use dictionary::marker::{Choice, Duration, Link, LongText, Text};
use dictionary::{ChoiceSpec, Field, Object};
use vocabulary::Timestamp;

/// The key of the object, and its table.
pub const KEY: &str = "meeting";

/// Whether it takes place.
pub const STATES: &[ChoiceSpec] = &[
    ChoiceSpec::new("planned", "Planned", "blue"),
    ChoiceSpec::new("held", "Held", "green"),
    ChoiceSpec::new("no_show", "Nobody came", "amber"),
    ChoiceSpec::new("cancelled", "Cancelled", "red"),
];

/// What it is about.
pub const SUBJECT: Field<Text> = Field::new("subject", "Subject").required().searchable();
/// The person it is about.
pub const PERSON: Field<Link> = Field::new("person", "Person").indexed().to(person::KEY, "Meetings");
/// The company it is about.
pub const COMPANY: Field<Link> = Field::new("company", "Company").indexed().to(company::KEY, "Meetings");
/// The deal it is about.
pub const DEAL: Field<Link> = Field::new("deal", "Deal").indexed().to(deal::KEY, "Meetings");
/// The lead it is about.
pub const LEAD: Field<Link> = Field::new("lead", "Lead").indexed().to(lead::KEY, "Meetings");
/// When it starts.
pub const HAPPENED_AT: Field<Timestamp> = Field::new("happened_at", "Start").required().indexed();
/// How long it takes.
pub const DURATION: Field<Duration> = Field::new("duration", "Duration");
/// Where it is held.
pub const PLACE: Field<Text> = Field::new("place", "Place");
/// Whether it takes place.
pub const STATE: Field<Choice> = Field::new("state", "State").choices(STATES).default("\"planned\"");
/// The booking page on which a customer chose it.
pub const BOOKING_PAGE: Field<Link> =
    Field::new("booking_page", "Booking page").indexed().to(booking_page::KEY, "Bookings").kept();
/// What came of it.
pub const RESULT: Field<Text> = Field::new("result", "Result");
/// What was said.
pub const BODY: Field<LongText> = Field::new("body", "Text");

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "meetings", "Meeting", "Meetings")
    .fields(&[
        SUBJECT.def,
        PERSON.def,
        COMPANY.def,
        DEAL.def,
        LEAD.def,
        HAPPENED_AT.def,
        DURATION.def,
        PLACE.def,
        STATE.def,
        RESULT.def,
        BODY.def,
        BOOKING_PAGE.def,
    ])
    .titled_by(SUBJECT.def.key)
    .shown_as("activity", "calendar-event")
    .listed(
        &[SUBJECT.def.key, HAPPENED_AT.def.key, PLACE.def.key, PERSON.def.key, COMPANY.def.key, DEAL.def.key],
        "-happened_at",
    )
    .happens_at(HAPPENED_AT.def.key)
    .checked();
