//! A stage: one column of a pipeline.

use crate::pipeline;
use dictionary::marker::{Choice, Integer, Link, Percent, Tags, Text};
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
/// Days a deal may stand here before somebody should look at it.
pub const AGE_LIMIT: Field<Integer> = Field::new("age_limit", "Age limit")
    .help("Days a deal may stand in this stage. What stands longer is marked on the board.");
/// A color name of the theme.
pub const COLOR: Field<Text> = Field::new("color", "Color").max_length(20);
/// Whether a deal is still open here.
pub const KIND: Field<Choice> = Field::new("kind", "Kind").choices(KINDS).default("\"open\"");
/// The fields of a deal that must have a value before it leaves the stage for a later one.
pub const EXIT_FIELDS: Field<Tags> = Field::new("exit_fields", "Needed to leave")
    .help("Keys of the fields of a deal that must have a value before it goes on to a later stage.");

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "stages", "Stage", "Stages")
    .fields(&[
        NAME.def,
        PIPELINE.def,
        POSITION.def,
        PROBABILITY.def,
        AGE_LIMIT.def,
        COLOR.def,
        KIND.def,
        EXIT_FIELDS.def,
    ])
    .titled_by(NAME.def.key)
    .shown_as("sales", "layout-columns")
    .listed(
        &[
            NAME.def.key,
            PIPELINE.def.key,
            POSITION.def.key,
            PROBABILITY.def.key,
            AGE_LIMIT.def.key,
            KIND.def.key,
        ],
        "position",
    )
    .not_searchable()
    .checked();
