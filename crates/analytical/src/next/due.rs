//! How often customers bought, and when last: from the summary they carry where the asker sees it, else from the purchases the asker
//! sees, which then are all that count.

use dictionary::{LinkValue, Value};
use jiff::tz::TimeZone;
use records::{FindRequest, GroupRequest, Names, Reading, Viewed};
use serde_json::{Value as Json, json};
use standard::{customer, person, purchase};
use vocabulary::{Date, Id, Money, Result};

/// Fewer days with purchases have no usual gap.
const DAYS: i64 = 3;
/// The most customers looked at.
const MOST: usize = 2_000;

/// A customer who bought often enough to have a usual gap.
pub(super) struct Bought {
    pub(super) id: Id,
    pub(super) title: Option<String>,
    /// The company a person belongs to.
    pub(super) company: Option<Id>,
    /// The day of the last purchase.
    pub(super) last: Date,
    /// Days between purchases.
    pub(super) gap: f64,
    pub(super) times: i64,
    /// What a purchase usually comes to.
    pub(super) usual: Option<Money>,
}

/// The customers of an owner, or of everybody.
pub(super) fn bought(
    reading: &mut Reading<'_>,
    object: &str,
    owner: Option<Id>,
    today: Date,
    zone: &TimeZone,
) -> Result<Vec<Bought>> {
    let summary = [customer::GAP.key(), customer::LAST.key(), customer::COUNT.key(), customer::DAYS.key()];
    if reading.object(object).is_err() {
        return Ok(Vec::new());
    }
    if summary.iter().all(|field| reading.sees_field(object, field)) {
        return by_summary(reading, object, owner, today, zone);
    }
    by_purchases(reading, object, owner, zone)
}

/// The condition that a customer is the seller's; none for everybody's.
fn own(field: &str, owner: Option<Id>) -> Vec<Json> {
    owner.map(|owner| json!({"field": field, "op": "is", "value": owner})).into_iter().collect()
}

/// The condition that a person buys for themselves: what somebody buys for a company is the company's, and the company is the customer.
fn for_themselves(reading: &Reading<'_>, object: &str) -> Option<Json> {
    let company = purchase::COMPANY.key();
    (object == person::KEY && reading.sees_field(purchase::KEY, company))
        .then(|| json!({"field": company, "op": "is_empty"}))
}

/// Who is hardly a customer any more, by the buying model, in percent: that is no matter of being a little late.
const ALIVE: i64 = 10;

fn usual(total: &Value, times: i64) -> Option<Money> {
    match total {
        Value::Money(money) if money.minor > 0 => {
            Some(Money::new(money.minor / times.max(1), money.currency))
        }
        _ => None,
    }
}

fn by_summary(
    reading: &mut Reading<'_>,
    object: &str,
    owner: Option<Id>,
    today: Date,
    zone: &TimeZone,
) -> Result<Vec<Bought>> {
    let yesterday = today.plus_days(-1).to_string();
    let mut fields =
        vec![customer::GAP.key(), customer::LAST.key(), customer::COUNT.key(), customer::TOTAL.key()];
    if object == person::KEY {
        fields.push(person::COMPANY.key());
    }
    let mut parts = own("owner", owner);
    parts.extend([
        json!({"field": customer::DAYS.key(), "op": "gte", "value": DAYS}),
        json!({"field": customer::GAP.key(), "op": "gt", "value": 0}),
        json!({"field": customer::LAST.key(), "op": "before", "value": yesterday}),
    ]);
    let alive = customer::ALIVE.key();
    if reading.sees_field(object, alive) {
        parts.push(json!({"or": [
            {"field": alive, "op": "is_empty"}, {"field": alive, "op": "gte", "value": ALIVE.to_string()},
        ]}));
    }
    if for_themselves(reading, object).is_some() {
        let for_company = json!({"field": purchase::COMPANY.key(), "op": "is_not_empty"});
        parts.push(json!({"not": {"linked": "purchase.person", "where": for_company}}));
    }
    let request = FindRequest {
        filter: Some(json!({"and": parts})),
        fields: Some(Names(
            fields
                .iter()
                .filter(|field| reading.sees_field(object, field))
                .map(|field| (*field).to_string())
                .collect(),
        )),
        sort: Some(Names(Vec::new())),
        ..FindRequest::default()
    };
    let mut found = Vec::new();
    reading.scan(object, &request, &mut |row| {
        found.extend(of_row(&row, zone));
        Ok(found.len() < MOST)
    })?;
    Ok(found)
}

fn of_row(row: &Viewed, zone: &TimeZone) -> Option<Bought> {
    let value = |field: &str| row.value(field).unwrap_or(&Value::Null);
    let (Value::Decimal(gap), Value::Timestamp(last), Value::Integer(times)) =
        (value(customer::GAP.key()), value(customer::LAST.key()), value(customer::COUNT.key()))
    else {
        return None;
    };
    Some(Bought {
        id: row.id(),
        title: row.title().map(str::to_string),
        company: match value(person::COMPANY.key()) {
            Value::Link(LinkValue { id, .. }) => Some(*id),
            _ => None,
        },
        last: last.date_in(zone),
        gap: gap.to_f64(),
        times: *times,
        usual: usual(value(customer::TOTAL.key()), *times),
    })
}

/// From the purchases that are seen: the days from the first to the last over their number less one.
fn by_purchases(
    reading: &mut Reading<'_>,
    object: &str,
    owner: Option<Id>,
    zone: &TimeZone,
) -> Result<Vec<Bought>> {
    let at = purchase::PURCHASED_AT.key();
    let total = purchase::TOTAL.key();
    if reading.object(purchase::KEY).is_err() || !reading.sees_field(purchase::KEY, at) {
        return Ok(Vec::new());
    }
    let mut measures = vec![
        json!({"measure": "count"}),
        json!({"measure": "min", "field": at}),
        json!({"measure": "max", "field": at}),
    ];
    if reading.sees_field(purchase::KEY, total) {
        measures.push(json!({"measure": "sum", "field": total}));
    }
    let mut parts = own(&format!("{object}.owner"), owner);
    parts.extend([
        json!({"field": purchase::KIND.key(), "op": "is", "value": "sale"}),
        json!({"field": object, "op": "is_not_empty"}),
    ]);
    parts.extend(for_themselves(reading, object));
    let request = GroupRequest {
        filter: Some(json!({"and": parts})),
        by: json!([{ "field": object }]),
        measures: Json::Array(measures),
        limit: json!(10_000),
        ..GroupRequest::default()
    };
    let mut found = Vec::new();
    for group in reading.groups(purchase::KEY, &request)?.groups {
        let Some((Value::Link(LinkValue { id, title }), _)) = group.key.first() else { continue };
        let (Some(Value::Integer(times)), Some(Value::Timestamp(first)), Some(Value::Timestamp(last))) =
            (group.values.first(), group.values.get(1), group.values.get(2))
        else {
            continue;
        };
        let span = (last.micros() - first.micros()) as f64 / 86_400_000_000.0;
        if *times >= DAYS && span >= 1.0 {
            found.push(Bought {
                id: *id,
                title: title.clone(),
                company: None,
                last: last.date_in(zone),
                gap: span / (*times - 1) as f64,
                times: *times,
                usual: usual(group.values.get(3).unwrap_or(&Value::Null), *times),
            });
        }
    }
    Ok(found)
}
