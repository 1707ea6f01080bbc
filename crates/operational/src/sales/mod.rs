//! Sales: leads from their arrival to a deal, and deals on their way through a pipeline.

pub mod forecast;
mod holding;
pub(crate) mod house;
mod lead;
mod period;
mod pipeline;
pub(crate) mod plain;
pub mod plan;
pub mod price;
pub mod quote;
pub(crate) mod rule;
pub(crate) mod staff;
mod sums;
pub mod target;
pub mod territory;

pub use lead::set_answer_goal;
use platform::Feature;

/// Deals on their way.
pub static PIPELINE: Feature = Feature::new("sales pipelines")
    .rules(rule::RULES)
    .handed_over(holding::HOLDINGS, &[])
    .operations(pipeline::OPERATIONS, pipeline::routes, pipeline::schemas);

/// Leads.
pub static LEAD: Feature = Feature::new("sales leads")
    .rules(lead::RULES)
    .migrations(lead::MIGRATIONS)
    .jobs(lead::JOBS)
    .operations(lead::OPERATIONS, lead::routes, lead::schemas);
