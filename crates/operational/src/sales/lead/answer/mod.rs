//! The first answer: within how many working minutes it is to come, until when that is for each lead, and who is told before it is
//! too late.

mod clock;
mod goal;
mod rule;
mod share;

pub(in crate::sales) use goal::MIGRATIONS;
pub use goal::set as set_answer_goal;
pub(super) use goal::{put_answer_goal, show_answer_goal};
pub(super) use rule::{WARN, run, warn};
pub(super) use share::list_lead_answers;
