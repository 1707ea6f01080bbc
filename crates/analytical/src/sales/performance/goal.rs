//! What was to be reached: targets of won deals that run over exactly the period.

use super::super::book::{Book, link, text};
use super::super::day;
use super::super::span::Span;
use super::super::tell::{all, is};
use super::unit::By;
use dictionary::Value;
use records::{FindRequest, Names, Reading};
use serde_json::json;
use standard::target;
use std::collections::BTreeMap;
use vocabulary::{Id, Result};

/// The goals of one: minor units of revenue, and a number of won deals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::sales) struct Goal {
    pub(in crate::sales) minor: Option<i64>,
    pub(in crate::sales) count: Option<i64>,
}

/// The goals of each.
pub(in crate::sales) type Goals = BTreeMap<Id, Goal>;

/// Reads them, as far as their asker sees targets.
pub(in crate::sales) fn goals(reading: &mut Reading<'_>, book: &Book, by: By, span: Span) -> Result<Goals> {
    let mut found = Goals::new();
    if reading.object(target::KEY).is_err() {
        return Ok(found);
    }
    let whose = by.scope();
    let wanted =
        [whose, target::MEASURE.key(), target::ENDS_ON.key(), target::AMOUNT.key(), target::QUANTITY.key()];
    let fields: Vec<String> = wanted
        .iter()
        .filter(|field| reading.sees_field(target::KEY, field))
        .map(|field| (*field).to_string())
        .collect();
    let request = FindRequest {
        filter: Some(all(vec![
            is(target::SCOPE.key(), whose),
            is(target::BASED_ON.key(), "deals"),
            json!({"field": target::STARTS_ON.key(), "op": "is", "value": day::date(span.from).to_string()}),
            json!({"field": target::ENDS_ON.key(), "op": "is", "value": day::date(span.to).to_string()}),
        ])),
        fields: Some(Names(fields)),
        sort: Some(Names(Vec::new())),
        ..FindRequest::default()
    };
    reading.scan(target::KEY, &request, &mut |row| {
        let value = |field: &str| row.value(field).unwrap_or(&Value::Null);
        let Some(id) = link(value(whose)) else { return Ok(true) };
        let goal = found.entry(id).or_default();
        match (
            text(value(target::MEASURE.key())).as_deref(),
            value(target::AMOUNT.key()),
            value(target::QUANTITY.key()),
        ) {
            (Some("revenue"), Value::Money(money), _) if money.currency == book.currency => {
                *goal.minor.get_or_insert(0) += money.minor;
            }
            (Some("count"), _, Value::Integer(count)) => *goal.count.get_or_insert(0) += count,
            _ => {}
        }
        Ok(true)
    })?;
    Ok(found)
}
