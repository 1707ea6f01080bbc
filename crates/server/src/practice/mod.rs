//! Practice workspaces: for whoever asks, a made-up company of their own on a database of its own in the data folder, served below
//! `/practice`. Nothing of it can touch the workspace it belongs to: it is another platform, with other records, users, sessions, files,
//! jobs and secrets, and without a way out. See `docs/decisions/0014-practice-is-another-platform.md`.

mod folder;
mod gate;
mod host;
mod place;

pub use gate::gate;
pub use host::Practices;
