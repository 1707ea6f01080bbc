//! The month, quarter or year a league runs over.

use super::day;
use super::span::Span;
use std::fmt;

/// A period of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Period {
    /// Its first month, counted from the year 0.
    start: i64,
    /// 1, 3 or 12.
    pub(super) months: i64,
}

impl Period {
    /// From its text: `2026`, `2026-Q4` or `2026-11`.
    pub(super) fn parse(text: &str) -> Option<Period> {
        let (year, part) = text.split_once('-').map_or((text, None), |(year, part)| (year, Some(part)));
        let year: i64 = year.parse().ok().filter(|year| (1900..=9998).contains(year))?;
        let within =
            |part: &str, most: i64| part.parse::<i64>().ok().filter(|number| (1..=most).contains(number));
        Some(match part {
            None => Period { start: year * 12, months: 12 },
            Some(part) => match part.strip_prefix(['Q', 'q']) {
                Some(quarter) => Period { start: year * 12 + (within(quarter, 4)? - 1) * 3, months: 3 },
                None => Period { start: year * 12 + within(part, 12)? - 1, months: 1 },
            },
        })
    }

    /// The quarter a day lies in.
    pub(super) fn quarter_of(day: i64) -> Period {
        Period { start: day::month(day).div_euclid(3) * 3, months: 3 }
    }

    /// Its days.
    pub(super) fn span(self) -> Span {
        Span { from: day::first_of(self.start), to: day::first_of(self.start + self.months) - 1 }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month) = (self.start.div_euclid(12), self.start.rem_euclid(12));
        match self.months {
            12 => write!(f, "{year:04}"),
            3 => write!(f, "{year:04}-Q{}", month / 3 + 1),
            _ => write!(f, "{year:04}-{:02}", month + 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_and_written() {
        for text in ["2026", "2026-Q4", "2026-11"] {
            assert_eq!(Period::parse(text).unwrap().to_string(), text);
        }
        let quarter = Period::parse("2017-q1").unwrap().span();
        assert_eq!(day::date(quarter.from).to_string(), "2017-01-01");
        assert_eq!(day::date(quarter.to).to_string(), "2017-03-31");
        assert_eq!(Period::quarter_of(quarter.to).to_string(), "2017-Q1");
        for wrong in ["", "26", "2026-13", "2026-Q5", "2026-Q0", "x"] {
            assert!(Period::parse(wrong).is_none(), "{wrong}");
        }
    }
}
