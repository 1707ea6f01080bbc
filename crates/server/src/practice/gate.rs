//! The gate to the practice workspaces: `/practice/api/v1/…`. Whoever comes must be signed in to the real workspace, at each request,
//! and is led to their own practice workspace and nowhere else. The cookie of the real session ends here; so does each cookie, and each
//! address of itself, that the other side sends back.

use super::host::{Practices, owner_of};
use super::place::{Place, now};
use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use futures_util::StreamExt as _;
use platform::Platform;
use platform::http::{Failure, Policy, authenticate, blocking, caller_address, secure};
use std::net::SocketAddr;
use std::sync::Arc;
use tower::ServiceExt as _;
use vocabulary::{Conflict, Error, Result};

/// Where the app of a practice workspace lies, and its interface below.
pub const BELOW: &str = "/practice";
const API: &str = "/api/v1";

/// What has no sense in there: doors of its own, keys for scripts, copies on the server's disk. First steps of addresses.
const CLOSED: &[(&[Method], &str, &str)] = &[
    (&[Method::POST, Method::DELETE], "session", "One goes in and out through the real workspace."),
    (&[Method::DELETE], "sessions", "One goes in and out through the real workspace."),
    (&[Method::GET, Method::POST], "setup", "One goes in and out through the real workspace."),
    (&[Method::POST], "api_keys", "A practice workspace has no keys: scripts cannot come in."),
    (&[Method::POST], "backups", "A practice workspace is not backed up: it can be made anew at any time."),
    (&[Method::GET, Method::PUT, Method::DELETE], "practice", "This is the practice workspace."),
];

struct Gate {
    real: Arc<Platform>,
    practices: Arc<Practices>,
}

/// The routes below `/practice/api/v1`.
pub fn gate(real: &Arc<Platform>, practices: &Arc<Practices>) -> Router {
    let gate = Arc::new(Gate { real: Arc::clone(real), practices: Arc::clone(practices) });
    Router::new().route("/practice/api/{*rest}", any(pass)).with_state(gate)
}

async fn pass(State(gate): State<Arc<Gate>>, request: Request) -> Response {
    match led(&gate, request).await {
        Ok(response) => response,
        Err(failure) => {
            let mut response = failure.into_response();
            secure(response.headers_mut(), Policy::Data);
            response
        }
    }
}

async fn led(gate: &Gate, request: Request) -> std::result::Result<Response, Failure> {
    if request.headers().contains_key(header::AUTHORIZATION) {
        let text = "Keys do not open a practice workspace: sign in with a browser.";
        return Err(Error::Unauthenticated(text.to_string()).into());
    }
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let address = peer.map(|peer| caller_address(peer.0, request.headers(), &gate.real.settings));
    // Only who it is: whether a page of ours sends what changes something is asked inside, where its token is known.
    let who = authenticate(&gate.real, &Method::GET, request.headers(), address).await?;
    let inside = inside(request.uri())?;
    refuse(request.method(), inside.path())?;
    let owner = owner_of(&who);
    let place = match gate.practices.at_hand(owner) {
        Some(place) => place,
        None => {
            let practices = Arc::clone(&gate.practices);
            blocking(move || practices.enter(owner)).await?
        }
    };
    let at = now();
    if !is_idle_talk(request.method(), inside.path()) {
        place.use_now(at);
    }
    if !matches!(*request.method(), Method::GET | Method::DELETE) && place.is_full(at) {
        let text = "The practice workspace is full: make it anew.";
        return Err(Error::Conflict(Conflict::Other, text.to_string()).into());
    }
    answered(&place, request, inside).await
}

/// The address inside.
fn inside(uri: &Uri) -> Result<Uri> {
    let below = uri.path_and_query().and_then(|all| all.as_str().strip_prefix(BELOW));
    let parsed = below.and_then(|below| below.parse::<PathAndQuery>().ok());
    parsed.map(Uri::from).filter(|uri| uri.path().starts_with(API)).ok_or_else(Error::not_found)
}

