//! A segment: a live rule that says which companies, people or other records belong together. Who belongs to it follows every write.

use dictionary::marker::{LongText, Text};
use dictionary::{Field, Object};

/// The key of the object, and its table.
pub const KEY: &str = "segment";

/// What it is called.
pub const NAME: Field<Text> = Field::new("name", "Name").required().searchable();
/// What it is for.
pub const DESCRIPTION: Field<LongText> = Field::new("description", "Description").searchable();
/// The object whose records belong to it.
pub const OF: Field<Text> = Field::new("of_object", "Members are")
    .required()
    .help("The key of the object, such as company or person. It stays as it is.");
/// The rule.
pub const RULE: Field<LongText> =
    Field::new("rule", "Rule").required().help("Which records belong to it: a filter as JSON.");

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "segments", "Segment", "Segments")
    .fields(&[NAME.def, DESCRIPTION.def, OF.def, RULE.def])
    .titled_by(NAME.def.key)
    .shown_as("customers", "chart-pie")
    .listed(&[NAME.def.key, DESCRIPTION.def.key, OF.def.key, "owner", "updated_at"], "name")
    .checked();
