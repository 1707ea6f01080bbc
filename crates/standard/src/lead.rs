//! A lead: a sign that somebody may want to buy. It points at a person or company and never repeats their data.

use crate::choice::SOURCES;
use crate::{company, person};
use dictionary::marker::{Choice, Integer, Link, LongText, Tags, Text};
use dictionary::{ChoiceSpec, Field, Object};

/// The key of the object, and its table.
pub const KEY: &str = "lead";

/// How far a lead has come.
pub const STATES: &[ChoiceSpec] = &[
    ChoiceSpec::new("new", "New", "blue"),
    ChoiceSpec::new("working", "Working", "amber"),
    ChoiceSpec::new("qualified", "Qualified", "teal"),
    ChoiceSpec::new("converted", "Converted", "green"),
    ChoiceSpec::new("disqualified", "Disqualified", "gray"),
];

/// What it is about.
pub const NAME: Field<Text> = Field::new("name", "Name").required().searchable();
/// Who asked.
pub const PERSON: Field<Link> = Field::new("person", "Person").indexed().to(person::KEY, "Leads");
/// For which company.
pub const COMPANY: Field<Link> = Field::new("company", "Company").indexed().to(company::KEY, "Leads");
/// Where it came from.
pub const SOURCE: Field<Choice> = Field::new("source", "Source").indexed().choices(SOURCES);
/// How far it has come.
pub const STATE: Field<Choice> = Field::new("state", "State").indexed().choices(STATES).default("\"new\"");
/// How promising it looks, 0 to 100.
pub const SCORE: Field<Integer> =
    Field::new("score", "Score").indexed().help("0 to 100: how promising it looks.");
/// What was asked, in their words.
pub const MESSAGE: Field<LongText> = Field::new("message", "Message");
/// Free tags.
pub const TAGS: Field<Tags> = Field::new("tags", "Tags").searchable();

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "leads", "Lead", "Leads")
    .fields(&[NAME.def, PERSON.def, COMPANY.def, SOURCE.def, STATE.def, SCORE.def, MESSAGE.def, TAGS.def])
    .titled_by(NAME.def.key)
    .shown_as("sales", "user-plus")
    .listed(
        &[NAME.def.key, STATE.def.key, SOURCE.def.key, SCORE.def.key, PERSON.def.key, COMPANY.def.key],
        "-created_at",
    )
    .checked();
