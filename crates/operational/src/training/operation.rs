//! The operations on training.

use super::attempt::{create_attempt, put_attempt_answer, show_attempt};
use super::mine::show_training;
use super::progress::show_training_progress;
use platform::feature::Routes;
use platform::http::operation::{Method, Operation, Shape, answered_by, operation};

const GROUP: &str = "Training";

pub(super) static OPERATIONS: &[Operation] = &[
    operation(
        "show_training",
        Method::Get,
        "/training",
        "One's own courses and lessons, and how far one has come.",
    )
    .of(GROUP)
    .gives(Shape::Named("Training")),
    operation(
        "show_training_progress",
        Method::Get,
        "/training/progress",
        "Who has completed what: oneself, and those whose assignments one may change.",
    )
    .of(GROUP)
    .gives(Shape::Named("TrainingProgress")),
    operation(
        "create_attempt",
        Method::Post,
        "/lessons/{id}/attempts",
        "Begins the questions of a lesson, or goes on where one stopped.",
    )
    .of(GROUP)
    .gives(Shape::Named("LessonAttempt"))
    .made(),
    operation("show_attempt", Method::Get, "/training/attempts/{id}", "An attempt of one's own.")
        .of(GROUP)
        .gives(Shape::Named("LessonAttempt")),
    operation(
        "put_attempt_answer",
        Method::Put,
        "/training/attempts/{id}/answers/{question}",
        "Answers a question, once; tells what is right and why.",
    )
    .of(GROUP)
    .takes(Shape::Named("LessonAnswer"))
    .gives(Shape::Named("LessonAttempt")),
];

pub(super) fn routes() -> Routes {
    vec![
        ("show_training", answered_by(Method::Get, show_training)),
        ("show_training_progress", answered_by(Method::Get, show_training_progress)),
        ("create_attempt", answered_by(Method::Post, create_attempt)),
        ("show_attempt", answered_by(Method::Get, show_attempt)),
        ("put_attempt_answer", answered_by(Method::Put, put_attempt_answer)),
    ]
}
