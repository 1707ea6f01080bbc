//! Prices: what a line costs, what lines come to, and who hears that a price moved under an open offer.

mod changed;
mod deal;
mod entry;
pub(super) mod follow;
pub(super) mod line;
pub(super) mod lookup;
pub(super) mod sum;
mod table;

use platform::Feature;
use platform::follower::Follower;
use records::Rule;

/// The feature.
pub static FEATURE: Feature = Feature::new("price")
    .rules(RULES)
    .migrations(table::MIGRATIONS)
    .followers(&[Follower { name: "prices", begin: follow::begin, prompt: false }]);

static RULES: &[Rule] = &[
    line::OF_DEAL,
    line::OF_QUOTE,
    deal::RULE,
    entry::OF_PRICE,
    entry::OF_ITEM,
    entry::OF_BOOK,
    entry::OF_RATE,
    changed::OF_PRODUCT,
    changed::OF_PRICE,
    changed::OF_ITEM,
    changed::OF_BOOK,
];
