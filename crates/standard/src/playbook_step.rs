//! A step of a playbook: something to tick off, a script to speak by, or a card about a competitor.

use crate::{company, playbook};
use dictionary::marker::{Choice, Integer, Link, LongText, Text};
use dictionary::{ChoiceSpec, Field, Object};

/// The key of the object, and its table.
pub const KEY: &str = "playbook_step";

/// What sort of step it is.
pub const KINDS: &[ChoiceSpec] = &[
    ChoiceSpec::new("check", "Check", "blue"),
    ChoiceSpec::new("call_script", "Call script", "teal"),
    ChoiceSpec::new("battle_card", "Battle card", "violet"),
];

/// What is to be done, or what the script or card is called.
pub const NAME: Field<Text> = Field::new("name", "Name").required().searchable();
/// The playbook.
pub const PLAYBOOK: Field<Link> =
    Field::new("playbook", "Playbook").required().indexed().to(playbook::KEY, "Steps");
/// What sort of step it is.
pub const KIND: Field<Choice> = Field::new("kind", "Kind").required().choices(KINDS).default("\"check\"");
/// Guidance, script or card.
pub const TEXT: Field<LongText> = Field::new("text", "Text");
/// The field that does it.
pub const FIELD: Field<Text> = Field::new("field", "Field")
    .max_length(64)
    .help("Key of the field that does it: the step is done as soon as this field has a value.");
/// Whether the stage is left only when it is done.
pub const REQUIRED: Field<bool> = Field::new("required", "Required")
    .default("false")
    .help("A deal goes on to a later stage only when this step is done.");
/// The competitor a card is about.
pub const COMPETITOR: Field<Link> = Field::new("competitor", "Competitor")
    .to(company::KEY, "Battle cards")
    .help("The card is shown where a deal names this competitor.");
/// Its place in the playbook.
pub const POSITION: Field<Integer> = Field::new("position", "Position");

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "playbook_steps", "Playbook step", "Playbook steps")
    .fields(&[
        NAME.def,
        PLAYBOOK.def,
        KIND.def,
        TEXT.def,
        FIELD.def,
        REQUIRED.def,
        COMPETITOR.def,
        POSITION.def,
    ])
    .titled_by(NAME.def.key)
    .shown_as("system", "check")
    .listed(&[NAME.def.key, PLAYBOOK.def.key, KIND.def.key, REQUIRED.def.key, POSITION.def.key], "position")
    .not_searchable()
    .checked();
