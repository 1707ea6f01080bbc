//! The promises of the store, each tested on both databases.

mod backup;
mod event;
mod group;
mod kill;
mod migration;
mod record;
mod row;
mod search;
mod support;
