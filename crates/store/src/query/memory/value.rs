//! Values of records in memory: those kept, those of the system, and rollups.

use super::{Row, View};
use crate::Datum;
use crate::query::Trash;
use crate::query::parse::readable;
use dictionary::{FieldDef, Kind, Measure, Rollup, SystemField, Value};
use std::cmp::Ordering;
use vocabulary::{Date, Decimal, Money, Timestamp, fold};

impl<'a> View<'a> {
    /// The value of a field of a record.
    pub(super) fn value(&'a self, row: Row<'a>, field: &FieldDef) -> Value {
        let meta = &row.record.meta;
        match field.system {
            Some(SystemField::CreatedAt) => return Value::Timestamp(meta.created_at),
            Some(SystemField::UpdatedAt) => return Value::Timestamp(meta.updated_at),
            Some(SystemField::RemovedAt) => return meta.removed_at.map_or(Value::Null, Value::Timestamp),
            Some(SystemField::Owner) => {
                let link = |id| Value::Link(dictionary::LinkValue { id, title: None });
                return meta.owner.map_or(Value::Null, link);
            }
            Some(SystemField::ExternalIds) | None => {}
        }
        if let Some(rollup) = field.computed.as_ref().and_then(|computed| computed.rollup.as_ref()) {
            return self.rollup(row, field, rollup);
        }
        row.object
            .position(&field.key)
            .and_then(|index| row.record.values.get(index))
            .cloned()
            .unwrap_or_default()
    }

    fn rollup(&'a self, row: Row<'a>, field: &FieldDef, rollup: &Rollup) -> Value {
        if !readable(self.dictionary, self.visibility, &row.object.key, field) {
            return Value::Null;
        }
        let Some((from, link)) = rollup.link.split_once('.') else { return Value::Null };
        let Some(from) = self.dictionary.object(from) else { return Value::Null };
        let Some(link) = from.field(link) else { return Value::Null };
        let mut rows = self.linking(from, link, row);
        let Some(measured) = rollup.field.as_ref().and_then(|key| from.field(key)) else {
            return Value::Integer(rows.len() as i64);
        };
        if measured.value_kind() == Kind::Money && rollup.measure != Measure::Count {
            match self.dictionary.currency {
                Some(currency) => rows.retain(|row| {
                    matches!(self.value(*row, measured), Value::Money(money) if money.currency == currency)
                }),
                None if rollup.measure != Measure::Last => {
                    let mut currencies: Vec<_> = rows.iter().filter_map(|row| match self.value(*row, measured) {
                        Value::Money(money) => Some(money.currency),
                        _ => None,
                    }).collect();
                    currencies.dedup();
                    currencies.sort_unstable();
                    currencies.dedup();
                    if currencies.len() > 1 {
                        return Value::Null;
                    }
                }
                None => {}
            }
        }
        let value = self.measured(&rows, rollup.measure, measured);
        match (value, field.value_kind()) {
            (Value::Integer(number), Kind::Decimal | Kind::Percent) => {
                Decimal::from_integer(number).map_or(Value::Null, Value::Decimal)
            }
            (value, _) => value,
        }
    }

