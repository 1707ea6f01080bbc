//! A playbook: what to do while a deal stands in a stage, or a lead in a state.

use crate::{lead, pipeline, stage};
use dictionary::marker::{Choice, Integer, Link, LongText, Text};
use dictionary::{ChoiceSpec, Field, Object};

/// The key of the object, and its table.
pub const KEY: &str = "playbook";

/// What it is for.
pub const SUBJECTS: &[ChoiceSpec] =
    &[ChoiceSpec::new("deal", "Deals", "blue"), ChoiceSpec::new("lead", "Leads", "amber")];

/// What it is called.
pub const NAME: Field<Text> = Field::new("name", "Name").required().searchable();
/// What it is for.
pub const SUBJECT: Field<Choice> =
    Field::new("subject", "For").required().choices(SUBJECTS).default("\"deal\"");
/// The pipeline whose deals it guides.
pub const PIPELINE: Field<Link> = Field::new("pipeline", "Pipeline")
    .to(pipeline::KEY, "Playbooks")
    .help("Left empty, it is for deals of all pipelines.");
/// The stage it belongs to.
pub const STAGE: Field<Link> = Field::new("stage", "Stage")
    .indexed()
    .to(stage::KEY, "Playbooks")
    .help("Left empty, it is shown in every stage.");
/// The state of leads it belongs to.
pub const LEAD_STATE: Field<Choice> = Field::new("lead_state", "State of the lead")
    .choices(lead::STATES)
    .help("Left empty, it is for every state.");
/// What matters now, in a few sentences.
pub const GUIDANCE: Field<LongText> = Field::new("guidance", "Guidance");
/// Whether it is shown.
pub const ACTIVE: Field<bool> = Field::new("active", "Active").default("true");
/// Its place among the playbooks.
pub const POSITION: Field<Integer> = Field::new("position", "Position");

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "playbooks", "Playbook", "Playbooks")
    .fields(&[
        NAME.def,
        SUBJECT.def,
        PIPELINE.def,
        STAGE.def,
        LEAD_STATE.def,
        GUIDANCE.def,
        ACTIVE.def,
        POSITION.def,
    ])
    .titled_by(NAME.def.key)
    .shown_as("system", "book")
    .listed(
        &[NAME.def.key, SUBJECT.def.key, PIPELINE.def.key, STAGE.def.key, LEAD_STATE.def.key, ACTIVE.def.key],
        "position",
    )
    .checked();
