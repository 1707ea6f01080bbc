//! RFM: how lately, how often and for how much each customer bought, as scores from 1 to 5, and the groups that follow from them.
//!
//! A. M. Hughes, Strategic Database Marketing (1994). There are several conventions and they give different groups, so the result
//! says which one it comes from.

mod answer;
mod group;
mod movement;
mod score;
mod scored;

pub use group::{GROUPS, Group};
pub use score::schedule;
pub use scored::{Convention, Scored, scored};

use crate::analysis::{Analysis, Ground, Parameters};
use crate::customer::{self, Places};
use platform::Feature;
use serde_json::Value as Json;
use standard::{company, person, purchase};
use vocabulary::{Date, Decimal, Error, Result, Timestamp};

/// The analysis.
pub static ANALYSIS: Analysis = Analysis {
    key: "rfm",
    version: 1,
    needs: &[purchase::KEY],
    also: &[company::KEY, person::KEY],
    check,
    work,
};

/// The feature: the groups that stand on companies and people.
pub static FEATURE: Feature = Feature::new("customer groups").jobs(score::JOBS).operations(
    score::OPERATIONS,
    score::routes,
    score::schemas,
);

const CONVENTIONS: &[&str] = &["quantiles", "ranks", "nested", "own"];
/// Scores go from 1 to this.
pub const STEPS: u8 = 5;

/// The parameters of an RFM analysis, read.
struct Asked {
    convention: Convention,
    word: String,
    since: Option<Date>,
}

fn check(ground: &mut Ground<'_>, given: &Json) -> Result<Json> {
    let mut read = Parameters::of(given)?;
    let word = read.choice("convention", CONVENTIONS, "quantiles");
    for name in ["recency", "frequency", "monetary"] {
        let cuts = read.rising(name, usize::from(STEPS) - 1);
        let own = word == "own";
        match cuts {
            Some(cuts) if own && cuts.len() == usize::from(STEPS) - 1 => {}
            Some(_) if own => read.wrong(name, "too_few", "Give four cut points: five scores need them."),
            Some(_) => read.wrong(name, "not_allowed", "Cut points belong to the convention “own”."),
            None if own => read.wrong(name, "required", "Give four cut points."),
            None => {}
        }
    }
    if let Some(since) = read.date("compare_to")
        && since >= ground.today()
    {
        read.wrong("compare_to", "out_of_range", "Give an earlier day than the one the analysis is about.");
    }
    read.end()
}

fn asked(parameters: &Json) -> Result<Asked> {
    let word = parameters.get("convention").and_then(Json::as_str).unwrap_or("quantiles").to_string();
    let cuts = |name: &str| -> Result<Vec<f64>> {
        let list = parameters.get(name).and_then(Json::as_array).ok_or_else(wrong)?;
        list.iter().map(|text| text.as_str().and_then(|text| text.parse().ok()).ok_or_else(wrong)).collect()
    };
    let convention = match word.as_str() {
        "ranks" => Convention::Ranks,
        "nested" => Convention::Nested,
        "own" => Convention::Own {
            recency: cuts("recency")?,
            frequency: cuts("frequency")?,
            monetary: cuts("monetary")?,
        },
        _ => Convention::Quantiles,
    };
    let since = parameters.get("compare_to").and_then(Json::as_str);
    let since = since.map(|text| text.parse().map_err(|_| wrong())).transpose()?;
    Ok(Asked { convention, word, since })
}

fn wrong() -> Error {
    Error::internal("parameters of an analysis are not as they were checked")
}

fn work(ground: &mut Ground<'_>, parameters: &Json) -> Result<Json> {
    let asked = asked(parameters)?;
    let now = ground.as_of;
    let (customers, earlier) = match asked.since {
        None => (customer::customers(ground, now)?, None),
        Some(day) => {
            let then = end_of(day, ground)?;
            let places = Places::read(ground)?;
            let mut both = customer::customers_at(ground, &places, &[now, then])?;
            let earlier = both.pop().unwrap_or_default();
            (both.pop().unwrap_or_default(), Some((day, earlier)))
        }
    };
    let scored = scored(&customers, ground.today(), ground, &asked.convention)?;
    let movements = match earlier {
        None => Json::Null,
        Some((day, customers)) => movement::told(&scored, &customers, day, ground, &asked.convention)?,
    };
    answer::told(ground, &asked.word, &scored, movements)
}

/// The last moment of a day.
fn end_of(day: Date, ground: &Ground<'_>) -> Result<Timestamp> {
    let next = day.plus_days(1).to_jiff().to_zoned(ground.zone.clone());
    let next = next.map_err(|_| {
        Error::invalid("parameters.compare_to", "out_of_range", "Give a day closer to today.")
    })?;
    Ok(Timestamp::from_micros(Timestamp::from_jiff(next.timestamp()).micros() - 1))
}

/// An amount of minor units as the decimal number of major ones.
pub(crate) fn major(minor: i64, currency: vocabulary::Currency) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "scores compare amounts; sums stay in whole cents")]
    let minor = minor as f64;
    minor / 10_f64.powi(i32::try_from(currency.decimals()).unwrap_or(2))
}

/// A cut point as it is written.
pub(crate) fn decimal(value: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "amounts and days are far below the bound")]
    let millionths = (value * 1e6).round() as i64;
    Decimal::from_millionths(millionths).to_string()
}
