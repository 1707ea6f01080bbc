//! The months, quarters and years that targets and forecasts run over.

use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use std::fmt;
use vocabulary::{Date, Error, Result, Timestamp};

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Length {
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// A year.
    Year,
}

impl Length {
    /// From the key of the choice.
    pub(crate) fn of(word: &str) -> Option<Length> {
        match word {
            "month" => Some(Length::Month),
            "quarter" => Some(Length::Quarter),
            "year" => Some(Length::Year),
            _ => None,
        }
    }

    /// The key of the choice.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Length::Month => "month",
            Length::Quarter => "quarter",
            Length::Year => "year",
        }
    }

    fn months(self) -> u8 {
        match self {
            Length::Month => 1,
            Length::Quarter => 3,
            Length::Year => 12,
        }
    }
}

/// A period of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Period {
    /// How long it is.
    pub(crate) length: Length,
    /// Its first day.
    pub(crate) from: Date,
    /// Its last day.
    pub(crate) to: Date,
}

impl Period {
    /// The period of that length in which a day lies.
    pub(crate) fn around(length: Length, day: Date) -> Option<Period> {
        let (year, month, _) = day.parts();
        let months = length.months();
        let first = (month.saturating_sub(1) / months) * months + 1;
        let from = Date::new(year, first, 1)?;
        let next =
            if first + months > 12 { Date::new(year + 1, 1, 1) } else { Date::new(year, first + months, 1) };
        Some(Period { length, from, to: next.map_or(from, |next| next.plus_days(-1)) })
    }

    /// From its text: `2026`, `2026-Q4` or `2026-11`.
    pub(crate) fn parse(text: &str) -> Result<Period> {
        let wrong = || {
            Error::invalid("period", "malformed", "Give a year, quarter or month: 2026, 2026-Q4 or 2026-11.")
        };
        let (year, part) = text.split_once('-').map_or((text, None), |(year, part)| (year, Some(part)));
        let year: i32 = year.parse().ok().filter(|year| (1900..=9998).contains(year)).ok_or_else(wrong)?;
        let (length, month) = match part {
            None => (Length::Year, 1),
            Some(part) => match part.strip_prefix(['Q', 'q']) {
                Some(quarter) => {
                    let quarter: u8 = quarter.parse().map_err(|_| wrong())?;
                    (
                        Length::Quarter,
                        quarter.checked_mul(3).and_then(|end| end.checked_sub(2)).ok_or_else(wrong)?,
                    )
                }
                None => (Length::Month, part.parse().map_err(|_| wrong())?),
            },
        };
        Date::new(year, month, 1).and_then(|day| Period::around(length, day)).ok_or_else(wrong)
    }

    /// When it begins and when it is over, by the clock on the wall of a zone.
    pub(crate) fn span(&self, zone: &TimeZone) -> (Timestamp, Timestamp) {
        (midnight(self.from, zone), midnight(self.to.plus_days(1), zone))
    }

    /// How far it is on a day.
    pub(crate) fn pace(&self, today: Date) -> Pace {
        let all = working_days(self.from, self.to);
        let gone = match today {
            today if today > self.to => all,
            today if today <= self.from => 0,
            today => working_days(self.from, today.plus_days(-1)),
        };
        Pace { all, gone }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, _) = self.from.parts();
        match self.length {
            Length::Month => write!(f, "{year:04}-{month:02}"),
            Length::Quarter => write!(f, "{year:04}-Q{}", month.div_ceil(3)),
            Length::Year => write!(f, "{year:04}"),
        }
    }
}

/// How many working days a period has, and how many of them are over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pace {
    /// All.
    pub(crate) all: i64,
    /// Those before today.
    pub(crate) gone: i64,
}

impl Pace {
    /// The share that is over.
    pub(crate) fn share(&self) -> f64 {
        if self.all == 0 { 1.0 } else { self.gone as f64 / self.all as f64 }
    }

    /// The weeks of five days that are left, today included.
    pub(crate) fn weeks_left(&self) -> f64 {
        (self.all - self.gone) as f64 / 5.0
    }
}

/// The Mondays to Fridays from one day to another, both included.
fn working_days(from: Date, to: Date) -> i64 {
    let (first, last) = (from.to_jiff(), to.to_jiff());
    let days = i64::from(first.until(last).map_or(0, |span| span.get_days())) + 1;
    if days <= 0 {
        return 0;
    }
    let (weeks, rest) = (days / 7, days % 7);
    let start = i64::from(first.weekday().to_monday_zero_offset());
    let saturday = i64::from(Weekday::Saturday.to_monday_zero_offset());
    weeks * 5 + (0..rest).filter(|day| (start + day) % 7 < saturday).count() as i64
}

fn midnight(day: Date, zone: &TimeZone) -> Timestamp {
    let at = day.to_jiff().to_zoned(zone.clone());
    at.map_or(Timestamp::from_micros(i64::MAX), |at| Timestamp::from_jiff(at.timestamp()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn periods_are_read_and_written_alike() {
        for (text, from, to) in [
            ("2026", "2026-01-01", "2026-12-31"),
            ("2026-Q1", "2026-01-01", "2026-03-31"),
            ("2026-Q4", "2026-10-01", "2026-12-31"),
            ("2024-02", "2024-02-01", "2024-02-29"),
            ("2026-12", "2026-12-01", "2026-12-31"),
        ] {
            let period = Period::parse(text).unwrap();
            assert_eq!((period.from, period.to, period.to_string()), (day(from), day(to), text.to_string()));
        }
        for text in
            ["", "x", "2026-Q5", "2026-Q0", "2026-13", "2026-00", "26", "2026-Q", "99999", "2026-11-01"]
        {
            assert!(Period::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn pace_counts_working_days_before_today() {
        // November 2026: the 1st is a Sunday; 21 working days.
        let period = Period::parse("2026-11").unwrap();
        for (today, gone) in [
            ("2026-10-15", 0),
            ("2026-11-01", 0),
            ("2026-11-02", 0),
            ("2026-11-03", 1),
            ("2026-11-09", 5),
            ("2026-11-30", 20),
            ("2026-12-01", 21),
            ("2027-06-01", 21),
        ] {
            assert_eq!(period.pace(day(today)), Pace { all: 21, gone }, "{today}");
        }
        assert_eq!(Period::parse("2026").unwrap().pace(day("2027-01-01")), Pace { all: 261, gone: 261 });
    }

    #[test]
    fn a_span_follows_the_clock_on_the_wall() {
        let zone = TimeZone::get("Europe/Ljubljana").unwrap();
        let (from, until) = Period::parse("2026-10").unwrap().span(&zone);
        assert_eq!(
            (from.to_string(), until.to_string()),
            ("2026-09-30T22:00:00Z".into(), "2026-10-31T23:00:00Z".into())
        );
    }
}
