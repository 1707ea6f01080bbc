//! The questions of one attempt, as they stood when it began: who learns goes on with the same ones, whatever is changed meanwhile.

use super::answers;
use crate::sales::house::text_of;
use platform::sha256;
use records::Viewed;
use serde::{Deserialize, Serialize};
use standard::lesson_question;
use std::collections::BTreeMap;
use vocabulary::{Error, Id, Result};

/// What was chosen, by the question.
pub(super) type Chosen = BTreeMap<Id, Vec<String>>;

/// A question with everything that is known of it. It stays on the server.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct Question {
    pub(super) id: Id,
    pub(super) text: String,
    pub(super) multiple: bool,
    pub(super) options: Vec<Choice>,
    pub(super) explanation: Option<String>,
}

/// One of its answers.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct Choice {
    pub(super) text: String,
    pub(super) right: bool,
}

/// A question as who learns sees it.
#[derive(Debug, Serialize)]
pub(super) struct Asked {
    id: Id,
    text: String,
    kind: &'static str,
    options: Vec<Offered>,
    /// What was chosen; the rest is told only then.
    chosen: Option<Vec<String>>,
    correct: Option<bool>,
    right: Option<Vec<String>>,
    explanation: Option<String>,
}

#[derive(Debug, Serialize)]
struct Offered {
    key: String,
    text: String,
}

/// The questions of a lesson, their answers in a sequence of this attempt's own.
pub(super) fn drawn(attempt: Id, questions: &[Viewed]) -> Result<Vec<Question>> {
    questions.iter().map(|question| draw(attempt, question)).collect()
}

fn draw(attempt: Id, question: &Viewed) -> Result<Question> {
    let multiple = text_of(question.value(lesson_question::KIND.key())) == Some("multiple");
    let written = text_of(question.value(lesson_question::ANSWERS.key())).unwrap_or_default();
    let mut options: Vec<([u8; 32], Choice)> = answers::read(written, multiple)?
        .into_iter()
        .map(|one| {
            let seed =
                [attempt.as_bytes().as_slice(), question.id().as_bytes(), one.text.as_bytes()].concat();
            (sha256(&seed), Choice { text: one.text, right: one.right })
        })
        .collect();
    options.sort_by_key(|(seed, _)| *seed);
    Ok(Question {
        id: question.id(),
        text: question.title().unwrap_or_default().to_string(),
        multiple,
        options: options.into_iter().map(|(_, option)| option).collect(),
        explanation: text_of(question.value(lesson_question::EXPLANATION.key())).map(str::to_string),
    })
}

impl Question {
    /// The question as it may be seen: what is right is told after the answer alone.
    pub(super) fn asked(&self, chosen: Option<&Vec<String>>) -> Asked {
        let options = self.options.iter().enumerate();
        Asked {
            id: self.id,
            text: self.text.clone(),
            kind: if self.multiple { "multiple" } else { "single" },
            options: options
                .map(|(at, one)| Offered { key: at.to_string(), text: one.text.clone() })
                .collect(),
            chosen: chosen.cloned(),
            correct: chosen.map(|chosen| self.is_right(chosen)),
            right: chosen.map(|_| self.right()),
            explanation: chosen.and_then(|_| self.explanation.clone()),
        }
    }

    fn right(&self) -> Vec<String> {
        let right = self.options.iter().enumerate().filter(|(_, option)| option.right);
        right.map(|(at, _)| at.to_string()).collect()
    }

    /// What somebody chooses who knows it, or who does not.
    pub(super) fn chosen(&self, knows: bool) -> Vec<String> {
        let right = self.right();
        if knows {
            return right;
        }
        let wrong = (0..self.options.len()).map(|at| at.to_string()).find(|key| !right.contains(key));
        wrong.into_iter().collect()
    }

    /// Whether just the right ones were chosen.
    pub(super) fn is_right(&self, chosen: &[String]) -> bool {
        let mut chosen = chosen.to_vec();
        chosen.sort_by_key(|key| key.parse::<usize>().unwrap_or(usize::MAX));
        chosen == self.right()
    }

    /// Refuses what is no answer to this question.
    pub(super) fn check(&self, chosen: &[String]) -> Result<()> {
        let known = |key: &String| {
            key.parse::<usize>().is_ok_and(|at| at < self.options.len() && at.to_string() == *key)
        };
        let repeated =
            chosen.iter().enumerate().any(|(at, key)| chosen.iter().take(at).any(|other| other == key));
        let wrong = |text: &str| Err(Error::invalid("chosen", "malformed", text));
        if chosen.is_empty() {
            return wrong("Choose an answer.");
        }
        if !chosen.iter().all(known) || repeated {
            return wrong("This answer was not offered.");
        }
        if !self.multiple && chosen.len() > 1 {
            return wrong("Choose one answer.");
        }
        Ok(())
    }
}

/// How many of a hundred were right.
pub(super) fn score(paper: &[Question], chosen: &Chosen) -> i64 {
    if paper.is_empty() {
        return 100;
    }
    let right =
        paper.iter().filter(|one| chosen.get(&one.id).is_some_and(|chosen| one.is_right(chosen))).count();
    (right * 100 / paper.len()) as i64
}
