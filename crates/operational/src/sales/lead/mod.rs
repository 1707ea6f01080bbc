//! Leads: how they arrive, what they are worth, to whom they go, how fast they are answered, and what becomes of them.

mod answer;
mod arrival;
mod assignment;
mod conversion;
mod disqualification;
mod known;
mod operation;
mod response;
mod retry;
mod rule;
mod schema;
mod score;
mod seat;

pub(super) use answer::MIGRATIONS;
pub use answer::set_answer_goal;
pub(super) use operation::{OPERATIONS, routes};
pub(super) use retry::JOBS;
pub(super) use rule::RULES;
pub(super) use schema::schemas;
