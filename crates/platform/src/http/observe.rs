//! What happens around every request: an id for the log, headers, counting, and a net under panics.

use super::problem::{Hidden, internal_answer};
use super::{Policy, secure};
use crate::Platform;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use futures_util::FutureExt;
use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Instant;

/// The outermost layer of the API: use it with `axum::middleware::from_fn_with_state(platform, observe)` in `Router::layer`.
/// What went wrong inside goes to the log under the id that the answer carries in `X-Request-Id`.
pub async fn observe(State(platform): State<Arc<Platform>>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = platform.new_id().to_string();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or("none", |path| path.as_str()).to_string();
    let (request, rest) = super::rest::lend(request);
    let mut response = match AssertUnwindSafe(next.run(request)).catch_unwind().await {
        Ok(response) => response,
        Err(panic) => {
            platform.metrics.count("kith_panics_total", "Panics that were caught", &[("route", &route)]);
            tracing::error!(request = %id, %method, route, panic = panic_text(&*panic), "a request panicked");
            internal_answer(&id)
        }
    };
    rest.take().await;
    if let Some(Hidden(context)) = response.extensions_mut().remove::<Hidden>() {
        tracing::error!(request = %id, %method, route, error = context, "a request failed");
        response = internal_answer(&id);
    }
    if !method.is_safe() && response.status().is_success() {
        platform.changes.ring();
    }
    secure(response.headers_mut(), Policy::Data);
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(HeaderName::from_static("x-request-id"), value);
    }
    let status = response.status().as_u16().to_string();
    let labels = [("route", route.as_str()), ("method", method.as_str()), ("status", status.as_str())];
    platform.metrics.count("kith_http_requests_total", "Requests answered", &labels);
    let labels = [("route", route.as_str()), ("method", method.as_str())];
    let seconds = started.elapsed().as_secs_f64();
    platform.metrics.observe("kith_http_request_seconds", "Time until the answer began", &labels, seconds);
    response
}

/// The words of a panic, as far as it has any.
pub(crate) fn panic_text(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("without words")
}
