//! Rights: what a role says ([`Role`]) and what follows for one user ([`Rights`]).

mod rights;
mod role;
mod seen;

pub use rights::{Permission, Rights};
pub use role::{Access, Extent, ObjectRights, Role};
pub(crate) use seen::Seen;
