//! A task queue: tasks that nobody has yet stand in it, and whoever has a seat takes the next one.

use dictionary::marker::{LongText, Text};
use dictionary::{Field, Object};

/// The key of the object, and its table.
pub const KEY: &str = "task_queue";

/// What it is called.
pub const NAME: Field<Text> = Field::new("name", "Name").required().searchable();
/// What belongs into it.
pub const DESCRIPTION: Field<LongText> = Field::new("description", "Description");

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "task_queues", "Task queue", "Task queues")
    .fields(&[NAME.def, DESCRIPTION.def])
    .titled_by(NAME.def.key)
    .shown_as("activity", "stack")
    .listed(&[NAME.def.key, DESCRIPTION.def.key], "name")
    .not_searchable()
    .checked();
