//! A meeting attendee: a person, a colleague or a mail address that is asked to come to a meeting, and what they answered.

use crate::{meeting, person};
use dictionary::marker::{Choice, Link, Text};
use dictionary::{ChoiceSpec, Field, Object};

/// The key of the object, and its table.
pub const KEY: &str = "meeting_attendee";

/// Whether they come.
pub const ANSWERS: &[ChoiceSpec] = &[
    ChoiceSpec::new("asked", "No answer yet", "gray"),
    ChoiceSpec::new("accepted", "Comes", "green"),
    ChoiceSpec::new("maybe", "Perhaps", "amber"),
    ChoiceSpec::new("declined", "Does not come", "red"),
];

/// The name; taken from the person or colleague when it is left out.
pub const NAME: Field<Text> = Field::new("name", "Name");
/// The meeting.
pub const MEETING: Field<Link> =
    Field::new("meeting", "Meeting").required().indexed().to(meeting::KEY, "Attendees");
/// The person.
pub const PERSON: Field<Link> =
    Field::new("person", "Person").indexed().to(person::KEY, "Meetings they attend");
/// The colleague.
pub const USER: Field<Link> = Field::new("user", "User").indexed().to("user", "Meetings they attend");
/// The mail address, for who is neither.
pub const EMAIL: Field<Text> = Field::new("email", "Mail address").max_length(254);
/// Whether they come.
pub const ANSWER: Field<Choice> = Field::new("answer", "Answer").choices(ANSWERS).default("\"asked\"");

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "meeting_attendees", "Meeting attendee", "Meeting attendees")
    .fields(&[NAME.def, MEETING.def, PERSON.def, USER.def, EMAIL.def, ANSWER.def])
    .titled_by(NAME.def.key)
    .shown_as("activity", "users")
    .listed(
        &[NAME.def.key, MEETING.def.key, PERSON.def.key, USER.def.key, EMAIL.def.key, ANSWER.def.key],
        "created_at",
    )
    .not_searchable()
    .checked();
