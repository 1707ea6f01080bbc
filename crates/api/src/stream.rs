//! A `Write` whose bytes become the body of an answer, a bounded number of them at a time: exports of any size.

use axum::body::Body;
use bytes::Bytes;
use futures_util::stream;
use std::io::{Error, ErrorKind, Result, Write};
use tokio::sync::{mpsc, oneshot};

/// Bytes per chunk.
const CHUNK: usize = 64 * 1024;

/// Writes into an answer. Whoever reads it sets the pace.
pub struct BodyWriter {
    sender: mpsc::Sender<Result<Bytes>>,
    buffer: Vec<u8>,
    began: Option<oneshot::Sender<()>>,
}

/// A writer, the body that carries what it writes, and word of its first bytes: until then a fault can still be told.
pub fn body_writer() -> (BodyWriter, Body, oneshot::Receiver<()>) {
    let (sender, receiver) = mpsc::channel(4);
    let stream = stream::unfold(receiver, |mut receiver| async move {
        receiver.recv().await.map(|chunk| (chunk, receiver))
    });
    let (began, begun) = oneshot::channel();
    (
        BodyWriter { sender, buffer: Vec::with_capacity(CHUNK), began: Some(began) },
        Body::from_stream(stream),
        begun,
    )
}

impl BodyWriter {
    fn send(&mut self) -> Result<()> {
        if self.buffer.is_empty() {
            return Ok(());
        }
        if let Some(began) = self.began.take() {
            let _ = began.send(());
        }
        let chunk = std::mem::replace(&mut self.buffer, Vec::with_capacity(CHUNK));
        let gone = |_| Error::new(ErrorKind::BrokenPipe, "the reader has gone");
        self.sender.blocking_send(Ok(Bytes::from(chunk))).map_err(gone)
    }

    /// Breaks the answer off, so that its reader does not take a part for the whole.
    pub fn fail(mut self, reason: &str) {
        self.buffer.clear();
        let _ = self.sender.blocking_send(Err(Error::other(reason.to_string())));
    }
}

impl Write for BodyWriter {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= CHUNK {
            self.send()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> Result<()> {
        self.send()
    }
}

impl Drop for BodyWriter {
    fn drop(&mut self) {
        // What is left goes out with the end; when the reader has gone there is nobody to tell.
        let _ = self.send();
    }
}
