//! The binary `kith`.

mod accept;
mod config;
mod host;
mod web;

fn main() {}
