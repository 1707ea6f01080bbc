//! The gate in front of everything that needs somebody signed in.

use super::{Asker, Rate, authenticate};
use crate::Platform;
use crate::identity::{Authenticated, Via};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// Finds out who asks, refuses strangers and those in too much of a hurry, and hands [`Asker`] on. Use it with
/// `axum::middleware::from_fn_with_state(platform, guard)`.
pub async fn guard(State(platform): State<Arc<Platform>>, mut request: Request, next: Next) -> Response {
    let who = match authenticate(&platform, request.method(), request.headers()).await {
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
    let by_key = who.key().is_some();
    request.extensions_mut().insert(Asker(who));
    let mut response = next.run(request).await;
    if by_key {
        rate.write(response.headers_mut());
    }
    response
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
