//! The operations on training.

use super::attempt::{create_attempt, put_attempt_answer, show_attempt};
use super::draft::{
    discard_lesson_draft, publish_lesson, put_lesson_draft, show_course_outline, show_lesson_draft,
};
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
    operation(
        "show_course_outline",
        Method::Get,
        "/courses/{id}/outline",
        "The lessons of a course for those who write them, also what is not published yet.",
    )
    .of(GROUP)
    .gives(Shape::Named("CourseOutline")),
    operation(
        "show_lesson_draft",
        Method::Get,
        "/lessons/{id}/draft",
        "A lesson as it is being written, with its questions and what is right; what is published, without a draft.",
    )
    .of(GROUP)
    .gives(Shape::Named("LessonDraft")),
    operation(
        "put_lesson_draft",
        Method::Put,
        "/lessons/{id}/draft",
        "Keeps what was written. Learners go on with what is published.",
    )
    .of(GROUP)
    .takes(Shape::Named("LessonDraftKept"))
    .gives(Shape::Named("LessonDraft")),
    operation(
        "discard_lesson_draft",
        Method::Delete,
        "/lessons/{id}/draft",
        "Goes back to what is published.",
    )
    .of(GROUP)
    .gives(Shape::Named("LessonDraft")),
    operation(
        "publish_lesson",
        Method::Put,
        "/lessons/{id}/publication",
        "What the draft says becomes what learners learn, as one new version, or as the same one when only slips of the pen were mended.",
    )
    .of(GROUP)
    .takes(Shape::Named("LessonPublication"))
    .gives(Shape::Named("LessonDraft")),
];

pub(super) fn routes() -> Routes {
    vec![
        ("show_training", answered_by(Method::Get, show_training)),
        ("show_training_progress", answered_by(Method::Get, show_training_progress)),
        ("create_attempt", answered_by(Method::Post, create_attempt)),
        ("show_attempt", answered_by(Method::Get, show_attempt)),
        ("put_attempt_answer", answered_by(Method::Put, put_attempt_answer)),
        ("show_course_outline", answered_by(Method::Get, show_course_outline)),
        ("show_lesson_draft", answered_by(Method::Get, show_lesson_draft)),
        ("put_lesson_draft", answered_by(Method::Put, put_lesson_draft)),
        ("discard_lesson_draft", answered_by(Method::Delete, discard_lesson_draft)),
        ("publish_lesson", answered_by(Method::Put, publish_lesson)),
    ]
}
