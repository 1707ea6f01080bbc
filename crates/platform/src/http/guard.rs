//! The gate in front of everything that needs somebody signed in.

use super::{Asker, Failure, Rate, authenticate, blocking, caller_address};
use crate::Platform;
use crate::identity::{Authenticated, Via, see_as};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::SocketAddr;
use std::sync::Arc;
use vocabulary::{Error, Id};

/// Finds out who asks, refuses strangers and those in too much of a hurry, and hands [`Asker`] on. Use it with
/// `axum::middleware::from_fn_with_state(platform, guard)`.
pub async fn guard(State(platform): State<Arc<Platform>>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let address = peer.map(|peer| caller_address(peer.0, request.headers(), &platform.settings));
    let who = match authenticate(&platform, request.method(), request.headers(), address).await {
        Ok(who) => who,
        Err(failure) => return failure.into_response(),
    };
    let rate = match platform.rates.take(bucket(&who), platform.now()) {
        Ok(rate) => rate,
        Err(error) => {
            let mut response = super::Failure::from(error).into_response();
            Rate { limit: platform.settings.request_burst, remaining: 0, reset: 1 }
                .write(response.headers_mut());
            return response;
        }
    };
    let who = match role_to_see_as(&who, &request) {
        Ok(None) => who,
        Ok(Some(role)) => {
            let platform = Arc::clone(&platform);
            match blocking(move || see_as(&platform, &who, role)).await {
                Ok(who) => who,
                Err(failure) => return failure.into_response(),
            }
        }
        Err(failure) => return failure.into_response(),
    };
    let by_key = who.key().is_some();
    request.extensions_mut().insert(Asker(who));
    let mut response = next.run(request).await;
    if by_key {
        rate.write(response.headers_mut());
    }
    response
}

/// Administrators may ask to be answered as somebody of a role would be: header `Kith-As-Role`. Then they only look.
fn role_to_see_as(who: &Authenticated, request: &Request) -> Result<Option<Id>, Failure> {
    let Some(value) = request.headers().get("kith-as-role") else { return Ok(None) };
    let unknown = || Error::invalid("Kith-As-Role", "malformed", "Send the id of a role.");
    let role: Id = value.to_str().ok().and_then(|text| text.parse().ok()).ok_or_else(unknown)?;
    who.require_administrator()?;
    if only_looks(request.method(), request.uri().path()) { Ok(Some(role)) } else { Err(Failure::SeeingAs) }
}

/// Whether a request reads, although its question may stand in a body. Who else is here is asked and told in one.
fn only_looks(method: &Method, path: &str) -> bool {
    let asks = |ends: &[&str]| ends.iter().any(|end| path.ends_with(end));
    match *method {
        Method::GET | Method::HEAD => true,
        Method::POST => asks(&["/query", "/groups", "/matches", "/reports/answer", "/reports/file"]),
        Method::PUT | Method::DELETE => asks(&["/presence"]),
        _ => false,
    }
}

/// Sessions and keys have a bucket each.
fn bucket(who: &Authenticated) -> [u8; 16] {
    match &who.via {
        Via::Session { hash, .. } => {
            let mut bucket = [0; 16];
            bucket.iter_mut().zip(hash).for_each(|(to, from)| *to = *from);
            bucket
        }
        Via::Key { id, .. } => *id.as_bytes(),
        Via::Job => *who.user.id.as_bytes(),
    }
}
