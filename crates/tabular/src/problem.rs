//! What is wrong with one value, said so that the person who wrote it can mend it.

use std::fmt;

/// A value that could not be understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// A stable word for programs and translations, such as `date`.
    pub code: &'static str,
    /// A short sentence for people.
    pub message: String,
}

impl Problem {
    /// A problem that reads “value” + what is wrong with it.
    pub(crate) fn new(code: &'static str, value: &str, wrong: impl fmt::Display) -> Self {
        let shown: String = value.trim().chars().filter(|c| !c.is_control()).take(60).collect();
        let dots = if value.trim().chars().count() > 60 { "…" } else { "" };
        let message = if shown.is_empty() {
            format!("An empty value {wrong}")
        } else {
            format!("“{shown}{dots}” {wrong}")
        };
        Self { code, message }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Problem {}
