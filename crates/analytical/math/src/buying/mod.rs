//! Buying without a contract: who still comes, how often, and for how much.
//!
//! A customer is seen as three numbers: how many repeat purchases (days with a purchase after the first), when the last of them was, and how long ago
//! the first purchase was. Any unit of time will do, as long as it is the same everywhere; the papers use weeks, days / 7 without rounding.

mod beta_geometric;
mod customer;
mod holdout;
mod pareto;
mod periods;
mod spend;
mod value;

pub use beta_geometric::{BetaGeometric, Variant};
pub use customer::{Buyers, Customer};
pub use holdout::{FrequencyRow, Held, HoldoutError, by_frequency, holdout_error};
pub use pareto::Pareto;
pub use periods::{BetaBernoulli, Seasoned};
pub use spend::{GammaGamma, Spend};
pub use value::{BuyingModel, Discount, Future, Score, discounted_purchases, futures, score, tracking};

#[cfg(test)]
mod cdnow;
