//! Sales: how deals go, what they will bring, how sellers, teams, products and territories do, and what to do next.

mod analyses;
mod book;
mod day;
mod forecast;
mod funnel;
mod lost;
mod performance;
mod period;
mod rate;
mod season;
mod span;
mod staff;
mod tell;
#[cfg(test)]
mod tests;

pub use analyses::{PERFORMANCE, PIPELINE_FORECAST, REVENUE_FORECAST, SALES};
