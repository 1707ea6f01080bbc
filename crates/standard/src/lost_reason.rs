//! A lost reason: why deals are lost, as a list to choose from, so that losses can be counted by it.

use dictionary::marker::{Integer, Text};
use dictionary::{Field, Object};

/// The key of the object, and its table.
pub const KEY: &str = "lost_reason";

/// The reason.
pub const NAME: Field<Text> = Field::new("name", "Name").required().unique().max_length(200);
/// Whether it is offered.
pub const ACTIVE: Field<bool> = Field::new("active", "Active").default("true");
/// Its place among the reasons.
pub const POSITION: Field<Integer> = Field::new("position", "Position");

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "lost_reasons", "Lost reason", "Lost reasons")
    .fields(&[NAME.def, ACTIVE.def, POSITION.def])
    .titled_by(NAME.def.key)
    .shown_as("system", "thumb-down")
    .listed(&[NAME.def.key, ACTIVE.def.key], "position")
    .not_searchable()
    .checked();
