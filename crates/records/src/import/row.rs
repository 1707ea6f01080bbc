//! One row (or group of rows) as the input of one object: JSON members, with problems and warnings in the user's words.

use super::cell;
use super::plan::{PlanField, PlanObject, Source};
use crate::Context;
use dictionary::{Kind, Value};
use serde_json::{json, Map, Value as Json};
use vocabulary::{Decimal, Money, Problem};

/// What a row says about one object.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Assembled {
    /// The fields, in JSON form; links by text still stand in `links`.
    pub input: Map<String, Json>,
    /// Links to be looked up: position among the planned fields, and the text.
    pub links: Vec<(usize, String)>,
    /// What refuses the row.
    pub problems: Vec<Problem>,
    /// What was changed on the way.
    pub warnings: Vec<String>,
}

/// Reads the rows of a group (one row when there are no groups) for an object. `links` are the records earlier objects got.
pub(super) fn assemble(object: &PlanObject, rows: &[&[String]], ids: &[Option<vocabulary::Id>], context: &Context) -> Assembled {
    let mut assembled = Assembled::default();
    let Some(first) = rows.first() else { return assembled };
    for (position, field) in object.fields.iter().enumerate() {
        let read = match &field.source {
            Source::LinkTo(index) => Ok(ids.get(*index).copied().flatten().map_or(Json::Null, |id| json!(id))),
            _ if field.mapping.sum => sum(field, rows, context, &mut assembled.warnings),
            _ => value(field, first, context, &mut assembled.warnings),
        };
        match read {
            Ok(Json::Null) => {}
            Ok(Json::String(text)) if field.mapping.link.is_some() => assembled.links.push((position, text)),
            Ok(value) => put(&mut assembled.input, field, value),
            Err(message) if field.mapping.blank_when_wrong => assembled.warnings.push(format!("{}: {message} It was left empty.", field.field.label)),
            Err(message) => assembled.problems.push(Problem::new(&field.field.key, "malformed", message)),
        }
    }
    assembled
}

fn value(field: &PlanField, cells: &[String], context: &Context, warnings: &mut Vec<String>) -> Result<Json, String> {
    match &field.source {
        Source::Constant(value) => Ok(value.clone()),
        Source::LinkTo(_) => Ok(Json::Null),
        Source::Column(column) => {
            let text = cells.get(*column).map_or("", String::as_str);
            let read = cell::read(&field.field, field.part.as_deref(), &field.mapping, text, context)?;
            warnings.extend(read.warnings);
            Ok(read.value)
        }
        Source::Formula(formula, columns) => {
            let lookup = |name: &str| {
                let column = columns.iter().find(|(known, _)| known == name).map(|(_, column)| *column);
                let text = column.and_then(|column| cells.get(column)).map_or("", |text| text.trim());
                match tabular::value::parse_decimal(text, field.mapping.parse.decimal_comma) {
                    _ if text.is_empty() => Value::Null,
                    Ok(number) => Value::Decimal(Decimal::from_millionths(number)),
                    Err(_) => Value::Text(text.to_string()),
                }
            };
            let kind = field.field.value_kind();
            if kind != Kind::Money {
                return Ok(formula.evaluate(kind, &lookup).to_json());
            }
            let Value::Decimal(amount) = formula.evaluate(Kind::Decimal, &lookup) else { return Ok(Json::Null) };
            let read = cell::read(&field.field, None, &field.mapping, &without_comma(amount, field), context)?;
            warnings.extend(read.warnings);
            Ok(read.value)
        }
    }
}

fn without_comma(amount: Decimal, field: &PlanField) -> String {
    let text = amount.to_string();
    if field.mapping.parse.decimal_comma { text.replace('.', ",") } else { text }
}

/// The sum of a field over the rows of a group; each row is read (and rounded) by itself, so that it equals the sum of its lines.
fn sum(field: &PlanField, rows: &[&[String]], context: &Context, warnings: &mut Vec<String>) -> Result<Json, String> {
    let mut total: Option<Value> = None;
    for cells in rows {
        // Roundings are told once, with the line they happen in.
        let mut quiet = Vec::new();
        let json = value(field, cells, context, &mut quiet)?;
        let read = field.field.value_kind().read(&field.field, &json, &context.moment.read).map_err(|(_, message)| message)?;
        total = match (total, read) {
            (total, Value::Null) => total,
            (None, read) => Some(read),
            (Some(Value::Money(a)), Value::Money(b)) if a.currency == b.currency => Some(Value::Money(Money::new(a.minor + b.minor, a.currency))),
            (Some(Value::Decimal(a)), Value::Decimal(b)) => Some(Value::Decimal(Decimal::from_millionths(a.millionths() + b.millionths()))),
            (Some(Value::Integer(a)), Value::Integer(b)) => Some(Value::Integer(a + b)),
            _ => return Err("The rows of this group cannot be added up.".to_string()),
        };
    }
    if rows.len() > 1000 {
        warnings.push(format!("{}: the sum of {} rows", field.field.label, rows.len()));
    }
    Ok(total.map_or(Json::Null, |value| value.to_json()))
}

/// Puts a value into the input: parts of names and addresses come together, lists of mails and phones grow.
fn put(input: &mut Map<String, Json>, field: &PlanField, value: Json) {
    let key = field.field.key.clone();
    match (&field.part, field.field.value_kind()) {
        (Some(part), Kind::PersonName) => {
            let entry = input.entry(key).or_insert_with(|| json!({}));
            if let Json::Object(members) = entry {
                members.insert(part.clone(), value);
            }
        }
        (Some(part), _) => {
            let entry = input.entry(key).or_insert_with(|| json!([]));
            let Json::Array(addresses) = entry else { return };
            let label = json!(field.mapping.label);
            let known = addresses.iter().position(|address| address.get("label") == Some(&label) && address.get(part).is_none());
            match known.and_then(|position| addresses.get_mut(position)) {
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
