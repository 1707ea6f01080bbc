//! Labels in other languages, as customers give them to what they added.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use vocabulary::is_language;

/// A label by language.
pub type Labels = BTreeMap<String, String>;

/// The labels of an object in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectLabels {
    /// For one record.
    pub label: String,
    /// For several.
    pub label_plural: String,
}

/// Languages of one thing.
const MOST: usize = 40;

/// What is wrong with labels, in words.
pub(crate) fn check(labels: &Labels) -> Result<(), String> {
    check_all(labels.iter().map(|(language, label)| (language, [label.as_str(), label.as_str()])))
}

/// What is wrong with the labels of an object, in words.
pub(crate) fn check_object(labels: &BTreeMap<String, ObjectLabels>) -> Result<(), String> {
    check_all(labels.iter().map(|(language, labels)| (language, [&labels.label[..], &labels.label_plural])))
}

fn check_all<'l>(labels: impl Iterator<Item = (&'l String, [&'l str; 2])>) -> Result<(), String> {
    let is_label = |text: &str| {
        !text.trim().is_empty() && text.chars().count() <= 100 && !text.chars().any(char::is_control)
    };
    for (index, (language, texts)) in labels.enumerate() {
        if index >= MOST {
            return Err(format!("Labels are kept in at most {MOST} languages."));
        }
        if !is_language(language) {
            return Err(format!("“{language}” is no language code such as sl or sr-Latn."));
        }
        if !texts.into_iter().all(is_label) {
            return Err(format!("The label in “{language}” needs 1 to 100 characters."));
        }
    }
    Ok(())
}
