//! Integers, durations, decimals, percentages and booleans.

use super::expected;
use crate::{Operator, Value};
use serde_json::Value as Json;
use vocabulary::Decimal;

pub(super) const OPERATORS: &[Operator] = &[
    Operator::Is,
    Operator::IsNot,
    Operator::Lt,
    Operator::Lte,
    Operator::Gt,
    Operator::Gte,
    Operator::Between,
    Operator::In,
    Operator::IsEmpty,
    Operator::IsNotEmpty,
];
pub(super) const BOOLEAN_OPERATORS: &[Operator] = &[Operator::Is, Operator::IsEmpty, Operator::IsNotEmpty];

type Read = Result<Value, (&'static str, String)>;

pub(super) fn read_integer(json: &Json) -> Read {
    let number = match json {
        Json::Number(number) => number.as_i64(),
        Json::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    // The bound keeps sums over millions of rows inside 64 bits.
    match number {
        Some(number) if number.unsigned_abs() <= 1_000_000_000_000_000 => Ok(Value::Integer(number)),
        Some(_) => Err(("too_large", "The number is larger than 10^15.".to_string())),
        None => Err(expected("a whole number", json)),
    }
}

pub(super) fn read_duration(json: &Json) -> Read {
    match read_integer(json)? {
        Value::Integer(seconds) if seconds < 0 => {
            Err(("malformed", "A duration cannot be negative.".to_string()))
        }
        value => Ok(value),
    }
}

pub(super) fn read_decimal(json: &Json) -> Read {
    let text = match json {
        Json::Number(number) => number.to_string(),
        Json::String(text) => text.trim().to_string(),
        _ => return Err(expected("a number such as 12.5", json)),
    };
    let number: Decimal = text.parse().map_err(|message| ("malformed", message))?;
    if number.millionths().unsigned_abs() > 1_000_000_000_000_000_000 {
        return Err(("too_large", "The number is larger than 10^12.".to_string()));
    }
    Ok(Value::Decimal(number))
}

pub(super) fn read_boolean(json: &Json) -> Read {
    match json {
        Json::Bool(value) => Ok(Value::Boolean(*value)),
        _ => Err(expected("true or false", json)),
    }
}
