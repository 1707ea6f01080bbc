//! The sender: takes messages that are due, sends them all at the same time, and keeps what became of them. What its user has seen
//! meanwhile, or may see no more, is not sent; a browser whose push service does not know it any more is forgotten.

use super::locked;
use super::subscription::forget;
use super::table::{MESSAGE, SUBSCRIPTION, by_id, rows};
use crate::Platform;
use crate::follower::Step;
use crate::identity::{Authenticated, user_context};
use crate::notification::{Kind, Notification, find_notification};
use crate::outbound::{Answered, Limits, Outgoing, Unsent};
use crate::row::Row;
use serde_json::{Value as Json, json};
use std::sync::Arc;
use std::time::Duration;
use store::Writer;
use store::table::{Condition, Delete, Select, Update};
use vocabulary::{Error, Id, Result, Timestamp, WorkspaceId};

/// Messages sent at the same moment.
const MOST: u32 = 32;
/// A message whose server is silent for so many seconds is sent by another.
const LEASE: i64 = 60;
/// How long a push service keeps a message for a browser that is not there, and how long it is tried to hand it over.
const KEPT_SECONDS: i64 = 24 * 3_600;
/// Before the second try; each further one waits four times as long.
const FIRST_PAUSE: i64 = 30;
/// Tries of one message.
const TRIES: i64 = 6;
/// Whom a push service may write to, where the installation has no address of its own.
const NOBODY: &str = "https://kith.invalid";

/// A message that was taken.
#[derive(Clone)]
struct Message {
    workspace: WorkspaceId,
    id: Id,
    subscription: Id,
    user: Id,
    notification: Id,
    attempts: i64,
    turn: i64,
    created_at: Timestamp,
}

const COLUMNS: &[&str] = &[
    "workspace_id",
    "id",
    "subscription_id",
    "user_id",
    "notification_id",
    "attempts",
    "turn",
    "created_at",
];

fn read(mut row: Row) -> Result<Message> {
    Ok(Message {
        workspace: row.workspace()?,
        id: row.id()?,
        subscription: row.id()?,
        user: row.id()?,
        notification: row.id()?,
        attempts: row.integer()?,
        turn: row.integer()?,
        created_at: row.moment()?,
    })
}

/// What becomes of a message.
#[derive(Clone)]
enum End {
    /// It arrived, or there is nothing to tell any more.
    Done,
    /// Another try.
    Later(Timestamp),
    /// The browser is gone, or its user is.
    Gone,
}

/// Begins to send.
pub(super) fn begin(platform: &Arc<Platform>) -> Step {
    let platform = Arc::clone(platform);
    Box::new(move || step(&platform))
}

fn step(platform: &Platform) -> Result<bool> {
    let taken = take(platform)?;
    if taken.is_empty() {
        return Ok(false);
    }
    let (mut ends, mut sent, mut outgoing) = (Vec::new(), Vec::new(), Vec::new());
    for message in taken {
        match ready(platform, &message) {
            Ok(Ok(one)) => {
                sent.push(message);
                outgoing.push(one);
            }
            Ok(Err(end)) => ends.push((message, end)),
            // One that cannot be made holds up none of the others.
            Err(error) => {
                tracing::warn!(%error, "a push message could not be made");
                let end = again(&message, 0, platform.now());
                ends.push((message, end));
            }
        }
    }
    let answers = platform.outbound.send_all(&outgoing);
    for (message, answer) in sent.into_iter().zip(answers) {
        let end = end_of(&message, &answer, platform.now());
        ends.push((message, end));
    }
    platform.store.write(move |writer| {
        for (message, end) in &ends {
            settle(writer, message, end)?;
        }
        Ok(())
    })?;
    Ok(true)
}

