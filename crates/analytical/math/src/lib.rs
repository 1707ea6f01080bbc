//! The pure methods of the analytical wing: who is valuable, who is leaving, what sells together, what will come in.
//!
//! Numbers in, numbers out: no input or output, no clock, no noun; chance comes in as a seed. An answer is a value or a [`Refusal`] that says
//! why there is none: never NaN, never a hang. Each method names its source, and its tests reproduce what that source published.

#![expect(
    clippy::neg_cmp_op_on_partial_ord,
    reason = "`!(x > 0.0)` is also true of what is not a number, and that is meant each time"
)]

pub mod basket;
pub mod buying;
pub mod churn;
pub mod contract;
pub mod forecast;
pub mod group;
pub mod mean;
pub mod number;
pub mod price;
pub mod proportion;
mod refusal;
pub mod survival;

pub use refusal::Refusal;
