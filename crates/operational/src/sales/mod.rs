//! Sales: leads from their arrival to a deal, and deals on their way through a pipeline.

mod house;
mod pipeline;
mod rule;

use platform::Feature;

/// Deals on their way.
pub static PIPELINE: Feature = Feature::new("sales pipelines").rules(rule::RULES).operations(
    pipeline::OPERATIONS,
    pipeline::routes,
    pipeline::schemas,
);
