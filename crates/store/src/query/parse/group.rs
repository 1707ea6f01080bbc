//! Requests for groups: keys, time buckets, measures.

use super::condition::{measurable, measure_of};
use super::{Parser, relative};
use crate::query::{Bucket, Gauge, Path, Split};
use dictionary::{FieldDef, Kind, Measure, ObjectDef};
use serde_json::{Map, Value as Json};
use std::sync::Arc;
use vocabulary::{Decimal, Error, Result};

/// Most keys of a grouping.
const MAX_KEYS: usize = 3;
/// Most measures of a grouping.
const MAX_MEASURES: usize = 10;
/// Most groups answered.
const MAX_GROUPS: u64 = 10_000;

/// What to group by and what to measure: the parts of a [`crate::query::GroupQuery`].
#[derive(Clone, Debug)]
pub struct GroupRequest {
    /// The keys; a time field with its bucket.
    pub by: Vec<(Path, Option<Split>)>,
    /// The measures; none for a count of records.
    pub measures: Vec<(Gauge, Option<Path>)>,
    /// By which column of the result (keys first, then measures), and whether descending.
    pub sort: Option<(usize, bool)>,
    /// At most so many groups.
    pub limit: usize,
}

impl Parser<'_> {
    /// Reads the members `by`, `measures`, `sort` and `limit` of a request for groups.
    ///
    /// The sort names a key (`stage`), a measure (`count`) or a measure of a field (`sum:amount`), with a minus for
    /// descending. Other members are the caller's.
    pub fn groups(&self, object: &Arc<ObjectDef>, members: &Map<String, Json>) -> Result<GroupRequest> {
        let by = self.keys(object, members.get("by"))?;
        let measures = self.measures(object, members.get("measures"))?;
        let sort = sort_of(members.get("sort"), &by, &measures)?;
        let limit = match members.get("limit") {
            None | Some(Json::Null) => 1_000,
            Some(json) => match json.as_u64() {
                Some(limit) if (1..=MAX_GROUPS).contains(&limit) => limit as usize,
                _ => {
                    return Err(Error::invalid(
                        "limit",
                        "malformed",
                        format!("Expected a number from 1 to {MAX_GROUPS}."),
                    ));
                }
            },
        };
        Ok(GroupRequest { by, measures, sort, limit })
    }

    fn keys(&self, object: &Arc<ObjectDef>, json: Option<&Json>) -> Result<Vec<(Path, Option<Split>)>> {
        let mut keys = Vec::new();
        let mut lists = 0;
        for (index, item) in list(json, "by", MAX_KEYS)?.iter().enumerate() {
            let at = format!("by.{index}");
            let members = object_of(item, &at, &["field", "bucket", "band"])?;
            let path = self.path_member(object, members, &at)?;
            let kind = path.field.as_ref().map(|field| field.value_kind());
            let countries = kind == Some(Kind::PostalAddress)
                && members.get("bucket").and_then(Json::as_str) == Some("country");
            let banded = members.get("band").is_some_and(|band| !band.is_null());
            let groupable = |field: &Arc<FieldDef>| {
                field.groupable()
                    || countries
                    || banded && field.value_kind().summable() && !field.is_rollup()
            };
            if !path.field.as_ref().is_some_and(groupable) {
                let message = format!("Records cannot be grouped by “{}”.", path.text);
                return Err(Error::invalid(format!("{at}.field"), "not_groupable", message));
            }
            lists += usize::from(kind.is_some_and(Kind::multiple));
            let far = kind.is_some_and(Kind::multiple) && !path.links.is_empty() && !countries;
            if lists > 1 || far {
                let message =
                    "Records are grouped by at most one field with several values, and by none over links.";
                return Err(Error::invalid(format!("{at}.field"), "not_groupable", message));
            }
            let split = split_of(kind, members)
                .map_err(|(member, code, message)| Error::invalid(format!("{at}.{member}"), code, message))?;
            keys.push((path, split));
        }
        Ok(keys)
    }

    fn measures(&self, object: &Arc<ObjectDef>, json: Option<&Json>) -> Result<Vec<(Gauge, Option<Path>)>> {
        let mut measures = Vec::new();
        for (index, item) in list(json, "measures", MAX_MEASURES)?.iter().enumerate() {
            let at = format!("measures.{index}");
            let members = object_of(item, &at, &["measure", "field"])?;
            let word = members.get("measure").and_then(Json::as_str);
            let measure = match (word, measure_of(members)) {
                (Some("distinct"), _) => Gauge::Distinct,
                (Some("median"), _) => Gauge::Median,
                (_, Some(Measure::Last) | None) => {
                    let message = "Expected count, sum, avg, min, max, median or distinct.";
                    return Err(Error::invalid(format!("{at}.measure"), "unknown_choice", message));
                }
                (_, Some(measure)) => Gauge::Of(measure),
            };
            if !members.contains_key("field") {
                if measure != Gauge::Of(Measure::Count) {
                    return Err(Error::invalid(
                        format!("{at}.field"),
                        "required",
                        "This measure needs a field.",
                    ));
                }
                measures.push((measure, None));
                continue;
            }
            let path = self.path_member(object, members, &at)?;
            let measured = |field: &Arc<FieldDef>| match measure {
                Gauge::Of(measure) => measurable(measure, field),
                Gauge::Distinct => !field.is_rollup() && !field.value_kind().multiple(),
                Gauge::Median => measurable(Measure::Avg, field),
            };
            if !path.field.as_ref().is_some_and(measured) {
                let message = format!("“{}” cannot be measured so.", path.text);
                return Err(Error::invalid(format!("{at}.field"), "malformed", message));
            }
            measures.push((measure, Some(path)));
        }
        if measures.is_empty() {
            measures.push((Gauge::Of(Measure::Count), None));
        }
        Ok(measures)
    }

    fn path_member(&self, object: &Arc<ObjectDef>, members: &Map<String, Json>, at: &str) -> Result<Path> {
        let at = format!("{at}.field");
        let Some(text) = members.get("field").and_then(Json::as_str) else {
            return Err(Error::invalid(at, "malformed", "Expected the key of a field."));
        };
        self.path(object, text).map_err(|(code, message)| Error::invalid(at, code, message))
    }
}

