//! `GET /changes`: changes as they happen, as server-sent events.

use crate::app::App;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use bytes::Bytes;
use futures_util::stream;
use platform::change::{ChangeFeed, Subscription};
use platform::http::{Answer, Asker, blocking};
use std::convert::Infallible;
use std::sync::Arc;
use vocabulary::Error;

/// Streams what others change, reduced to what the asker may read, and word of changed rights and of new notifications. `Last-Event-ID` goes on after an interruption.
pub async fn list_changes(State(app): State<App>, asker: Asker, headers: HeaderMap) -> Answer {
    let after = match headers.get("last-event-id") {
        None => None,
        Some(value) => {
            let seq = value.to_str().ok().and_then(|text| text.parse().ok());
            Some(seq.ok_or_else(|| {
                Error::invalid("Last-Event-ID", "malformed", "Send the id of the last event you got.")
            })?)
        }
    };
    let (platform, who) = (Arc::clone(&app.platform), Arc::clone(&asker.0));
    let subscription = blocking(move || ChangeFeed::subscribe(&platform, who, after)).await?;
    let events = stream::unfold(Some(subscription), |subscription| async move {
        let mut subscription = subscription?;
        next(&mut subscription).await.map(|bytes| (Ok::<_, Infallible>(bytes), Some(subscription)))
    });
    // The first line goes out at once, so that browser and proxies know the stream stands.
    let opening = stream::once(async { Ok::<_, Infallible>(Bytes::from_static(b": listening\n\n")) });
    let mut response = Response::new(Body::from_stream(futures_util::StreamExt::chain(opening, events)));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    Ok(response)
}

/// The next bytes; none when the asker may listen no longer.
async fn next(subscription: &mut Subscription) -> Option<Bytes> {
    let news = subscription.next().await.ok()?;
    let mut text = String::new();
    if news.rights {
        text.push_str("event: rights\ndata: {}\n\n");
    }
    if news.notifications {
        text.push_str("event: notifications\ndata: {}\n\n");
    }
    for change in news.changes {
        let data = serde_json::to_string(&change).ok()?;
        text.push_str(&format!("event: change\nid: {}\ndata: {data}\n\n", change.seq));
    }
    if text.is_empty() {
        text.push_str(": still here\n\n");
    }
    Some(Bytes::from(text))
}
