//! From a request's body to disk, part by part: memory does not grow with the file.

use super::{FileStore, StoredContent, Upload};
use crate::http::Failure;
use crate::http::body::next_chunk;
use axum::body::Body;
use bytes::Bytes;
use tokio::sync::mpsc;
use vocabulary::{Error, Id, Result, WorkspaceId};

/// Parts on their way between network and disk.
const IN_FLIGHT: usize = 8;
/// Bytes that are still taken after the content was refused.
const MOST_DROPPED: usize = 64 << 20;

/// Streams a body into a content of at most `most` bytes. On any error nothing stays on disk.
pub async fn receive(
    files: &FileStore,
    (workspace, key): (WorkspaceId, Id),
    body: Body,
    most: u64,
    (declared, name): (Option<&str>, &str),
) -> Result<StoredContent, Failure> {
    let upload = files.begin(workspace, key, most)?;
    let (sender, receiver) = mpsc::channel::<Bytes>(IN_FLIGHT);
    let writing = tokio::task::spawn_blocking(move || write_all(upload, receiver));
    let mut stream = body.into_data_stream();
    let mut dropped = 0;
    let broken = loop {
        match next_chunk(&mut stream).await {
            Ok(Some(chunk)) => {
                // A closed channel: the writer has failed and says why. Who is cut off while sending never reads the answer,
                // so the rest is taken and dropped, within bounds.
                let size = chunk.len();
                if sender.send(chunk).await.is_err() {
                    dropped += size;
                    if dropped > MOST_DROPPED {
                        break None;
                    }
                }
            }
            Ok(None) => break None,
            Err(failure) => break Some(failure),
        }
    };
    drop(sender);
    let upload = writing.await.map_err(|_| Error::internal("the writer of a file panicked"))??;
    if let Some(failure) = broken {
        return Err(failure);
    }
    let (declared, name) = (declared.map(str::to_string), name.to_string());
    crate::http::blocking(move || upload.finish(declared.as_deref(), &name)).await
}

fn write_all(mut upload: Upload, mut receiver: mpsc::Receiver<Bytes>) -> Result<Upload> {
    while let Some(chunk) = receiver.blocking_recv() {
        upload.write(&chunk)?;
    }
    Ok(upload)
}
