//! An assignment rule: which new leads go to which colleagues, and how the turn passes among them.

use crate::territory;
use dictionary::marker::{Choice, Integer, Link, LongText, Text};
use dictionary::{ChoiceSpec, Field, Object};

/// The key of the object, and its table.
pub const KEY: &str = "assignment_rule";

/// Only leads of this territory, or of one inside it.
pub const TERRITORY: Field<Link> = Field::new("territory", "Territory")
    .to(territory::KEY, "Assignment rules")
    .help("Only leads of this territory, or of one inside it.");
/// How one of the colleagues is chosen.
pub const METHODS: &[ChoiceSpec] = &[
    ChoiceSpec::new("round_robin", "In turn", "blue"),
    ChoiceSpec::new("load", "Who has the fewest open leads", "teal"),
    ChoiceSpec::new("company_owner", "Who looks after the company", "violet"),
    ChoiceSpec::new("territory", "Who answers for the territory", "green"),
];

/// What it is called: it is read where an assignment is explained.
pub const NAME: Field<Text> = Field::new("name", "Name").required().searchable();
/// Whether it counts.
pub const ACTIVE: Field<bool> = Field::new("active", "Active").indexed().default("true");
/// Its place: the first rule that a lead meets, and that finds somebody, decides.
pub const POSITION: Field<Integer> = Field::new("position", "Position");
/// Which leads, in the filter language, as JSON; empty for all.
pub const FILTER: Field<LongText> = Field::new("filter", "Condition")
    .help("Which leads the rule is for: a filter as JSON, such as on sector or country. Empty for all.");
/// How one of the colleagues is chosen.
pub const METHOD: Field<Choice> = Field::new("method", "Method").choices(METHODS).default("\"round_robin\"");
/// Whether somebody who speaks the lead's language is preferred.
pub const MATCH_LANGUAGE: Field<bool> = Field::new("match_language", "Match language")
    .default("false")
    .help("Colleagues who speak the language of the person come first.");

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "assignment_rules", "Assignment rule", "Assignment rules")
    .fields(&[NAME.def, ACTIVE.def, POSITION.def, FILTER.def, TERRITORY.def, METHOD.def, MATCH_LANGUAGE.def])
    .titled_by(NAME.def.key)
    .shown_as("system", "route")
    .listed(&[NAME.def.key, METHOD.def.key, MATCH_LANGUAGE.def.key, ACTIVE.def.key], "position")
    .not_searchable()
    .checked();
