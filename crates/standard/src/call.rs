//! A call: a talk on the phone, or an attempt at one.

use crate::{company, deal, lead, person};
use dictionary::marker::{Choice, Duration, Link, LongText, Text};
use dictionary::{ChoiceSpec, Field, Object};
use vocabulary::Timestamp;

/// The key of the object, and its table.
pub const KEY: &str = "call";

/// Who called whom.
pub const DIRECTIONS: &[ChoiceSpec] =
    &[ChoiceSpec::new("in", "Incoming", "teal"), ChoiceSpec::new("out", "Outgoing", "blue")];

/// Whether somebody was reached.
pub const RESULTS: &[ChoiceSpec] = &[
    ChoiceSpec::new("reached", "Reached", "green"),
    ChoiceSpec::new("no_answer", "No answer", "gray"),
    ChoiceSpec::new("voicemail", "Voicemail", "amber"),
    ChoiceSpec::new("wrong_number", "Wrong number", "red"),
    ChoiceSpec::new("busy", "Busy", "gray"),
    ChoiceSpec::new("call_back", "Call back", "violet"),
];

/// What it was about.
pub const SUBJECT: Field<Text> = Field::new("subject", "Subject").required().searchable();
/// The person it is about.
pub const PERSON: Field<Link> = Field::new("person", "Person").indexed().to(person::KEY, "Calls");
/// The company it is about.
pub const COMPANY: Field<Link> = Field::new("company", "Company").indexed().to(company::KEY, "Calls");
/// The deal it is about.
pub const DEAL: Field<Link> = Field::new("deal", "Deal").indexed().to(deal::KEY, "Calls");
/// The lead it is about.
pub const LEAD: Field<Link> = Field::new("lead", "Lead").indexed().to(lead::KEY, "Calls");
/// When it was made.
pub const HAPPENED_AT: Field<Timestamp> = Field::new("happened_at", "When").required().indexed();
/// Who called whom.
pub const DIRECTION: Field<Choice> = Field::new("direction", "Direction").choices(DIRECTIONS);
/// How long it took.
pub const DURATION: Field<Duration> = Field::new("duration", "Duration");
/// Whether somebody was reached.
pub const RESULT: Field<Choice> = Field::new("result", "Result").choices(RESULTS);
/// What was said.
pub const BODY: Field<LongText> = Field::new("body", "Text");

/// What was said word for word.
pub const TRANSCRIPT: Field<LongText> = Field::new("transcript", "Transcript");

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "calls", "Call", "Calls")
    .fields(&[
        SUBJECT.def,
        PERSON.def,
        COMPANY.def,
        DEAL.def,
        LEAD.def,
        HAPPENED_AT.def,
        DIRECTION.def,
        DURATION.def,
        RESULT.def,
        BODY.def,
        TRANSCRIPT.def,
    ])
    .titled_by(SUBJECT.def.key)
    .shown_as("activity", "phone")
    .listed(
        &[
            SUBJECT.def.key,
            HAPPENED_AT.def.key,
            DIRECTION.def.key,
            RESULT.def.key,
            PERSON.def.key,
            COMPANY.def.key,
        ],
        "-happened_at",
    )
    .happens_at(HAPPENED_AT.def.key)
    .checked();
