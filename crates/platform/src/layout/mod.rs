//! Layouts: how an administrator arranges the fields of an object on its page and its form.
//!
//! A layout asks and shows; it holds up no interface and no import. What a user may not see is taken out before it is told.

mod condition;
mod list;
mod put;

pub use list::list_layouts;
pub use put::{put_layout, remove_layout};

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// The table of layouts.
pub(crate) const MIGRATION: &str = r#"
CREATE TABLE layout (
  workspace_id BIGINT NOT NULL, object TEXT NOT NULL, layout TEXT NOT NULL, updated_at BIGINT NOT NULL,
  updated_by UUID NOT NULL, PRIMARY KEY (workspace_id, object));
"#;

const TABLE: &str = "layout";

/// How the fields of an object are arranged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// The object; in a request that of the address counts.
    #[serde(default)]
    pub object: String,
    /// The sections in sequence. Fields that stand in none come last.
    pub sections: Vec<Section>,
    /// The tabs of the page, in sequence; what stands in none of them is seen at first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tabs: Option<Vec<Tab>>,
}

/// A part of the page with sections of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tab {
    /// Its key within the layout.
    pub key: String,
    /// What it is called.
    pub label: String,
    /// The same in other languages.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<String, String>,
}

/// Fields that stand together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its key within the layout.
    pub key: String,
    /// What stands above it.
    pub label: String,
    /// The same in other languages.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<String, String>,
    /// Whether it is closed at first.
    #[serde(default)]
    pub collapsed: bool,
    /// The tab in which it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tab: Option<String>,
    /// Its fields in sequence.
    pub fields: Vec<PlacedField>,
}

/// A field at its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlacedField {
    /// The key of the field.
    pub field: String,
    /// `true`, or the condition under which the app asks for a value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required: Option<Json>,
    /// The condition under which it is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown_if: Option<Json>,
    /// Whether it stands on the form for new records.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_form: Option<bool>,
}
