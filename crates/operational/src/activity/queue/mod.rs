//! Queues of tasks.

mod next;
pub(super) mod rule;

use platform::feature::Routes;
use platform::http::operation::Method::{Get, Post};
use platform::http::operation::Shape::Named;
use platform::http::operation::{Operation, answered_by, operation};

pub(super) const NEXT: Operation = operation(
    "take_next_task",
    Post,
    "/task_queues/{id}/next",
    "Takes the next task out of a queue: it is the asker's from then on, and nobody else's",
)
.of("Activities")
.gives(Named("TakenTask"));

pub(super) const STANDING: Operation = operation(
    "list_queue_standing",
    Get,
    "/task_queues/standing",
    "The queues the asker has a seat at, and how many tasks wait in each",
)
.of("Activities")
.gives(Named("QueueStanding"));

pub(super) fn routes() -> Routes {
    vec![
        ("take_next_task", answered_by(Post, next::take_next_task)),
        ("list_queue_standing", answered_by(Get, next::list_queue_standing)),
    ]
}
