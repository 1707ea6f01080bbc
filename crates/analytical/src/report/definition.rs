//! What a report asks. Fields, filters and rights are checked by the store's own language when it is answered; here is checked
//! what only reports have.

use super::formula::Formula;
use super::period::{Compared, Period};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use vocabulary::{Error, Result};

/// Most rows a report keeps by themselves when it asks for the first ones.
const MOST_TOP: usize = 100;
/// Most columns: measures and formulas.
const MOST_COLUMNS: usize = 10;

/// A report's question.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// The object whose records are counted and measured.
    pub object: String,
    /// Which of them, in the language of filters.
    #[serde(default)]
    pub filter: Option<Json>,
    /// The dimensions: up to three fields, also over links; `bucket` for time, `band` for numbers.
    #[serde(default)]
    pub by: Vec<Dimension>,
    /// The measures, called A, B, C in formulas; a count when there are none.
    #[serde(default)]
    pub measures: Vec<MeasureAsked>,
    /// Columns worked out of the measures; they go on with the letters.
    #[serde(default)]
    pub formulas: Vec<FormulaAsked>,
    /// Only records of that time.
    #[serde(default)]
    pub period: Option<Period>,
    /// What it is compared with; needs a period.
    #[serde(default)]
    pub compare: Option<Compared>,
    /// A column's letter, with a minus for the largest first, or `key`.
    #[serde(default)]
    pub sort: Option<String>,
    /// Only so many of the first dimension by themselves, the others together.
    #[serde(default)]
    pub top: Option<usize>,
    /// How it is drawn: the app's own.
    #[serde(default)]
    pub chart: Map<String, Json>,
    /// Of those that are there from the beginning: the text of the app they are called by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named: Option<String>,
}

/// A dimension.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dimension {
    /// The field, or a path to one.
    pub field: String,
    /// day, week, month, quarter, year, weekday or hour; of addresses their country.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bucket: Option<String>,
    /// How wide a band of numbers is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub band: Option<Json>,
}

/// A measure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureAsked {
    /// count, sum, avg, min, max, median or distinct.
    pub measure: String,
    /// The measured field; none counts records.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What it is called instead of its usual name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// A column worked out of others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormulaAsked {
    /// What it is called.
    pub name: String,
    /// Such as `A / B` or `round(100 * A / total(A), 1)`.
    pub formula: String,
    /// How it is written.
    #[serde(default)]
    pub form: Form,
}

/// How the outcome of a formula is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// As a number.
    #[default]
    Number,
    /// As an amount in the currency of the row.
    Money,
    /// As a number of hundredths: 25 is 25 %.
    Percent,
}

/// By what rows are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sorted {
    /// By the keys, as they follow each other.
    Key,
    /// By a column.
    Column {
        /// Which.
        at: usize,
        /// Largest first.
        descending: bool,
    },
}

impl Definition {
    /// How many records of an object there are.
    pub fn of(object: String) -> Definition {
        Definition {
            object,
            filter: None,
            by: Vec::new(),
            measures: Vec::new(),
            formulas: Vec::new(),
            period: None,
            compare: None,
            sort: None,
            top: None,
            chart: Map::new(),
            named: None,
        }
    }

    /// The measures; a count when there are none.
    pub fn measured(&self) -> Vec<MeasureAsked> {
        if self.measures.is_empty() {
            return vec![MeasureAsked { measure: "count".to_string(), field: None, name: None }];
        }
        self.measures.clone()
    }

    /// Checks what only reports have; gives the formulas, read.
    pub fn checked(&self) -> Result<Vec<Formula>> {
        let measures = self.measured().len();
        if self.by.len() > 3 {
            return Err(Error::invalid("by", "too_long", "A report has at most three dimensions."));
        }
        if measures + self.formulas.len() > MOST_COLUMNS {
            let text = format!("A report has at most {MOST_COLUMNS} measures and formulas together.");
            return Err(Error::invalid("measures", "too_long", text));
        }
        if self.top.is_some_and(|top| !(1..=MOST_TOP).contains(&top)) {
            return Err(Error::invalid("top", "out_of_range", format!("Ask for the first 1 to {MOST_TOP}.")));
        }
        if self.compare.is_some() && self.period.is_none() {
            let text = "Choose a period: only then there is an earlier one to compare with.";
            return Err(Error::invalid("compare", "malformed", text));
        }
        let mut formulas = Vec::new();
        for (index, asked) in self.formulas.iter().enumerate() {
            let at = |member: &str| format!("formulas.{index}.{member}");
            if asked.name.trim().is_empty() || asked.name.chars().count() > 80 {
                return Err(Error::invalid(
                    at("name"),
                    "required",
                    "Give the column a name of at most 80 letters.",
                ));
            }
            let read = Formula::read(&asked.formula, measures + index);
            formulas.push(read.map_err(|problem| Error::invalid(at("formula"), "malformed", problem))?);
        }
        self.sorted()?;
        Ok(formulas)
    }

    /// By what its rows are sorted: time runs on, all else by the first column, largest first.
    pub fn sorted(&self) -> Result<Sorted> {
        let Some(text) = self.sort.as_deref() else {
            let timed = self.by.first().is_none_or(|first| first.bucket.is_some() || first.band.is_some());
            return Ok(if timed { Sorted::Key } else { Sorted::Column { at: 0, descending: true } });
        };
        if text == "key" {
            return Ok(Sorted::Key);
        }
        let (descending, letter) = match text.strip_prefix('-') {
            Some(letter) => (true, letter),
            None => (false, text),
        };
        let columns = self.measured().len() + self.formulas.len();
        match letter_at(letter).filter(|at| *at < columns) {
            Some(at) => Ok(Sorted::Column { at, descending }),
            None => Err(Error::invalid(
                "sort",
                "malformed",
                "Sort by key, or by the letter of a column such as -A.",
            )),
        }
    }
}

/// The column a letter names: A is the first.
pub fn letter_at(text: &str) -> Option<usize> {
    match text.as_bytes() {
        [letter] if letter.is_ascii_alphabetic() => Some(usize::from(letter.to_ascii_uppercase() - b'A')),
        _ => None,
    }
}
