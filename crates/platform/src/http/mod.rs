//! The HTTP shell: who asks, limits, problem documents. The only place that knows how an error looks to a browser.

pub mod app;
mod asker;
mod blocking;
pub(crate) mod body;
mod cookie;
mod device;
mod guard;
mod header;
mod idempotent;
mod json;
mod network;
pub(crate) mod observe;
mod once;
pub mod operation;
mod origin;
mod problem;
mod query;
mod rate;
mod rest;
pub mod schema;

#[cfg(test)]
mod tests;

pub use app::App;
pub use asker::{Asker, authenticate};
pub use blocking::{at_once, blocking};
pub use body::{Limits, content_type, read_body, read_json};
pub use cookie::{clear_session_cookie, session_cookie, session_token};
pub use device::device_of;
pub use guard::guard;
pub use header::{Policy, attachment, secure};
pub use idempotent::{IdempotencyKey, StoredAnswer, idempotency_key, idempotent, remove_old_answers};
pub use json::{from_value, parse_json};
pub use network::{Network, caller_address, caller_network, client_ip, network_of};
pub use observe::observe;
pub use once::{Once, once};
pub use origin::{check_csrf, check_same_origin};
pub use problem::{Failure, problem_document};
pub use query::{Query, parse_query};
pub use rate::{Rate, RateLimiter};

/// What a handler answers.
pub type Answer = Result<axum::response::Response, Failure>;
