//! Conditions on a field, and on the records that link here.

use super::zero::none_is_zero;
use super::{MAX_VALUES, Reading};
use crate::query::parse::operand::Read;
use crate::query::{Filter, Having, Linked, Operand, Test};
use dictionary::{FieldDef, Kind, Measure, ObjectDef, Operator};
use serde_json::{Map, Value as Json};
use std::sync::Arc;

/// The operators of an id.
const ID_OPERATORS: &[Operator] = &[Operator::Is, Operator::IsNot, Operator::In];
/// The operators of a bound on a measure.
const HAVING_OPERATORS: &[Operator] =
    &[Operator::Is, Operator::Lt, Operator::Lte, Operator::Gt, Operator::Gte, Operator::Between];

impl Reading<'_> {
    /// `{"field":"company.sector","op":"is","value":"retail"}`
    pub(super) fn field(
        &mut self,
        object: &Arc<ObjectDef>,
        members: &Map<String, Json>,
        at: &str,
    ) -> Option<Filter> {
        self.only(members, &["field", "op", "value"], at)?;
        let Some(text) = members.get("field").and_then(Json::as_str) else {
            return self.wrong(format!("{at}.field"), "malformed", "Expected the key of a field.");
        };
        let path = match self.parser.path(object, text) {
            Ok(path) => path,
            Err((code, message)) => return self.wrong(format!("{at}.field"), code, message),
        };
        let operators = path.field.as_ref().map_or(ID_OPERATORS, |field| field.operators());
        let operator = self.operator(members, operators, at)?;
        let value = members.get("value").unwrap_or(&Json::Null);
        let read = Read { moment: self.parser.moment, operator };
        let read = match &path.field {
            None => read.ids(value, false),
            Some(field) => read.operand(field, value),
        };
        let (operator, operand) = self.checked(read, &format!("{at}.value"))?;
        Some(none_is_zero(Test { path, operator, operand }))
    }

    fn operator(&mut self, members: &Map<String, Json>, known: &[Operator], at: &str) -> Option<Operator> {
        let word = members.get("op").and_then(Json::as_str).unwrap_or_default();
        if let Some(operator) = known.iter().find(|operator| operator.word() == word) {
            return Some(*operator);
        }
        let offered: Vec<&str> = known.iter().map(|operator| operator.word()).collect();
        let word: String = word.chars().take(60).collect();
        let message = format!("“{word}” does not suit this field; it knows {}.", offered.join(", "));
        self.wrong(format!("{at}.op"), "unknown_operator", message)
    }

    fn checked(
        &mut self,
        read: Result<(Operator, Operand), (&'static str, String)>,
        at: &str,
    ) -> Option<(Operator, Operand)> {
        let (operator, operand) = match read {
            Ok(read) => read,
            Err((code, message)) => return self.wrong(at, code, message),
        };
        let count = match &operand {
            Operand::Values(values) => values.len(),
            Operand::Ids(ids) => ids.len(),
            _ => 1,
        };
        self.values += count;
        if count > MAX_VALUES || self.values > super::MAX_ALL_VALUES {
            return self.wrong(at, "too_long", format!("At most {MAX_VALUES} values fit here."));
        }
        Some((operator, operand))
    }

    /// `{"linked":"purchase.person","where":…,"having":[…]}`
    pub(super) fn linked(
        &mut self,
        object: &Arc<ObjectDef>,
        members: &Map<String, Json>,
        at: &str,
        depth: usize,
    ) -> Option<Filter> {
        self.only(members, &["linked", "where", "having"], at)?;
        let Some((from, link)) = self.link_here(object, members) else {
            let message = "There is no such link here; write it as object.field, such as purchase.person.";
            return self.wrong(format!("{at}.linked"), "unknown_field", message);
        };
        let filter = match members.get("where") {
            None | Some(Json::Null) => None,
            Some(json) => Some(Box::new(self.filter(&from, json, &format!("{at}.where"), depth + 1)?)),
        };
        let mut having = Vec::new();
        match members.get("having") {
            None | Some(Json::Null) => {}
            Some(Json::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    having.push(self.having(&from, item, &format!("{at}.having.{index}"))?);
                }
            }
            Some(_) => return self.wrong(format!("{at}.having"), "malformed", "Expected a list of bounds."),
        }
        Some(Filter::Linked(Linked { object: from, link, filter, having }))
    }

    fn link_here(
        &self,
        object: &ObjectDef,
        members: &Map<String, Json>,
    ) -> Option<(Arc<ObjectDef>, Arc<FieldDef>)> {
        let (from, link) = members.get("linked")?.as_str()?.split_once('.')?;
        let from = self.parser.dictionary.object(from).filter(|from| self.parser.sees(&from.key))?;
        let link = self.parser.readable_field(from, link)?;
        (super::path::target_of(link) == Some(object.key.as_str()))
            .then(|| (Arc::clone(from), Arc::clone(link)))
    }

    /// `{"measure":"sum","field":"total","op":"gt","value":{"amount":"500","currency":"EUR"}}`
    fn having(&mut self, from: &Arc<ObjectDef>, json: &Json, at: &str) -> Option<Having> {
        self.nodes += 1;
        if self.nodes > super::MAX_NODES {
            return self.wrong(
                at,
                "too_long",
                format!("A filter has at most {} conditions.", super::MAX_NODES),
            );
        }
        let Json::Object(members) = json else {
            return self.wrong(
                at,
                "malformed",
                "A bound is an object such as {\"measure\":\"count\",\"op\":\"gte\",\"value\":2}.",
            );
        };
        self.only(members, &["measure", "field", "op", "value"], at)?;
        let Some(measure) = measure_of(members) else {
            return self.wrong(
                format!("{at}.measure"),
                "unknown_choice",
                "Expected count, sum, avg, min, max or last.",
            );
        };
        let field = match (members.get("field").and_then(Json::as_str), measure) {
            (None, Measure::Count) => None,
            (None, _) => return self.wrong(format!("{at}.field"), "required", "This measure needs a field."),
            (Some(key), _) => match self.parser.readable_field(from, key) {
                Some(field) => Some(Arc::clone(field)),
                None => {
                    let key: String = key.chars().take(100).collect();
                    return self.wrong(
                        format!("{at}.field"),
                        "unknown_field",
                        format!("There is no field “{key}” here."),
                    );
                }
            },
        };
        if let Some(field) = &field
            && !measurable(measure, field)
        {
            return self.wrong(format!("{at}.field"), "malformed", "This field cannot be measured so.");
        }
        let operator = self.operator(members, HAVING_OPERATORS, at)?;
        let value = members.get("value").unwrap_or(&Json::Null);
        let read = Read { moment: self.parser.moment, operator };
        let read = match (&field, measure) {
            (None, _) | (_, Measure::Count) => read.number(Kind::Integer, from.title(), value),
            (Some(field), Measure::Avg) if field.value_kind() != Kind::Money => {
                read.number(Kind::Decimal, field, value)
            }
            (Some(field), _) => read.bound(field, value),
        };
        let (operator, operand) = self.checked(read, &format!("{at}.value"))?;
        Some(Having { measure, field, operator, operand })
    }
}

/// The measure an object of the input names.
pub(super) fn measure_of(members: &Map<String, Json>) -> Option<Measure> {
    Some(match members.get("measure")?.as_str()? {
        "count" => Measure::Count,
        "sum" => Measure::Sum,
        "avg" => Measure::Avg,
        "min" => Measure::Min,
        "max" => Measure::Max,
        "last" => Measure::Last,
        _ => return None,
    })
}

/// Whether a measure can be taken of a field: numbers, amounts, days and moments; anything can be counted.
pub(super) fn measurable(measure: Measure, field: &FieldDef) -> bool {
    let kind = field.value_kind();
    !field.is_rollup()
        && match measure {
            Measure::Count => true,
            Measure::Sum | Measure::Avg => kind.summable(),
            Measure::Min | Measure::Max | Measure::Last => {
                kind.summable() || matches!(kind, Kind::Date | Kind::Timestamp)
            }
        }
}
