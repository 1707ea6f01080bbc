//! Sales: leads from their arrival to a deal, and deals on their way through a pipeline.

mod house;
mod pipeline;
pub mod forecast;
mod period;
mod rule;
mod staff;
mod sums;
pub mod target;

use platform::Feature;

/// Deals on their way.
pub static PIPELINE: Feature = Feature::new("sales pipelines").rules(rule::RULES).operations(
    pipeline::OPERATIONS,
    pipeline::routes,
    pipeline::schemas,
);
