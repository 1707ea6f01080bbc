//! The interface tested from outside: the real binary, a fresh database, HTTP.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where something is missing; helpers of tests are not recognized as such by themselves"
)]

mod faults;
mod overlay;
mod record;
mod right;
mod sign_in;
mod support;
mod sweep;
