//! A pipeline: the stages deals of one sort go through.

use dictionary::marker::{Integer, Text};
use dictionary::{Field, Object};

/// The key of the object, and its table.
pub const KEY: &str = "pipeline";

/// What it is called.
pub const NAME: Field<Text> = Field::new("name", "Name").required().unique().searchable();
/// Whether new deals can enter it.
pub const ACTIVE: Field<bool> = Field::new("active", "Active").default("true");
/// Its place among the pipelines.
pub const POSITION: Field<Integer> = Field::new("position", "Position");

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "pipelines", "Pipeline", "Pipelines")
    .fields(&[NAME.def, ACTIVE.def, POSITION.def])
    .titled_by(NAME.def.key)
    .shown_as("sales", "git-branch")
    .listed(&[NAME.def.key, ACTIVE.def.key, POSITION.def.key], "position")
    .checked();
