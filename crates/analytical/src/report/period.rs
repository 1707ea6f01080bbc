//! The time a report is about, and the earlier time it is compared with: whole days in the asker's calendar.

use jiff::civil::Date as Day;
use jiff::{Span, ToSpan};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use store::query::Moment;
use vocabulary::{Date, Error, Result};

/// A period: between two days, the last so many units with the one that runs, this one, or the one before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// The field that says when.
    pub field: String,
    /// The first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// The last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// So many units, the running one included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<u32>,
    /// The unit of `last`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Unit>,
    /// The running one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub this: Option<Unit>,
    /// The one before the running one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<Unit>,
}

/// A unit of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// A day.
    Day,
    /// A week.
    Week,
    /// A month.
    Month,
    /// A quarter.
    Quarter,
    /// A year.
    Year,
}

/// What a period is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Compared {
    /// The period of the same length just before it.
    Previous,
    /// The same period a year before.
    Year,
}

/// Days: the first, and the first after them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first.
    pub from: Day,
    /// The first one after.
    pub until: Day,
    /// The unit it consists of, and how many; for moving it by whole units.
    steps: (Unit, i64),
}

impl Period {
    /// The days it means now.
    pub fn days(&self, moment: &Moment) -> Result<Days> {
        let wrong = || {
            let text = "Give from and until, last with unit, this, or previous.";
            Error::invalid("period", "malformed", text)
        };
        let today = moment.now.date_in(&moment.zone).to_jiff();
        let week = moment.first_weekday;
        let days = match (self.from, self.until, self.last, self.unit, self.this, self.previous) {
            (Some(from), Some(until), None, None, None, None) => {
                let (from, until) = (from.to_jiff(), plus(until.to_jiff(), Unit::Day, 1));
                let length = i64::from((until - from).get_days());
                if length < 1 {
                    return Err(Error::invalid(
                        "period",
                        "out_of_range",
                        "The period ends before it begins.",
                    ));
                }
                Days { from, until, steps: (Unit::Day, length) }
            }
            (None, None, Some(last), Some(unit), None, None) if (1..=1_000).contains(&last) => {
                let this = start(today, unit, week);
                let last = i64::from(last);
                Days { from: plus(this, unit, 1 - last), until: plus(this, unit, 1), steps: (unit, last) }
            }
            (None, None, None, None, Some(unit), None) => {
                let this = start(today, unit, week);
                Days { from: this, until: plus(this, unit, 1), steps: (unit, 1) }
            }
            (None, None, None, None, None, Some(unit)) => {
                let this = start(today, unit, week);
                Days { from: plus(this, unit, -1), until: this, steps: (unit, 1) }
            }
            _ => return Err(wrong()),
        };
        Ok(days)
    }
}

impl Days {
    /// The condition that a field lies in it.
    pub fn condition(&self, field: &str) -> Json {
        json!({"field": field, "op": "between", "value": [Date::from_jiff(self.from), Date::from_jiff(self.last())]})
    }

    /// The last day.
    pub fn last(&self) -> Day {
        plus(self.until, Unit::Day, -1)
    }

    /// The earlier days it is compared with. A year of weeks has 52 of them, so that weekdays meet weekdays.
    pub fn earlier(&self, compared: Compared) -> Days {
        let (unit, count) = self.shift(compared);
        Days { from: plus(self.from, unit, -count), until: plus(self.until, unit, -count), steps: self.steps }
    }

    /// The day of this period that meets a day of the earlier one.
    pub fn later(&self, day: Day, compared: Compared) -> Day {
        let (unit, count) = self.shift(compared);
        plus(day, unit, count)
    }

    fn shift(&self, compared: Compared) -> (Unit, i64) {
        match (compared, self.steps) {
            (Compared::Previous, steps) => steps,
            (Compared::Year, (Unit::Week, _)) => (Unit::Week, 52),
            (Compared::Year, _) => (Unit::Year, 1),
        }
    }
}

