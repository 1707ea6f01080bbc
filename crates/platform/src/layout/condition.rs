//! Conditions of a layout: over the record's own values, evaluated by the app.

use dictionary::ObjectDef;
use serde_json::{Map, Value as Json};
use vocabulary::Problem;

/// Conditions inside each other.
const DEEPEST: usize = 5;
/// Conditions of one field.
const MOST: usize = 50;
/// Values of one list.
const MOST_VALUES: usize = 100;
/// Bytes of a value.
const LONGEST: usize = 500;

/// Finds out what is wrong with a condition.
pub(super) struct Check<'a> {
    pub(super) object: &'a ObjectDef,
    pub(super) problems: &'a mut Vec<Problem>,
}

impl Check<'_> {
    /// Looks at a condition that stands at a place of the body.
    pub(super) fn condition(&mut self, place: &str, json: &Json) {
        let mut left = MOST;
        self.part(place, json, DEEPEST, &mut left);
    }

    fn wrong(&mut self, place: &str, code: &str, message: impl Into<String>) {
        self.problems.push(Problem::new(place, code, message));
    }

    fn part(&mut self, place: &str, json: &Json, depth: usize, left: &mut usize) {
        *left = left.saturating_sub(1);
        let Json::Object(members) = json else {
            return self.wrong(place, "malformed", "A condition is an object.");
        };
        let Some(depth) = depth.checked_sub(1) else {
            let text = format!("Conditions stand at most {DEEPEST} levels inside each other.");
            return self.wrong(place, "too_deep", text);
        };
        match (members.len(), members.get("and").or(members.get("or")), members.get("not")) {
            (1, Some(Json::Array(parts)), None) if !parts.is_empty() => {
                for (index, part) in parts.iter().enumerate() {
                    if *left == 0 {
                        let text = format!("A field takes at most {MOST} conditions.");
                        return self.wrong(place, "too_long", text);
                    }
                    self.part(&format!("{place}.{index}"), part, depth, left);
                }
            }
            (1, None, Some(part)) => self.part(&format!("{place}.not"), part, depth, left),
            (_, None, None) => self.comparison(place, members),
            _ => self.wrong(place, "malformed", "Use field, op and value, or and, or, not alone."),
        }
    }

    fn comparison(&mut self, place: &str, members: &Map<String, Json>) {
        if let Some(name) = members.keys().find(|name| !["field", "op", "value"].contains(&name.as_str())) {
            return self.wrong(&format!("{place}.{name}"), "unknown_field", "There is no such member here.");
        }
        let field = members.get("field").and_then(Json::as_str).unwrap_or_default();
        if self.object.field(field).is_none() {
            self.wrong(&format!("{place}.field"), "unknown_field", "There is no such field.");
        }
        let value = members.get("value");
        let fits = match members.get("op").and_then(Json::as_str).unwrap_or_default() {
            "is" | "is_not" => value.is_some_and(|value| is_plain(value) || is_money(value)),
            "gt" | "gte" | "lt" | "lte" => {
                value.is_some_and(|value| value.is_number() || value.is_string() || is_money(value))
            }
            "in" | "not_in" => value.and_then(Json::as_array).is_some_and(|values| {
                !values.is_empty() && values.len() <= MOST_VALUES && values.iter().all(is_plain)
            }),
            "empty" | "filled" => value.is_none_or(Json::is_null),
            _ => {
                let text = "Use is, is_not, in, not_in, empty, filled, gt, gte, lt or lte.";
                return self.wrong(&format!("{place}.op"), "unknown_operator", text);
            }
        };
        if !fits {
            self.wrong(&format!("{place}.value"), "malformed", "This value does not suit the comparison.");
        }
    }
}

fn is_plain(value: &Json) -> bool {
    match value {
        Json::String(text) => text.len() <= LONGEST,
        Json::Number(_) | Json::Bool(_) => true,
        _ => false,
    }
}

fn is_money(value: &Json) -> bool {
    let member = |name: &str| value.get(name).and_then(Json::as_str).is_some_and(|text| text.len() <= 40);
    value.as_object().is_some_and(|members| members.len() == 2) && member("amount") && member("currency")
}

/// The fields a condition compares.
pub(super) fn fields<'a>(json: &'a Json, found: &mut Vec<&'a str>) {
    found.extend(json.get("field").and_then(Json::as_str));
    for name in ["and", "or"] {
        for part in json.get(name).and_then(Json::as_array).into_iter().flatten() {
            fields(part, found);
        }
    }
    if let Some(part) = json.get("not") {
        fields(part, found);
    }
}