fn refuse(method: &Method, path: &str) -> Result<()> {
    let step = path.strip_prefix(API).and_then(|rest| rest.split('/').nth(1)).unwrap_or_default();
    match CLOSED.iter().find(|(methods, first, _)| *first == step && methods.contains(method)) {
        Some((_, _, why)) => Err(Error::Forbidden((*why).to_string())),
        None => Ok(()),
    }
}

/// What an open page asks by itself, without anybody doing anything.
fn is_idle_talk(method: &Method, path: &str) -> bool {
    let asks = ["/session", "/changes", "/presence", "/notifications"];
    (*method == Method::GET || path.ends_with("/presence")) && asks.iter().any(|end| path.ends_with(end))
}

async fn answered(
    place: &Arc<Place>,
    request: Request,
    inside: Uri,
) -> std::result::Result<Response, Failure> {
    // What the router out here found out about the address must not be taken for what it says in there.
    let (mut parts, body) = request.into_parts();
    let peer = parts.extensions.remove::<ConnectInfo<SocketAddr>>();
    parts.extensions.clear();
    if let Some(peer) = peer {
        parts.extensions.insert(peer);
    }
    parts.uri = inside;
    let mut request = Request::from_parts(parts, body);
    let cookie = HeaderValue::from_str(&format!("kith_session={}", place.token)).map_err(Error::internal)?;
    request.headers_mut().insert(header::COOKIE, cookie);
    let mut response = place.router.clone().oneshot(request).await.unwrap_or_else(|never| match never {});
    if response.status() == StatusCode::UNAUTHORIZED {
        // They have switched themselves off in there. Outside they are signed in, so nobody should ask them to do it again.
        let text = "You have shut yourself out of the practice workspace: make it anew.";
        return Err(Error::Conflict(Conflict::Other, text.to_string()).into());
    }
    response.headers_mut().remove(header::SET_COOKIE);
    let moved = response.headers().get(header::LOCATION).and_then(|value| value.to_str().ok());
    let moved = moved.filter(|to| to.starts_with('/')).map(|to| format!("{BELOW}{to}"));
    if let Some(Ok(moved)) = moved.map(|moved| HeaderValue::from_str(&moved)) {
        response.headers_mut().insert(header::LOCATION, moved);
    }
    let streams = response.headers().get(header::CONTENT_TYPE);
    if streams.is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream")) {
        let mut closing = place.closing.subscribe();
        let closed = async move {
            let _ = closing.wait_for(|closing| *closing).await;
        };
        response =
            response.map(|body| Body::from_stream(body.into_data_stream().take_until(Box::pin(closed))));
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_inside_and_nowhere_else() {
        let cases = [
            ("/practice/api/v1/deals?limit=3", Some("/api/v1/deals?limit=3")),
            ("/practice/api/v1", Some("/api/v1")),
            ("/practice/api/v2/deals", None),
            ("/practice/metrics", None),
            ("/api/v1/deals", None),
        ];
        for (outside, wanted) in cases {
            let found = inside(&outside.parse().unwrap());
            assert_eq!(found.ok().map(|uri| uri.to_string()).as_deref(), wanted, "{outside}");
        }
    }

    #[test]
    fn there_is_no_other_door() {
        for (method, path, open) in [
            (Method::GET, "/api/v1/session", true),
            (Method::POST, "/api/v1/session", false),
            (Method::PATCH, "/api/v1/session/user", true),
            (Method::DELETE, "/api/v1/sessions/others", false),
            (Method::POST, "/api/v1/api_keys", false),
            (Method::POST, "/api/v1/deals", true),
            (Method::PUT, "/api/v1/practice", false),
        ] {
            assert_eq!(refuse(&method, path).is_ok(), open, "{method} {path}");
        }
    }
}