/// The first day of the unit a day lies in.
pub fn start(day: Day, unit: Unit, first_weekday: u8) -> Day {
    match unit {
        Unit::Day => day,
        Unit::Week => {
            let weekday = i64::from(day.weekday().to_monday_one_offset());
            day.saturating_sub((weekday - i64::from(first_weekday)).rem_euclid(7).days())
        }
        Unit::Month => day.first_of_month(),
        Unit::Quarter => day.first_of_month().saturating_sub(i64::from((day.month() - 1) % 3).months()),
        Unit::Year => day.first_of_year(),
    }
}

/// The day so many units later; stays within the calendar.
pub fn plus(day: Day, unit: Unit, count: i64) -> Day {
    let span = match unit {
        Unit::Day => Span::new().try_days(count),
        Unit::Week => Span::new().try_weeks(count),
        Unit::Month => Span::new().try_months(count),
        Unit::Quarter => Span::new().try_months(count.saturating_mul(3)),
        Unit::Year => Span::new().try_years(count),
    };
    span.map_or(day, |span| day.saturating_add(span))
}

/// The unit a word names.
pub fn unit_of(word: &str) -> Option<Unit> {
    serde_json::from_value(Json::String(word.to_string())).ok()
}

#[cfg(test)]
mod tests {
    use super::{Compared, Period};
    use jiff::civil::date;
    use serde_json::json;
    use store::query::Moment;
    use vocabulary::{Currency, Timestamp};

    fn moment() -> Moment {
        Moment {
            now: "2026-11-27T10:00:00Z".parse::<Timestamp>().unwrap(),
            zone: jiff::tz::TimeZone::UTC,
            first_weekday: 1,
            me: None,
            read: dictionary::ReadContext { currency: Currency::EUR, country: None },
        }
    }

    #[test]
    fn periods_are_whole_units_and_are_moved_by_whole_units() {
        for (period, from, until, before, year) in [
            (
                json!({"last": 12, "unit": "month"}),
                date(2025, 12, 1),
                date(2026, 12, 1),
                date(2024, 12, 1),
                date(2024, 12, 1),
            ),
            (
                json!({"this": "quarter"}),
                date(2026, 10, 1),
                date(2027, 1, 1),
                date(2026, 7, 1),
                date(2025, 10, 1),
            ),
            (
                json!({"previous": "month"}),
                date(2026, 10, 1),
                date(2026, 11, 1),
                date(2026, 9, 1),
                date(2025, 10, 1),
            ),
            (
                json!({"this": "week"}),
                date(2026, 11, 23),
                date(2026, 11, 30),
                date(2026, 11, 16),
                date(2025, 11, 24),
            ),
            (
                json!({"from": "2026-02-01", "until": "2026-02-10"}),
                date(2026, 2, 1),
                date(2026, 2, 11),
                date(2026, 1, 22),
                date(2025, 2, 1),
            ),
        ] {
            let mut members = period.clone();
            members["field"] = json!("closed_at");
            let days = serde_json::from_value::<Period>(members).unwrap().days(&moment()).unwrap();
            assert_eq!((days.from, days.until), (from, until), "{period}");
            assert_eq!(days.earlier(Compared::Previous).from, before, "{period}");
            assert_eq!(days.earlier(Compared::Year).from, year, "{period}");
        }
    }

    #[test]
    fn what_is_no_period_is_refused() {
        for period in [
            json!({}),
            json!({"last": 3}),
            json!({"this": "month", "previous": "month"}),
            json!({"last": 0, "unit": "day"}),
            json!({"from": "2026-02-02", "until": "2026-02-01"}),
        ] {
            let mut members = period.clone();
            members["field"] = json!("closed_at");
            assert!(serde_json::from_value::<Period>(members).unwrap().days(&moment()).is_err(), "{period}");
        }
    }
}
