//! A task queue seat: a colleague who takes tasks out of a queue.

use crate::task_queue;
use dictionary::marker::{Link, Text};
use dictionary::{Field, Object};

/// The key of the object, and its table.
pub const KEY: &str = "task_queue_seat";

/// A remark.
pub const REMARK: Field<Text> = Field::new("remark", "Remark");
/// The queue.
pub const QUEUE: Field<Link> =
    Field::new("queue", "Queue").required().indexed().to(task_queue::KEY, "Colleagues");
/// The colleague.
pub const USER: Field<Link> = Field::new("user", "User").required().indexed().to("user", "Task queue seats");

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "task_queue_seats", "Task queue seat", "Task queue seats")
    .fields(&[REMARK.def, QUEUE.def, USER.def])
    .titled_by(REMARK.def.key)
    .shown_as("system", "armchair")
    .listed(&[USER.def.key, QUEUE.def.key, REMARK.def.key], "created_at")
    .not_searchable()
    .checked();
