//! Parameters read one by one: what is missing takes its usual value, what is wrong is told field by field, what is unknown is
//! refused.

use serde_json::{Map, Value as Json};
use vocabulary::{Date, Decimal, Error, Problem, Result};

/// Parameters being read.
pub struct Parameters {
    given: Map<String, Json>,
    taken: Map<String, Json>,
    problems: Vec<Problem>,
    /// The names that were asked for.
    known: Vec<String>,
}

impl Parameters {
    /// Begins with what was given: a JSON object, or nothing.
    pub fn of(given: &Json) -> Result<Parameters> {
        let given = match given {
            Json::Null => Map::new(),
            Json::Object(entries) => entries.clone(),
            _ => {
                let message = "Send parameters as a JSON object.";
                return Err(Error::invalid("parameters", "malformed", message));
            }
        };
        Ok(Parameters { given, taken: Map::new(), problems: Vec::new(), known: Vec::new() })
    }

    fn given(&mut self, name: &str) -> Option<Json> {
        self.known.push(name.to_string());
        self.given.shift_remove(name).filter(|json| !json.is_null())
    }

    /// Says that a parameter is wrong.
    pub fn wrong(&mut self, name: &str, code: &str, message: impl Into<String>) {
        self.problems.push(Problem::new(format!("parameters.{name}"), code, message));
    }

    fn keep(&mut self, name: &str, value: impl Into<Json>) {
        self.taken.insert(name.to_string(), value.into());
    }

    /// One of several words.
    pub fn choice(&mut self, name: &str, words: &[&str], usual: &str) -> String {
        let chosen = match self.given(name) {
            None => usual.to_string(),
            Some(Json::String(word)) if words.contains(&word.as_str()) => word,
            Some(_) => {
                self.wrong(name, "unknown_choice", format!("Choose one of: {}.", words.join(", ")));
                usual.to_string()
            }
        };
        self.keep(name, chosen.clone());
        chosen
    }

    /// A whole number within bounds.
    pub fn number(&mut self, name: &str, from: i64, to: i64, usual: i64) -> i64 {
        let number = match self.given(name) {
            None => usual,
            Some(json) => match json.as_i64() {
                Some(number) if (from..=to).contains(&number) => number,
                _ => {
                    self.wrong(name, "out_of_range", format!("Give a whole number from {from} to {to}."));
                    usual
                }
            },
        };
        self.keep(name, number);
        number
    }

    /// A decimal number within bounds, as a number or as text.
    pub fn decimal(&mut self, name: &str, from: Decimal, to: Decimal, usual: Decimal) -> Decimal {
        let number = match self.given(name) {
            None => usual,
            Some(json) => match decimal_of(&json) {
                Some(number) if (from..=to).contains(&number) => number,
                _ => {
                    self.wrong(name, "out_of_range", format!("Give a number from {from} to {to}."));
                    usual
                }
            },
        };
        self.keep(name, number.to_string());
        number
    }

    /// Decimal numbers that rise; none stays none.
    pub fn rising(&mut self, name: &str, most: usize) -> Option<Vec<Decimal>> {
        let given = self.given(name)?;
        let numbers: Option<Vec<Decimal>> =
            given.as_array().and_then(|list| list.iter().map(decimal_of).collect());
        let rise = |list: &Vec<Decimal>| {
            (1..=most).contains(&list.len())
                && list.iter().zip(list.iter().skip(1)).all(|(low, high)| low < high)
        };
        match numbers.filter(rise) {
            Some(numbers) => {
                let texts: Vec<Json> = numbers.iter().map(|number| Json::from(number.to_string())).collect();
                self.keep(name, texts);
                Some(numbers)
            }
            None => {
                self.wrong(
                    name,
                    "malformed",
                    format!("Give 1 to {most} numbers, each larger than the one before."),
                );
                None
            }
        }
    }

    /// A day; none stays none.
    pub fn date(&mut self, name: &str) -> Option<Date> {
        let given = self.given(name)?;
        match given.as_str().and_then(|text| text.parse().ok()) {
            Some(date) => {
                self.keep(name, given);
                Some(date)
            }
            None => {
                self.wrong(name, "malformed", "Give a day such as 2026-11-30.");
                None
            }
        }
    }

    /// Yes or no.
    pub fn flag(&mut self, name: &str, usual: bool) -> bool {
        let flag = match self.given(name) {
            None => usual,
            Some(Json::Bool(flag)) => flag,
            Some(_) => {
                self.wrong(name, "malformed", "Give true or false.");
                usual
            }
        };
        self.keep(name, flag);
        flag
    }

    /// Anything else, such as a filter: whoever reads it says what is wrong with it.
    pub fn any(&mut self, name: &str) -> Option<Json> {
        let given = self.given(name)?;
        self.keep(name, given.clone());
        Some(given)
    }

    /// The parameters with all that was missing, or what is wrong with them.
    pub fn end(mut self) -> Result<Json> {
        let unknown: Vec<String> = self.given.keys().cloned().collect();
        for name in unknown {
            self.wrong(&name, "unknown_field", no_such(&self.known));
        }
        if self.problems.is_empty() {
            Ok(Json::Object(self.taken))
        } else {
            Err(Error::Invalid(self.problems))
        }
    }
}

/// What is said of a parameter that is none of these.
pub(crate) fn no_such(known: &[impl AsRef<str>]) -> String {
    let names: Vec<&str> = known.iter().map(AsRef::as_ref).collect();
    format!("There is no such parameter. There are: {}.", names.join(", "))
}

fn decimal_of(json: &Json) -> Option<Decimal> {
    match json {
        Json::String(text) => text.parse().ok(),
        Json::Number(number) => number.to_string().parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_missing_is_usual_and_what_is_wrong_is_told() {
        let mut read = Parameters::of(&json!({"steps": 4, "days": ["1", 2.5]})).unwrap();
        assert_eq!(read.choice("by", &["month", "quarter"], "month"), "month");
        assert_eq!(read.number("steps", 2, 10, 5), 4);
        assert_eq!(read.rising("days", 9).unwrap().len(), 2);
        assert_eq!(read.date("since"), None);
        assert_eq!(read.end().unwrap(), json!({"by": "month", "steps": 4, "days": ["1", "2.5"]}));
        let wrong = json!({"by": "week", "steps": 99, "days": [2, 1], "since": "May", "what": 1});
        let mut read = Parameters::of(&wrong).unwrap();
        read.choice("by", &["month", "quarter"], "month");
        read.number("steps", 2, 10, 5);
        read.rising("days", 9);
        read.date("since");
        let Err(Error::Invalid(problems)) = read.end() else { panic!("taken") };
        let fields: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
        let named =
            ["parameters.by", "parameters.steps", "parameters.days", "parameters.since", "parameters.what"];
        assert_eq!(fields, named);
        assert!(Parameters::of(&json!([])).is_err());
    }
}
