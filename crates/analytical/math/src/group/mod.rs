//! Customers in groups: by recency, frequency and money, and by when they came.

mod cohort;
mod rfm;

pub use cohort::{CohortMatrix, Fact, cohorts};
pub use rfm::{Convention, Cuts, Habit, Scores, rfm};
