//! How often a dashboard is kept, as it is asked for and told: each day, a day of each week, or a day of each month, at an hour.

use platform::job::Rhythm;
use serde::Deserialize;
use serde_json::{Value as Json, json};
use vocabulary::{Error, Problem, Result};

/// How often, as it is asked for. Whatever is wrong with it is told at once, each with its place.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    every: Option<String>,
    weekday: Option<i64>,
    day: Option<i64>,
    hour: Option<i64>,
    minute: Option<i64>,
}

impl Wanted {
    /// The rhythm that is meant.
    pub(super) fn rhythm(&self) -> Result<Rhythm> {
        let mut problems = Vec::new();
        let mut number = |field: &str, value: Option<i64>, least: i64, most: i64, text: &str| {
            let found = value.filter(|value| (least..=most).contains(value));
            if found.is_none() {
                let code = if value.is_none() { "required" } else { "out_of_range" };
                problems.push(Problem::new(field, code, text));
            }
            found.and_then(|value| i8::try_from(value).ok()).unwrap_or_default()
        };
        let hour = number("hour", self.hour, 0, 23, "Give an hour from 0 to 23.");
        let minute = number("minute", self.minute.or(Some(0)), 0, 59, "Give a minute from 0 to 59.");
        let rhythm = match self.every.as_deref() {
            Some("day") => Some(Rhythm::Daily { hour, minute }),
            Some("week") => {
                let text = "Give the day of the week, from 1 for Monday to 7 for Sunday.";
                let weekday = number("weekday", self.weekday, 1, 7, text);
                Some(Rhythm::Weekly { weekday, hour, minute })
            }
            Some("month") => {
                let text =
                    "Give the day of the month, from 1 to 31; shorter months have it on their last day.";
                Some(Rhythm::Monthly { day: number("day", self.day, 1, 31, text), hour, minute })
            }
            _ => None,
        };
        if rhythm.is_none() {
            let code = if self.every.is_none() { "required" } else { "unknown_choice" };
            problems.push(Problem::new("every", code, "Say every day, week or month."));
        }
        if self.weekday.is_some() && matches!(rhythm, Some(Rhythm::Daily { .. } | Rhythm::Monthly { .. })) {
            problems.push(Problem::new("weekday", "malformed", "Only what comes each week has a weekday."));
        }
        if self.day.is_some() && matches!(rhythm, Some(Rhythm::Daily { .. } | Rhythm::Weekly { .. })) {
            let text = "Only what comes each month has a day of the month.";
            problems.push(Problem::new("day", "malformed", text));
        }
        match rhythm {
            Some(rhythm) if problems.is_empty() => Ok(rhythm),
            _ => Err(Error::Invalid(problems)),
        }
    }
}

/// A rhythm as it is told.
pub(super) fn told(rhythm: Rhythm) -> Json {
    match rhythm {
        Rhythm::Weekly { weekday, hour, minute } => {
            json!({"every": "week", "weekday": weekday, "day": null, "hour": hour, "minute": minute})
        }
        Rhythm::Monthly { day, hour, minute } => {
            json!({"every": "month", "weekday": null, "day": day, "hour": hour, "minute": minute})
        }
        Rhythm::Daily { hour, minute } => {
            json!({"every": "day", "weekday": null, "day": null, "hour": hour, "minute": minute})
        }
        // Nobody can ask for it here.
        Rhythm::Hourly { minute } => {
            json!({"every": "day", "weekday": null, "day": null, "hour": 0, "minute": minute})
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(json: Json) -> Result<Rhythm> {
        serde_json::from_value::<Wanted>(json).unwrap().rhythm()
    }

    #[test]
    fn what_is_asked_for_is_told_back() {
        for (json, rhythm) in [
            (json!({"every": "day", "hour": 7}), Rhythm::Daily { hour: 7, minute: 0 }),
            (
                json!({"every": "week", "weekday": 5, "hour": 0, "minute": 30}),
                Rhythm::Weekly { weekday: 5, hour: 0, minute: 30 },
            ),
            (
                json!({"every": "month", "day": 31, "hour": 23}),
                Rhythm::Monthly { day: 31, hour: 23, minute: 0 },
            ),
        ] {
            assert_eq!(asked(json).unwrap(), rhythm);
            let again = told(rhythm);
            let members = again.as_object().unwrap().iter().filter(|(_, value)| !value.is_null());
            let json = members.map(|(key, value)| (key.clone(), value.clone())).collect();
            assert_eq!(asked(Json::Object(json)).unwrap(), rhythm);
        }
    }

    #[test]
    fn each_fault_is_told_with_its_place() {
        for (json, places) in [
            (json!({}), vec!["hour", "every"]),
            (json!({"every": "year", "hour": 7}), vec!["every"]),
            (json!({"every": "day", "hour": 24, "minute": 60}), vec!["hour", "minute"]),
            (json!({"every": "week", "hour": 7}), vec!["weekday"]),
            (json!({"every": "week", "hour": 7, "weekday": 0, "day": 3}), vec!["weekday", "day"]),
            (json!({"every": "month", "hour": 7, "day": 32, "weekday": 1}), vec!["day", "weekday"]),
            (json!({"every": "day", "hour": 7, "day": 1, "weekday": 1}), vec!["weekday", "day"]),
        ] {
            let Err(Error::Invalid(problems)) = asked(json.clone()) else { panic!("{json}") };
            let found: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
            assert_eq!(found, places, "{json}");
        }
    }
}
