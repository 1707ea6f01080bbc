//! Company plans: what we want with one customer, who decides there, and what similar companies buy that this one does not.

mod figures;
mod http;
mod rule;
mod schema;
mod white_space;

use platform::Feature;

/// The feature.
pub static FEATURE: Feature = Feature::new("company plan").rules(&[rule::RULE]).operations(
    http::OPERATIONS,
    http::routes,
    schema::schemas,
);
