//! What is sent: made of the event at the moment of sending, under the rights the webhook's owner has then.

use super::model::{Webhook, word};
use super::with;
use records::{HistoryEntry, Reading};
use serde_json::{Map, json};
use store::event::{Event, EventFilter};
use vocabulary::{Id, Result, Timestamp};

/// Most bytes of a body.
const MOST: usize = 64 * 1_024;
/// Beyond [`MOST`], values longer than this are left out.
const LONG: usize = 1_000;

/// The type of what happened, such as `person.updated`.
pub fn kind(event: &Event) -> String {
    format!("{}.{}", event.event.object, word(event.event.verb))
}

/// The event of that number, as the one who reads may tell of it; none when it was undone, or when there is nothing they may tell.
pub fn told(reading: &mut Reading<'_>, seq: i64) -> Result<Option<(Event, HistoryEntry)>> {
    let filter = EventFilter { after: Some(seq - 1), limit: 1, ..EventFilter::default() };
    let workspace = reading.context().workspace;
    let event = reading.reader().events(workspace, &filter)?.into_iter().find(|event| event.seq == seq);
    let Some(event) = event else { return Ok(None) };
    Ok(reading.told_outside(&event)?.map(|entry| (event, entry)))
}

/// The body that tells of an event.
pub fn of_event(webhook: &Webhook, event: &Event, entry: HistoryEntry) -> String {
    let made = |left_out: Option<usize>| {
        let (mut changes, mut names, mut missing) = (Map::new(), Vec::new(), Vec::new());
        for change in &entry.changes {
            names.push(change.field.clone());
            let length = || change.old.to_string().len() + change.new.to_string().len();
            if left_out.is_some_and(|longest| length() > longest) {
                missing.push(change.field.clone());
            } else {
                changes.insert(change.field.clone(), json!({"before": change.old, "after": change.new}));
            }
        }
        let mut data = json!({
            "object": event.event.object, "id": event.event.record, "version": entry.version, "event": entry.seq,
            "actor": entry.actor, "fields": names,
        });
        if webhook.values {
            data = with(data, json!({ "changes": changes }));
        }
        if !missing.is_empty() {
            data = with(data, json!({ "left_out": missing }));
        }
        json!({"type": kind(event), "timestamp": entry.at, "data": data}).to_string()
    };
    let whole = made(None);
    if whole.len() <= MOST {
        return whole;
    }
    let shorter = made(Some(LONG));
    if shorter.len() <= MOST { shorter } else { made(Some(0)) }
}

/// The body that only tries whether something arrives.
pub fn of_test(webhook: &Webhook, delivery: Id, at: Timestamp) -> String {
    let data = json!({"webhook": webhook.id, "name": webhook.name, "delivery": delivery});
    json!({"type": "webhook.test", "timestamp": at, "data": data}).to_string()
}
