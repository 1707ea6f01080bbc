//! The HTTP interface: generic REST over the dictionary, sign-in, administration, and the OpenAPI document of it all.

mod administration;
mod app;
mod bulk_change;
mod change_set;
mod changes;
mod dictionary;
mod document;
mod duplicate;
mod file;
mod import;
mod job;
mod layout;
mod mention;
pub mod openapi;
pub mod operation;
mod presence;
mod record;
mod router;
mod search;
mod sign_in;
mod stream;
mod trash;
mod upkeep;
mod view;
mod workspace;

pub use app::App;
pub use router::router;