    /// The visible living records that link to a record.
    pub(super) fn linking(
        &'a self,
        from: &'a std::sync::Arc<dictionary::ObjectDef>,
        link: &FieldDef,
        row: Row<'a>,
    ) -> Vec<Row<'a>> {
        let id = row.record.meta.id;
        self.rows(from, Trash::Without)
            .filter(|row| matches!(self.value(*row, link), Value::Link(link) if link.id == id))
            .collect()
    }

    /// How many different values there are, as they are compared.
    pub(super) fn distinct(&'a self, rows: &[Row<'a>], field: &FieldDef) -> i64 {
        let mut found: Vec<Datum> = Vec::new();
        for value in rows.iter().map(|row| self.value(*row, field)).filter(|value| !value.is_null()) {
            let datum = sortable(&value, field.value_kind());
            if !found.contains(&datum) {
                found.push(datum);
            }
        }
        found.len() as i64
    }

    /// The value in the middle: of an even number half of the two together.
    pub(super) fn median(&'a self, rows: &[Row<'a>], field: &FieldDef) -> Value {
        let value = |row: &Row<'a>| self.value(*row, field);
        let mut sorted: Vec<(i64, Row<'a>)> =
            rows.iter().filter_map(|row| number(&value(row)).map(|number| (number, *row))).collect();
        sorted.sort_by_key(|(number, _)| *number);
        let middle = [sorted.len().saturating_sub(1) / 2, sorted.len() / 2];
        let both: Vec<Row<'a>> =
            middle.iter().filter_map(|at| sorted.get(*at)).map(|(_, row)| *row).collect();
        self.measured(&both, Measure::Avg, field)
    }

    /// A measure over records: a mean of numbers as a decimal, money in its currency (the first one's).
    pub(super) fn measured(&'a self, rows: &[Row<'a>], measure: Measure, field: &FieldDef) -> Value {
        if measure == Measure::Last {
            let latest = rows.iter().max_by(|a, b| {
                let moment =
                    |row: &Row<'a>| match row.object.moment.as_ref().and_then(|key| row.object.field(key)) {
                        Some(field) => sortable(&self.value(*row, field), field.value_kind()),
                        None => Datum::Integer(row.record.meta.created_at.micros()),
                    };
                let (left, right) = (moment(a), moment(b));
                let earlier = match (left.is_null(), right.is_null()) {
                    (false, false) => compare(&left, &right),
                    (left, right) => right.cmp(&left),
                };
                earlier.then(a.record.meta.id.cmp(&b.record.meta.id))
            });
            return latest.map_or(Value::Null, |row| self.value(*row, field));
        }
        let values: Vec<Value> =
            rows.iter().map(|row| self.value(*row, field)).filter(|value| !value.is_null()).collect();
        if measure == Measure::Count {
            return Value::Integer(values.len() as i64);
        }
        let kind = field.value_kind();
        let numbers: Vec<i64> = values.iter().filter_map(number).collect();
        if matches!(measure, Measure::Min | Measure::Max) {
            let mut keyed: Vec<(Datum, Value)> =
                values.into_iter().map(|value| (sortable(&value, kind), value)).collect();
            keyed.sort_by(|a, b| compare(&a.0, &b.0));
            let found = if measure == Measure::Min {
                keyed.into_iter().next()
            } else {
                keyed.into_iter().next_back()
            };
            return found.map_or(Value::Null, |(_, value)| value);
        }
        let (Some(first), count) = (values.first(), numbers.len() as i128) else { return Value::Null };
        let sum: i128 = numbers.iter().map(|number| i128::from(*number)).sum();
        if measure == Measure::Sum {
            return like(first, sum as i64);
        }
        let units = if matches!(kind, Kind::Integer | Kind::Duration) { i128::from(Decimal::ONE) } else { 1 };
        let away = (2 * sum.abs() * units + count) / (2 * count);
        let mean = if sum < 0 { -away } else { away } as i64;
        match first {
            Value::Money(money) => Value::Money(Money::new(mean, money.currency)),
            _ => Value::Decimal(Decimal::from_millionths(mean)),
        }
    }
}

pub(super) fn like(value: &Value, number: i64) -> Value {
    match value {
        Value::Money(money) => Value::Money(Money::new(number, money.currency)),
        Value::Decimal(_) => Value::Decimal(Decimal::from_millionths(number)),
        Value::Timestamp(_) => Value::Timestamp(Timestamp::from_micros(number)),
        Value::Date(_) => Date::from_number(number).map_or(Value::Null, Value::Date),
        _ => Value::Integer(number),
    }
}

/// The whole number a value is compared by.
pub(super) fn number(value: &Value) -> Option<i64> {
    Some(match value {
        Value::Integer(number) => *number,
        Value::Decimal(number) => number.millionths(),
        Value::Money(money) => money.minor,
        Value::Boolean(value) => i64::from(*value),
        Value::Date(date) => date.number(),
        Value::Timestamp(at) => at.micros(),
        _ => return None,
    })
}

/// What a value is sorted by.
pub(super) fn sortable(value: &Value, kind: Kind) -> Datum {
    match (value, number(value)) {
        (Value::Null, _) => Datum::Null,
        (_, Some(number)) => Datum::Integer(number),
        (Value::Link(link), _) => Datum::Id(link.id),
        (Value::Text(text), _) if kind == Kind::Choice => Datum::Text(text.clone()),
        (value, _) => Datum::Text(fold(&value.to_text())),
    }
}

/// The sequence of two values of one kind.
pub(super) fn compare(a: &Datum, b: &Datum) -> Ordering {
    match (a, b) {
        (Datum::Integer(a), Datum::Integer(b)) => a.cmp(b),
        (Datum::Text(a), Datum::Text(b)) => a.as_bytes().cmp(b.as_bytes()),
        (Datum::Id(a), Datum::Id(b)) => a.cmp(b),
        _ => Ordering::Equal,
    }
}
