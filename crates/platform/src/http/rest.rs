//! The rest of a body that nobody read: a request may be refused before its body was looked at, and a connection with unread bytes
//! must be closed. Whoever sends the next request over it would then be cut off, so a small rest is taken off the line.

use axum::body::{Body, BodyDataStream, HttpBody as _};
use axum::extract::Request;
use bytes::Bytes;
use futures_util::{Stream, StreamExt as _};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

/// More than this is not waited for: then the connection is closed.
const MOST: usize = 256 << 10;

/// A sender who is silent for so long is given up.
const PATIENCE: Duration = Duration::from_secs(2);

type Place = Arc<Mutex<Option<BodyDataStream>>>;

/// Where the rest of a request's body comes back to.
pub(super) struct Rest(Option<Place>);

/// The body on its way through a handler; it comes back when it is dropped.
struct Lent {
    stream: Option<BodyDataStream>,
    back: Place,
}

impl Stream for Lent {
    type Item = Result<Bytes, axum::Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(stream) = self.stream.as_mut() else { return Poll::Ready(None) };
        let next = stream.poll_next_unpin(context);
        if matches!(next, Poll::Ready(None | Some(Err(_)))) {
            self.stream = None;
        }
        next
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        if let Some(stream) = self.stream.take() {
            *self.back.lock().unwrap_or_else(PoisonError::into_inner) = Some(stream);
        }
    }
}

/// Lends the body of a request to whatever answers it.
pub(super) fn lend(request: Request) -> (Request, Rest) {
    if request.body().is_end_stream() {
        return (request, Rest(None));
    }
    let back = Place::default();
    let request = request.map(|body| {
        Body::from_stream(Lent { stream: Some(body.into_data_stream()), back: Arc::clone(&back) })
    });
    (request, Rest(Some(back)))
}

impl Rest {
    /// Takes off the line what was not read, as long as it is little and comes soon.
    pub(super) async fn take(self) {
        let Some(back) = self.0 else { return };
        let Some(mut stream) = back.lock().unwrap_or_else(PoisonError::into_inner).take() else { return };
        let mut taken = 0;
        while taken <= MOST
            && let Ok(Some(Ok(chunk))) = tokio::time::timeout(PATIENCE, stream.next()).await
        {
            taken += chunk.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slow(chunks: usize) -> (Request, Arc<Mutex<usize>>) {
        let sent = Arc::new(Mutex::new(0));
        let count = Arc::clone(&sent);
        let stream = futures_util::stream::iter(0..chunks).then(move |_| {
            let count = Arc::clone(&count);
            async move {
                tokio::task::yield_now().await;
                *count.lock().unwrap() += 1;
                Ok::<_, std::io::Error>(Bytes::from_static(&[0; 64 << 10]))
            }
        });
        (Request::new(Body::from_stream(stream)), sent)
    }

    #[tokio::test]
    async fn what_was_not_read_is_taken_off_the_line() {
        let (request, sent) = slow(3);
        let (request, rest) = lend(request);
        drop(request);
        rest.take().await;
        assert_eq!(*sent.lock().unwrap(), 3);
    }

    #[tokio::test]
    async fn a_large_rest_is_left_behind() {
        let (request, sent) = slow(100);
        let (request, rest) = lend(request);
        drop(request);
        rest.take().await;
        assert_eq!(*sent.lock().unwrap(), 5);
    }

    #[tokio::test]
    async fn a_body_that_is_read_arrives_whole() {
        let (request, _) = slow(3);
        let (request, rest) = lend(request);
        let bytes = axum::body::to_bytes(request.into_body(), usize::MAX).await.unwrap();
        assert_eq!(bytes.len(), 3 * (64 << 10));
        rest.take().await;
    }
}
