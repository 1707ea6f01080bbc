//! The operational wing: the work on leads, deals and all that follows. Each feature is a folder and declares itself.

pub mod sales;
