//! A field as everything above works with it, standard and custom alike.

use crate::{FieldSpec, Formula, Kind, Labels, Measure, Operator, OverlayField};
use serde::{Deserialize, Serialize};
use vocabulary::{Error, Problem, Result};

/// A choice of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// The key kept in the database.
    pub key: String,
    /// The label.
    pub label: String,
    /// The label in other languages.
    #[serde(default, skip_serializing_if = "Labels::is_empty")]
    pub labels: Labels,
    /// A color name of the theme.
    #[serde(default)]
    pub color: String,
}

/// How a computed field comes about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Computed {
    /// The kind of the result.
    pub kind: Kind,
    /// A measure over linked records, computed when read.
    #[serde(default)]
    pub rollup: Option<Rollup>,
    /// A formula over the record's own fields, computed when written.
    #[serde(default)]
    pub formula: Option<String>,
}

/// A measure over the records that link here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rollup {
    /// The linking field, `object.field`.
    pub link: String,
    /// What is computed.
    pub measure: Measure,
    /// The measured field of the linking object; none for a count.
    #[serde(default)]
    pub field: Option<String>,
}

/// Which of the fields every object has this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SystemField {
    /// When the record was made.
    CreatedAt,
    /// When it was last changed.
    UpdatedAt,
    /// When it went to the trash.
    RemovedAt,
    /// The user who looks after it.
    Owner,
    /// Ids other systems know it by, `system:value`.
    ExternalIds,
}

/// A field, standard, system or custom.
#[derive(Clone, Debug)]
pub struct FieldDef {
    /// The key.
    pub key: String,
    /// The label.
    pub label: String,
    /// The label in other languages, of a custom field.
    pub labels: Labels,
    /// The kind as declared; `Computed` for computed fields.
    pub kind: Kind,
    /// Must have a value.
    pub required: bool,
    /// No two records share a value.
    pub unique: bool,
    /// An index serves filters and sorting.
    pub indexed: bool,
    /// Found by search.
    pub searchable: bool,
    /// Added by the customer: kept in the JSON column.
    pub custom: bool,
    /// Which system field, if it is one.
    pub system: Option<SystemField>,
    /// The target of a link.
    pub to: Option<String>,
    /// How the target calls the records linking to it.
    pub inverse_label: Option<String>,
    /// The choices.
    pub choices: Vec<Choice>,
    /// How it is computed.
    pub computed: Option<Computed>,
    /// The parsed formula.
    pub formula: Option<Formula>,
    /// One sentence of help.
    pub help: Option<String>,
    /// Longest text in characters.
    pub max_length: Option<usize>,
    /// The value a new record gets.
    pub default: Option<serde_json::Value>,
    /// Filled in by Kith itself: whoever writes the record cannot.
    pub kept: bool,
    /// The fields of other objects, as `object.field`, that it sums up.
    pub made_of: Vec<String>,
    /// Says how many of something there are: empty is none.
    pub counts: bool,
    /// Tells its record from others for as long as it exists: duplicates are found by it.
    pub identifying: bool,
}

/// Most choices of a field: a list of spare parts or of municipalities fits.
const MAX_CHOICES: usize = 10_000;

impl FieldDef {
    /// The kind of the values: for computed fields that of the result.
    pub fn value_kind(&self) -> Kind {
        self.computed.as_ref().map_or(self.kind, |computed| computed.kind)
    }

    /// Whether it is computed from linked records when read (and so has no column).
    pub fn is_rollup(&self) -> bool {
        self.computed.as_ref().is_some_and(|computed| computed.rollup.is_some())
    }

    /// Whether users can write it through records.
    pub fn read_only(&self) -> bool {
        self.kept
            || self.kind == Kind::Computed
            || matches!(
                self.system,
                Some(SystemField::CreatedAt | SystemField::UpdatedAt | SystemField::RemovedAt)
            )
    }

    /// Whether the store keeps it by itself when what it is made of is written: no part of its own record's history.
    pub fn follows_others(&self) -> bool {
        !self.made_of.is_empty()
    }

