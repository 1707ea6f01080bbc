//! What sells together: rules of the form “who buys this often also buys that”, by FP-growth over purchases or over all a customer
//! ever bought, by product or by category; and from the newest run the next product for a customer, with the reason.
//!
//! R. Agrawal, T. Imieliński and A. Swami, Mining Association Rules, SIGMOD (1993); J. Han, J. Pei and Y. Yin, Mining Frequent
//! Patterns without Candidate Generation, SIGMOD (2000). A basket is what a purchase that is no return holds in lines with a
//! positive quantity, each product once.

mod answer;
mod gather;
mod list;
mod offer;
mod operation;
mod prospect;

pub use gather::{Baskets, baskets};
pub(crate) use offer::{Offer, Offers};

use crate::analysis::{Analysis, Ground, Parameters, refused};
use crate::line::{Till, start_of};
use math::Refusal;
use math::basket::{Limits, frequent_sets, rules};
use platform::Feature;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use standard::{company, person, product, product_category, purchase, purchase_line};
use vocabulary::{Date, Decimal, Error, Result};

/// The key of the analysis.
pub const KEY: &str = "together";

/// The analysis.
pub static ANALYSIS: Analysis = Analysis {
    key: KEY,
    version: 1,
    needs: &[purchase::KEY, purchase_line::KEY, product::KEY],
    also: &[product_category::KEY, company::KEY, person::KEY],
    check,
    work,
};

/// The feature: what is asked of the newest run.
pub static FEATURE: Feature = Feature::new("what sells together").operations(
    operation::OPERATIONS,
    operation::routes,
    operation::schemas,
);

/// Fewer baskets say nothing.
const LEAST_BASKETS: usize = 20;
/// More frequent sets are refused: nobody reads them.
const MOST_SETS: usize = 200_000;

/// What makes a basket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// What was bought in one go.
    Purchase,
    /// All a customer ever bought.
    Customer,
}

/// What lies in a basket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Products.
    Product,
    /// Categories of products.
    Category,
}

/// The parameters, read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    /// What makes a basket.
    pub unit: Unit,
    /// What lies in it.
    pub level: Level,
    /// In how many baskets a set must be at least.
    pub baskets: u64,
    /// In which share of all baskets a set must be at least.
    pub support: Decimal,
    /// How often a rule must be right at least, as a share.
    pub confidence: Decimal,
    /// How many times as often as by chance at least.
    pub lift: Decimal,
    /// How many things a rule names at most.
    pub size: usize,
    /// Only purchases from this day on.
    #[serde(default)]
    pub since: Option<Date>,
}

fn check(ground: &mut Ground<'_>, given: &Json) -> Result<Json> {
    let mut read = Parameters::of(given)?;
    let millionths = Decimal::from_millionths;
    let (none, all) = (millionths(0), millionths(Decimal::ONE));
    read.choice("unit", &["purchase", "customer"], "purchase");
    read.choice("level", &["product", "category"], "product");
    read.number("baskets", 2, 1_000_000_000, 5);
    read.decimal("support", none, all, millionths(5_000));
    read.decimal("confidence", none, all, millionths(200_000));
    read.decimal("lift", none, millionths(1_000_000 * Decimal::ONE), all);
    read.number("size", 2, 4, 2);
    if let Some(since) = read.date("since")
        && since > ground.today()
    {
        read.wrong("since", "out_of_range", "Give a day that is not after the one the analysis is about.");
    }
    read.end()
}

impl Asked {
    /// Reads parameters that were checked.
    pub fn of(parameters: &Json) -> Result<Asked> {
        serde_json::from_value(parameters.clone()).map_err(Error::internal)
    }
}

fn work(ground: &mut Ground<'_>, parameters: &Json) -> Result<Json> {
    let asked = Asked::of(parameters)?;
    let since = asked.since.map(|day| start_of(day, ground, "since")).transpose()?;
    let till = Till::read(ground, since)?;
    let baskets = baskets(ground, &till, asked.unit, asked.level)?;
    let what = match asked.unit {
        Unit::Purchase => "purchases with products",
        Unit::Customer => "customers who bought products",
    };
    if baskets.len() < LEAST_BASKETS {
        return Err(refused(&Refusal::TooFew { what, needed: LEAST_BASKETS, got: baskets.len() }));
    }
    if baskets.things() < 2 {
        let what = match asked.level {
            Level::Product => "what is bought: only one product was sold",
            Level::Category => "what is bought: all of it is of one category, or of none",
        };
        return Err(refused(&Refusal::NoVariation { what }));
    }
    let least = least(&asked, baskets.len());
    let limits = Limits { least_baskets: least, most_products: asked.size, most_sets: MOST_SETS };
    let sets = frequent_sets(&baskets.slices(), limits).map_err(|refusal| refused(&refusal))?;
    ground.step(1, 2)?;
    let all = u64::try_from(baskets.len()).unwrap_or(u64::MAX);
    let mut found = rules(&sets, all, asked.confidence.to_f64()).map_err(|refusal| refused(&refusal))?;
    let lift = asked.lift.to_f64();
    found.retain(|rule| rule.lift >= lift);
    ground.step(2, 2)?;
    answer::told(ground, &till, &asked, &baskets, least, &sets, &found)
}

/// In how many baskets a set must be.
fn least(asked: &Asked, baskets: usize) -> u64 {
    let share = u128::try_from(asked.support.millionths()).unwrap_or_default();
    let of_all = (share * baskets as u128).div_ceil(Decimal::ONE as u128);
    asked.baskets.max(u64::try_from(of_all).unwrap_or(u64::MAX)).max(1)
}
