//! The page under a secret link: what a customer sees, asks and decides without signing in. Every answer about a link that is
//! not known is the same, and whoever guesses is slowed down.

use super::accept::{Decision, decide};
use super::calendar::is_late;
use super::offer::gather;
use super::send::{hash, is_open};
use super::{pdf, table, tell};
use crate::sales::plain::{one, only, value, words};
use axum::body::Body;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use dictionary::Value;
use platform::http::app::{answer, empty, typed};
use platform::http::{
    Answer, App, Failure, Limits, RateLimiter, blocking, caller_address, network_of, read_json,
};
use platform::identity::{Workspace, find_workspace, system_context};
use platform::{Platform, sha256};
use records::{Context, Viewed, Writing};
use serde::Deserialize;
use serde_json::{Value as Json, json};
use standard::quote;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, LazyLock};
use vocabulary::{Channel, Error, Id, Result};

/// What one network may ask for: a page takes a handful, a guesser soon waits.
static RATES: LazyLock<RateLimiter> = LazyLock::new(|| RateLimiter::new(2, 60));

/// A quote behind a link.
struct Behind {
    workspace: Workspace,
    context: Context,
    quote: Id,
}

fn address(app: &App, peer: SocketAddr, headers: &HeaderMap) -> IpAddr {
    caller_address(peer, headers, &app.platform.settings)
}

fn slow_down(app: &App, from: IpAddr) -> Result<()> {
    let mut bucket = [0u8; 16];
    let digest = sha256(network_of(from).as_bytes());
    bucket.iter_mut().zip(digest).for_each(|(to, from)| *to = from);
    RATES.take(bucket, app.platform.now()).map(|_| ())
}

fn behind(platform: &Platform, token: &str) -> Result<Behind> {
    let unknown =
        || Error::NotFound("This link is not known. Ask whoever sent it for a new one.".to_string());
    if token.len() != 48 || !token.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(unknown());
    }
    let digest = hash(token);
    let found = platform.store.read(move |reader| {
        let Some((workspace, quote)) = table::find_link(reader, &digest)? else { return Ok(None) };
        Ok(find_workspace(reader, workspace)?.map(|workspace| (workspace, quote)))
    })?;
    let (workspace, quote) = found.ok_or_else(unknown)?;
    let mut context = system_context(platform, &workspace, Channel::Web);
    context.batch = Some(platform.new_id());
    Ok(Behind { workspace, context, quote })
}

/// Does something with the quote behind a link, in one transaction.
async fn with_quote<T: Send + 'static>(
    app: &App,
    from: IpAddr,
    token: String,
    work: impl Fn(&mut Writing<'_>, &Workspace, &Viewed) -> Result<T> + Send + Sync + 'static,
) -> std::result::Result<T, Failure> {
    slow_down(app, from)?;
    let platform = Arc::clone(&app.platform);
    blocking(move || {
        let behind = behind(&platform, &token)?;
        let (workspace, quote) = (behind.workspace.clone(), behind.quote);
        platform.engine.write(&behind.context, move |writing| {
            let gone = || Error::NotFound("This quote is not there any more.".to_string());
            let found = one(writing, quote::KEY, quote)?.ok_or_else(gone)?;
            work(writing, &workspace, &found)
        })
    })
    .await
}

