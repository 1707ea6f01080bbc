//! What a customer, person or company, has bought and may yet buy: fields of both that the store keeps with every write of the
//! purchases and deals they sum up. A customer is a role, so this is no noun.
//!
//! A purchase is a living one that is neither a return nor negative. Amounts are added in the workspace's currency; others are
//! left out, as in every sum. A return takes its amount from the total and leaves the number of purchases as it was: which
//! purchase it belongs to is not known. A purchase that was a mistake is removed, and counts no more.
//!
//! Lines belong to whoever their purchase belongs to. Margin and discounts are those of all lines, given back ones taken off; what
//! was bought most often, and how many different things, is said of lines that were bought.

use crate::purchase::CHANNELS;
use crate::{product, product_category};
use dictionary::marker::{Choice, Choices, Integer, Link, Percent};
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
pub const COUNT: Field<Integer> =
    Field::new("bought_count", "Times bought").indexed().made_of(PURCHASES).counting();
/// On how many days something was bought.
pub const DAYS: Field<Integer> = Field::new("bought_days", "Days with purchases")
    .help("Purchases of one day, in universal time, count as one.")
    .made_of(PURCHASES)
    .counting();
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
pub const RETURNS: Field<Integer> = Field::new("returned_count", "Returns").made_of(PURCHASES).counting();
/// What was given back: a negative amount.
pub const RETURNED: Field<Money> = Field::new("returned_total", "Returned in total").made_of(TOTALS);
/// How many deals are open.
pub const OPEN_DEALS: Field<Integer> = Field::new("open_deals_count", "Open deals").made_of(DEALS).counting();
/// What the open deals would bring.
pub const OPEN_AMOUNT: Field<Money> = Field::new("open_deals_total", "Open deals in total").made_of(AMOUNTS);
/// How many deals were won.
pub const WON_DEALS: Field<Integer> = Field::new("won_deals_count", "Won deals").made_of(DEALS).counting();

const CHANNEL: &[&str] =
    &["purchase.person", "purchase.company", "purchase.kind", "purchase.total", "purchase.channel"];
const LINE_COSTS: &[&str] = &[
    "purchase.person",
    "purchase.company",
    "purchase_line.purchase",
    "purchase_line.total",
    "purchase_line.margin",
];
const LINE_DISCOUNTS: &[&str] = &[
    "purchase.person",
    "purchase.company",
    "purchase.kind",
    "purchase.total",
    "purchase_line.purchase",
    "purchase_line.quantity",
    "purchase_line.unit_price",
    "purchase_line.discount",
    "purchase_line.total",
];
const LINE_PRODUCTS: &[&str] = &[
    "purchase.person",
    "purchase.company",
    "purchase.kind",
    "purchase.total",
    "purchase_line.purchase",
    "purchase_line.quantity",
    "purchase_line.product",
];
const LINE_CATEGORIES: &[&str] = &[
    "purchase.person",
    "purchase.company",
    "purchase.kind",
    "purchase.total",
    "purchase_line.purchase",
    "purchase_line.quantity",
    "purchase_line.category",
];
const ACTIVITIES: &[&str] = &[
    "call.person",
    "call.company",
    "call.happened_at",
    "meeting.person",
    "meeting.company",
    "meeting.happened_at",
    "meeting.state",
    "note.person",
    "note.company",
    "note.happened_at",
    "task.person",
    "task.company",
    "task.done",
    "task.done_at",
];

/// What was earned, as far as lines say what they cost.
pub const MARGIN: Field<Money> = Field::new("bought_margin", "Margin")
    .help(
        "The margin of all lines that say what they cost, less what came back, in the workspace's currency.",
    )
    .made_of(LINE_COSTS);
/// The sum of the lines the margin is known of.
pub const COSTED: Field<Money> = Field::new("bought_costed", "Bought with known cost")
    .help("The sum of the lines that say what they cost: the margin is that of these.")
    .made_of(LINE_COSTS);
/// The margin as a part of what it is known of.
pub const MARGIN_SHARE: Field<Percent> = Field::new("margin_share", "Margin in percent")
    .help("The margin, of the sum of the lines that say what they cost.")
    .made_of(LINE_COSTS);
/// What was taken off.
pub const DISCOUNTS: Field<Money> = Field::new("discount_total", "Discounts in total")
    .help("What was taken off the prices of all lines, in the workspace's currency.")
    .made_of(LINE_DISCOUNTS);
/// How many lines were bought at a discount.
pub const DISCOUNTED: Field<Integer> =
    Field::new("discounted_count", "Lines with a discount").made_of(LINE_DISCOUNTS).counting();
/// How many different products were bought.
pub const PRODUCTS: Field<Integer> =
    Field::new("bought_products", "Different products").made_of(LINE_PRODUCTS).counting();
/// The product that was bought most often.
pub const PRODUCT: Field<Link> = Field::new("bought_product", "Product bought most often")
    .help("In the most lines; of several that are equal, the oldest.")
    .to(product::KEY, "")
    .made_of(LINE_PRODUCTS);
/// How many different categories were bought.
pub const CATEGORIES: Field<Integer> =
    Field::new("bought_categories", "Different categories").made_of(LINE_CATEGORIES).counting();
/// The category that was bought most often.
pub const CATEGORY: Field<Link> = Field::new("bought_category", "Category bought most often")
    .help("In the most lines; of several that are equal, the oldest.")
    .to(product_category::KEY, "")
    .made_of(LINE_CATEGORIES);
/// The channels that were bought through.
pub const BOUGHT_THROUGH: Field<Choices> =
    Field::new("bought_channels", "Channels").choices(CHANNELS).made_of(CHANNEL);
/// The channel that was bought through most often.
pub const USUAL_CHANNEL: Field<Choice> =
    Field::new("bought_channel", "Usual channel").choices(CHANNELS).made_of(CHANNEL);
/// When somebody of ours was last in touch.
pub const LAST_ACTIVITY: Field<Timestamp> = Field::new("last_activity_at", "Last activity")
    .help("The last call, note, meeting that was held, or task that was done.")
    .indexed()
    .made_of(ACTIVITIES);

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
