//! The secret address of an automation, and `POST /public/hooks/{token}`: a call from outside starts a run. An address that was never
//! given out, one that is void and one whose automation is off all get the same answer.

use super::index::Version;
use super::manage::find;
use super::start::{Now, Start, start};
use super::table::{Row, by_id};
use axum::body::Body;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::HeaderMap;
use platform::Platform;
use platform::http::app::answer;
use platform::http::{Answer, App, Failure, Limits, blocking, caller_network, parse_json, read_body};
use platform::identity::Authenticated;
use serde::Deserialize;
use serde_json::{Value as Json, json};
use std::net::SocketAddr;
use std::sync::Arc;
use store::table::{Condition, Select, Update};
use store::{Datum, Reader};
use vocabulary::{Error, Id, Result, Timestamp, WorkspaceId};

/// Bytes of a call, at most.
const MOST_BYTES: usize = 64 * 1_024;
/// Hours an address may go on to work beside its successor, at most.
const MOST_HOURS: i64 = 24 * 30;

/// How long the address before goes on to work.
#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Rotation {
    /// Hours; none when the old address got into wrong hands.
    pub overlap_hours: i64,
}

impl Default for Rotation {
    fn default() -> Rotation {
        Rotation { overlap_hours: 24 }
    }
}

/// A new secret address. The one before works beside it for the hours said, so that the other side can be told meanwhile; any older one is
/// void. Answers the path, and until when the one before works.
pub fn renew(
    platform: &Platform,
    asker: &Authenticated,
    id: Id,
    rotation: Rotation,
) -> Result<(String, Option<Timestamp>)> {
    if !(0..=MOST_HOURS).contains(&rotation.overlap_hours) {
        let text = format!("Between 0 and {MOST_HOURS} hours.");
        return Err(Error::invalid("overlap_hours", "out_of_range", text));
    }
    let mut bytes = [0u8; 32];
    platform.secrets.fill(&mut bytes);
    let token = platform::hex(&bytes);
    let (context, hash) = (asker.context(platform), platform::sha256(token.as_bytes()));
    let until = platform.store.write(move |writer| {
        find(writer, &context, id)?;
        let row = by_id(context.workspace, id);
        let known = Row::one(writer, &Select::new("automation", &["hook"], row.clone()))?;
        let before = known.map(|mut row| row.maybe_bytes()).transpose()?.flatten();
        let both = before.filter(|_| rotation.overlap_hours > 0);
        let until = both.is_some().then(|| context.now.plus_seconds(rotation.overlap_hours * 3_600));
        let set = vec![
            ("hook", hash.to_vec().into()),
            ("older_hook", both.map_or(Datum::Null, Into::into)),
            ("older_hook_until", until.map_or(Datum::Null, Into::into)),
        ];
        writer.update(&Update::new("automation", set, row))?;
        Ok(until)
    })?;
    Ok((format!("/api/v1/public/hooks/{token}"), until))
}

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
        let at = platform.now();
        let (workspace, version) = platform.store.read(|reader| known(reader, &hash, at))?;
        let now = Now { workspace, at, ids: Arc::clone(&platform.ids) };
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

/// The automation that is on and has this address, or had it until a moment that is still to come.
fn known(reader: &mut dyn Reader, hash: &[u8; 32], now: Timestamp) -> Result<(WorkspaceId, Version)> {
    let on = |column| vec![Condition::Eq(column, hash.to_vec().into()), Condition::Eq("state", "on".into())];
    let mut older = on("older_hook");
    older.push(Condition::Gt("older_hook_until", now.into()));
    let mut found = None;
    for filter in [on("hook"), older] {
        if found.is_none() {
            found = Row::one(reader, &Select::new("automation", &["workspace_id", "id", "version"], filter))?;
        }
    }
    let mut row = found.ok_or_else(Error::not_found)?;
    let (workspace, id, number): (WorkspaceId, Id, i64) = (row.workspace()?, row.id()?, row.number()?);
    let version = Version::load(reader, workspace, id, number)?.ok_or_else(Error::not_found)?;
    if matches!(version.definition.trigger, super::definition::Trigger::Webhook {}) {
        return Ok((workspace, version));
    }
    Err(Error::not_found())
}
