//! Prices: by how many percent less is sold when a price rises by one percent, for each product and category; what that means for a
//! change of price; at which prices is sold; and which customers buy only with a discount.
//!
//! Log-log regression by period with trend and season (G. Tellis, The Price Elasticity of Selective Demand, Journal of Marketing
//! Research 25, 1988), robust errors (MacKinnon and White, 1985), each product drawn towards its category as far as it is unsure
//! (C. N. Morris, Parametric Empirical Bayes Inference, JASA 78, 1983). The price of a period is the one in the middle of its lines,
//! each line one vote: a large order at a special price does not make the price of the week.

mod band;
mod detail;
mod discount;
mod estimate;
mod gather;

pub use gather::{Periods, Week};

use crate::analysis::{Analysis, Ground, Parameters, refused};
use crate::line::{Till, demand_field, start_of};
use math::Refusal;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use standard::{company, person, product, product_category, purchase, purchase_line};
use vocabulary::{Date, Decimal, Error, Id, Result};

/// The analysis.
pub static ANALYSIS: Analysis = Analysis {
    key: "price",
    version: 3,
    needs: &[purchase::KEY, purchase_line::KEY, product::KEY],
    also: &[product_category::KEY, company::KEY, person::KEY],
    check,
    work,
};

/// How sure intervals are.
const SURE: f64 = 0.95;

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// From Monday on.
    Week,
    /// Of the calendar.
    Month,
}

/// What is taken for a season.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Season {
    /// Nothing.
    None,
    /// Quarters of the year.
    Quarter,
    /// Months of the year.
    Month,
}

/// The parameters, read.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Asked {
    /// How long a period is.
    pub period: Period,
    /// What is taken for a season.
    pub season: Season,
    /// By which share a price is to change: -0.1 is ten percent down.
    pub change: Decimal,
    /// The product looked at closely.
    #[serde(default)]
    pub product: Option<Id>,
    /// Only purchases from this day on.
    #[serde(default)]
    pub since: Option<Date>,
}

fn check(ground: &mut Ground<'_>, given: &Json) -> Result<Json> {
    let mut read = Parameters::of(given)?;
    let tenths = |tenths: i64| Decimal::from_millionths(tenths * Decimal::ONE / 10);
    read.choice("period", &["week", "month"], "week");
    read.choice("season", &["none", "quarter", "month"], "quarter");
    read.decimal("change", tenths(-9), tenths(20), tenths(-1));
    if let Some(wanted) = read.any("product") {
        let id: Option<Id> = wanted.as_str().and_then(|text| text.parse().ok());
        // What the asker does not see does not exist.
        if id.is_none_or(|id| ground.reading.get(product::KEY, id).is_err()) {
            read.wrong("product", "not_found", "There is no such product.");
        }
    }
    if let Some(since) = read.date("since")
        && since > ground.today()
    {
        read.wrong("since", "out_of_range", "Give a day that is not after the one the analysis is about.");
    }
    read.end()
}

fn work(ground: &mut Ground<'_>, parameters: &Json) -> Result<Json> {
    let asked: Asked = serde_json::from_value(parameters.clone()).map_err(Error::internal)?;
    for field in [purchase_line::UNIT_PRICE.key(), purchase_line::QUANTITY.key()] {
        demand_field(ground, purchase_line::KEY, field, "what things were sold for")?;
    }
    let since = asked.since.map(|day| start_of(day, ground, "since")).transpose()?;
    let till = Till::read(ground, since)?;
    let gathered = gather::gather(ground, &till, &asked)?;
    if gathered.lines == 0 {
        return Err(refused(&Refusal::TooFew { what: "lines with a price", needed: 1, got: 0 }));
    }
    let estimates = estimate::estimates(ground, &till, &gathered, &asked)?;
    let detail = match asked.product.and_then(|id| till.product_of(id)) {
        Some(place) => detail::told(ground, &till, &gathered, &asked, place)?,
        None => Json::Null,
    };
    let day = |at: vocabulary::Timestamp| at.date_in(&ground.zone);
    let span = till.span().map(|(from, to)| json!({"from": day(from), "to": day(to)}));
    Ok(json!({
        "span": span,
        "lines": gathered.lines,
        "without_price": gathered.without_price,
        "revenue": ground.money(gathered.revenue),
        "estimates": estimates,
        "detail": detail,
        "bands": band::told(ground, &asked, &gathered.bands),
        "discounts": discount::told(ground, &till, &gathered.discounts)?,
    }))
}

/// To six digits after the point: no difference of the last bit changes a hash.
fn rounded(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}
