//! What an analysis of this folder is asked: read from JSON, with what was left out filled in, and refused field by field.

use super::history::Who;
use super::model::Kind;
use crate::analysis::no_such;
use serde_json::{Map, Value as Json, json};
use vocabulary::{Date, Error, Id, Result, Timestamp};

/// The most weeks looked ahead: ten years.
const MOST_WEEKS: i64 = 520;

/// Which customers are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Customers {
    All,
    Companies,
    People,
}

/// What has to be bought for a purchase to count: anything where nothing is named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Things {
    pub(crate) category: Option<Id>,
    pub(crate) product: Option<Id>,
}

/// What is asked of customer lifetime value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Lifetime {
    pub(crate) customers: Customers,
    pub(crate) things: Things,
    pub(crate) model: Kind,
    /// The last day that is looked at; none for today, or the last with a purchase where that is long ago.
    pub(crate) until: Option<i32>,
    /// The last day the test of the model learns from; none for one that is chosen by the data.
    pub(crate) split: Option<i32>,
    pub(crate) weeks: f64,
    /// Share by which a value a year away is worth less.
    pub(crate) discount: f64,
}

/// What is asked of leaving.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Leaving {
    pub(crate) customers: Customers,
    pub(crate) things: Things,
    pub(crate) until: Option<i32>,
    /// Days without a purchase after which a customer counts as gone; none for a number the data suggest.
    pub(crate) days: Option<i32>,
    /// The field of companies and people by which the curves are drawn.
    pub(crate) group: Option<String>,
}

/// Days since 1970 as a date.
pub(crate) fn date_of(day: i32) -> Option<Date> {
    Date::new(1970, 1, 1).map(|start| start.plus_days(i64::from(day)))
}

/// A date as days since 1970.
pub(crate) fn day_of_date(date: Date) -> Option<i32> {
    let midnight = date.to_jiff().to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp();
    Some(super::history::day_of(Timestamp::from_jiff(midnight)))
}

impl Lifetime {
    pub(crate) fn read(json: &Json) -> Result<Lifetime> {
        let parts = parts(
            json,
            &["customers", "category", "product", "model", "until", "split", "weeks", "discount"],
        )?;
        let model = match parts.get("model").and_then(Json::as_str) {
            None => Kind::Classic,
            Some(key) => {
                Kind::named(key).ok_or_else(|| invalid("model", "One of bg_nbd, mbg_nbd and pareto_nbd."))?
            }
        };
        let read = Lifetime {
            customers: customers(parts)?,
            things: Things::read(parts)?,
            model,
            until: day(parts, "until")?,
            split: day(parts, "split")?,
            #[expect(clippy::cast_precision_loss, reason = "at most 520")]
            weeks: whole(parts, "weeks", 52, 1, MOST_WEEKS)? as f64,
            #[expect(clippy::cast_precision_loss, reason = "at most 100")]
            discount: whole(parts, "discount", 10, 0, 100)? as f64 / 100.0,
        };
        if let (Some(split), Some(until)) = (read.split, read.until)
            && split >= until
        {
            return Err(invalid("split", "The test has to learn from days before the last one."));
        }
        Ok(read)
    }

    /// With everything that was left out.
    pub(crate) fn json(&self) -> Json {
        json!({
            "customers": self.customers.key(),
            "category": self.things.category,
            "product": self.things.product,
            "model": self.model.key(),
            "until": self.until.and_then(date_of),
            "split": self.split.and_then(date_of),
            "weeks": self.weeks as i64,
            "discount": (self.discount * 100.0).round() as i64,
        })
    }
}

impl Leaving {
    pub(crate) fn read(json: &Json) -> Result<Leaving> {
        let parts = parts(json, &["customers", "category", "product", "until", "days", "group"])?;
        let days = match parts.get("days") {
            None | Some(Json::Null) => None,
            Some(_) => i32::try_from(whole(parts, "days", 0, 7, 1830)?).ok(),
        };
        let group = match parts.get("group") {
            None | Some(Json::Null) => None,
            Some(Json::String(key)) => Some(key.clone()),
            Some(_) => return Err(invalid("group", "The key of a field of companies or people.")),
        };
        let things = Things::read(parts)?;
        Ok(Leaving { customers: customers(parts)?, things, until: day(parts, "until")?, days, group })
    }

    pub(crate) fn json(&self) -> Json {
        json!({
            "customers": self.customers.key(),
            "category": self.things.category,
            "product": self.things.product,
            "until": self.until.and_then(date_of),
            "days": self.days,
            "group": self.group,
        })
    }
}

