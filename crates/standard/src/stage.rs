//! A stage: one column of a pipeline.

use crate::pipeline;
use dictionary::marker::{Choice, Integer, Link, Percent, Text};
use dictionary::{ChoiceSpec, Field, Object};

/// The key of the object, and its table.
pub const KEY: &str = "stage";

/// What it means for a deal to stand in the stage.
pub const KINDS: &[ChoiceSpec] = &[
    ChoiceSpec::new("open", "Open", "blue"),
    ChoiceSpec::new("won", "Won", "green"),
    ChoiceSpec::new("lost", "Lost", "red"),
];

/// What it is called.
pub const NAME: Field<Text> = Field::new("name", "Name").required();
/// The pipeline it belongs to.
pub const PIPELINE: Field<Link> =
    Field::new("pipeline", "Pipeline").required().indexed().to(pipeline::KEY, "Stages");
/// Its place in the pipeline.
pub const POSITION: Field<Integer> = Field::new("position", "Position");
/// How likely a deal here is won in the end.
pub const PROBABILITY: Field<Percent> =
    Field::new("probability", "Probability").help("How many deals of this stage are won in the end.");
/// A color name of the theme.
pub const COLOR: Field<Text> = Field::new("color", "Color").max_length(20);
/// Whether a deal is still open here.
pub const KIND: Field<Choice> = Field::new("kind", "Kind").choices(KINDS).default("\"open\"");

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "stages", "Stage", "Stages")
    .fields(&[NAME.def, PIPELINE.def, POSITION.def, PROBABILITY.def, COLOR.def, KIND.def])
    .titled_by(NAME.def.key)
    .shown_as("sales", "layout-columns")
    .listed(
        &[NAME.def.key, PIPELINE.def.key, POSITION.def.key, PROBABILITY.def.key, KIND.def.key],
        "position",
    )
    .not_searchable()
    .checked();
