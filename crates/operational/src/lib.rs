//! The operational wing: the work on leads, deals and all that follows. Each feature is a folder and declares itself.

pub mod sales;

use platform::Feature;

/// The features of the wing, in the sequence in which their rules run and their tables are made.
pub static FEATURES: &[&Feature] = &[&sales::PIPELINE];
