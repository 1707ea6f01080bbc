//! From disk to an answer's body, part by part.

use axum::body::Body;
use bytes::Bytes;
use futures_util::stream;
use std::fs::File;
use std::io::{Error, Read};

const PART: usize = 64 * 1024;

/// A body that streams an open file to its end. A sender that stops reading stops the reading from disk.
pub fn send(file: File) -> Body {
    Body::from_stream(stream::try_unfold(file, |mut file| async move {
        let read = tokio::task::spawn_blocking(move || {
            let mut part = vec![0; PART];
            let length = file.read(&mut part)?;
            part.truncate(length);
            Ok::<_, Error>((part, file))
        });
        let (part, file) = read.await.map_err(Error::other)??;
        Ok::<_, Error>(if part.is_empty() { None } else { Some((Bytes::from(part), file)) })
    }))
}
