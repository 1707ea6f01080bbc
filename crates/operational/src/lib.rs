//! The operational wing: the work on leads, deals and all that follows. Each feature is a folder and declares itself.

pub mod activity;
pub mod automation;
pub mod playbook;
pub mod sales;
pub mod training;

use platform::Feature;

/// The features of the wing, in the sequence in which their rules run and their tables are made.
pub static FEATURES: &[&Feature] = &[
    &sales::PIPELINE,
    &sales::LEAD,
    &sales::territory::FEATURE,
    &sales::price::FEATURE,
    &sales::quote::FEATURE,
    &sales::target::FEATURE,
    &sales::forecast::FEATURE,
    &sales::plan::FEATURE,
    &automation::FEATURE,
    &activity::FEATURE,
    &playbook::FEATURE,
    &training::FEATURE,
];

/// Sees to it that what repeats does. Call it at each start, after the migrations.
pub fn schedule(platform: &platform::Platform) -> vocabulary::Result<()> {
    sales::forecast::schedule(platform)?;
    sales::territory::schedule(platform)?;
    automation::schedule(platform)?;
    activity::schedule(platform)?;
    training::schedule(platform)
}
