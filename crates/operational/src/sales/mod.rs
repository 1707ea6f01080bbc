//! Sales: what is particular to deals on their way through a pipeline.

mod rule;

use platform::Feature;

/// The feature.
pub static FEATURE: Feature = Feature::new("sales").rules(rule::RULES);
