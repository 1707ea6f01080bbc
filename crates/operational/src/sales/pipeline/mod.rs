//! Deals as one works with them: how they ended, who has a part in them, and stages that go away.

mod operation;
mod outcome;
mod removal;
mod schema;
mod team;

pub(super) use operation::{OPERATIONS, routes};
pub(super) use schema::schemas;
