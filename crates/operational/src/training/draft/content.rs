//! What a lesson says, in one piece: its text and its questions, as the editor writes them and as records hold them.

use super::super::answers;
use super::super::library::questions;
use crate::sales::house::text_of;
use dictionary::Value;
use records::{Input, Reading, Viewed};
use serde::{Deserialize, Serialize};
use serde_json::json;
use standard::{lesson, lesson_question};
use vocabulary::{Error, Id, Problem, Result};

/// A lesson is read in minutes: what is longer is a book.
const MOST_QUESTIONS: usize = 50;
const MOST_CHARACTERS: usize = 200_000;

/// The whole of it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Content {
    pub(super) name: String,
    #[serde(default)]
    pub(super) body: String,
    #[serde(default)]
    pub(super) minutes: Option<i64>,
    #[serde(default)]
    pub(super) questions: Vec<Question>,
}

/// A question, with what is right.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Question {
    /// None until it is published.
    #[serde(default)]
    pub(super) id: Option<Id>,
    pub(super) text: String,
    #[serde(default)]
    pub(super) multiple: bool,
    #[serde(default)]
    pub(super) answers: Vec<Choice>,
    #[serde(default)]
    pub(super) explanation: String,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Choice {
    pub(super) text: String,
    #[serde(default)]
    pub(super) right: bool,
}

impl Content {
    /// What is published; read in the house's name, for somebody who may write it.
    pub(super) fn published(as_house: &mut Reading<'_>, lesson: &Viewed) -> Result<Content> {
        let text = |field: &str| text_of(lesson.value(field)).unwrap_or_default().to_string();
        let all = questions(as_house, lesson.id())?;
        Ok(Content {
            name: text(lesson::NAME.key()),
            body: text(lesson::BODY.key()),
            minutes: match lesson.value(lesson::MINUTES.key()) {
                Some(Value::Integer(minutes)) => Some(*minutes),
                _ => None,
            },
            questions: all.iter().map(Question::published).collect::<Result<_>>()?,
        })
    }

    /// Whether it teaches something else than another: a name or the minutes are no new version.
    pub(super) fn teaches_else(&self, other: &Content) -> bool {
        self.body != other.body || self.questions != other.questions
    }

    /// A draft may be half written, but not without end.
    pub(super) fn measure(&self) -> Result<()> {
        let long = self.body.chars().count() + self.name.chars().count() > MOST_CHARACTERS;
        if long || self.questions.len() > MOST_QUESTIONS {
            let text =
                format!("A lesson has up to {MOST_QUESTIONS} questions and {MOST_CHARACTERS} letters.");
            return Err(Error::TooLarge(text));
        }
        Ok(())
    }

    /// The same without what was left empty around it.
    pub(super) fn tidied(mut self) -> Content {
        self.name = self.name.trim().to_string();
        self.body = self.body.trim_end().to_string();
        for question in &mut self.questions {
            question.text = question.text.split_whitespace().collect::<Vec<_>>().join(" ");
            question.explanation = question.explanation.trim().to_string();
            for answer in &mut question.answers {
                answer.text = answer.text.split_whitespace().collect::<Vec<_>>().join(" ");
            }
            question.answers.retain(|answer| !answer.text.is_empty());
        }
        self
    }

    /// Refuses what cannot be published, each problem where it is.
    pub(super) fn check(&self) -> Result<()> {
        let mut problems = Vec::new();
        if self.name.is_empty() {
            problems.push(Problem::new("name", "required", "The lesson needs a name."));
        }
        if self.body.trim().is_empty() && self.questions.is_empty() {
            problems.push(Problem::new("body", "required", "Write something to learn first."));
        }
        for (place, question) in self.questions.iter().enumerate() {
            if question.text.is_empty() {
                let field = format!("questions.{place}.text");
                problems.push(Problem::new(field, "required", "Write the question."));
            }
            if let Err(text) = question.problem() {
                problems.push(Problem::new(format!("questions.{place}.answers"), "malformed", text));
            }
        }
        if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
    }
}

impl Question {
    fn published(record: &Viewed) -> Result<Question> {
        let text = |field: &str| text_of(record.value(field)).unwrap_or_default().to_string();
        let multiple = text(lesson_question::KIND.key()) == "multiple";
        let answers = answers::read(&text(lesson_question::ANSWERS.key()), multiple)?;
        Ok(Question {
            id: Some(record.id()),
            text: text(lesson_question::TEXT.key()),
            multiple,
            answers: answers.into_iter().map(|one| Choice { text: one.text, right: one.right }).collect(),
            explanation: text(lesson_question::EXPLANATION.key()),
        })
    }

    fn problem(&self) -> std::result::Result<(), String> {
        if self.answers.iter().any(|answer| answer.text.starts_with('*')) {
            return Err("An answer cannot begin with a star.".to_string());
        }
        match answers::read(&self.lines(), self.multiple) {
            Ok(_) => Ok(()),
            Err(Error::Invalid(problems)) => {
                Err(problems.into_iter().map(|one| one.message).collect::<Vec<_>>().join(" "))
            }
            Err(error) => Err(error.to_string()),
        }
    }

    fn lines(&self) -> String {
        let line = |answer: &Choice| format!("{}{}", if answer.right { "* " } else { "" }, answer.text);
        self.answers.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    /// The fields of its record.
    pub(super) fn fields(&self, lesson: Id, place: usize) -> Input {
        let explanation = (!self.explanation.is_empty()).then_some(self.explanation.as_str());
        Input::from_iter([
            (lesson_question::TEXT.key().to_string(), json!(self.text)),
            (lesson_question::LESSON.key().to_string(), json!(lesson)),
            (
                lesson_question::KIND.key().to_string(),
                json!(if self.multiple { "multiple" } else { "single" }),
            ),
            (lesson_question::ANSWERS.key().to_string(), json!(self.lines())),
            (lesson_question::EXPLANATION.key().to_string(), json!(explanation)),
            (lesson_question::POSITION.key().to_string(), json!(place + 1)),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(answers: &[(&str, bool)], multiple: bool) -> Content {
        let answers = answers.iter().map(|(text, right)| Choice { text: text.to_string(), right: *right });
        let question = Question {
            id: None,
            text: " May  we\nwrite? ".to_string(),
            multiple,
            answers: answers.collect(),
            explanation: String::new(),
        };
        Content {
            name: "Consent ".to_string(),
            body: "Ask.\n".to_string(),
            minutes: Some(3),
            questions: vec![question],
        }
        .tidied()
    }

    #[test]
    fn what_can_be_answered_is_published_line_by_line() {
        let told = content(&[("Yes,\nalways", false), ("  ", false), ("Only after a yes", true)], false);
        told.check().unwrap();
        let question = &told.questions[0];
        assert_eq!(question.text, "May we write?");
        assert_eq!(question.lines(), "Yes, always\n* Only after a yes");
    }

    #[test]
    fn what_cannot_be_answered_is_refused_where_it_is() {
        for (answers, multiple) in [
            (&[("Yes", false), ("No", false)][..], false),
            (&[("Yes", true), ("No", true)][..], false),
            (&[("Yes", true)][..], false),
            (&[("*Yes", false), ("No", true)][..], true),
        ] {
            let Err(Error::Invalid(problems)) = content(answers, multiple).check() else {
                panic!("{answers:?} is published")
            };
            assert_eq!(problems[0].field, "questions.0.answers");
        }
        let empty =
            Content { name: String::new(), body: String::new(), minutes: None, questions: Vec::new() };
        assert!(matches!(empty.check(), Err(Error::Invalid(problems)) if problems.len() == 2));
    }
}
