//! Requests for groups: keys, time buckets, measures.

use super::condition::{measurable, measure_of};
use super::{Parser, relative};
use crate::query::{Bucket, Path};
use dictionary::{Kind, Measure, ObjectDef};
use serde_json::{Map, Value as Json};
use std::sync::Arc;
use vocabulary::{Error, Result};

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
    pub by: Vec<(Path, Option<Bucket>)>,
    /// The measures; none for a count of records.
    pub measures: Vec<(Measure, Option<Path>)>,
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

    fn keys(&self, object: &Arc<ObjectDef>, json: Option<&Json>) -> Result<Vec<(Path, Option<Bucket>)>> {
        let mut keys = Vec::new();
        let mut lists = 0;
        for (index, item) in list(json, "by", MAX_KEYS)?.iter().enumerate() {
            let at = format!("by.{index}");
            let members = object_of(item, &at, &["field", "bucket"])?;
            let path = self.path_member(object, members, &at)?;
            let kind = path.field.as_ref().map(|field| field.value_kind());
            if !path.field.as_ref().is_some_and(|field| field.groupable()) {
                let message = format!("Records cannot be grouped by “{}”.", path.text);
                return Err(Error::invalid(format!("{at}.field"), "not_groupable", message));
            }
            lists += usize::from(kind.is_some_and(Kind::multiple));
            if lists > 1 || (kind.is_some_and(Kind::multiple) && !path.links.is_empty()) {
                let message =
                    "Records are grouped by at most one field with several values, and by none over links.";
                return Err(Error::invalid(format!("{at}.field"), "not_groupable", message));
            }
            let time = matches!(kind, Some(Kind::Date | Kind::Timestamp));
            let bucket = match members.get("bucket") {
                // Moments hardly ever coincide: a day is the smallest group that says something.
                None | Some(Json::Null) => (kind == Some(Kind::Timestamp)).then_some(Bucket::Day),
                Some(json) if time => match json.as_str().and_then(relative::unit_of) {
                    Some(bucket) => Some(bucket),
                    None => {
                        let message = "Expected day, week, month, quarter or year.";
                        return Err(Error::invalid(format!("{at}.bucket"), "unknown_choice", message));
                    }
                },
                Some(_) => {
                    return Err(Error::invalid(
                        format!("{at}.bucket"),
                        "malformed",
                        "Only days and moments fall into buckets.",
                    ));
                }
            };
            keys.push((path, bucket));
        }
        Ok(keys)
    }

    fn measures(&self, object: &Arc<ObjectDef>, json: Option<&Json>) -> Result<Vec<(Measure, Option<Path>)>> {
        let mut measures = Vec::new();
        for (index, item) in list(json, "measures", MAX_MEASURES)?.iter().enumerate() {
            let at = format!("measures.{index}");
            let members = object_of(item, &at, &["measure", "field"])?;
            let measure = match measure_of(members) {
                Some(Measure::Last) | None => {
                    let message = "Expected count, sum, avg, min or max.";
                    return Err(Error::invalid(format!("{at}.measure"), "unknown_choice", message));
                }
                Some(measure) => measure,
            };
            if !members.contains_key("field") {
                if measure != Measure::Count {
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
            if !path.field.as_ref().is_some_and(|field| measurable(measure, field)) {
                let message = format!("“{}” cannot be measured so.", path.text);
                return Err(Error::invalid(format!("{at}.field"), "malformed", message));
            }
            measures.push((measure, Some(path)));
        }
        if measures.is_empty() {
            measures.push((Measure::Count, None));
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
    by: &[(Path, Option<Bucket>)],
    measures: &[(Measure, Option<Path>)],
) -> Result<Option<(usize, bool)>> {
    let text = match json {
        None | Some(Json::Null) => return Ok(None),
        Some(json) => json.as_str().unwrap_or_default(),
    };
    let (descending, word) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let named = |(measure, path): &(Measure, Option<Path>)| {
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

fn measure_word(measure: Measure) -> &'static str {
    match measure {
        Measure::Count => "count",
        Measure::Sum => "sum",
        Measure::Avg => "avg",
        Measure::Min => "min",
        Measure::Max => "max",
        Measure::Last => "last",
    }
}
