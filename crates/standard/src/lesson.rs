//! A lesson: a short text of a course, followed by questions.

use crate::course;
use dictionary::marker::{Integer, Link, LongText, Text};
use dictionary::{Field, Object};

/// The key of the object, and its table.
pub const KEY: &str = "lesson";

/// What it is called.
pub const NAME: Field<Text> = Field::new("name", "Name").required().searchable();
/// The course.
pub const COURSE: Field<Link> =
    Field::new("course", "Course").required().indexed().to(course::KEY, "Lessons");
/// What is to be learned.
pub const BODY: Field<LongText> = Field::new("body", "Text").searchable().help(
    "Plain text with a little Markdown: # headings, - lists, **bold**, [links](https://…), and pictures among the files as ![what it shows](file:id).",
);
/// How long it takes.
pub const MINUTES: Field<Integer> = Field::new("minutes", "Minutes").help("How long it takes to read.");
/// Its place in the course.
pub const POSITION: Field<Integer> = Field::new("position", "Position");
/// Raised whenever its text or one of its questions changes.
pub const REVISION: Field<Integer> = Field::new("revision", "Revision")
    .help("Raised whenever its text or one of its questions changes.")
    .kept();

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "lessons", "Lesson", "Lessons")
    .fields(&[NAME.def, COURSE.def, BODY.def, MINUTES.def, POSITION.def, REVISION.def])
    .titled_by(NAME.def.key)
    .shown_as("system", "book")
    .listed(&[NAME.def.key, COURSE.def.key, MINUTES.def.key, POSITION.def.key, REVISION.def.key], "position")
    .checked();
