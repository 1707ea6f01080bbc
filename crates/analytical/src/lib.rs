//! The analytical wing: what the purchases, deals and activities say about each customer. Each feature is a folder and declares
//! itself; the methods that need nothing but numbers stand in `math`.

pub mod summary;

use platform::Feature;

/// The features of the wing, in the sequence in which their tables are made.
pub static FEATURES: &[&Feature] = &[&summary::FEATURE];
