//! What became of deliveries: kept in their log, tried again by the schedule of the specification, or over.

use super::manage::disable;
use super::model::{Webhook, load};
use super::send::Delivery;
use super::table::{ATTEMPT, DELIVERY, WEBHOOK, by_id};
use crate::Platform;
use crate::identity::{find_workspace, system_context};
use crate::outbound::{Answered, Unsent};
use records::Writing;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::Datum;
use store::table::{Condition, Insert, OnConflict, Update};
use vocabulary::{Channel, Result, Timestamp};

/// Seconds before each further try, as the specification has them: some three days in all.
const WAITS: [i64; 9] =
    [5, 5 * 60, 30 * 60, 2 * 3_600, 5 * 3_600, 10 * 3_600, 14 * 3_600, 20 * 3_600, 24 * 3_600];
/// A webhook to which nothing could be delivered for so many seconds is switched off with the next delivery that is given up: as long as
/// the tries of one take at least.
const LASTING: i64 = 60 * 3_600;
/// The longest that the other side may ask to wait.
const LONGEST: i64 = 24 * 3_600;

/// What became of a delivery that was taken.
pub(super) enum Sent {
    /// It was tried.
    Tried(std::result::Result<Answered, Unsent>),
    /// There is nothing to send any more.
    Dropped(&'static str),
    /// Its webhook is off.
    Held,
}

/// An outcome as it is written down.
#[derive(Clone)]
struct Outcome {
    delivery: Delivery,
    state: &'static str,
    /// Whether something arrived, did not, or was not tried.
    arrived: Option<bool>,
    gone: bool,
    status: Option<i64>,
    error: Option<String>,
    millis: i64,
    answer: Option<String>,
    cut: bool,
    due_at: Timestamp,
}

/// Keeps what became of deliveries, all of a workspace in one transaction.
pub(super) fn settle(platform: &Arc<Platform>, sent: Vec<(Delivery, Sent)>) -> Result<()> {
    let now = platform.now();
    let mut by_workspace = BTreeMap::<i32, Vec<Outcome>>::new();
    for (delivery, sent) in sent {
        let workspace = delivery.workspace.0;
        by_workspace.entry(workspace).or_default().push(outcome(platform, delivery, sent, now));
    }
    for outcomes in by_workspace.into_values() {
        let Some(workspace) = outcomes.first().map(|outcome| outcome.delivery.workspace) else { continue };
        let found = platform.store.read(|reader| find_workspace(reader, workspace))?;
        let Some(found) = found else { continue };
        let context = system_context(platform, &found, Channel::Job);
        platform.engine.write(&context, move |writing| {
            for outcome in &outcomes {
                keep(writing, outcome)?;
            }
            Ok(())
        })?;
        platform.changes.ring();
    }
    Ok(())
}

fn outcome(platform: &Platform, delivery: Delivery, sent: Sent, now: Timestamp) -> Outcome {
    let mut outcome = Outcome {
        delivery,
        state: "held",
        arrived: None,
        gone: false,
        status: None,
        error: None,
        millis: 0,
        answer: None,
        cut: false,
        due_at: now,
    };
    let mut asked = 0;
    match sent {
        Sent::Held => return outcome,
        Sent::Dropped(why) => {
            (outcome.state, outcome.error) = ("dropped", Some(why.to_string()));
            return outcome;
        }
        Sent::Tried(Ok(answered)) => {
            outcome.status = Some(i64::from(answered.status));
            outcome.millis = answered.millis;
            outcome.cut = answered.cut;
            outcome.answer = Some(readable(&answered.body));
            outcome.arrived = Some((200..300).contains(&answered.status));
            outcome.gone = answered.status == 410;
            asked = answered.retry_after.unwrap_or(0).clamp(0, LONGEST);
            if (300..400).contains(&answered.status) {
                outcome.error =
                    Some("Redirects are not followed: give the webhook the address itself.".to_string());
            }
        }
        Sent::Tried(Err(unsent)) => {
            outcome.arrived = Some(false);
            outcome.error = Some(unsent.words().to_string());
        }
    }
    let place = usize::try_from(outcome.delivery.attempts - 1).unwrap_or(0);
    // A trial is made once.
    let again = WAITS.get(place).filter(|_| outcome.delivery.seq.is_some() && !outcome.gone);
    outcome.state = match (outcome.arrived, again) {
        (Some(true), _) => "delivered",
        (_, Some(_)) => "waiting",
        (_, None) => "failed",
    };
    if let Some(wait) = again {
        outcome.due_at = now.plus_seconds(jittered(platform, *wait).max(asked));
    }
    outcome
}

/// Between four and six fifths of a wait: receivers that were down are not asked by all at the same second.
fn jittered(platform: &Platform, wait: i64) -> i64 {
    let chance = i64::from(u16::from_be_bytes(platform.chance::<2>()));
    (wait * (800 + chance * 400 / 65_535) / 1_000).max(1)
}

/// The beginning of an answer, as a text that both databases can keep.
fn readable(body: &[u8]) -> String {
    String::from_utf8_lossy(body).chars().filter(|letter| *letter != '\0').collect()
}

fn keep(writing: &mut Writing<'_>, outcome: &Outcome) -> Result<()> {
    let (workspace, now) = (writing.context().workspace, writing.context().now);
    let delivery = &outcome.delivery;
    let writer = writing.writer();
    let mut filter = by_id(workspace, delivery.id);
    filter.push(Condition::Eq("turn", delivery.turn.into()));
    let over = !matches!(outcome.state, "waiting" | "held");
    let set: Vec<(&'static str, Datum)> = vec![
        ("state", outcome.state.into()),
        ("due_at", outcome.due_at.into()),
        ("status", outcome.status.into()),
        ("error", outcome.error.clone().into()),
        ("ended_at", if over { now.into() } else { Datum::Null }),
    ];
    // What was not tried is no attempt.
    let mut update = Update::new(DELIVERY, set, filter);
    if outcome.arrived.is_none() {
        update.add = vec![("attempts", -1)];
    }
    if writer.update(&update)? == 0 {
        // It was replayed or taken by another server meanwhile: what that does counts.
        return Ok(());
    }
    let Some(arrived) = outcome.arrived else { return Ok(()) };
    let attempt = vec![
        ("workspace_id", workspace.into()),
        ("delivery_id", delivery.id.into()),
        ("number", delivery.turn.into()),
        ("at", now.into()),
        ("status", outcome.status.into()),
        ("error", outcome.error.clone().into()),
        ("millis", outcome.millis.into()),
        ("answer", outcome.answer.clone().into()),
        ("cut", outcome.cut.into()),
    ];
    writer.insert(&Insert { table: ATTEMPT, values: attempt, on_conflict: OnConflict::Ignore })?;
    if delivery.seq.is_none() {
        return Ok(());
    }
    let Some(webhook) = load(writer, by_id(workspace, delivery.webhook))?.into_iter().next() else {
        return Ok(());
    };
    stand(writing, &webhook, outcome, arrived, now)
}

/// How the webhook stands after it.
fn stand(
    writing: &mut Writing<'_>,
    webhook: &Webhook,
    outcome: &Outcome,
    arrived: bool,
    now: Timestamp,
) -> Result<()> {
    let workspace = writing.context().workspace;
    if arrived {
        let set = vec![("delivered_at", now.into()), ("failing_since", Datum::Null)];
        return writing.writer().update(&Update::new(WEBHOOK, set, by_id(workspace, webhook.id))).map(|_| ());
    }
    if webhook.failing_since.is_none() {
        let set = vec![("failing_since", now.into())];
        writing.writer().update(&Update::new(WEBHOOK, set, by_id(workspace, webhook.id)))?;
    }
    let lasting = webhook.failing_since.is_some_and(|since| since.plus_seconds(LASTING) <= now);
    if outcome.gone {
        disable(writing, webhook, "gone")?;
    } else if outcome.state == "failed" && lasting {
        disable(writing, webhook, "failing")?;
    }
    Ok(())
}
