//! From a request to somebody who proved who they are.

use super::{Failure, blocking, check_csrf, check_same_origin, session_token};
use crate::Platform;
use crate::identity::{Authenticated, authenticate_key, authenticate_session_from, known_already};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use std::net::IpAddr;
use std::ops::Deref;
use std::sync::Arc;
use vocabulary::Error;

/// Who asks. A handler that takes it can only be reached signed in: without [`super::guard`] before it, everybody is refused.
#[derive(Clone, Debug)]
pub struct Asker(pub Arc<Authenticated>);

impl Deref for Asker {
    type Target = Authenticated;

    fn deref(&self) -> &Authenticated {
        &self.0
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Asker {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Asker, Failure> {
        parts.extensions.get::<Asker>().cloned().ok_or_else(|| nobody().into())
    }
}

/// Who sent a request: the holder of an API key (`Authorization: Bearer kith_…`) or of a session (cookie). With a cookie, a
/// request that changes something must come from a page of ours and carry the session's token. The address is what the owner of the session will be told.
pub async fn authenticate(
    platform: &Arc<Platform>,
    method: &Method,
    headers: &HeaderMap,
    address: Option<IpAddr>,
) -> Result<Arc<Authenticated>, Failure> {
    if let Some(value) = headers.get(header::AUTHORIZATION) {
        let secret = value.to_str().ok().and_then(|text| text.split_once(' '));
        let secret = secret
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .ok_or_else(nobody)?
            .1
            .trim()
            .to_string();
        return match known_already(platform, &secret) {
            Some(known) => Ok(known),
            None => {
                let platform = platform.clone();
                blocking(move || authenticate_key(&platform, &secret)).await
            }
        };
    }
    let token = session_token(headers).ok_or_else(nobody)?.to_string();
    check_same_origin(method, headers, platform.settings.public_origin.as_deref())?;
    let known = match known_already(platform, &token) {
        Some(known) => known,
        None => {
            let platform = platform.clone();
            blocking(move || authenticate_session_from(&platform, &token, address)).await?
        }
    };
    check_csrf(method, headers, &known)?;
    Ok(known)
}

fn nobody() -> Error {
    Error::Unauthenticated("Sign in to go on.".to_string())
}
