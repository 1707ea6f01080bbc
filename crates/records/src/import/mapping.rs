//! The mapping: which column of a file goes where, what counts as the same record, and what happens to values that exist.
//!
//! It is plain JSON, so that it can be saved as a file, kept with a project and used from the command line.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use tabular::value::DateOrder;

/// How the rows of a file become records of one or several objects.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mapping {
    /// The objects, in sequence: an object may link to those before it.
    pub objects: Vec<ObjectMapping>,
    /// What concerns the file as a whole.
    pub options: Options,
}

/// What concerns the file as a whole.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// Neighboring rows with the same value in this column belong together (the lines of an invoice).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_by: Option<Column>,
    /// Rows that are left out, and reported as skipped: those for which any of the tests holds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skip_rows_where: Vec<RowTest>,
    /// Rows that are imported and told in the results: those for which the test holds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub report_rows_where: Vec<RowReport>,
    /// Texts that are replaced before anything else looks at a row, such as one product spelled two ways. Reported.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
    /// A note for people who read the mapping.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Texts of a column that are replaced.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// The column.
    pub column: Column,
    /// What is replaced by what.
    pub values: BTreeMap<String, String>,
}

/// What the results say of rows that are odd but imported.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowReport {
    /// The column.
    pub column: Column,
    /// The test.
    pub op: RowOperator,
    /// What it is compared with.
    #[serde(default)]
    pub value: String,
    /// What is told of the row.
    pub message: String,
}

/// A column, by its header or by its number from 0.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Column {
    /// By number.
    Number(usize),
    /// By header; case does not count. `#line` stands for the number of the line in the file.
    Header(String),
}

/// The header that stands for the number of the line.
pub(super) const LINE: &str = "#line";

/// A test of a row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowTest {
    /// The column.
    pub column: Column,
    /// The test.
    pub op: RowOperator,
    /// What it is compared with.
    #[serde(default)]
    pub value: String,
}

/// A test of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowOperator {
    /// Nothing stands there.
    IsEmpty,
    /// Something stands there.
    IsNotEmpty,
    /// Exactly that stands there.
    Is,
    /// Something else stands there.
    IsNot,
    /// It begins so.
    StartsWith,
    /// It does not begin so.
    NotStartsWith,
    /// One of those stands there, separated by commas.
    IsOneOf,
    /// It is a number less than that.
    Lt,
    /// It is a number more than that.
    Gt,
}

/// How rows become records of one object.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectMapping {
    /// What this mapping calls it, for links of later objects; the object's key when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The object.
    pub object: String,
    /// What tells that a record exists: `external_ids`, unique fields or `title`, tried in sequence. Empty: always a new one.
    #[serde(default, rename = "match")]
    pub match_fields: Vec<String>,
    /// When no record matches.
    #[serde(default)]
    pub when_missing: WhenMissing,
    /// What happens to fields of a matching record that have a value.
    #[serde(default)]
    pub conflict: Conflict,
    /// The row has no such record unless all of these hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<RowTest>,
    /// Once per group of rows instead of once per row.
    #[serde(default, skip_serializing_if = "is_false")]
    pub per_group: bool,
    /// The fields.
    pub fields: Vec<FieldMapping>,
}

impl ObjectMapping {
    /// What links of this mapping call it.
    pub fn called(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.object)
    }
}

/// When no record matches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhenMissing {
    /// One is created.
    #[default]
    Create,
    /// The row is refused.
    Refuse,
    /// The row has no such record.
    Skip,
}

/// What happens to a field that has a value already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Conflict {
    /// The file wins; empty cells change nothing.
    #[default]
    Overwrite,
    /// Only empty fields are filled.
    FillEmpty,
    /// The field stays as it is.
    Keep,
}

/// How one field gets its value: from a column, a constant, a formula over columns, or as a link to another object of the row.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FieldMapping {
    /// The field, or a part of it: `name.given`, `addresses.city`, `amount.currency`.
    pub field: String,
    /// The column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<Column>,
    /// The same value for each row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub constant: Option<Json>,
    /// A formula over columns, named by their headers with `_` for blanks: `Quantity * Unit_price`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formula: Option<String>,
    /// Which record a link points to: found by what stands in the column, or one the same row gave.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<LinkMapping>,
    /// Put before the text, such as `shop:` for external ids. Not put before replacements of `values`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub prefix: String,
    /// How the text is read.
    #[serde(skip_serializing_if = "is_default")]
    pub parse: Parse,
    /// Replaces texts: `{"technolgy": "technology"}`. A key ending in `*` matches a beginning. Replacements are reported.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, String>,
    /// The replacements translate rather than correct: they are not reported.
    #[serde(skip_serializing_if = "is_false")]
    pub silent: bool,
    /// When a text is no choice of the field.
    #[serde(skip_serializing_if = "is_default")]
    pub unknown_choice: UnknownChoice,
    /// Taken when the cell is empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<Json>,
    /// The label of an address, mail or phone number: `work`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// Else as the object says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conflict: Option<Conflict>,
    /// Per group: the sum over its rows instead of the value of its first row.
    #[serde(skip_serializing_if = "is_false")]
    pub sum: bool,
    /// When the value cannot be read: leave the field empty with a warning instead of refusing the row.
    #[serde(skip_serializing_if = "is_false")]
    pub blank_when_wrong: bool,
}

/// Which record a link points to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LinkMapping {
    /// Found by what stands in the column: `title`, `external_ids` or a unique field of the target. Users are found by
    /// their name or mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// When there is none.
    #[serde(skip_serializing_if = "is_default")]
    pub when_missing: LinkMissing,
    /// The record that an earlier object of this mapping got from the same row; then `by` is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// When a linked record does not exist.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkMissing {
    /// One with this title is created.
    Create,
    /// The row is refused.
    #[default]
    Refuse,
    /// The link stays empty, with a warning.
    Blank,
}

/// When a text is no choice of a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnknownChoice {
    /// The row is refused.
    #[default]
    Refuse,
    /// The field stays empty, with a warning.
    Blank,
}

/// How a text is read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Parse {
    /// In which sequence day, month and year stand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_order: Option<DateOrder>,
    /// The comma separates decimals.
    #[serde(skip_serializing_if = "is_false")]
    pub decimal_comma: bool,
    /// The currency of bare amounts; else the workspace's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// Separates several values in a cell; `;` when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub separator: Option<char>,
    /// Days and moments are counted as spreadsheets do.
    #[serde(skip_serializing_if = "is_false")]
    pub excel_serial: bool,
    /// The text is HTML.
    #[serde(skip_serializing_if = "is_false")]
    pub html: bool,
    /// Amounts with more decimals than the currency has are rounded, with a warning, instead of refused.
    #[serde(skip_serializing_if = "is_false")]
    pub round: bool,
}
