//! A commission plan: what a seller is paid for what they reach, in tiers.

use dictionary::marker::{Choice, LongText, Text};
use dictionary::{ChoiceSpec, Field, Object};

/// The key of the object, and its table.
pub const KEY: &str = "commission_plan";

/// What the percentage of a tier is paid on.
pub const METHODS: &[ChoiceSpec] = &[
    ChoiceSpec::new("each_part", "Each part at the rate of its own tier", "blue"),
    ChoiceSpec::new("whole", "All at the rate of the tier reached", "green"),
];

/// What it is called.
pub const NAME: Field<Text> = Field::new("name", "Name").required().searchable();
/// What the percentage is paid on.
pub const METHOD: Field<Choice> =
    Field::new("method", "Method").required().choices(METHODS).default("\"each_part\"");
/// Whether it is still used.
pub const ACTIVE: Field<bool> = Field::new("active", "Active").default("true");
/// The small print.
pub const NOTE: Field<LongText> = Field::new("note", "Note");

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "commission_plans", "Commission plan", "Commission plans")
    .fields(&[NAME.def, METHOD.def, ACTIVE.def, NOTE.def])
    .titled_by(NAME.def.key)
    .shown_as("system", "percentage")
    .listed(&[NAME.def.key, METHOD.def.key, ACTIVE.def.key], "name")
    .checked();
