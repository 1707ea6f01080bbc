//! A pipeline: the stages deals of one sort go through.

use dictionary::marker::{Choice, Integer, Text};
use dictionary::{ChoiceSpec, Field, Object};

/// The key of the object, and its table.
pub const KEY: &str = "pipeline";

/// What becomes of an open deal nobody has planned a next step for.
pub const NEXT_STEPS: &[ChoiceSpec] = &[
    ChoiceSpec::new("off", "Not asked", "gray"),
    ChoiceSpec::new("warn", "Marked on the board", "amber"),
    ChoiceSpec::new("require", "Required to move on", "red"),
];

/// What it is called.
pub const NAME: Field<Text> = Field::new("name", "Name").required().unique().searchable();
/// Whether new deals can enter it.
pub const ACTIVE: Field<bool> = Field::new("active", "Active").default("true");
/// Its place among the pipelines.
pub const POSITION: Field<Integer> = Field::new("position", "Position");
/// Whether open deals need a next step.
pub const NEXT_STEP: Field<Choice> = Field::new("next_step", "Next step")
    .choices(NEXT_STEPS)
    .default("\"off\"")
    .help("Whether an open deal needs a next step: marked when it is missing, or required to move on.");
/// Whether a lost deal must say why.
pub const REASON_REQUIRED: Field<bool> =
    Field::new("reason_required", "Reason required").default("false").help("A lost deal must say why.");

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "pipelines", "Pipeline", "Pipelines")
    .fields(&[NAME.def, ACTIVE.def, POSITION.def, NEXT_STEP.def, REASON_REQUIRED.def])
    .titled_by(NAME.def.key)
    .shown_as("sales", "git-branch")
    .listed(&[NAME.def.key, ACTIVE.def.key, POSITION.def.key], "position")
    .checked();
