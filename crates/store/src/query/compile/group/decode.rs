//! How a group is read out of a row.

use crate::Datum;
use crate::query::Group;
use crate::query::compile::condition::keys_of;
use crate::query::compile::rows;
use dictionary::{FieldDef, Kind, LinkValue, PersonName, Value};
use std::sync::Arc;
use vocabulary::{Currency, Date, Decimal, Error, Money, Result, Timestamp};

/// How a group is read out of a row: keys, currency, measures.
#[derive(Default)]
pub(crate) struct GroupPlan {
    pub(super) keys: Vec<KeyPlan>,
    pub(super) currency: bool,
    /// The kind of each measure.
    pub(super) measures: Vec<Kind>,
}

/// How a key is read, from which column on.
pub(super) enum KeyPlan {
    /// The first day of a bucket.
    Bucket(usize),
    /// The number of a day or an hour, or the number a band begins with, by the kind of the field.
    Number { at: usize, kind: Kind },
    /// An id, and the one or two columns of the title; none when hidden.
    Link { at: usize, titles: usize },
    /// A value of a field.
    Value { at: usize, field: Arc<FieldDef> },
    /// A country in capitals.
    Country(usize),
    /// A folded item of a list, and a list that has it as it was written.
    List { at: usize, field: Arc<FieldDef> },
}

impl GroupPlan {
    /// The group in a row.
    pub(crate) fn group(&self, row: &[Datum]) -> Result<Group> {
        let first = row
            .len()
            .checked_sub(self.measures.len())
            .ok_or_else(|| Error::internal("a group without its measures"))?;
        let currency = match first.checked_sub(1).and_then(|at| row.get(at)) {
            Some(datum) if self.currency => datum.text().and_then(|code| code.parse().ok()),
            _ => None,
        };
        let measures = row.get(first..).unwrap_or_default();
        let keys = self.keys.iter().map(|key| key.read(row, currency)).collect::<Result<_>>()?;
        let values = self
            .measures
            .iter()
            .zip(measures)
            .map(|(kind, datum)| measured(*kind, datum, currency))
            .collect();
        Ok(Group { keys, currency, values })
    }
}

fn measured(kind: Kind, datum: &Datum, currency: Option<Currency>) -> Value {
    let Some(number) = datum.integer() else { return Value::Null };
    match kind {
        Kind::Decimal | Kind::Percent => Value::Decimal(Decimal::from_millionths(number)),
        Kind::Money => currency.map_or(Value::Null, |currency| Value::Money(Money::new(number, currency))),
        Kind::Date => Date::from_number(number).map_or(Value::Null, Value::Date),
        Kind::Timestamp => Value::Timestamp(Timestamp::from_micros(number)),
        _ => Value::Integer(number),
    }
}

impl KeyPlan {
    fn read(&self, row: &[Datum], currency: Option<Currency>) -> Result<Value> {
        let from = |at: usize| row.get(at..).unwrap_or_default();
        Ok(match self {
            KeyPlan::Bucket(at) => {
                let day = row.get(*at).and_then(Datum::integer).and_then(Date::from_number);
                day.map_or(Value::Null, Value::Date)
            }
            KeyPlan::Number { at, kind } => {
                row.get(*at).map_or(Value::Null, |datum| measured(*kind, datum, currency))
            }
            KeyPlan::Country(at) => row
                .get(*at)
                .and_then(Datum::text)
                .map_or(Value::Null, |country| Value::Text(country.to_string())),
            KeyPlan::Link { at, titles } => match from(*at) {
                [id, rest @ ..] => match id.id() {
                    Some(id) => {
                        Value::Link(LinkValue { id, title: title(rest.get(..*titles).unwrap_or_default()) })
                    }
                    None => Value::Null,
                },
                [] => Value::Null,
            },
            KeyPlan::Value { at, field } => rows::value(field, from(*at))?,
            KeyPlan::List { at, field } => match from(*at) {
                [key, list, ..] => match (key.text(), rows::value(field, std::slice::from_ref(list))?) {
                    // The spelling of the item stands in the list.
                    (Some(key), Value::List(items)) => {
                        let own = |item: &String| {
                            keys_of(field, &Value::Text(item.clone())).iter().any(|own| own == key)
                        };
                        let shown = items.into_iter().find(own);
                        Value::Text(shown.unwrap_or_else(|| key.to_string()))
                    }
                    (Some(key), _) => Value::Text(key.to_string()),
                    (None, _) => Value::Null,
                },
                _ => Value::Null,
            },
        })
    }
}

fn title(columns: &[Datum]) -> Option<String> {
    match columns {
        [one] => one.text().map(str::to_string),
        [given, family] if !(given.is_null() && family.is_null()) => {
            let text = |datum: &Datum| datum.text().unwrap_or_default().to_string();
            Some(PersonName { given: text(given), family: text(family) }.display())
        }
        _ => None,
    }
}
