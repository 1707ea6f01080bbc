//! The answers of a question as they are written: one on each line, a star before those that are right.

use vocabulary::{Error, Result};

/// Fewest and most answers of a question.
const FEWEST: usize = 2;
const MOST: usize = 10;

/// An answer, and whether it is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) text: String,
    pub(super) right: bool,
}

/// Reads the lines; `multiple` when several may be right.
pub(super) fn read(text: &str, multiple: bool) -> Result<Vec<Written>> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let all: Vec<Written> = lines
        .map(|line| match line.strip_prefix('*') {
            Some(rest) => Written { text: rest.trim().to_string(), right: true },
            None => Written { text: line.to_string(), right: false },
        })
        .collect();
    let right = all.iter().filter(|answer| answer.right).count();
    let twice =
        all.iter().enumerate().any(|(at, one)| all.iter().take(at).any(|other| other.text == one.text));
    let problem = if !(FEWEST..=MOST).contains(&all.len()) {
        format!("Write {FEWEST} to {MOST} answers, each on a line of its own.")
    } else if all.iter().any(|answer| answer.text.is_empty()) {
        "An answer has no words.".to_string()
    } else if twice {
        "Two answers are the same.".to_string()
    } else if right == 0 {
        "Put a star before the right answer: * like this.".to_string()
    } else if right > 1 && !multiple {
        "Only one answer may have a star; choose the kind “several answers” for more.".to_string()
    } else {
        return Ok(all);
    };
    Err(Error::invalid("answers", "malformed", problem))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_makes_an_answer_right() {
        let read = read("* Ask first\nSend it anyway\n\n  *Write it down ", true).unwrap();
        let told: Vec<(&str, bool)> = read.iter().map(|one| (one.text.as_str(), one.right)).collect();
        assert_eq!(told, [("Ask first", true), ("Send it anyway", false), ("Write it down", true)]);
    }

    #[test]
    fn what_cannot_be_answered_is_refused() {
        for (text, multiple) in [
            ("", true),
            ("* one", true),
            ("one\ntwo", true),
            ("* one\n* two", false),
            ("* one\none", true),
            ("*\ntwo", true),
            ("* 1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11", true),
        ] {
            assert!(read(text, multiple).is_err(), "{text:?}");
        }
    }
}
