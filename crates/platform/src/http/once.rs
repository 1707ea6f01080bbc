//! Requests with an `Idempotency-Key` whose work is more than one transaction: the key is claimed before the work begins, and the answer
//! is kept behind it. Between the two lies what can be cut off; whoever asks again then learns that nobody knows, instead of acting twice.

use super::idempotent::{self, IdempotencyKey, StoredAnswer};
use super::operation::Repeat;
use super::{Asker, Failure, Limits, blocking, content_type, idempotency_key, read_body};
use crate::Platform;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use vocabulary::{Conflict, Error};

/// Answers beyond this are not kept: whoever asks again is told that it was done.
const MOST_KEPT: usize = 4 << 20;

/// Headers that belong to an answer and are given again with it.
const KEPT_HEADERS: [&str; 3] = ["location", "etag", "kith-change-set"];

/// The layer of one operation.
#[derive(Clone)]
pub struct Once {
    /// Where keys are kept.
    pub platform: Arc<Platform>,
    /// What a second request gets.
    pub repeat: Repeat,
}

/// Lets a request with a key through once. Use it inside [`super::guard`], with `axum::middleware::from_fn_with_state(once, once)`.
pub async fn once(State(once): State<Once>, asker: Asker, request: Request, next: Next) -> Response {
    if !request.headers().contains_key("idempotency-key") {
        return next.run(request).await;
    }
    // The work goes on when the caller leaves, and its answer waits for the next request.
    match tokio::spawn(run(once, asker, request, next)).await {
        Ok(answer) => answer.unwrap_or_else(IntoResponse::into_response),
        Err(error) => Failure::from(Error::internal(error)).into_response(),
    }
}

async fn run(once: Once, asker: Asker, request: Request, next: Next) -> Result<Response, Failure> {
    let (parts, body) = request.into_parts();
    // An upload is told apart by its length: it is not held in memory to be compared.
    let (body, seen) = if content_type(&parts.headers) == Some("application/json") {
        let bytes = read_body(body, Limits::BULK.bytes).await?;
        (Body::from(bytes.clone()), bytes.to_vec())
    } else {
        (body, length(&parts.headers))
    };
    let named = (&parts.method, parts.uri.path());
    let key = idempotency_key(&once.platform, &asker, named, &parts.headers, &seen)?;
    let Some(key) = key else { return Ok(next.run(Request::from_parts(parts, body)).await) };
    if let Some(answer) = claim(&once, &key).await? {
        return Ok(answer.into_response());
    }
    let answer = next.run(Request::from_parts(parts, body)).await;
    if answer.status().is_server_error() && answer.status() != StatusCode::SERVICE_UNAVAILABLE {
        // It broke in the middle: what it had done by then is not known.
        return Ok(answer);
    }
    if !answer.status().is_success() {
        // What was refused had no effect, and may be asked again under the same key.
        settle(&once, move |platform| platform.store.write(move |writer| idempotent::release(writer, &key)))
            .await?;
        return Ok(answer);
    }
    keep(&once, key, answer).await
}

fn length(headers: &HeaderMap) -> Vec<u8> {
    headers.get(header::CONTENT_LENGTH).map(|value| value.as_bytes().to_vec()).unwrap_or_default()
}

/// Takes the key, or finds what became of the request that has it.
async fn claim(once: &Once, key: &IdempotencyKey) -> Result<Option<StoredAnswer>, Failure> {
    let key = key.clone();
    let found =
        settle(once, move |platform| platform.store.write(move |writer| idempotent::claim(writer, &key)));
    match found.await? {
        Some(answer) if answer.status == idempotent::RUNNING => Err(conflict(
            "The first request with this key has not answered: it is still running, or the server was stopped meanwhile. \
             Look at what it did before you ask again with a new key.",
        )),
        Some(answer) if answer.body == idempotent::UNKEPT => Err(conflict(
            "This was done by the first request with this key. What it answered is told only once.",
        )),
        found => Ok(found),
    }
}

fn conflict(text: &str) -> Failure {
    Error::Conflict(Conflict::Other, text.to_string()).into()
}

/// Keeps an answer and gives it.
async fn keep(once: &Once, key: IdempotencyKey, answer: Response) -> Result<Response, Failure> {
    let (parts, body) = answer.into_parts();
    let bytes = axum::body::to_bytes(body, usize::MAX).await.map_err(Error::internal)?;
    let text = String::from_utf8(bytes.to_vec()).ok();
    let text = text.filter(|text| once.repeat == Repeat::Kept && text.len() <= MOST_KEPT);
    let mut kept =
        StoredAnswer::new(parts.status.as_u16(), text.unwrap_or_else(|| idempotent::UNKEPT.to_string()));
    for name in KEPT_HEADERS {
        if let Some(value) = parts.headers.get(name).and_then(|value| value.to_str().ok()) {
            kept = kept.with(name, value);
        }
    }
    settle(once, move |platform| platform.store.write(move |writer| idempotent::settle(writer, &key, &kept)))
        .await?;
    Ok(Response::from_parts(parts, Body::from(bytes)))
}

async fn settle<T: Send + 'static>(
    once: &Once,
    work: impl FnOnce(&Platform) -> vocabulary::Result<T> + Send + 'static,
) -> Result<T, Failure> {
    let platform = Arc::clone(&once.platform);
    blocking(move || work(&platform)).await
}
