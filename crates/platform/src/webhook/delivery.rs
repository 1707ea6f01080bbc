//! The log of deliveries: looked through, opened, sent once more one by one or a whole span of them.

use super::follow::new_delivery;
use super::manage::find;
use super::table::{ATTEMPT, DELIVERY, by_id, of_webhook, rows};
use super::{body, model, with};
use crate::Platform;
use crate::identity::{Authenticated, user_context};
use crate::row::Row;
use records::Context;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use store::table::{Condition, Delete, Insert, Select, Update};
use store::{Datum, Reader, Writer};
use vocabulary::{Error, Id, Result, Timestamp};

/// Days after which a delivery is forgotten.
const KEPT_DAYS: i64 = 30;
/// States a delivery may be in.
const STATES: [&str; 6] = ["waiting", "sending", "held", "delivered", "failed", "dropped"];

/// A delivery.
#[derive(Clone, Debug, Serialize)]
pub struct Delivery {
    /// The id: `webhook-id` of every try.
    pub id: Id,
    /// The webhook.
    pub webhook: Id,
    /// What it tells of, such as `person.updated`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The object of the record.
    pub object: Option<String>,
    /// The record.
    pub record: Option<Id>,
    /// `waiting`, `sending`, `held`, `delivered`, `failed` or `dropped`.
    pub state: String,
    /// How often it was tried.
    pub attempts: i64,
    /// When it is tried next, while it waits.
    pub due_at: Option<Timestamp>,
    /// The last status that was answered.
    pub status: Option<i64>,
    /// Why there was none, or what was wrong with it.
    pub error: Option<String>,
    /// When it was kept.
    pub created_at: Timestamp,
    /// When it was over.
    pub ended_at: Option<Timestamp>,
    #[serde(skip)]
    seq: Option<i64>,
}

const COLUMNS: &[&str] = &[
    "id",
    "webhook_id",
    "type",
    "object",
    "record_id",
    "state",
    "attempts",
    "due_at",
    "status",
    "error",
    "created_at",
    "ended_at",
    "seq",
];

fn read(mut row: Row) -> Result<Delivery> {
    let mut delivery = Delivery {
        id: row.id()?,
        webhook: row.id()?,
        kind: row.text()?,
        object: row.text_or_none()?,
        record: row.id_or_none()?,
        state: row.text()?,
        attempts: row.integer()?,
        due_at: Some(row.moment()?),
        status: row.integer_or_none()?,
        error: row.text_or_none()?,
        created_at: row.moment()?,
        ended_at: row.moment_or_none()?,
        seq: row.integer_or_none()?,
    };
    delivery.due_at = delivery.due_at.filter(|_| delivery.state == "waiting");
    Ok(delivery)
}

/// Which deliveries to list.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// In this state.
    pub state: Option<String>,
    /// Of this type.
    pub kind: Option<String>,
    /// About this record.
    pub record: Option<Id>,
    /// At most so many.
    pub limit: u32,
    /// Before this one.
    pub before: Option<Id>,
}

/// The deliveries of a webhook, newest first, and where the next page begins.
pub fn list(reader: &mut dyn Reader, context: &Context, webhook: Id, wanted: &Wanted) -> Result<Json> {
    find(reader, context, webhook)?;
    let mut filter = of_webhook(context.workspace, webhook);
    if let Some(state) = &wanted.state {
        if !STATES.contains(&state.as_str()) {
            return Err(Error::invalid("state", "unknown_choice", format!("One of {}.", STATES.join(", "))));
        }
        filter.push(Condition::Eq("state", state.as_str().into()));
    }
    if let Some(kind) = &wanted.kind {
        filter.push(Condition::Eq("type", kind.as_str().into()));
    }
    if let Some(record) = wanted.record {
        filter.push(Condition::Eq("record_id", record.into()));
    }
    if let Some(before) = wanted.before {
        filter.push(Condition::Lt("id", before.into()));
    }
    let limit = wanted.limit as usize;
    let select = Select::new(DELIVERY, COLUMNS, filter).descending("id").limit(wanted.limit + 1);
    let mut data: Vec<Delivery> = rows(reader, &select)?.into_iter().map(read).collect::<Result<_>>()?;
    let more = data.len() > limit;
    data.truncate(limit);
    let next = data.last().filter(|_| more).map(|delivery| delivery.id.to_string());
    Ok(json!({"data": data, "next": next}))
}

fn load(reader: &mut dyn Reader, context: &Context, id: Id) -> Result<(Delivery, model::Webhook)> {
    let select = Select::new(DELIVERY, COLUMNS, by_id(context.workspace, id));
    let delivery = rows(reader, &select)?.into_iter().next().map(read).transpose()?;
    let delivery = delivery.ok_or_else(Error::not_found)?;
    let webhook = find(reader, context, delivery.webhook)?;
    Ok((delivery, webhook))
}

