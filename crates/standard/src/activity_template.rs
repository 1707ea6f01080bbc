//! An activity template: words for notes, calls, meetings and tasks that are written again and again.

use dictionary::marker::{Choice, LongText, Text};
use dictionary::{ChoiceSpec, Field, Object};

/// The key of the object, and its table.
pub const KEY: &str = "activity_template";

/// What it is for.
pub const ACTIVITIES: &[ChoiceSpec] = &[
    ChoiceSpec::new("note", "Note", "gray"),
    ChoiceSpec::new("call", "Call", "teal"),
    ChoiceSpec::new("meeting", "Meeting", "blue"),
    ChoiceSpec::new("task", "Task", "violet"),
];

/// What it is called where it is chosen.
pub const NAME: Field<Text> = Field::new("name", "Name").required().searchable();
/// What it is for.
pub const ACTIVITY: Field<Choice> =
    Field::new("activity", "Activity").required().choices(ACTIVITIES).default("\"note\"");
/// The subject.
pub const SUBJECT: Field<Text> = Field::new("subject", "Subject");
/// The text.
pub const BODY: Field<LongText> =
    Field::new("body", "Text").help("{{person.name}} and the like are filled in from the record.");

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "activity_templates", "Activity template", "Activity templates")
    .fields(&[NAME.def, ACTIVITY.def, SUBJECT.def, BODY.def])
    .titled_by(NAME.def.key)
    .shown_as("activity", "template")
    .listed(&[NAME.def.key, ACTIVITY.def.key, SUBJECT.def.key], "name")
    .not_searchable()
    .checked();