fn take(platform: &Platform) -> Result<Vec<Message>> {
    let now = platform.now();
    let due = vec![Condition::Lte("due_at", now.into())];
    let select = Select::new(MESSAGE, COLUMNS, due).ascending("due_at").limit(MOST);
    let due: Vec<Message> =
        platform.store.read(|reader| rows(reader, &select)?.into_iter().map(read).collect())?;
    if due.is_empty() {
        return Ok(Vec::new());
    }
    platform.store.write(move |writer| {
        let mut taken = Vec::new();
        for message in &due {
            let mut filter = by_id(message.workspace, message.id);
            filter.push(Condition::Eq("turn", message.turn.into()));
            let set = vec![("due_at", now.plus_seconds(LEASE).into())];
            let update =
                Update { add: vec![("turn", 1), ("attempts", 1)], ..Update::new(MESSAGE, set, filter) };
            if writer.update(&update)? == 1 {
                let (turn, attempts) = (message.turn + 1, message.attempts + 1);
                taken.push(Message { turn, attempts, ..message.clone() });
            }
        }
        Ok(taken)
    })
}

/// What is sent, made now under the rights of its user.
fn ready(platform: &Platform, message: &Message) -> Result<std::result::Result<Outgoing, End>> {
    let now = platform.now();
    let select = Select::new(
        SUBSCRIPTION,
        &["endpoint", "p256dh", "auth"],
        by_id(message.workspace, message.subscription),
    );
    let Some(mut row) = platform.store.read(|reader| rows(reader, &select))?.into_iter().next() else {
        return Ok(Err(End::Done));
    };
    let (endpoint, key, auth) = (row.text()?, row.bytes()?, row.bytes()?);
    let user = match user_context(platform, message.workspace, message.user, None) {
        Ok(user) => user,
        Err(Error::Forbidden(_)) => return Ok(Err(End::Gone)),
        Err(error) => return Err(error),
    };
    let found = find_notification(platform, &user, message.notification)?;
    let Some(told) = found.filter(|one| !one.seen) else { return Ok(Err(End::Done)) };
    let Ok(target) = platform.outbound.read("endpoint", &endpoint) else { return Ok(Err(End::Gone)) };
    let Ok(url) = url::Url::parse(&endpoint) else { return Ok(Err(End::Gone)) };
    let body = locked::lock(platform, (&key, &auth), text(platform, &user, told)?.as_bytes())?;
    let origin = url.origin().ascii_serialization();
    let subject = platform.settings.public_origin.as_deref().filter(|own| own.starts_with("https:"));
    let authorization = locked::authorization(platform, &origin, subject.unwrap_or(NOBODY), now)?;
    let headers = [
        ("authorization", authorization),
        ("content-encoding", "aes128gcm".to_string()),
        ("content-type", "application/octet-stream".to_string()),
        ("ttl", KEPT_SECONDS.to_string()),
        ("urgency", "normal".to_string()),
    ];
    let headers = headers.into_iter().map(|(name, value)| (name.to_string(), value)).collect();
    let limits = Limits { total: Duration::from_secs(10), answer: 0, ..Limits::default() };
    Ok(Ok(Outgoing { method: "POST", target, headers, body, limits }))
}

/// The notification with the page it leads to; what is long is left out, it is told on that page.
fn text(platform: &Platform, user: &Authenticated, mut told: Notification) -> Result<String> {
    let dictionary = platform.engine.dictionary(user.workspace.id, platform.now())?;
    let plural =
        told.object.as_deref().and_then(|key| dictionary.object(key)).map(|object| object.plural.clone());
    let page = match (plural, told.record) {
        (Some(plural), Some(record)) => format!("/{plural}/{record}"),
        _ if told.kind == Kind::Dashboard && told.params.contains_key("snapshot") => {
            let part = |name: &str| told.params.get(name).and_then(Json::as_str).unwrap_or_default();
            format!("/dashboards/{}/snapshots/{}", part("dashboard"), part("snapshot"))
        }
        _ => "/notifications".to_string(),
    };
    let whole = |told: &Notification| -> Result<String> {
        let mut json = serde_json::to_value(told).map_err(Error::internal)?;
        if let Json::Object(members) = &mut json {
            members.insert("page".to_string(), json!(page));
        }
        Ok(json.to_string())
    };
    let text = whole(&told)?;
    if text.len() <= locked::MOST {
        return Ok(text);
    }
    (told.excerpt, told.params) = (None, serde_json::Map::new());
    told.title = told.title.map(|title| title.chars().take(300).collect());
    whole(&told)
}

