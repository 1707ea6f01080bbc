//! What a price does to the quantity sold.

mod elasticity;
mod regression;
mod shrink;

pub use elasticity::{Elasticity, Estimate, Sold, WhatIf, elasticity, what_if};
pub use regression::{Errors, Regression};
pub use shrink::{Shrunk, shrink};
