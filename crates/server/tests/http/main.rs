//! The interface tested from outside: the real binary, a fresh database, HTTP.

mod faults;
mod overlay;
mod record;
mod right;
mod sign_in;
mod support;
mod sweep;
