//! Sums over records under the rights of who asks, worked out by the store: what targets, forecasts and figures are made of.

use dictionary::Value;
use jiff::tz::TimeZone;
use records::{GroupRequest, Reading};
use serde_json::{Value as Json, json};
use vocabulary::{Currency, Error, Id, Result, Timestamp};

/// The most groups the store answers with.
const MOST: u64 = 10_000;

/// A group of records: what they have in common, and what was measured.
#[derive(Clone, Debug)]
pub(crate) struct Sum {
    /// The keys, in the sequence asked for.
    pub(crate) key: Vec<Value>,
    /// The currency of the money.
    pub(crate) currency: Option<Currency>,
    /// Minor units of money, and numbers.
    pub(crate) values: Vec<i64>,
}

impl Sum {
    /// The record or user a key links to.
    pub(crate) fn link(&self, at: usize) -> Option<Id> {
        match self.key.get(at) {
            Some(Value::Link(link)) => Some(link.id),
            _ => None,
        }
    }

    /// A key that is a text.
    pub(crate) fn text(&self, at: usize) -> Option<&str> {
        match self.key.get(at) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// A measure; nothing measured is 0.
    pub(crate) fn value(&self, at: usize) -> i64 {
        self.values.get(at).copied().unwrap_or_default()
    }
}

/// What is summed.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Measure<'a> {
    /// The number of records.
    Count,
    /// A field added up.
    Sum(&'a str),
}

/// Measures the records a filter leaves, by keys.
pub(crate) fn sums(
    reading: &mut Reading<'_>,
    object: &str,
    filter: Json,
    by: &[&str],
    measures: &[Measure<'_>],
) -> Result<Vec<Sum>> {
    let measure = |measure: &Measure<'_>| match measure {
        Measure::Count => json!({"measure": "count"}),
        Measure::Sum(field) => json!({"measure": "sum", "field": field}),
    };
    let request = GroupRequest {
        filter: Some(filter),
        by: by.iter().map(|field| json!({"field": field})).collect(),
        measures: measures.iter().map(measure).collect(),
        limit: json!(MOST),
        ..GroupRequest::default()
    };
    let answer = reading.groups(object, &request)?;
    if answer.truncated {
        // A sum over some of the groups would be a wrong number.
        return Err(Error::invalid(
            "period",
            "too_many",
            "There are too many groups to add up: ask for less.",
        ));
    }
    let number = |value: &Value| match value {
        Value::Integer(number) => *number,
        Value::Money(money) => money.minor,
        _ => 0,
    };
    Ok(answer
        .groups
        .into_iter()
        .map(|group| Sum {
            key: group.key.into_iter().map(|(value, _)| value).collect(),
            currency: group.currency,
            values: group.values.iter().map(number).collect(),
        })
        .collect())
}

/// The keys with the largest sums of a field, or the largest numbers of records: at most so many, the largest first.
pub(crate) fn largest(
    reading: &mut Reading<'_>,
    object: &str,
    filter: Json,
    by: &str,
    most: u64,
) -> Result<Vec<Value>> {
    let request = GroupRequest {
        filter: Some(filter),
        by: json!([{"field": by}]),
        measures: json!([{"measure": "count"}]),
        sort: json!("-count"),
        limit: json!(most),
        ..GroupRequest::default()
    };
    let groups = reading.groups(object, &request)?.groups;
    Ok(groups.into_iter().filter_map(|group| group.key.into_iter().next()).map(|(value, _)| value).collect())
}

/// Whether who asks sees an object and a field of it.
pub(crate) fn sees(reading: &Reading<'_>, object: &str, field: &str) -> bool {
    reading.object(object).is_ok() && reading.sees_field(object, field)
}

/// The condition that a moment lies in a span: its beginning included, its end not.
pub(crate) fn within(field: &str, (from, until): (Timestamp, Timestamp)) -> Json {
    json!({"and": [
        {"field": field, "op": "on_or_after", "value": from.to_string()},
        {"field": field, "op": "before", "value": until.to_string()},
    ]})
}

/// The workspace's own zone and currency: figures are the same whoever looks at them.
pub(crate) fn house(reading: &mut Reading<'_>) -> Result<(TimeZone, Currency)> {
    let workspace = reading.context().workspace;
    let found =
        platform::identity::find_workspace(reading.reader(), workspace)?.ok_or_else(Error::not_found)?;
    let zone = TimeZone::get(&found.zone).map_err(Error::internal)?;
    let currency =
        found.currency.parse().map_err(|_| Error::internal("a workspace with a wrong currency"))?;
    Ok((zone, currency))
}

/// The currency asked for, or the workspace's own.
pub(crate) fn currency_of(asked: Option<&str>, own: Currency) -> Result<Currency> {
    let wrong = |_| Error::invalid("currency", "malformed", "Use a currency of three letters, such as EUR.");
    asked.map_or(Ok(own), |text| text.parse().map_err(wrong))
}
