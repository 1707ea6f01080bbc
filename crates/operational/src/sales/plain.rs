//! What rules and operations of sales read on behalf of the house: whole lists, single records, plain values.

use crate::activity::zone::zone_of;
use dictionary::{LinkValue, Value};
use jiff::tz::TimeZone;
use records::{ChangeRequest, FindRequest, Input, Names, Viewed, Writing};
use serde_json::Value as Json;
use vocabulary::{Date, Decimal, Error, Id, Money, Result};

/// All records a filter finds, whoever may see them.
pub(crate) fn all(
    writing: &mut Writing<'_>,
    object: &str,
    filter: Json,
    fields: &str,
    sort: Option<&str>,
) -> Result<Vec<Viewed>> {
    let house = writing.context().unlimited();
    writing.acting(&house, |writing| {
        let mut request = FindRequest {
            filter: Some(filter),
            fields: Some(Names::parse(fields)),
            sort: sort.map(Names::parse),
            limit: Some(200),
            ..FindRequest::default()
        };
        let mut found = Vec::new();
        loop {
            let page = writing.reading().find(object, &request)?;
            found.extend(page.data);
            match page.next {
                Some(next) => request.cursor = Some(next),
                None => return Ok(found),
            }
        }
    })
}

/// A record with all its fields, whoever may see it; none when it is not there, or lies in the trash.
pub(crate) fn one(writing: &mut Writing<'_>, object: &str, id: Id) -> Result<Option<Viewed>> {
    let house = writing.context().unlimited();
    match writing.acting(&house, |writing| writing.reading().get(object, id)) {
        Ok(found) => Ok(Some(found)),
        Err(Error::NotFound(_) | Error::Merged(..)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The zone the house lives in: the days of quotes and prices are the same for all who work there, and for their customers.
pub(crate) fn house_zone(writing: &mut Writing<'_>) -> Result<TimeZone> {
    let workspace = writing.context().workspace;
    zone_of(writing.writer(), workspace, None)
}

/// What day it is in the house.
pub(crate) fn house_day(writing: &mut Writing<'_>) -> Result<Date> {
    let zone = house_zone(writing)?;
    Ok(writing.context().now.date_in(&zone))
}

/// A change of nothing but what Kith itself fills in.
pub(crate) fn only(id: Id) -> ChangeRequest {
    ChangeRequest { id, version: None, fields: Input::new() }
}

/// The value of a field; empty where there is none.
pub(crate) fn value(record: &Viewed, field: &str) -> Value {
    record.value(field).cloned().unwrap_or_default()
}

pub(crate) fn money(value: &Value) -> Option<Money> {
    match value {
        Value::Money(money) => Some(*money),
        _ => None,
    }
}

pub(crate) fn decimal(value: &Value) -> Option<Decimal> {
    match value {
        Value::Decimal(number) => Some(*number),
        _ => None,
    }
}

pub(crate) fn text(value: &Value) -> Option<&str> {
    match value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

pub(crate) fn link(value: &Value) -> Option<Id> {
    match value {
        Value::Link(LinkValue { id, .. }) => Some(*id),
        _ => None,
    }
}

pub(crate) fn date(value: &Value) -> Option<Date> {
    match value {
        Value::Date(date) => Some(*date),
        _ => None,
    }
}

/// A link to a record, as a value.
pub(crate) fn to(id: Id) -> Value {
    Value::Link(LinkValue { id, title: None })
}

pub(crate) fn words(text: &str) -> Value {
    Value::Text(text.to_string())
}
