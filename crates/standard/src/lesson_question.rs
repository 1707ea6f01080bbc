//! A question of a lesson, with its answers. It says which are right, so only those see it whose role names it.

use crate::lesson;
use dictionary::marker::{Choice, Integer, Link, LongText, Text};
use dictionary::{ChoiceSpec, Field, Object};

/// The key of the object, and its table.
pub const KEY: &str = "lesson_question";

/// How many answers are right.
pub const KINDS: &[ChoiceSpec] = &[
    ChoiceSpec::new("single", "One answer", "blue"),
    ChoiceSpec::new("multiple", "Several answers", "violet"),
];

/// The question.
pub const TEXT: Field<Text> = Field::new("text", "Question").required();
/// The lesson.
pub const LESSON: Field<Link> =
    Field::new("lesson", "Lesson").required().indexed().to(lesson::KEY, "Questions");
/// How many answers are right.
pub const KIND: Field<Choice> = Field::new("kind", "Kind").required().choices(KINDS).default("\"single\"");
/// The answers.
pub const ANSWERS: Field<LongText> = Field::new("answers", "Answers")
    .required()
    .help("One answer on each line; those that are right begin with a star: * like this.");
/// Why it is so.
pub const EXPLANATION: Field<LongText> =
    Field::new("explanation", "Explanation").help("Shown after the answer, whether it was right or not.");
/// Its place in the lesson.
pub const POSITION: Field<Integer> = Field::new("position", "Position");

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "lesson_questions", "Lesson question", "Lesson questions")
    .fields(&[TEXT.def, LESSON.def, KIND.def, ANSWERS.def, EXPLANATION.def, POSITION.def])
    .titled_by(TEXT.def.key)
    .shown_as("system", "circle-help")
    .listed(&[TEXT.def.key, LESSON.def.key, KIND.def.key, POSITION.def.key], "position")
    .not_searchable()
    .guarded()
    .checked();
