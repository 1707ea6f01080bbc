//! Tests of the engine over a small dictionary of its own, on every database the machine has.

mod access;
mod bench;
mod bulk;
pub(crate) mod house;
mod overlay;
mod reading;
mod writing;