/// A delivery with its tries, and what it sends: made anew under the rights of now, because nothing that was sent is kept.
pub fn show(platform: &Platform, asker: &Authenticated, id: Id) -> Result<Json> {
    let context = asker.context(platform);
    let (delivery, webhook, attempts) = platform.store.read(|reader| {
        let (delivery, webhook) = load(reader, &context, id)?;
        Ok((delivery, webhook, attempts(reader, &context, id)?))
    })?;
    let body = match delivery.seq {
        None => Some(body::of_test(&webhook, delivery.id, delivery.created_at)),
        Some(seq) => match user_context(platform, asker.workspace.id, webhook.owner, webhook.key) {
            Ok(owner) => {
                let told =
                    platform.engine.read(&owner.context(platform), |reading| body::told(reading, seq))?;
                told.map(|(event, entry)| body::of_event(&webhook, &event, entry))
            }
            Err(Error::Forbidden(_)) => None,
            Err(error) => return Err(error),
        },
    };
    let shown = serde_json::to_value(&delivery).map_err(Error::internal)?;
    Ok(with(shown, json!({"body": body, "tries": attempts})))
}

fn attempts(reader: &mut dyn Reader, context: &Context, id: Id) -> Result<Vec<Json>> {
    const COLUMNS: &[&str] = &["at", "status", "error", "millis", "answer", "cut"];
    let filter = vec![
        Condition::Eq("workspace_id", context.workspace.into()),
        Condition::Eq("delivery_id", id.into()),
    ];
    let select = Select::new(ATTEMPT, COLUMNS, filter).descending("number").limit(100);
    let read = |mut row: Row| {
        Ok(json!({
            "at": row.moment()?, "status": row.integer_or_none()?, "error": row.text_or_none()?,
            "millis": row.integer()?, "answer": row.text_or_none()?, "cut": row.flag()?,
        }))
    };
    rows(reader, &select)?.into_iter().map(read).collect()
}

/// What a replay sets: as if it had just been kept, under the id it has.
fn anew(webhook: &model::Webhook, now: Timestamp) -> Vec<(&'static str, Datum)> {
    vec![
        ("state", if webhook.state == "on" { "waiting" } else { "held" }.into()),
        ("attempts", 0i64.into()),
        ("due_at", now.into()),
        ("ended_at", Datum::Null),
    ]
}

/// Sends a delivery once more, under the same id.
pub fn replay(writer: &mut dyn Writer, context: &Context, id: Id) -> Result<Id> {
    let (_, webhook) = load(writer, context, id)?;
    let set = anew(&webhook, context.now);
    let mut update = Update::new(DELIVERY, set, by_id(context.workspace, id));
    // What is on its way at this moment does not overwrite it.
    update.add = vec![("turn", 1)];
    writer.update(&update).map(|_| webhook.id)
}

/// A span of deliveries.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// Kept at this moment or later.
    pub from: Timestamp,
    /// Kept before this moment; now when left out.
    #[serde(default)]
    pub to: Option<Timestamp>,
    /// Also those that were delivered; else only those that were given up.
    #[serde(default)]
    pub delivered: bool,
}

/// Sends the deliveries of a span once more; answers how many.
pub fn replay_span(writer: &mut dyn Writer, context: &Context, webhook: Id, span: &Span) -> Result<u64> {
    let webhook = find(writer, context, webhook)?;
    let states: &[&str] =
        if span.delivered { &["failed", "dropped", "delivered"] } else { &["failed", "dropped"] };
    let mut filter = of_webhook(context.workspace, webhook.id);
    filter.extend([
        Condition::Gte("created_at", span.from.into()),
        Condition::Lt("created_at", span.to.unwrap_or(context.now.plus_seconds(1)).into()),
        Condition::In("state", states.iter().map(|state| Datum::from(*state)).collect()),
        Condition::NotNull("seq"),
    ]);
    let mut update = Update::new(DELIVERY, anew(&webhook, context.now), filter);
    update.add = vec![("turn", 1)];
    writer.update(&update)
}

/// Keeps a trial; it is sent at once, whether the webhook is on or not.
pub fn test(writer: &mut dyn Writer, context: &Context, webhook: Id) -> Result<Id> {
    let webhook = find(writer, context, webhook)?;
    let id = context.ids.next(context.now);
    let values = new_delivery(context.workspace, (id, webhook.id), "webhook.test", false, context.now);
    writer.insert(&Insert::new(DELIVERY, values)).map(|_| id)
}

/// Forgets deliveries that are too old; answers how many. Run it daily.
pub fn remove_old_deliveries(platform: &Platform) -> Result<u64> {
    let end = platform.now().plus_seconds(-KEPT_DAYS * 24 * 3_600);
    platform.store.write(move |writer| {
        writer.delete(&Delete { table: ATTEMPT, filter: vec![Condition::Lt("at", end.into())] })?;
        writer.delete(&Delete { table: DELIVERY, filter: vec![Condition::Lt("created_at", end.into())] })
    })
}
