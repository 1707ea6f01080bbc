//! Training: courses of short lessons with questions, given to people, teams and roles; what was completed is kept with the version it
//! was completed on. Which answers are right never leaves the server before one has answered.

mod answers;
mod assigned;
mod attempt;
mod draft;
mod library;
mod mine;
mod operation;
mod paper;
mod progress;
mod reminder;
mod rule;
mod schema;
mod state;
mod table;

use platform::Feature;

pub use attempt::record_attempt;
pub use reminder::schedule;

/// The feature.
pub static FEATURE: Feature = Feature::new("training")
    .rules(&[rule::LESSON, rule::QUESTION, rule::ASSIGNMENT])
    .migrations(table::MIGRATIONS)
    .jobs(reminder::JOBS)
    .operations(operation::OPERATIONS, operation::routes, schema::schemas);