    /// The operators that suit it.
    pub fn operators(&self) -> &'static [Operator] {
        self.value_kind().operators()
    }

    /// Whether lists can be sorted by it.
    pub fn sortable(&self) -> bool {
        self.value_kind().sortable()
    }

    /// Whether records can be grouped by it.
    pub fn groupable(&self) -> bool {
        self.value_kind().groupable() && !self.is_rollup()
    }

    pub(crate) fn blank(key: &str, label: &str, kind: Kind) -> FieldDef {
        FieldDef {
            key: key.to_string(),
            label: label.to_string(),
            labels: Labels::new(),
            kind,
            required: false,
            unique: false,
            indexed: false,
            searchable: false,
            custom: false,
            system: None,
            to: None,
            inverse_label: None,
            choices: Vec::new(),
            computed: None,
            formula: None,
            help: None,
            max_length: None,
            default: None,
            kept: false,
            made_of: Vec::new(),
            counts: false,
            identifying: false,
        }
    }

    pub(crate) fn from_spec(spec: &FieldSpec) -> Result<FieldDef> {
        let text = |text: &str| if text.is_empty() { None } else { Some(text.to_string()) };
        let computed = match (spec.rollup, spec.formula) {
            (Some(rollup), _) => Some(Computed {
                kind: rollup.kind,
                rollup: Some(Rollup {
                    link: rollup.link.to_string(),
                    measure: rollup.measure,
                    field: text(rollup.field),
                }),
                formula: None,
            }),
            (None, Some((formula, kind))) => {
                Some(Computed { kind, rollup: None, formula: Some(formula.to_string()) })
            }
            (None, None) => None,
        };
        let formula = match spec.formula {
            Some((formula, _)) => Some(
                Formula::parse(formula).map_err(|error| Error::internal(format!("{}: {error}", spec.key)))?,
            ),
            None => None,
        };
        let choice = |choice: &crate::ChoiceSpec| Choice {
            key: choice.key.to_string(),
            label: choice.label.to_string(),
            labels: Labels::new(),
            color: choice.color.to_string(),
        };
        Ok(FieldDef {
            required: spec.required,
            unique: spec.unique,
            indexed: spec.indexed,
            searchable: spec.searchable,
            to: text(spec.to),
            inverse_label: text(spec.inverse_label),
            choices: spec.choices.iter().map(choice).collect(),
            computed,
            formula,
            help: text(spec.help),
            max_length: if spec.max_length == 0 { None } else { Some(spec.max_length) },
            kept: spec.kept,
            made_of: spec.made_of.iter().map(|source| (*source).to_string()).collect(),
            counts: spec.counts,
            identifying: spec.identifying,
            default: if spec.default.is_empty() { None } else { serde_json::from_str(spec.default).ok() },
            ..FieldDef::blank(spec.key, spec.label, spec.kind)
        })
    }

    pub(crate) fn from_overlay(field: &OverlayField) -> Result<FieldDef, Problem> {
        let problem =
            |code: &str, message: &str| Problem::new(format!("fields.{}", field.key), code, message);
        check_key(&field.key).map_err(|message| problem("malformed", &message))?;
        if field.label.trim().is_empty() || field.label.chars().count() > 100 {
            return Err(problem("required", "A field needs a label of at most 100 characters."));
        }
        crate::label::check(&field.labels).map_err(|message| problem("malformed", &message))?;
        for choice in &field.choices {
            crate::label::check(&choice.labels).map_err(|message| problem("malformed", &message))?;
        }
        if (field.kind == Kind::Link) != field.to.is_some() {
            return Err(problem(
                "malformed",
                "A link, and only a link, names the object it points to in “to”.",
            ));
        }
        if matches!(field.kind, Kind::Choice | Kind::Choices) == field.choices.is_empty() {
            return Err(problem("malformed", "A choice, and only a choice, lists its choices."));
        }
        if field.choices.len() > MAX_CHOICES
            || field.choices.iter().any(|choice| choice.key.is_empty() || choice.key.len() > 100)
        {
            return Err(problem(
                "malformed",
                "At most 10,000 choices, each with a key of at most 100 characters.",
            ));
        }
        let mut keys: Vec<&str> = field.choices.iter().map(|choice| choice.key.as_str()).collect();
        keys.sort_unstable();
        if keys.windows(2).any(|pair| pair.first() == pair.last()) {
            return Err(problem("malformed", "Two choices have the same key."));
        }
        if field.unique && !field.kind.can_be_unique() {
            return Err(problem("malformed", "A field of this kind cannot be unique."));
        }
        let mut formula = None;
        match (&field.computed, field.kind) {
            (Some(computed), Kind::Computed) => {
                if computed.kind == Kind::Computed || computed.rollup.is_some() == computed.formula.is_some()
                {
                    return Err(problem(
                        "malformed",
                        "A computed field has a result kind and either a rollup or a formula.",
                    ));
                }
                if let Some(text) = &computed.formula {
                    formula =
                        Some(Formula::parse(text).map_err(|error| problem("malformed", &error.to_string()))?);
                }
            }
            (None, Kind::Computed) | (Some(_), _) => {
                return Err(problem(
                    "malformed",
                    "A computed field, and only a computed field, says how it is “computed”.",
                ));
            }
            (None, _) => {}
        }
        Ok(FieldDef {
            required: field.required,
            unique: field.unique,
            indexed: field.indexed,
            searchable: field.searchable,
            custom: true,
            to: field.to.clone(),
            inverse_label: field.inverse_label.clone(),
            choices: field.choices.clone(),
            computed: field.computed.clone(),
            formula,
            help: field.help.clone(),
            max_length: field.max_length,
            default: field.default.clone(),
            identifying: field.identifying,
            labels: field.labels.clone(),
            ..FieldDef::blank(&field.key, &field.label, field.kind)
        })
    }
}

/// Whether a key of a custom object or field is well formed; the error says how it should be.
pub(crate) fn check_key(key: &str) -> Result<(), String> {
    let well_formed = key.starts_with("x_")
        && (3..=50).contains(&key.len())
        && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        && !key.ends_with("_fold")
        && !key.ends_with("_currency")
        && !key.ends_with("_given")
        && !key.ends_with("_family");
    if well_formed {
        return Ok(());
    }
    Err("A key of your own starts with x_ and has 3 to 50 small letters, digits and underscores (and does not end in _fold, _currency, _given or _family).".to_string())
}
