//! The words all rooms share. Nothing here reads a clock, a file, the network or the environment.

mod actor;
mod clock;
mod decimal;
mod email;
mod error;
mod fold;
mod id;
mod language;
mod money;
mod phone;
mod time;

pub use actor::{Actor, ActorKind, Channel};
pub use clock::{Clock, FixedClock};
pub use decimal::Decimal;
pub use email::EmailAddress;
pub use error::{Conflict, Error, FieldChange, Problem, RecordRef, Result};
pub use fold::{fold, words};
pub use id::{Id, IdSource, SeededIds};
pub use language::is_language;
pub use money::{Currency, Money};
pub use phone::PhoneNumber;
pub use time::{Date, Timestamp};

/// The number of a workspace inside one installation; each row of each table starts with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct WorkspaceId(pub i32);
