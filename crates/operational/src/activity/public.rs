//! Secret addresses that open something without signing in: how they are made, kept, and how guessing is slowed down.

use axum::http::HeaderMap;
use platform::http::{App, RateLimiter, caller_address, network_of};
use platform::{Platform, hex, sha256};
use std::net::SocketAddr;
use std::sync::LazyLock;
use vocabulary::Result;

/// Bytes of a secret: 192 bits.
const SECRET: usize = 24;

/// What one network may ask for: a page takes a handful, a guesser soon waits.
static RATES: LazyLock<RateLimiter> = LazyLock::new(|| RateLimiter::new(2, 60));

/// A new secret.
pub(super) fn secret(platform: &Platform) -> String {
    let mut bytes = [0u8; SECRET];
    platform.secrets.fill(&mut bytes);
    hex(&bytes)
}

/// Whether a text can be a secret at all.
pub(super) fn is_secret(text: &str) -> bool {
    text.len() == SECRET * 2 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// What is kept of a secret.
pub(super) fn hash(secret: &str) -> String {
    hex(&sha256(secret.as_bytes()))
}

/// Takes one request from the network that asks, or says when to come back.
pub(super) fn slow_down(app: &App, peer: SocketAddr, headers: &HeaderMap) -> Result<()> {
    let from = caller_address(peer, headers, &app.platform.settings);
    let mut bucket = [0u8; 16];
    let digest = sha256(network_of(from).as_bytes());
    bucket.iter_mut().zip(digest).for_each(|(to, from)| *to = from);
    RATES.take(bucket, app.platform.now()).map(|_| ())
}
