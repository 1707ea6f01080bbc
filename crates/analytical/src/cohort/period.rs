//! Months, quarters and years as numbers that follow each other.

use jiff::tz::TimeZone;
use vocabulary::{Date, Timestamp};

/// How long a period is, in months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span(i32);

impl Span {
    /// The span of that word.
    pub(super) fn of(word: &str) -> Span {
        Span(match word {
            "year" => 12,
            "quarter" => 3,
            _ => 1,
        })
    }

    /// The number of the period a day lies in.
    pub(super) fn number(self, day: Date) -> i32 {
        let day = day.to_jiff();
        (i32::from(day.year()) * 12 + i32::from(day.month()) - 1).div_euclid(self.0)
    }

    /// The first and the last day of a period.
    pub(super) fn days(self, number: i32) -> Option<(Date, Date)> {
        let first = |number: i32| {
            let months = number * self.0;
            Date::new(months.div_euclid(12), u8::try_from(months.rem_euclid(12) + 1).ok()?, 1)
        };
        Some((first(number)?, first(number + 1)?.plus_days(-1)))
    }

    /// How a period is called: `2026-01`, `2026-Q1`, `2026`.
    pub(super) fn key(self, number: i32) -> String {
        let months = number * self.0;
        let (year, month) = (months.div_euclid(12), months.rem_euclid(12));
        match self.0 {
            12 => format!("{year}"),
            3 => format!("{year}-Q{}", month / 3 + 1),
            _ => format!("{year}-{:02}", month + 1),
        }
    }
}

/// The years whose months are known at once; other moments are worked out one by one.
const YEARS: std::ops::Range<i32> = 1970..2100;

/// In which period moments lie: millions of them, so the beginnings of months in the zone are worked out once.
pub(super) struct Calendar {
    span: Span,
    zone: TimeZone,
    /// The number of the first month in `begins`, counted from the year 0.
    first: i32,
    begins: Vec<i64>,
}

impl Calendar {
    pub(super) fn new(span: Span, zone: TimeZone) -> Calendar {
        let begin = |month: i32| {
            let date =
                Date::new(month.div_euclid(12), u8::try_from(month.rem_euclid(12) + 1).ok()?, 1)?.to_jiff();
            Some(Timestamp::from_jiff(date.to_zoned(zone.clone()).ok()?.timestamp()).micros())
        };
        let begins = (YEARS.start * 12..=YEARS.end * 12).map_while(begin).collect();
        Calendar { span, zone, first: YEARS.start * 12, begins }
    }

    /// The number of the period a moment lies in.
    pub(super) fn number(&self, at: Timestamp) -> i32 {
        let begun = self.begins.partition_point(|begin| *begin <= at.micros());
        match i32::try_from(begun) {
            Ok(begun) if begun > 0 && (begun as usize) < self.begins.len() => {
                (self.first + begun - 1).div_euclid(self.span.0)
            }
            _ => self.span.number(at.date_in(&self.zone)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_calendar_says_what_each_day_says() {
        let zone = TimeZone::get("Europe/Ljubljana").unwrap();
        for word in ["month", "quarter", "year"] {
            let calendar = Calendar::new(Span::of(word), zone.clone());
            for text in [
                "1969-12-31T22:59:59Z",
                "1969-12-31T23:00:00Z",
                "2026-02-28T22:59:59Z",
                "2026-02-28T23:00:00Z",
                "2026-06-30T21:59:59.999999Z",
                "2026-06-30T22:00:00Z",
                "2099-12-31T22:59:59Z",
                "2099-12-31T23:00:00Z",
                "2134-05-06T07:08:09Z",
                "1812-05-06T07:08:09Z",
            ] {
                let at: Timestamp = text.parse().unwrap();
                assert_eq!(calendar.number(at), Span::of(word).number(at.date_in(&zone)), "{word} {text}");
            }
        }
    }

    #[test]
    fn periods_follow_each_other() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        for (word, on, key, from, to) in [
            ("month", "2026-02-28", "2026-02", "2026-02-01", "2026-02-28"),
            ("month", "2025-12-31", "2025-12", "2025-12-01", "2025-12-31"),
            ("quarter", "2026-06-30", "2026-Q2", "2026-04-01", "2026-06-30"),
            ("year", "2024-02-29", "2024", "2024-01-01", "2024-12-31"),
        ] {
            let span = Span::of(word);
            let number = span.number(day(on));
            assert_eq!(span.key(number), key);
            assert_eq!(span.days(number), Some((day(from), day(to))));
            assert_eq!(span.number(day(to).plus_days(1)), number + 1);
        }
    }
}