fn list<'j>(json: Option<&'j Json>, at: &str, most: usize) -> Result<&'j [Json]> {
    match json {
        None | Some(Json::Null) => Ok(&[]),
        Some(Json::Array(items)) if items.len() <= most => Ok(items),
        Some(Json::Array(_)) => Err(Error::invalid(at, "too_long", format!("At most {most} fit here."))),
        Some(_) => Err(Error::invalid(at, "malformed", "Expected a list.")),
    }
}

fn object_of<'j>(json: &'j Json, at: &str, known: &[&str]) -> Result<&'j Map<String, Json>> {
    let Json::Object(members) = json else {
        return Err(Error::invalid(at, "malformed", "Expected an object."));
    };
    match members.keys().find(|key| !known.contains(&key.as_str())) {
        Some(_) => {
            Err(Error::invalid(at, "unknown_field", format!("This takes only {}.", known.join(" and "))))
        }
        None => Ok(members),
    }
}

fn sort_of(
    json: Option<&Json>,
    by: &[(Path, Option<Split>)],
    measures: &[(Gauge, Option<Path>)],
) -> Result<Option<(usize, bool)>> {
    let text = match json {
        None | Some(Json::Null) => return Ok(None),
        Some(json) => json.as_str().unwrap_or_default(),
    };
    let (descending, word) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let named = |(measure, path): &(Gauge, Option<Path>)| {
        let measure = measure_word(*measure);
        match (word.split_once(':'), path) {
            (Some((head, field)), Some(path)) => head == measure && field == path.text,
            (Some(_), None) => false,
            (None, _) => word == measure,
        }
    };
    let key = by.iter().position(|(path, _)| path.text == word);
    match key.or_else(|| measures.iter().position(named).map(|index| index + by.len())) {
        Some(column) => Ok(Some((column, descending))),
        None => Err(Error::invalid(
            "sort",
            "malformed",
            "Expected a key or a measure of this request, such as -count or -sum:amount.",
        )),
    }
}

fn measure_word(measure: Gauge) -> &'static str {
    match measure {
        Gauge::Of(Measure::Count) => "count",
        Gauge::Of(Measure::Sum) => "sum",
        Gauge::Of(Measure::Avg) => "avg",
        Gauge::Of(Measure::Min) => "min",
        Gauge::Of(Measure::Max) => "max",
        Gauge::Of(Measure::Last) => "last",
        Gauge::Distinct => "distinct",
        Gauge::Median => "median",
    }
}

/// What the values of a key fall into: a bucket of time, or bands of numbers.
fn split_of(
    kind: Option<Kind>,
    members: &Map<String, Json>,
) -> std::result::Result<Option<Split>, (&'static str, &'static str, &'static str)> {
    let time = matches!(kind, Some(Kind::Date | Kind::Timestamp));
    let member = |name: &str| members.get(name).filter(|json| !json.is_null());
    if let Some(band) = member("band") {
        if !kind.is_some_and(Kind::summable) {
            return Err(("band", "malformed", "Only numbers and amounts fall into bands."));
        }
        let text = band.as_str().map_or_else(|| band.to_string(), str::to_string);
        return match text.parse::<Decimal>().map(Decimal::millionths) {
            Ok(width) if width > 0 => Ok(Some(Split::Band(width))),
            _ => Err(("band", "malformed", "Expected the width of a band: a number above zero.")),
        };
    }
    let Some(bucket) = member("bucket") else {
        // Moments hardly ever coincide: a day is the smallest group that says something.
        return Ok((kind == Some(Kind::Timestamp)).then_some(Split::Time(Bucket::Day)));
    };
    if kind == Some(Kind::PostalAddress) {
        return match bucket.as_str() {
            Some("country") => Ok(Some(Split::Country)),
            _ => Err(("bucket", "unknown_choice", "Addresses are grouped by their country.")),
        };
    }
    if !time {
        return Err(("bucket", "malformed", "Only days and moments fall into buckets."));
    }
    match bucket.as_str() {
        Some("weekday") => Ok(Some(Split::Weekday)),
        Some("hour") if kind == Some(Kind::Timestamp) => Ok(Some(Split::Hour)),
        Some("hour") => Err(("bucket", "malformed", "A day has no hour.")),
        word => match word.and_then(relative::unit_of) {
            Some(bucket) => Ok(Some(Split::Time(bucket))),
            None => Err((
                "bucket",
                "unknown_choice",
                "Expected day, week, month, quarter, year, weekday or hour.",
            )),
        },
    }
}