fn end_of(message: &Message, answer: &std::result::Result<Answered, Unsent>, now: Timestamp) -> End {
    let wait = match answer {
        Ok(answered) if answered.status < 300 => return End::Done,
        Ok(answered) if answered.status == 404 || answered.status == 410 => return End::Gone,
        Ok(answered) if answered.status == 429 || answered.status >= 500 => answered.retry_after.unwrap_or(0),
        Err(Unsent::Refused(_)) => return End::Gone,
        Err(_) => 0,
        Ok(answered) => {
            tracing::warn!(status = answered.status, "a push service refused a message");
            return End::Done;
        }
    };
    again(message, wait, now)
}

/// Another try after a pause that grows, unless there were enough.
fn again(message: &Message, wait: i64, now: Timestamp) -> End {
    let tries = u32::try_from(message.attempts - 1).unwrap_or(0).min(8);
    let next = now.plus_seconds(wait.clamp(0, KEPT_SECONDS).max(FIRST_PAUSE * 4i64.pow(tries)));
    let old = message.created_at.plus_seconds(KEPT_SECONDS) < next;
    if message.attempts >= TRIES || old { End::Done } else { End::Later(next) }
}

fn settle(writer: &mut dyn Writer, message: &Message, end: &End) -> Result<()> {
    let mut filter = by_id(message.workspace, message.id);
    filter.push(Condition::Eq("turn", message.turn.into()));
    match end {
        End::Done => writer.delete(&Delete { table: MESSAGE, filter }).map(|_| ()),
        End::Later(at) => {
            writer.update(&Update::new(MESSAGE, vec![("due_at", (*at).into())], filter)).map(|_| ())
        }
        End::Gone => forget(writer, message.workspace, message.subscription),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vocabulary::{IdSource, SeededIds};

    #[test]
    fn a_message_is_tried_for_a_while_and_a_browser_that_is_gone_is_forgotten() {
        let now: Timestamp = "2026-11-27T08:00:00Z".parse().unwrap();
        let id = SeededIds::new(1).next(now);
        let message = |attempts| Message {
            workspace: WorkspaceId(1),
            id,
            subscription: id,
            user: id,
            notification: id,
            attempts,
            turn: attempts,
            created_at: now,
        };
        let answered = |status, retry_after| {
            Ok(Answered { status, retry_after, body: Vec::new(), cut: false, millis: 1 })
        };
        let word = |attempts, answer| match end_of(&message(attempts), &answer, now) {
            End::Done => "done".to_string(),
            End::Gone => "gone".to_string(),
            End::Later(at) => ((at.micros() - now.micros()) / 1_000_000).to_string(),
        };
        for (attempts, answer, wanted) in [
            (1, answered(201, None), "done"),
            (1, answered(410, None), "gone"),
            (1, answered(404, None), "gone"),
            (1, answered(413, None), "done"),
            (1, answered(503, None), "30"),
            (3, answered(500, None), "480"),
            (1, answered(429, Some(600)), "600"),
            (1, Err(Unsent::TimedOut), "30"),
            (1, Err(Unsent::Refused("inner")), "gone"),
            (6, answered(503, None), "done"),
            (2, answered(503, Some(90_000)), "86400"),
        ] {
            let said = format!("{answer:?}");
            assert_eq!(word(attempts, answer), wanted, "{attempts} {said}");
        }
    }
}
