//! A score rule: leads that meet its condition are worth so many points. Together the rules make the score of a lead, and say why.

use dictionary::marker::{Integer, LongText, Text};
use dictionary::{Field, Object};

/// The key of the object, and its table.
pub const KEY: &str = "score_rule";

/// What it rewards, in words: it is read where a score is explained.
pub const NAME: Field<Text> = Field::new("name", "Name").required().searchable();
/// Whether it counts.
pub const ACTIVE: Field<bool> = Field::new("active", "Active").indexed().default("true");
/// What it adds to the score, or takes from it.
pub const POINTS: Field<Integer> =
    Field::new("points", "Points").required().help("Added to the score; below zero they are taken from it.");
/// Which leads, in the filter language, as JSON.
pub const FILTER: Field<LongText> =
    Field::new("filter", "Condition").required().help("Which leads get the points: a filter as JSON.");
/// Its place among the rules.
pub const POSITION: Field<Integer> = Field::new("position", "Position");

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "score_rules", "Score rule", "Score rules")
    .fields(&[NAME.def, ACTIVE.def, POINTS.def, FILTER.def, POSITION.def])
    .titled_by(NAME.def.key)
    .shown_as("system", "star")
    .listed(&[NAME.def.key, POINTS.def.key, ACTIVE.def.key], "position")
    .not_searchable()
    .checked();
