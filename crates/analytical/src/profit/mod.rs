//! Profit: what is left of what was sold after discounts, what it cost, and the time and handling it took to serve, for each customer,
//! segment, product, category and channel; the whale curve over all customers; and what knowing them costs against what it brings.
//!
//! Time-driven costs as in R. S. Kaplan and S. R. Anderson, Time-Driven Activity-Based Costing, Harvard Business Review (November
//! 2004); the curve after R. S. Kaplan and V. G. Narayanan, Measuring and Managing Customer Profitability (2001). Rates are the
//! workspace's own; without them no time is counted, and the answer says so.

mod answer;
mod brought;
mod by_segment;
mod gather;
mod information;
mod operation;

pub use operation::set_demo_rates;
mod rate;
mod serving;

use crate::analysis::{Analysis, Ground, Parameters, refused};
use crate::line::{Till, start_of};
use math::Refusal;
use platform::Feature;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use standard::{
    call, company, deal, lead, meeting, person, product, product_category, purchase, purchase_line, quote,
    segment,
};
use vocabulary::{Date, Decimal, Error, Money, Result};

/// The analysis.
pub static ANALYSIS: Analysis = Analysis {
    key: "profit",
    version: 2,
    needs: &[purchase::KEY, purchase_line::KEY, product::KEY],
    also: &[
        product_category::KEY,
        company::KEY,
        person::KEY,
        call::KEY,
        meeting::KEY,
        deal::KEY,
        quote::KEY,
        lead::KEY,
        segment::KEY,
    ],
    check,
    work,
};

/// The feature: what serving customers costs, as the workspace says.
pub static FEATURE: Feature = Feature::new("profit").migrations(rate::MIGRATIONS).operations(
    operation::OPERATIONS,
    operation::routes,
    operation::schemas,
);

/// The parameters, read. Money is in major units of the currency of the analysis.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Asked {
    /// What an hour of those who serve customers costs.
    pub hour: Decimal,
    /// How long a call takes of which nobody wrote that down.
    pub call_minutes: i64,
    /// How long a meeting takes of which nobody wrote that down, the way included.
    pub meeting_minutes: i64,
    /// What it costs to handle a purchase: packing, an invoice.
    pub purchase: Decimal,
    /// What it costs to take something back.
    pub taken_back: Decimal,
    /// What keeping and knowing customers costs in a month. A run that waited while the server was renewed does not say.
    #[serde(default)]
    pub information: Decimal,
    /// Only what happened from this day on.
    #[serde(default)]
    pub since: Option<Date>,
}

fn check(ground: &mut Ground<'_>, given: &Json) -> Result<Json> {
    let usual = rate::of(&mut ground.reading)?;
    let mut read = Parameters::of(given)?;
    let (none, most) = (Decimal::from_millionths(0), Decimal::from_millionths(rate::MOST * Decimal::ONE));
    read.decimal("hour", none, most, usual.hour);
    read.number("call_minutes", 0, rate::MINUTES, usual.call_minutes);
    read.number("meeting_minutes", 0, rate::MINUTES, usual.meeting_minutes);
    read.decimal("purchase", none, most, usual.purchase);
    read.decimal("taken_back", none, most, usual.taken_back);
    read.decimal("information", none, most, usual.information);
    if let Some(since) = read.date("since")
        && since > ground.today()
    {
        read.wrong("since", "out_of_range", "Give a day that is not after the one the analysis is about.");
    }
    read.end()
}

fn work(ground: &mut Ground<'_>, parameters: &Json) -> Result<Json> {
    let asked: Asked = serde_json::from_value(parameters.clone()).map_err(Error::internal)?;
    let sees = |object: &str, field: &str| ground.reading.sees_field(object, field);
    if !sees(purchase_line::KEY, purchase_line::TOTAL.key())
        || !(sees(purchase_line::KEY, purchase_line::COST.key()) || sees(product::KEY, product::COST.key()))
    {
        return Err(Error::invalid(
            "",
            "hidden",
            "Your role does not show you what things were sold for and what they cost.",
        ));
    }
    let since = asked.since.map(|day| start_of(day, ground, "since")).transpose()?;
    let till = Till::read(ground, since)?;
    let mut watch = information::watch(ground, &till, since)?;
    let mut gathered = gather::gather(ground, &till, &mut |purchase, sum| watch.take(purchase, sum))?;
    if gathered.lines == 0 {
        return Err(refused(&Refusal::TooFew { what: "lines with a sum", needed: 1, got: 0 }));
    }
    if gathered.lines_known == 0 {
        let text = "Neither a product nor a line of a purchase says what it cost, so nothing can be said of profit. Write into each product what it costs you.";
        return Err(Error::invalid("", "no_costs", text));
    }
    serving::add(ground, &asked, since, &mut gathered)?;
    let segments = by_segment::told(ground, &gathered)?;
    let information = brought::told(ground, &asked, &watch);
    let mut answer = answer::told(ground, &till, &asked, gathered);
    if let Some(members) = answer.as_object_mut() {
        members.insert("segments".to_string(), segments);
        members.insert("information".to_string(), information);
    }
    Ok(answer)
}

/// What one of so many has of a sum, to the nearest minor unit.
fn share(minor: i64, of: i64) -> i64 {
    serving::times(minor, 1, of.max(1))
}

/// A rate in minor units.
pub(crate) fn minor(rate: Decimal, ground: &Ground<'_>) -> i64 {
    let ten = 10_i64.saturating_pow(ground.currency.decimals());
    Money::new(ten, ground.currency).times(rate).map_or(i64::MAX, |money| money.minor)
}
