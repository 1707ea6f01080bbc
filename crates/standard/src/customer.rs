//! What a customer, person or company, has bought and may yet buy: fields of both that the store keeps with every write of the
//! purchases and deals they sum up. A customer is a role, so this is no noun.
//!
//! A purchase is a living one that is neither a return nor negative. Amounts are added in the workspace's currency; others are
//! left out, as in every sum. A return takes its amount from the total and leaves the number of purchases as it was: which
//! purchase it belongs to is not known. A purchase that was a mistake is removed, and counts no more.

use dictionary::marker::{Choice, Integer, Percent};
use dictionary::{ChoiceSpec, Field};
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

const SCORES: &[&str] =
    &["purchase.person", "purchase.company", "purchase.purchased_at", "purchase.kind", "purchase.total"];

/// The models a score may come from; each says something else of those who bought once, so it is named beside the score.
pub const MODELS: &[ChoiceSpec] = &[
    ChoiceSpec::new("bg_nbd", "BG/NBD", "blue"),
    ChoiceSpec::new("mbg_nbd", "MBG/NBD", "teal"),
    ChoiceSpec::new("pareto_nbd", "Pareto/NBD", "violet"),
];

/// The groups of customers, the best first.
pub const GROUPS: &[ChoiceSpec] = &[
    ChoiceSpec::new("champions", "Champions", "green"),
    ChoiceSpec::new("loyal", "Loyal", "teal"),
    ChoiceSpec::new("potential", "May become loyal", "blue"),
    ChoiceSpec::new("new", "New", "violet"),
    ChoiceSpec::new("promising", "Promising", "pink"),
    ChoiceSpec::new("needs_attention", "Need attention", "amber"),
    ChoiceSpec::new("about_to_sleep", "About to sleep", "amber"),
    ChoiceSpec::new("cannot_lose", "Must not be lost", "red"),
    ChoiceSpec::new("at_risk", "At risk", "red"),
    ChoiceSpec::new("hibernating", "Asleep", "gray"),
];

/// The group that follows from how lately and how often was bought.
pub const GROUP: Field<Choice> = Field::new("rfm_group", "Customer group")
    .help("Worked out each night from how lately and how often was bought, among all customers.")
    .choices(GROUPS)
    .indexed()
    .made_of(SCORES);
/// The three scores as one number: 545 is 5 for how lately, 4 for how often, 5 for how much.
pub const RFM: Field<Integer> = Field::new("rfm_scores", "RFM scores")
    .help("How lately, how often and for how much was bought: from 111, the least, to 555.")
    .made_of(SCORES);
/// When the group was worked out.
pub const GROUPED_AT: Field<Timestamp> = Field::new("rfm_at", "Grouped").made_of(SCORES);

/// How likely the customer has not left yet.
pub const ALIVE: Field<Percent> = Field::new("alive_probability", "Still a customer")
    .help("How likely the customer has not left for good, worked out each night from when and how often was bought.")
    .made_of(SCORES);
/// How many days with purchases the next year will bring.
pub const EXPECTED_PURCHASES: Field<Decimal> = Field::new("expected_purchases", "Expected purchases")
    .help("Days with purchases to be expected in the next 365 days.")
    .made_of(SCORES);
/// What the next year will bring.
pub const EXPECTED_VALUE: Field<Money> = Field::new("expected_value", "Expected value")
    .help("What the customer is expected to buy in the next 365 days, without tax, in the workspace's currency.")
    .indexed()
    .made_of(SCORES);
/// How likely nothing will be bought for as long as counts as leaving.
pub const CHURN_RISK: Field<Percent> = Field::new("churn_risk", "Risk of leaving")
    .help("How likely nothing is bought within the time after which a customer counts as gone.")
    .indexed()
    .made_of(SCORES);
/// The model the scores come from.
pub const VALUED_BY: Field<Choice> = Field::new("valued_by", "Valued with").choices(MODELS).made_of(SCORES);
/// When the scores were worked out.
pub const VALUED_AT: Field<Timestamp> = Field::new("valued_at", "Valued").made_of(SCORES);
