//! What an object, a field and a link are. Knows no SQL and no HTTP.
//!
//! A noun is declared once with the const builder ([`Object`], [`Field`]) and checked when it is built. The
//! [`Dictionary`] a workspace works with is the standard objects plus its overlay of custom fields and objects.

mod builder;
mod effective;
mod field_def;
mod formula;
mod kept_list;
mod kind;
mod label;
mod operator;
mod overlay;
mod value;

pub use builder::{ChoiceSpec, Field, FieldSpec, FieldType, Object, RollupSpec, Totals};
pub use effective::{Dictionary, InverseLink, ObjectDef};
pub use field_def::{Choice, Computed, FieldDef, Rollup, SystemField};
pub use formula::{Formula, FormulaError};
pub use kept_list::{KeptList, KeptLists};
pub use kind::{Kind, ReadContext, marker};
pub use label::{Labels, ObjectLabels};
pub use operator::Operator;
pub use overlay::{FieldChangeRequest, Overlay, OverlayField, OverlayObject};
pub use value::{Email, LinkValue, PersonName, Phone, PostalAddress, Value};

/// What a rollup or a group computes over records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// How many.
    Count,
    /// The sum of a number or money field.
    Sum,
    /// The mean of a number or money field.
    Avg,
    /// The smallest value.
    Min,
    /// The largest value.
    Max,
    /// The value of the latest record (by the linked object's moment, else by creation).
    Last,
}
