//! Reading a body: bounded in size and time, and only of the type that was asked for.

use super::{Failure, parse_json};
use axum::body::Body;
use axum::http::{HeaderMap, header};
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;
use serde_json::Value;
use std::time::Duration;
use vocabulary::Error;

/// How much a JSON body may hold.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes.
    pub bytes: usize,
    /// Arrays and objects inside each other.
    pub depth: usize,
    /// Values in all.
    pub nodes: usize,
}

impl Limits {
    /// One record, one filter, one change of a setting.
    pub const ONE: Limits = Limits { bytes: 1 << 20, depth: 64, nodes: 10_000 };
    /// Up to a thousand records, or a field with ten thousand choices.
    pub const BULK: Limits = Limits { bytes: 16 << 20, depth: 64, nodes: 200_000 };
}

/// A sender who is silent for so long is given up.
const PATIENCE: Duration = Duration::from_secs(30);

/// Bytes that are still taken after a body was refused: who is cut off while sending never reads why.
const MOST_DROPPED: usize = 16 << 20;

/// The whole body, if it is not larger than so many bytes.
pub async fn read_body(body: Body, most: usize) -> Result<Bytes, Failure> {
    let mut stream = body.into_data_stream();
    let mut whole = BytesMut::new();
    while let Some(chunk) = next_chunk(&mut stream).await? {
        if whole.len() + chunk.len() > most {
            let mut dropped = chunk.len();
            while dropped <= MOST_DROPPED
                && let Some(chunk) = next_chunk(&mut stream).await?
            {
                dropped += chunk.len();
            }
            return Err(Error::TooLarge(format!("A request may hold at most {most} bytes here.")).into());
        }
        whole.extend_from_slice(&chunk);
    }
    Ok(whole.freeze())
}

/// The body as JSON: of the right type, without duplicate keys, not too deep and not too large.
pub async fn read_json(headers: &HeaderMap, body: Body, limits: Limits) -> Result<Value, Failure> {
    if content_type(headers) != Some("application/json") {
        let detail = "Send JSON with the header Content-Type: application/json.";
        return Err(Failure::UnsupportedMedia(detail.to_string()));
    }
    parse_json(&read_body(body, limits.bytes).await?, limits)
}

/// The next part of a body, or none at its end; a silent sender is an error.
pub(crate) async fn next_chunk(stream: &mut axum::body::BodyDataStream) -> Result<Option<Bytes>, Failure> {
    match tokio::time::timeout(PATIENCE, stream.next()).await {
        Err(_) => Err(Failure::Malformed("The body did not arrive in time.".to_string())),
        Ok(None) => Ok(None),
        Ok(Some(Ok(chunk))) => Ok(Some(chunk)),
        Ok(Some(Err(_))) => Err(Failure::Malformed("The body broke off.".to_string())),
    }
}

/// The type of a body without its parameters, in lower case as sent by all programs we know.
pub fn content_type(headers: &HeaderMap) -> Option<&str> {
    let text = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    text.split(';').next().map(str::trim).filter(|text| !text.is_empty())
}