impl Things {
    fn read(parts: &Map<String, Json>) -> Result<Things> {
        Ok(Things { category: thing(parts, "category")?, product: thing(parts, "product")? })
    }

    /// Whether anything counts.
    pub(crate) fn is_all(self) -> bool {
        self == Things::default()
    }
}

impl Customers {
    pub(crate) fn wants(self, who: Who) -> bool {
        match self {
            Self::All => true,
            Self::Companies => matches!(who, Who::Company(_)),
            Self::People => matches!(who, Who::Person(_)),
        }
    }

    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Companies => "companies",
            Self::People => "people",
        }
    }
}

fn invalid(field: &str, message: &str) -> Error {
    Error::invalid(format!("parameters.{field}"), "invalid", message)
}

fn parts<'j>(json: &'j Json, known: &[&str]) -> Result<&'j Map<String, Json>> {
    let parts = json.as_object().ok_or_else(|| Error::invalid("parameters", "invalid", "An object."))?;
    match parts.keys().find(|key| !known.contains(&key.as_str())) {
        Some(key) => Err(invalid(key, &no_such(known))),
        None => Ok(parts),
    }
}

fn customers(parts: &Map<String, Json>) -> Result<Customers> {
    match parts.get("customers") {
        None | Some(Json::Null) => Ok(Customers::All),
        Some(json) => match json.as_str() {
            Some("all") => Ok(Customers::All),
            Some("companies") => Ok(Customers::Companies),
            Some("people") => Ok(Customers::People),
            _ => Err(invalid("customers", "One of all, companies and people.")),
        },
    }
}

fn thing(parts: &Map<String, Json>, key: &str) -> Result<Option<Id>> {
    match parts.get(key) {
        None | Some(Json::Null) => Ok(None),
        Some(json) => {
            let id = json.as_str().and_then(|text| text.parse().ok());
            id.map(Some).ok_or_else(|| invalid(key, "The id of one."))
        }
    }
}

fn day(parts: &Map<String, Json>, key: &str) -> Result<Option<i32>> {
    let json = match parts.get(key) {
        None | Some(Json::Null) => return Ok(None),
        Some(json) => json,
    };
    let date = json.as_str().and_then(|text| text.parse::<Date>().ok());
    date.and_then(day_of_date).map(Some).ok_or_else(|| invalid(key, "A day such as 2026-11-27."))
}

fn whole(parts: &Map<String, Json>, key: &str, default: i64, least: i64, most: i64) -> Result<i64> {
    let number = match parts.get(key) {
        None | Some(Json::Null) => return Ok(default),
        Some(json) => json.as_i64(),
    };
    number
        .filter(|number| (least..=most).contains(number))
        .ok_or_else(|| invalid(key, &format!("A whole number from {least} to {most}.")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_is_filled_in_and_what_makes_no_sense_refused() {
        let read = Lifetime::read(&json!({})).unwrap();
        assert_eq!(
            read.json(),
            json!({"customers": "all", "category": null, "product": null, "model": "bg_nbd", "until": null, "split": null, "weeks": 52, "discount": 10})
        );
        let asked = json!({"customers": "people", "category": null, "product": "01890000-0000-7000-8000-000000000001", "model": "pareto_nbd", "until": "1998-06-30", "split": "1997-09-30", "weeks": 39, "discount": 0});
        assert_eq!(Lifetime::read(&asked).unwrap().json(), asked);
        for wrong in [
            json!({"model": "crystal_ball"}),
            json!({"weeks": 0}),
            json!({"weeks": 5.5}),
            json!({"weeks": 521}),
            json!({"discount": -1}),
            json!({"until": "yesterday"}),
            json!({"until": "1997-09-30", "split": "1997-09-30"}),
            json!({"customers": "dogs"}),
            json!({"category": "all"}),
            json!({"color": "red"}),
            json!([]),
        ] {
            assert!(matches!(Lifetime::read(&wrong), Err(Error::Invalid(_))), "{wrong}");
        }
        assert!(Leaving::read(&json!({"days": 3})).is_err());
        assert_eq!(Leaving::read(&json!({"days": 90, "group": "sector"})).unwrap().days, Some(90));
        assert_eq!(date_of(day_of_date(Date::new(2024, 2, 29).unwrap()).unwrap()), Date::new(2024, 2, 29));
    }
}
