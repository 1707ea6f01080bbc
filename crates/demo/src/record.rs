//! A record of the demo company on its way into the database.

use dictionary::{Field, LinkValue, Value};
use std::sync::OnceLock;
use vocabulary::{Currency, Date, Decimal, Id, Money, Timestamp};

/// A record: complete, with its id, so that others can link to it before it is stored.
#[derive(Clone, Debug, PartialEq)]
pub struct DemoRecord {
    /// The key of its object.
    pub object: &'static str,
    /// Its id.
    pub id: Id,
    /// When it was made.
    pub at: Timestamp,
    /// The user who looks after it, when the caller named users.
    pub owner: Option<Id>,
    /// Values by field key as they stand today; empty fields are left out.
    pub values: Vec<(&'static str, Value)>,
    /// What stood there at first, where that differs; [`Value::Null`] for what was empty.
    pub first: Vec<(&'static str, Value)>,
    /// How it came to what stands there today, in sequence.
    pub changes: Vec<DemoChange>,
}

/// A change of a record some time after it was made.
#[derive(Clone, Debug, PartialEq)]
pub struct DemoChange {
    /// When.
    pub at: Timestamp,
    /// The new values; [`Value::Null`] empties a field.
    pub values: Vec<(&'static str, Value)>,
}

impl DemoRecord {
    pub(crate) fn new(object: &'static str, id: Id, at: Timestamp, owner: Option<Id>) -> DemoRecord {
        DemoRecord {
            object,
            id,
            at,
            owner,
            values: Vec::with_capacity(14),
            first: Vec::new(),
            changes: Vec::new(),
        }
    }

    /// Sets a field; an empty value is left out.
    pub(crate) fn with<T: dictionary::FieldType>(
        mut self,
        field: &Field<T>,
        value: impl Into<Fill>,
    ) -> DemoRecord {
        let Fill(value) = value.into();
        if !value.is_null() {
            self.values.push((field.def.key, value));
        }
        self
    }

    /// Names what stood in a field at first.
    pub(crate) fn at_first<T: dictionary::FieldType>(
        mut self,
        field: &Field<T>,
        value: impl Into<Fill>,
    ) -> DemoRecord {
        self.first.push((field.def.key, value.into().0));
        self
    }

    /// The value of a field, as it stands today.
    pub fn value(&self, key: &str) -> &Value {
        static NULL: OnceLock<Value> = OnceLock::new();
        let found = self.values.iter().find(|(known, _)| *known == key).map(|(_, value)| value);
        found.unwrap_or_else(|| NULL.get_or_init(|| Value::Null))
    }

    /// The fields in JSON form, as they stand today.
    pub fn to_json(&self) -> serde_json::Map<String, serde_json::Value> {
        to_json(&self.values)
    }

    /// The values it was made with.
    pub fn made_with(&self) -> Vec<(&'static str, Value)> {
        let differs = |key: &str| self.first.iter().any(|(known, _)| *known == key);
        let same = self.values.iter().filter(|(key, _)| !differs(key));
        same.chain(self.first.iter().filter(|(_, value)| !value.is_null())).cloned().collect()
    }
}

impl DemoChange {
    /// The new values in JSON form, as the records engine takes them.
    pub fn to_json(&self) -> serde_json::Map<String, serde_json::Value> {
        to_json(&self.values)
    }
}

/// Values in JSON form, as the records engine and the HTTP interface take them. Links are bare ids.
pub(crate) fn to_json(values: &[(&'static str, Value)]) -> serde_json::Map<String, serde_json::Value> {
    let member = |(key, value): &(&'static str, Value)| {
        let json = match value {
            Value::Link(link) => serde_json::Value::String(link.id.to_string()),
            // The answer's form tells phones nationally too: that would cost more than all the rest.
            Value::Phones(phones) => phones
                .iter()
                .map(|phone| serde_json::json!({"number": phone.number.as_str(), "label": phone.label}))
                .collect(),
            other => other.to_json(),
        };
        ((*key).to_string(), json)
    };
    values.iter().map(member).collect()
}

/// A value on its way into a field.
#[derive(Debug)]
pub(crate) struct Fill(pub(crate) Value);

impl From<Value> for Fill {
    fn from(value: Value) -> Fill {
        Fill(value)
    }
}
impl From<&str> for Fill {
    fn from(text: &str) -> Fill {
        Fill(if text.is_empty() { Value::Null } else { Value::Text(text.to_string()) })
    }
}
impl From<String> for Fill {
    fn from(text: String) -> Fill {
        Fill(if text.is_empty() { Value::Null } else { Value::Text(text) })
    }
}
impl From<i64> for Fill {
    fn from(number: i64) -> Fill {
        Fill(Value::Integer(number))
    }
}
impl From<bool> for Fill {
    fn from(value: bool) -> Fill {
        Fill(Value::Boolean(value))
    }
}
impl From<Date> for Fill {
    fn from(date: Date) -> Fill {
        Fill(Value::Date(date))
    }
}
impl From<Timestamp> for Fill {
    fn from(at: Timestamp) -> Fill {
        Fill(Value::Timestamp(at))
    }
}
impl From<Id> for Fill {
    fn from(id: Id) -> Fill {
        Fill(Value::Link(LinkValue { id, title: None }))
    }
}
impl From<Decimal> for Fill {
    fn from(number: Decimal) -> Fill {
        Fill(Value::Decimal(number))
    }
}
impl<T: Into<Fill>> From<Option<T>> for Fill {
    fn from(value: Option<T>) -> Fill {
        value.map_or(Fill(Value::Null), Into::into)
    }
}

/// Cents as an amount of money.
pub(crate) fn euros(cents: i64) -> Value {
    Value::Money(Money::new(cents, Currency::EUR))
}

/// A percentage; none for zero.
pub(crate) fn percent(whole: i64) -> Option<Decimal> {
    if whole == 0 { None } else { Decimal::from_integer(whole) }
}

/// Free tags; empty for none.
pub(crate) fn tags(tags: &[&str]) -> Value {
    if tags.is_empty() {
        Value::Null
    } else {
        Value::List(tags.iter().map(|tag| (*tag).to_string()).collect())
    }
}
