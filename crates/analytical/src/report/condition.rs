//! What the records behind a mark have in common, in the language of filters: so a mark leads to its list.

use super::definition::Dimension;
use super::period::{plus, unit_of};
use dictionary::Value;
use serde_json::{Value as Json, json};
use vocabulary::{Date, Decimal};

/// The condition of a key; none where the language of filters has no word for it (days of the week, hours).
pub fn condition(dimension: &Dimension, key: &Value) -> Option<Json> {
    let field = &dimension.field;
    if *key == Value::Null {
        return Some(json!({"field": field, "op": "is_empty"}));
    }
    if let Some(band) = &dimension.band {
        let width: Decimal = band.as_str().map_or_else(|| band.to_string(), str::to_string).parse().ok()?;
        let (from, until) = (json!(key), json!(above(key, width)?));
        return Some(json!({"and": [
            {"field": field, "op": "gte", "value": from},
            {"field": field, "op": "lt", "value": until},
        ]}));
    }
    Some(match (key, dimension.bucket.as_deref()) {
        (_, Some("weekday" | "hour")) => return None,
        (Value::Date(first), bucket) => {
            let unit = bucket.and_then(unit_of);
            let last = unit.map_or(*first, |unit| {
                Date::from_jiff(plus(plus(first.to_jiff(), unit, 1), super::period::Unit::Day, -1))
            });
            json!({"field": field, "op": "between", "value": [first, last]})
        }
        (Value::Link(link), _) => json!({"field": field, "op": "is", "value": link.id}),
        (value, _) => json!({"field": field, "op": "is", "value": value}),
    })
}

/// The condition of a key of a field with several values.
pub fn has(dimension: &Dimension, key: &Value) -> Option<Json> {
    let countries = dimension.bucket.as_deref() == Some("country");
    match key {
        // There may be addresses without a country: the language of filters has no word for those.
        Value::Null if countries => None,
        value if countries => Some(json!({"field": dimension.field, "op": "country_is", "value": value})),
        Value::Null => condition(dimension, key),
        value => Some(json!({"field": dimension.field, "op": "has_any", "value": [value]})),
    }
}

/// Where the next band begins.
fn above(key: &Value, width: Decimal) -> Option<Value> {
    let whole = (width.millionths() / Decimal::ONE).max(1);
    Some(match key {
        Value::Integer(number) => Value::Integer(number.checked_add(whole)?),
        Value::Decimal(number) => {
            Value::Decimal(Decimal::from_millionths(number.millionths().checked_add(width.millionths())?))
        }
        Value::Money(money) => {
            let units = i128::from(10_i64.pow(money.currency.decimals()));
            let step =
                i64::try_from(i128::from(width.millionths()) * units / i128::from(Decimal::ONE)).ok()?;
            Value::Money(vocabulary::Money::new(money.minor.checked_add(step.max(1))?, money.currency))
        }
        _ => return None,
    })
}

/// All of some conditions.
pub fn all(parts: Vec<Json>) -> Option<Json> {
    match parts.len() {
        0 => None,
        1 => parts.into_iter().next(),
        _ => Some(json!({"and": parts})),
    }
}
