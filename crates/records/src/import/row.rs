//! One row (or group of rows) as the input of one object: JSON members, with problems and warnings in the user's words.

use super::cell;
use super::plan::{PlanField, PlanObject, Source};
use super::result::EntryRow;
use crate::{Context, Input};
use dictionary::{Kind, Value};
use serde_json::{Value as Json, json};
use vocabulary::{Decimal, Id, Money, Problem};

/// What a row says about one object.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Assembled {
    /// The fields, in JSON form; links by text still stand in `links`.
    pub input: Input,
    /// Links to be looked up: position among the planned fields, and the text.
    pub links: Vec<(usize, String)>,
    /// What refuses the row.
    pub problems: Vec<Problem>,
    /// What was changed on the way.
    pub warnings: Vec<String>,
}

/// Reads the rows of a group (one row when there are no groups) for an object. `ids` are the records earlier objects got.
pub(super) fn assemble(
    object: &PlanObject,
    rows: &[&EntryRow],
    ids: &[Option<Id>],
    context: &Context,
) -> Assembled {
    let mut assembled = Assembled::default();
    let Some(first) = rows.first() else { return assembled };
    for (position, field) in object.fields.iter().enumerate() {
        let read = match &field.source {
            Source::LinkTo(index) => {
                Ok(ids.get(*index).copied().flatten().map_or(Json::Null, |id| json!(id)))
            }
            _ if field.mapping.sum => sum(field, rows, context),
            _ => value(field, first, context, &mut assembled.warnings),
        };
        match read {
            Ok(Json::Null) => {}
            Ok(Json::String(text)) if field.mapping.link.as_ref().is_some_and(|link| link.by.is_some()) => {
                assembled.links.push((position, text));
            }
            Ok(value) => put(&mut assembled.input, field, value),
            Err(message) if field.mapping.blank_when_wrong => {
                assembled.warnings.push(format!("{}: {message} It was left empty.", field.field.label));
            }
            Err(message) => {
                assembled.problems.push(Problem::new(&field.field.key, "malformed", message));
            }
        }
    }
    // A currency without an amount says nothing.
    assembled.input.retain(|_, value| !matches!(value, Json::Object(money) if money.contains_key("currency") && !money.contains_key("amount")));
    assembled
}

fn value(
    field: &PlanField,
    row: &EntryRow,
    context: &Context,
    warnings: &mut Vec<String>,
) -> Result<Json, String> {
    let cell = |text: &str, warnings: &mut Vec<String>| {
        cell::read(&field.field, field.part.as_deref(), &field.mapping, text, context, warnings)
    };
    match &field.source {
        Source::Constant(value) => Ok(value.clone()),
        Source::LinkTo(_) => Ok(Json::Null),
        Source::Line => cell(&row.line.to_string(), warnings),
        Source::Column(column) => cell(row.cells.get(*column).map_or("", String::as_str), warnings),
        Source::Formula(formula, columns) => {
            let kind = field.field.value_kind();
            let texts = matches!(kind, Kind::Text | Kind::LongText | Kind::Tags | Kind::Link);
            let lookup = |name: &str| {
                let column = columns.iter().find(|(known, _)| known == name).map(|(_, column)| *column);
                let text = column.and_then(|column| row.cells.get(column)).map_or("", |text| text.trim());
                match tabular::value::parse_decimal(text, field.mapping.parse.decimal_comma) {
                    _ if text.is_empty() => Value::Null,
                    // A code keeps its leading zeros where it becomes part of a text.
                    Ok(number) if !texts || Decimal::from_millionths(number).to_string() == text => {
                        Value::Decimal(Decimal::from_millionths(number))
                    }
                    _ => Value::Text(text.to_string()),
                }
            };
            let as_kind = match kind {
                Kind::Money => Kind::Decimal,
                _ if texts => Kind::Text,
                other => other,
            };
            match formula.evaluate(as_kind, &lookup) {
                Value::Null => Ok(Json::Null),
                Value::Decimal(number) if field.mapping.parse.decimal_comma => {
                    cell(&number.to_string().replace('.', ","), warnings)
                }
                value => cell(&value.to_text(), warnings),
            }
        }
    }
}

/// The sum of a field over the rows of a group; each row is read (and rounded) by itself, so that it equals the sum of its
/// lines.
fn sum(field: &PlanField, rows: &[&EntryRow], context: &Context) -> Result<Json, String> {
    let mut total = Value::Null;
    for row in rows {
        // Roundings are told where the row itself is written.
        let json = value(field, row, context, &mut Vec::new())?;
        let read = field.field.value_kind().read(&field.field, &json, &context.moment.read);
        total = add(total, read.map_err(|(_, message)| message)?)?;
    }
    Ok(total.to_json())
}

/// Two numbers or amounts of one currency together.
pub(super) fn add(a: Value, b: Value) -> Result<Value, String> {
    let wrong = || "The rows of this group cannot be added up.".to_string();
    Ok(match (a, b) {
        (a, Value::Null) => a,
        (Value::Null, b) => b,
        (Value::Money(a), Value::Money(b)) if a.currency == b.currency => {
            Value::Money(Money::new(a.minor.checked_add(b.minor).ok_or_else(wrong)?, a.currency))
        }
        (Value::Decimal(a), Value::Decimal(b)) => {
            let sum = a.millionths().checked_add(b.millionths()).ok_or_else(wrong)?;
            Value::Decimal(Decimal::from_millionths(sum))
        }
        (Value::Integer(a), Value::Integer(b)) => Value::Integer(a.checked_add(b).ok_or_else(wrong)?),
        _ => return Err(wrong()),
    })
}

/// Puts a value into the input: parts of names, addresses and amounts come together, lists of mails and phones grow.
fn put(input: &mut Input, field: &PlanField, value: Json) {
    let key = field.field.key.clone();
    match (&field.part, field.field.value_kind()) {
        (Some(part), Kind::PersonName | Kind::Money) => {
            let entry = input.entry(key).or_insert_with(|| json!({}));
            if let Json::Object(members) = entry {
                members.insert(part.clone(), value);
            }
        }
        (None, Kind::Money) => match (input.get_mut(&key), value) {
            // The currency has a column of its own, which stood first.
            (Some(Json::Object(known)), Json::Object(mut amount)) if !known.contains_key("amount") => {
                known.extend(amount.remove_entry("amount"));
            }
            (_, value) => {
                input.insert(key, value);
            }
        },
        (Some(part), _) => {
            let entry = input.entry(key).or_insert_with(|| json!([]));
            let Json::Array(addresses) = entry else { return };
            let label = json!(field.mapping.label);
            let fits =
                |address: &&mut Json| address.get("label") == Some(&label) && address.get(part).is_none();
            match addresses.iter_mut().find(fits) {
                Some(Json::Object(members)) => {
                    members.insert(part.clone(), value);
                }
                _ => addresses.push(json!({"label": label, part.as_str(): value})),
            }
        }
        (None, kind) if kind.multiple() => {
            let entry = input.entry(key).or_insert_with(|| json!([]));
            if let (Json::Array(items), Json::Array(more)) = (entry, value) {
                items.extend(more);
            }
        }
        (None, _) => {
            input.insert(key, value);
        }
    }
}
