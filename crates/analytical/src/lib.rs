//! The analytical wing: what the purchases, deals and activities say about each customer. Each feature is a folder and declares
//! itself; the methods that need nothing but numbers stand in `math`.

pub mod analysis;
pub mod basket;
pub mod cohort;
pub mod customer;
pub mod line;
pub mod next;
pub mod price;
pub mod profit;
pub mod report;
pub mod rfm;
pub mod sales;
pub mod segment;
pub mod summary;
pub mod value;

use analysis::Analysis;
use platform::Feature;

/// The features of the wing, in the sequence in which their tables are made.
pub static FEATURES: &[&Feature] = &[
    &summary::FEATURE,
    &analysis::FEATURE,
    &rfm::FEATURE,
    &value::FEATURE,
    &report::FEATURE,
    &report::snapshot::FEATURE,
    &segment::FEATURE,
    &basket::FEATURE,
    &profit::FEATURE,
    &next::FEATURE,
];

/// What can be asked: one line for each analysis.
pub static ANALYSES: &[&Analysis] = &[
    &rfm::ANALYSIS,
    &cohort::ANALYSIS,
    &value::LIFETIME,
    &value::LEAVING,
    &basket::ANALYSIS,
    &price::ANALYSIS,
    &profit::ANALYSIS,
    &sales::SALES,
    &sales::PIPELINE_FORECAST,
    &sales::REVENUE_FORECAST,
    &sales::PERFORMANCE,
];

/// Sees to it that what runs by the clock does. Call it at each start, after the migrations.
pub fn schedule(platform: &platform::Platform) -> vocabulary::Result<()> {
    rfm::schedule(platform)?;
    value::schedule(platform)?;
    analysis::schedule(platform)?;
    report::snapshot::schedule(platform)?;
    next::schedule(platform)
}
