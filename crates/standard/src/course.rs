//! A course: lessons that belong together, learned one after the other.

use dictionary::marker::{Integer, LongText, Percent, Text};
use dictionary::{Field, Object};

/// The key of the object, and its table.
pub const KEY: &str = "course";

/// What it is called.
pub const NAME: Field<Text> = Field::new("name", "Name").required().searchable();
/// What one can do after it.
pub const SUMMARY: Field<LongText> = Field::new("summary", "Summary");
/// The language it is written in.
pub const LANGUAGE: Field<Text> =
    Field::new("language", "Language").max_length(12).default("\"en\"").help("Such as en, sl or sr-Latn.");
/// How many of the questions of a lesson must be answered right.
pub const PASSING_MARK: Field<Percent> = Field::new("passing_mark", "Passing mark")
    .default("\"80\"")
    .help("How many of a lesson's questions must be answered right.");
/// Whether learners see it.
pub const PUBLISHED: Field<bool> = Field::new("published", "Published").default("true");
/// Its place among the courses.
pub const POSITION: Field<Integer> = Field::new("position", "Position");

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "courses", "Course", "Courses")
    .fields(&[NAME.def, SUMMARY.def, LANGUAGE.def, PASSING_MARK.def, PUBLISHED.def, POSITION.def])
    .titled_by(NAME.def.key)
    .shown_as("system", "graduation-cap")
    .listed(
        &[NAME.def.key, LANGUAGE.def.key, PASSING_MARK.def.key, PUBLISHED.def.key, POSITION.def.key],
        "position",
    )
    .checked();
