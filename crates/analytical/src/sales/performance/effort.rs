//! What sellers put in: leads they were given, and calls, meetings and tasks with the hours that were written down.

use super::super::span::Span;
use super::super::tell::{all, during, is};
use dictionary::{LinkValue, Value};
use jiff::tz::TimeZone;
use records::{GroupRequest, Reading};
use serde_json::{Value as Json, json};
use standard::{call, lead, meeting, task};
use std::collections::BTreeMap;
use std::ops::AddAssign;
use vocabulary::{Id, Result};

/// What one put in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::sales) struct Effort {
    pub(in crate::sales) leads: i64,
    pub(in crate::sales) converted: i64,
    pub(in crate::sales) activities: i64,
    pub(in crate::sales) seconds: i64,
}

impl Effort {
    pub(in crate::sales) fn hours(&self) -> f64 {
        self.seconds as f64 / 3_600.0
    }
}

impl AddAssign for Effort {
    fn add_assign(&mut self, more: Effort) {
        self.leads += more.leads;
        self.converted += more.converted;
        self.activities += more.activities;
        self.seconds += more.seconds;
    }
}

/// What each seller put in.
pub(in crate::sales) type Efforts = BTreeMap<Id, Effort>;

/// Adds it up in the store, as far as its asker may see it.
pub(in crate::sales) fn efforts(reading: &mut Reading<'_>, span: Span, zone: &TimeZone) -> Result<Efforts> {
    let mut found = Efforts::new();
    let within = |field: &str| during(field, span.from, span.to, zone);
    let mut count = |reading: &mut Reading<'_>,
                     object: &str,
                     field: &str,
                     more: Option<Json>,
                     seconds: Option<&str>,
                     put: fn(&mut Effort, i64, i64)|
     -> Result<()> {
        if reading.object(object).is_err() || !reading.sees_field(object, field) {
            return Ok(());
        }
        let mut parts = vec![within(field)];
        parts.extend(more);
        let mut measures = vec![json!({"measure": "count"})];
        measures.extend(
            seconds
                .filter(|field| reading.sees_field(object, field))
                .map(|field| json!({"measure": "sum", "field": field})),
        );
        let request = GroupRequest {
            filter: Some(all(parts)),
            by: json!([{"field": "owner"}]),
            measures: Json::Array(measures),
            limit: json!(10_000),
            ..GroupRequest::default()
        };
        for group in reading.groups(object, &request)?.groups {
            let number = |place: usize| match group.values.get(place) {
                Some(Value::Integer(number)) => *number,
                _ => 0,
            };
            if let Some((Value::Link(LinkValue { id, .. }), _)) = group.key.first() {
                put(found.entry(*id).or_default(), number(0), number(1));
            }
        }
        Ok(())
    };
    let worked: fn(&mut Effort, i64, i64) = |effort, count, seconds| {
        effort.activities += count;
        effort.seconds += seconds;
    };
    count(reading, call::KEY, call::HAPPENED_AT.key(), None, Some(call::DURATION.key()), worked)?;
    let took_place = json!({"not": is(meeting::STATE.key(), "cancelled")});
    count(
        reading,
        meeting::KEY,
        meeting::HAPPENED_AT.key(),
        Some(took_place),
        Some(meeting::DURATION.key()),
        worked,
    )?;
    count(reading, task::KEY, task::DONE_AT.key(), None, None, worked)?;
    count(reading, lead::KEY, "created_at", None, None, |effort, count, _| effort.leads += count)?;
    let converted = is(lead::STATE.key(), "converted");
    count(reading, lead::KEY, "created_at", Some(converted), None, |effort, count, _| {
        effort.converted += count;
    })?;
    Ok(found)
}
