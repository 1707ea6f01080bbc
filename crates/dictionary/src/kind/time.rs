//! Days and moments.

use super::expected;
use crate::{Operator, Value};
use serde_json::Value as Json;
use vocabulary::{Date, Timestamp};

pub(super) const DATE_OPERATORS: &[Operator] = &[
    Operator::Is,
    Operator::IsNot,
    Operator::Before,
    Operator::After,
    Operator::OnOrBefore,
    Operator::OnOrAfter,
    Operator::Between,
    Operator::Within,
    Operator::AnniversaryWithin,
    Operator::IsEmpty,
    Operator::IsNotEmpty,
];
pub(super) const TIMESTAMP_OPERATORS: &[Operator] = &[
    Operator::Within,
    Operator::Before,
    Operator::After,
    Operator::OnOrBefore,
    Operator::OnOrAfter,
    Operator::Between,
    Operator::Is,
    Operator::IsEmpty,
    Operator::IsNotEmpty,
];

pub(super) fn read_date(json: &Json) -> Result<Value, (&'static str, String)> {
    let text = json.as_str().ok_or_else(|| expected("a day such as \"2026-01-31\"", json))?;
    text.trim().parse::<Date>().map(Value::Date).map_err(|message| ("malformed", message))
}

pub(super) fn read_timestamp(json: &Json) -> Result<Value, (&'static str, String)> {
    let text = json.as_str().ok_or_else(|| expected("a moment such as \"2026-01-31T09:30:00Z\"", json))?;
    text.trim().parse::<Timestamp>().map(Value::Timestamp).map_err(|message| ("malformed", message))
}
