//! Rights: what a role says ([`Role`]) and what follows for one user ([`Rights`]).

mod readable;
mod rights;
mod role;

pub(crate) use readable::readable;
pub(crate) use rights::ForExport;
pub use rights::{Permission, Rights};
pub use role::{Access, Extent, ObjectRights, Role};
