//! What a feature stands on: who is asking (identity), work for later (jobs), the HTTP shell, files, live changes and metrics.
//!
//! Everything here takes its clock, ids and randomness from [`Platform`]; only the binary reads the world.

pub mod backup;
pub mod bulk;
pub mod change;
pub mod change_set;
pub mod duplicate;
pub mod favorite;
pub mod feature;
pub mod files;
pub mod follower;
pub mod hand_over;
pub mod http;
pub mod identity;
pub mod import;
pub mod job;
pub mod layout;
pub mod maintenance;
pub mod mention;
pub mod metrics;
pub mod migrations;
pub mod notification;
pub mod outbound;
mod platform;
pub mod practice;
pub mod presence;
pub mod push;
mod row;
pub mod sample_data;
mod secrets;
#[cfg(test)]
mod testing;
pub mod trash;
pub mod view;
pub mod webhook;

pub use feature::Feature;
pub use platform::{Parts, Platform, Settings};
pub use secrets::{Secrets, hex, hmac_sha256, sha256};
