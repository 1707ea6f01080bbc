//! `POST /public/hooks/{token}`: a call from outside starts a run. An address that was never given out, one that is void and one whose
//! automation is off all get the same answer.

use super::index::Version;
use super::start::{Now, Start, start};
use super::table::Row;
use axum::body::Body;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::HeaderMap;
use platform::http::app::answer;
use platform::http::{Answer, App, Failure, Limits, blocking, caller_network, parse_json, read_body};
use serde_json::{Value as Json, json};
use std::net::SocketAddr;
use std::sync::Arc;
use store::table::{Condition, Select};
use vocabulary::{Error, Id, Result, WorkspaceId};

/// Bytes of a call, at most.
const MOST_BYTES: usize = 64 * 1_024;

/// `POST /public/hooks/{token}`
pub async fn call_hook(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path(token): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    let network = caller_network(peer, &headers, &app.platform.settings);
    let digest = platform::sha256(format!("hook {network}").as_bytes());
    let mut bucket = [0u8; 16];
    bucket.iter_mut().zip(digest).for_each(|(slot, byte)| *slot = byte);
    app.platform.rates.take(bucket, app.platform.now())?;
    let bytes = read_body(body, MOST_BYTES).await?;
    let json = if bytes.is_empty() {
        Json::Null
    } else {
        parse_json(&bytes, Limits { bytes: MOST_BYTES, ..Limits::ONE })?
    };
    let once = ["webhook-id", "idempotency-key"].iter().find_map(|name| headers.get(*name)?.to_str().ok());
    let once = once.map(|key| platform::hex(&platform::sha256(key.as_bytes())));
    let platform = Arc::clone(&app.platform);
    blocking(move || {
        let hash = platform::sha256(token.as_bytes());
        let (workspace, version) = platform.store.read(|reader| known(reader, &hash))?;
        let now = Now { workspace, at: platform.now(), ids: Arc::clone(&platform.ids) };
        let one = Start {
            version: Arc::new(version),
            record: None,
            cause: json!({"on": "webhook"}),
            depth: 1,
            occasion: once.map(|once| format!("call {once}")),
            body: json,
        };
        platform.store.write(move |writer| start(writer, &now, std::slice::from_ref(&one)))
    })
    .await
    .map_err(|failure: Failure| failure)?;
    answer(202, &json!({"accepted": true}))
}

/// The automation that is on and has this address.
fn known(reader: &mut dyn store::Reader, hash: &[u8; 32]) -> Result<(WorkspaceId, Version)> {
    let filter = vec![Condition::Eq("hook", hash.to_vec().into()), Condition::Eq("state", "on".into())];
    let select = Select::new("automation", &["workspace_id", "id", "version"], filter);
    let mut row = Row::one(reader, &select)?.ok_or_else(Error::not_found)?;
    let (workspace, id, number): (WorkspaceId, Id, i64) = (row.workspace()?, row.id()?, row.number()?);
    let version = Version::load(reader, workspace, id, number)?.ok_or_else(Error::not_found)?;
    if matches!(version.definition.trigger, super::definition::Trigger::Webhook {}) {
        return Ok((workspace, version));
    }
    Err(Error::not_found())
}
