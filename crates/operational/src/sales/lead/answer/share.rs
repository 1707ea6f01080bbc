//! `GET /lead_answers`: who answered in time, of the leads that came lately and that the asker may see.

use super::goal::goal;
use super::rule::unanswered;
use axum::extract::State;
use dictionary::Value;
use platform::http::app::answer;
use platform::http::{Answer, App, Asker};
use records::{GroupRequest, Reading};
use serde::Serialize;
use serde_json::{Value as Json, json};
use standard::lead;
use std::collections::BTreeMap;
use vocabulary::{Id, Result};

const DAYS: i64 = 30;

#[derive(Debug, Serialize)]
struct Shares {
    minutes: Option<i64>,
    days: i64,
    data: Vec<Share>,
}

#[derive(Debug, Default, Serialize)]
struct Share {
    owner: Option<Id>,
    name: Option<String>,
    /// Answered in time.
    in_time: i64,
    /// Answered, but late.
    late: i64,
    /// Not answered, and too late.
    missed: i64,
    /// Not answered, and still in time.
    waiting: i64,
}

/// `GET /lead_answers`
pub async fn list_lead_answers(State(app): State<App>, asker: Asker) -> Answer {
    answer(200, &app.read(&asker, shares).await?)
}

fn shares(reading: &mut Reading<'_>) -> Result<Shares> {
    let (workspace, now) = (reading.context().workspace, reading.context().now);
    let minutes = goal(reading.reader(), workspace)?;
    let mut by_owner: BTreeMap<Option<Id>, Share> = BTreeMap::new();
    let answered = |value: bool| json!({"field": lead::ANSWERED_IN_TIME.key(), "op": "is", "value": value});
    let due =
        |op: &str| json!({"and": [unanswered(), {"field": lead::ANSWER_BY.key(), "op": op, "value": now}]});
    type Part = fn(&mut Share) -> &mut i64;
    let parts: [(Json, Part); 4] = [
        (answered(true), |share| &mut share.in_time),
        (answered(false), |share| &mut share.late),
        (due("before"), |share| &mut share.missed),
        (due("on_or_after"), |share| &mut share.waiting),
    ];
    for (filter, part) in parts {
        let lately = json!({"field": "created_at", "op": "within", "value": {"last": DAYS, "unit": "day"}});
        let request = GroupRequest {
            filter: Some(json!({"and": [filter, lately]})),
            by: json!([{"field": "owner"}]),
            measures: json!([{"measure": "count"}]),
            ..GroupRequest::default()
        };
        for group in reading.groups(lead::KEY, &request)?.groups {
            let (owner, name) = match group.key.first() {
                Some((Value::Link(link), _)) => (Some(link.id), link.title.clone()),
                _ => (None, None),
            };
            let count = match group.values.first() {
                Some(Value::Integer(count)) => *count,
                _ => 0,
            };
            let share = by_owner.entry(owner).or_default();
            (share.owner, share.name) = (owner, name);
            *part(share) += count;
        }
    }
    Ok(Shares { minutes, days: DAYS, data: by_owner.into_values().collect() })
}