/// `GET /public/quotes/{token}`
pub(super) async fn show_public_quote(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let from = address(&app, peer, &headers);
    let told = with_quote(&app, from, token, told).await?;
    let mut response = answer(200, &told)?;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

fn told(writing: &mut Writing<'_>, workspace: &Workspace, found: &Viewed) -> Result<Json> {
    let mut offer = gather(writing, found.id(), &workspace.name)?;
    let late = is_late(writing, found)?;
    if late && is_open(found) {
        offer.state = "expired".to_string();
    }
    Ok(offer.told(is_open(found) && !late))
}

/// `PUT /public/quotes/{token}/view`
pub(super) async fn view_public_quote(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let from = address(&app, peer, &headers);
    with_quote(&app, from, token, |writing, _, found| looked_at(writing, found)).await?;
    Ok(empty())
}

/// The customer looked at it: the first time counts. Who looks at what has run out has not looked at an offer.
pub(super) fn looked_at(writing: &mut Writing<'_>, found: &Viewed) -> Result<()> {
    if value(found, quote::STATE.key()) != words("sent") || is_late(writing, found)? {
        return Ok(());
    }
    let now = writing.context().now;
    let kept = vec![(quote::STATE.key(), words("viewed")), (quote::VIEWED_AT.key(), Value::Timestamp(now))];
    writing.change_made(quote::KEY, &only(found.id()), kept)?;
    tell::owner(writing, found, "quote_viewed", "viewed")
}

/// `GET /public/quotes/{token}/pdf`
pub(super) async fn show_public_quote_document(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let from = address(&app, peer, &headers);
    let offer = with_quote(&app, from, token, |writing, workspace, found| {
        gather(writing, found.id(), &workspace.name)
    })
    .await?;
    let bytes = blocking(move || pdf::draw(&offer).map(|bytes| (offer.name, bytes))).await?;
    Ok(document(&bytes.0, bytes.1))
}

/// A PDF as it is handed over.
pub(super) fn document(name: &str, bytes: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    headers.insert(
        header::CONTENT_DISPOSITION,
        platform::http::attachment(&format!("{}.pdf", name.replace('/', "-"))),
    );
    response
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    name: String,
    text: String,
}

/// `POST /public/quotes/{token}/questions`
pub(super) async fn ask_public_quote(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path(token): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    let from = address(&app, peer, &headers);
    let input: Question = typed(read_json(&headers, body, Limits::ONE).await?)?;
    let (name, text) = (name(&input.name)?, input.text.trim().to_string());
    if text.is_empty() || text.chars().count() > 5_000 {
        return Err(
            Error::invalid("text", "required", "Write your question, in at most 5,000 letters.").into()
        );
    }
    with_quote(&app, from, token, move |writing, _, found| asked(writing, found, &name, &text)).await?;
    Ok(empty())
}

/// A question is something to do for the owner, at once.
pub(super) fn asked(writing: &mut Writing<'_>, found: &Viewed, name: &str, text: &str) -> Result<()> {
    let start: String = text.chars().take(80).collect();
    let now = writing.context().now;
    let fields = vec![
        ("subject", json!(format!("{}: {start}", found.title().unwrap_or_default()))),
        ("body", json!(format!("{name}:\n\n{text}"))),
        ("due_at", Value::Timestamp(now).to_json()),
        ("priority", json!("high")),
    ];
    tell::task(writing, found, fields)?;
    let kept = vec![(quote::ASKED_AT.key(), Value::Timestamp(now))];
    writing.change_made(quote::KEY, &only(found.id()), kept)?;
    tell::customer_asks(writing, found)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DecisionInput {
    accepted: bool,
    name: String,
    #[serde(default)]
    reason: String,
}

/// `PUT /public/quotes/{token}/decision`
pub(super) async fn decide_public_quote(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path(token): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    let from = address(&app, peer, &headers);
    let input: DecisionInput = typed(read_json(&headers, body, Limits::ONE).await?)?;
    let reason = input.reason.trim().to_string();
    if reason.chars().count() > 5_000 {
        return Err(Error::invalid("reason", "too_long", "Write at most 5,000 letters.").into());
    }
    let decision =
        Decision { accepted: input.accepted, name: name(&input.name)?, reason, from: from.to_string() };
    let told = with_quote(&app, from, token, move |writing, workspace, found| {
        decide(writing, found.id(), &decision)?;
        let after = one(writing, quote::KEY, found.id())?.ok_or_else(Error::not_found)?;
        told(writing, workspace, &after)
    })
    .await?;
    answer(200, &told)
}

fn name(text: &str) -> Result<String> {
    let name = text.trim();
    if name.chars().count() < 2 || name.chars().count() > 200 {
        return Err(Error::invalid("name", "required", "Write your name."));
    }
    Ok(name.to_string())
}
