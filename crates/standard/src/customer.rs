//! What a customer, person or company, has bought and may yet buy: fields of both that the store keeps with every write of the
//! purchases and deals they sum up. A customer is a role, so this is no noun.
//!
//! A purchase is a living one that is neither a return nor negative. Amounts are added in the workspace's currency; others are
//! left out, as in every sum. A return takes its amount from the total and leaves the number of purchases as it was: which
//! purchase it belongs to is not known. A purchase that was a mistake is removed, and counts no more.

use dictionary::Field;
use dictionary::marker::Integer;
use vocabulary::{Decimal, Money, Timestamp};

const PURCHASES: &[&str] = &["purchase.person", "purchase.company", "purchase.purchased_at", "purchase.kind"];
const TOTALS: &[&str] = &["purchase.person", "purchase.company", "purchase.kind", "purchase.total"];
const DEALS: &[&str] = &["deal.person", "deal.company", "deal.outcome"];
const AMOUNTS: &[&str] = &["deal.person", "deal.company", "deal.outcome", "deal.amount"];

/// When the first purchase was made.
pub const FIRST: Field<Timestamp> = Field::new("bought_first", "First bought").made_of(PURCHASES);
/// When the last purchase was made.
pub const LAST: Field<Timestamp> = Field::new("bought_last", "Last bought").indexed().made_of(PURCHASES);
/// How many purchases there are.
pub const COUNT: Field<Integer> = Field::new("bought_count", "Times bought").indexed().made_of(PURCHASES);
/// On how many days something was bought.
pub const DAYS: Field<Integer> = Field::new("bought_days", "Days with purchases")
    .help("Purchases of one day, in universal time, count as one.")
    .made_of(PURCHASES);
/// What was bought, less returns.
pub const TOTAL: Field<Money> = Field::new("bought_total", "Bought in total")
    .help("All purchases less returns, without tax, in the workspace's currency.")
    .indexed()
    .made_of(TOTALS);
/// How many days lie between one day with a purchase and the next.
pub const GAP: Field<Decimal> = Field::new("bought_gap", "Days between purchases")
    .help("From the first purchase to the last, divided by the number of days with purchases less one.")
    .made_of(PURCHASES);
/// How many returns there are.
pub const RETURNS: Field<Integer> = Field::new("returned_count", "Returns").made_of(PURCHASES);
/// What was given back: a negative amount.
pub const RETURNED: Field<Money> = Field::new("returned_total", "Returned in total").made_of(TOTALS);
/// How many deals are open.
pub const OPEN_DEALS: Field<Integer> = Field::new("open_deals_count", "Open deals").made_of(DEALS);
/// What the open deals would bring.
pub const OPEN_AMOUNT: Field<Money> = Field::new("open_deals_total", "Open deals in total").made_of(AMOUNTS);
/// How many deals were won.
pub const WON_DEALS: Field<Integer> = Field::new("won_deals_count", "Won deals").made_of(DEALS);
