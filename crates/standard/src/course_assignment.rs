//! A course assignment: somebody, a team or everybody with a role is to complete a course, by a day.

use crate::course;
use dictionary::marker::{Link, Text};
use dictionary::{Field, Object};
use vocabulary::Date;

/// The key of the object, and its table.
pub const KEY: &str = "course_assignment";

/// Whom it is for, in words; written from the rest.
pub const NAME: Field<Text> = Field::new("name", "For").kept();
/// The course.
pub const COURSE: Field<Link> =
    Field::new("course", "Course").required().indexed().to(course::KEY, "Assignments");
/// The user.
pub const USER: Field<Link> = Field::new("user", "User").to("user", "Course assignments");
/// The team; those of teams below it learn too.
pub const TEAM: Field<Link> = Field::new("team", "Team").to("team", "Course assignments");
/// The role, by its id.
pub const ROLE: Field<Text> =
    Field::new("role", "Role").max_length(36).help("The id of a role: everybody who has it learns.");
/// By when.
pub const DUE_ON: Field<Date> = Field::new("due_on", "Due on").indexed();

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "course_assignments", "Course assignment", "Course assignments")
    .fields(&[NAME.def, COURSE.def, USER.def, TEAM.def, ROLE.def, DUE_ON.def])
    .titled_by(NAME.def.key)
    .shown_as("system", "user-check")
    .listed(&[NAME.def.key, COURSE.def.key, DUE_ON.def.key], "due_on")
    .not_searchable()
    .checked();
