//! The overlay: custom fields and custom objects a workspace adds to the standard dictionary.

use crate::Kind;
use crate::field_def::{Choice, Computed};
use crate::label::{Labels, ObjectLabels};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// All that one workspace added. Kept in the database; the standard dictionary lives in the binary.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Overlay {
    /// Grows with each change.
    pub version: u64,
    /// Custom objects.
    pub objects: Vec<OverlayObject>,
    /// Custom fields of standard objects: object key and field.
    pub fields: Vec<(String, OverlayField)>,
}

/// A custom object as the customer declares it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OverlayObject {
    /// Key, beginning with `x_`.
    pub key: String,
    /// Plural for URLs, beginning with `x_`.
    pub plural: String,
    /// Label.
    pub label: String,
    /// Plural label.
    pub label_plural: String,
    /// Both labels in other languages.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<String, ObjectLabels>,
    /// Icon name.
    #[serde(default)]
    pub icon: Option<String>,
    /// Its fields besides the built-in `name`.
    #[serde(default)]
    pub fields: Vec<OverlayField>,
}

/// A custom field as the customer declares it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OverlayField {
    /// Key, beginning with `x_`.
    pub key: String,
    /// Label.
    pub label: String,
    /// The label in other languages.
    #[serde(default, skip_serializing_if = "Labels::is_empty")]
    pub labels: Labels,
    /// Kind.
    pub kind: Kind,
    /// Must have a value.
    #[serde(default)]
    pub required: bool,
    /// No two records share a value.
    #[serde(default)]
    pub unique: bool,
    /// An index serves filters and sorting.
    #[serde(default)]
    pub indexed: bool,
    /// Found by search.
    #[serde(default)]
    pub searchable: bool,
    /// The target of a link.
    #[serde(default)]
    pub to: Option<String>,
    /// How the target calls the records linking to it.
    #[serde(default)]
    pub inverse_label: Option<String>,
    /// The choices.
    #[serde(default)]
    pub choices: Vec<Choice>,
    /// A rollup or formula, for computed fields.
    #[serde(default)]
    pub computed: Option<Computed>,
    /// One sentence of help.
    #[serde(default)]
    pub help: Option<String>,
    /// The value a new record gets.
    #[serde(default)]
    pub default: Option<serde_json::Value>,
    /// Longest text in characters.
    #[serde(default)]
    pub max_length: Option<usize>,
    /// Tells its record from others for as long as it exists: duplicates are found by it.
    #[serde(default)]
    pub identifying: bool,
}

/// What may be changed about a custom field; its kind and key stay.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldChangeRequest {
    /// Label.
    pub label: Option<String>,
    /// The label in other languages: all of them anew.
    pub labels: Option<Labels>,
    /// One sentence of help.
    pub help: Option<String>,
    /// The choices; a choice that records still use cannot be left out.
    pub choices: Option<Vec<Choice>>,
    /// Must have a value.
    pub required: Option<bool>,
    /// An index serves filters and sorting.
    pub indexed: Option<bool>,
    /// Found by search.
    pub searchable: Option<bool>,
}
