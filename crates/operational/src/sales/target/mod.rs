//! Targets: what is to be reached, how far one is, and what it earns. Everything is worked out from the deals, purchases and
//! activities there are, under the rights of who asks; nothing is kept that could grow old.

mod attained;
mod attainment;
mod commission;
mod http;
mod rule;
mod schema;
mod setting;
mod tell;

use platform::Feature;

/// The feature.
pub static FEATURE: Feature = Feature::new("target")
    .rules(rule::RULES)
    .jobs(tell::JOBS)
    .migrations(setting::MIGRATIONS)
    .operations(http::OPERATIONS, http::routes, schema::schemas);

pub(in crate::sales) use attained::through;
pub(in crate::sales) use attainment::amount;
pub(in crate::sales) use http::period_of;
pub(in crate::sales) use rule::settle_period;
