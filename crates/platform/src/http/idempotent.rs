//! A request that may come twice has its effect once. The answer is stored in the transaction of the effect, so there is never
//! one without the other, not even after a crash.

use super::Failure;
use crate::Platform;
use crate::identity::Authenticated;
use crate::row::Row;
use crate::secrets::sha256;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::response::Response;
use records::Writing;
use store::Writer;
use store::table::{Condition, Delete, Insert, OnConflict, Select, Update};
use vocabulary::{Error, Id, Result, Timestamp, WorkspaceId};

/// The name a sender gave a request, and what the request was.
#[derive(Clone, Debug)]
pub struct IdempotencyKey {
    workspace: WorkspaceId,
    actor: Id,
    key: String,
    fingerprint: [u8; 32],
    now: Timestamp,
}

/// An answer as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredAnswer {
    /// The status.
    pub status: u16,
    /// Headers that belong to the answer, such as `location` and `etag`.
    pub headers: Vec<(String, String)>,
    /// The body: JSON.
    pub body: String,
    /// Whether it was given before.
    pub replayed: bool,
}

impl StoredAnswer {
    /// A fresh answer.
    pub fn new(status: u16, body: String) -> StoredAnswer {
        StoredAnswer { status, headers: Vec::new(), body, replayed: false }
    }

    /// With a header.
    pub fn with(mut self, name: &str, value: impl Into<String>) -> StoredAnswer {
        self.headers.push((name.to_string(), value.into()));
        self
    }

    /// As it goes out; a repeated one says so.
    pub fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = StatusCode::from_u16(self.status).unwrap_or(StatusCode::OK);
        let headers = response.headers_mut();
        headers.insert("content-type", HeaderValue::from_static("application/json"));
        for (name, value) in self.headers {
            if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), value.parse::<HeaderValue>()) {
                headers.insert(name, value);
            }
        }
        if self.replayed {
            headers.insert("idempotent-replayed", HeaderValue::from_static("true"));
        }
        response
    }
}

const TABLE: &str = "idempotency";
/// The status of an answer that is not there yet.
pub(super) const RUNNING: u16 = 0;
/// Stands where an answer is not kept, because it told a secret or was too large; no answer is written like this.
pub(super) const UNKEPT: &str = "unkept";
/// Answers are kept a day.
const KEPT_SECONDS: i64 = 24 * 3600;

/// The key in the header `Idempotency-Key`, if the sender gave one. `body` is the body as it came.
pub fn idempotency_key(
    platform: &Platform,
    asker: &Authenticated,
    (method, path): (&Method, &str),
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Option<IdempotencyKey>, Failure> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    let key = value.to_str().ok().filter(|key| (1..=255).contains(&key.len()));
    let Some(key) = key else {
        let text = "Use 1 to 255 plain characters.";
        return Err(Error::invalid("Idempotency-Key", "malformed", text).into());
    };
    let mut request = format!("{method} {path}\n").into_bytes();
    request.extend_from_slice(body);
    Ok(Some(IdempotencyKey {
        workspace: asker.workspace.id,
        actor: asker.key().unwrap_or(asker.user.id),
        key: key.to_string(),
        fingerprint: sha256(&request),
        now: platform.now(),
    }))
}

/// Runs the effect, unless a request with this key had it already: then its answer comes again. Without a key it just runs.
pub fn idempotent(
    writing: &mut Writing<'_>,
    key: Option<&IdempotencyKey>,
    effect: impl FnOnce(&mut Writing<'_>) -> Result<StoredAnswer>,
) -> Result<StoredAnswer> {
    let Some(key) = key else { return effect(writing) };
    // A claim that waits is our own: [`super::once`] lets nobody else through.
    if let Some(answer) = claim(writing.writer(), key)?.filter(|answer| answer.status != RUNNING) {
        return Ok(answer);
    }
    let answer = effect(writing)?;
    finish(writing.writer(), key, &answer)?;
    Ok(answer)
}

/// Deletes answers older than a day; answers how many. Run it daily.
pub fn remove_old_answers(platform: &Platform) -> Result<u64> {
    let end = platform.now().plus_seconds(-KEPT_SECONDS);
    platform.store.write(move |writer| {
        writer.delete(&Delete { table: TABLE, filter: vec![Condition::Lt("created_at", end.into())] })
    })
}

/// Claims the key, or finds the answer it has. The claim comes before the effect, so that of two requests at the same moment
/// the second waits for the first, on both databases.
pub(super) fn claim(writer: &mut dyn Writer, key: &IdempotencyKey) -> Result<Option<StoredAnswer>> {
    let values = vec![
        ("workspace_id", key.workspace.into()),
        ("actor_id", key.actor.into()),
        ("key", key.key.clone().into()),
        ("fingerprint", key.fingerprint.to_vec().into()),
        ("status", i64::from(RUNNING).into()),
        ("headers", "[]".into()),
        ("answer", "".into()),
        ("created_at", key.now.into()),
    ];
    if writer.insert(&Insert { table: TABLE, values, on_conflict: OnConflict::Ignore })? == 1 {
        return Ok(None);
    }
    let select = Select::new(TABLE, &["fingerprint", "status", "headers", "answer"], by_key(key));
    let columns =
        writer.select(&select)?.into_iter().next().ok_or_else(|| Error::internal("an answer vanished"))?;
    let mut row = Row::new(TABLE, columns);
    if row.bytes()? != key.fingerprint {
        let text = "This key was used for another request. Use a new one.";
        return Err(Error::invalid("Idempotency-Key", "reused", text));
    }
    let status = u16::try_from(row.integer()?).unwrap_or(500);
    let headers = serde_json::from_value(row.json()?).map_err(Error::internal)?;
    Ok(Some(StoredAnswer { status, headers, body: row.text()?, replayed: true }))
}

/// Keeps the answer of a claimed key, unless the effect kept it in its own transaction already.
pub(super) fn settle(writer: &mut dyn Writer, key: &IdempotencyKey, answer: &StoredAnswer) -> Result<()> {
    if claim(writer, key)?.is_none_or(|found| found.status == RUNNING) {
        finish(writer, key, answer)?;
    }
    Ok(())
}

/// Gives a claimed key back: what was asked had no effect.
pub(super) fn release(writer: &mut dyn Writer, key: &IdempotencyKey) -> Result<()> {
    let mut filter = by_key(key);
    filter.push(Condition::Eq("status", i64::from(RUNNING).into()));
    writer.delete(&Delete { table: TABLE, filter }).map(|_| ())
}

fn finish(writer: &mut dyn Writer, key: &IdempotencyKey, answer: &StoredAnswer) -> Result<()> {
    let set = vec![
        ("status", i64::from(answer.status).into()),
        ("headers", serde_json::to_string(&answer.headers).map_err(Error::internal)?.into()),
        ("answer", answer.body.clone().into()),
    ];
    writer.update(&Update::new(TABLE, set, by_key(key))).map(|_| ())
}

fn by_key(key: &IdempotencyKey) -> Vec<Condition> {
    vec![
        Condition::Eq("workspace_id", key.workspace.into()),
        Condition::Eq("actor_id", key.actor.into()),
        Condition::Eq("key", key.key.clone().into()),
    ]
}
