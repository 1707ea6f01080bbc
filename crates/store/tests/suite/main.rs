//! The promises of the store, each tested on both databases.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails loudly, also in its helpers"
)]

mod backup;
mod chosen;
mod event;
mod group;
mod kill;
mod migration;
mod record;
mod row;
mod search;
mod support;
