//! Moments (UTC microseconds) and calendar days.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A moment: microseconds since 1970-01-01T00:00:00Z. Text form is RFC 3339 in UTC.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The moment that many microseconds after the epoch.
    pub const fn from_micros(micros: i64) -> Timestamp {
        Timestamp(micros)
    }

    /// Microseconds since the epoch.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// The moment that many seconds later (or earlier, when negative).
    pub const fn plus_seconds(self, seconds: i64) -> Timestamp {
        Timestamp(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }

    /// The same moment as jiff's type; `None` outside the years jiff knows.
    pub fn to_jiff(self) -> Option<jiff::Timestamp> {
        jiff::Timestamp::from_microsecond(self.0).ok()
    }

    /// From jiff's type, cut to microseconds.
    pub fn from_jiff(value: jiff::Timestamp) -> Timestamp {
        Timestamp(value.as_microsecond())
    }

    /// The calendar day in a time zone.
    pub fn date_in(self, zone: &jiff::tz::TimeZone) -> Date {
        match self.to_jiff() {
            Some(at) => Date::from_jiff(at.to_zoned(zone.clone()).date()),
            None => Date::from_number(19_700_101).unwrap_or(Date(19_700_101)),
        }
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Formatted by hand: a page of records prints hundreds of these.
        let seconds = self.0.div_euclid(1_000_000);
        let micros = self.0.rem_euclid(1_000_000);
        let days = seconds.div_euclid(86_400);
        let rest = seconds.rem_euclid(86_400);
        let (year, month, day) = civil_from_days(days);
        write!(f, "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}", rest / 3600, rest / 60 % 60, rest % 60)?;
        if micros == 0 {
            f.write_str("Z")
        } else if micros % 1000 == 0 {
            write!(f, ".{:03}Z", micros / 1000)
        } else {
            write!(f, ".{micros:06}Z")
        }
    }
}

/// Days since the epoch to year, month, day (Howard Hinnant, "chrono-compatible low-level date algorithms", 2013).
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let day = doy - (153 * mp + 2) / 5 + 1;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    (yoe + era * 400 + i64::from(month <= 2), month, day)
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Timestamp {
    type Err = String;
    fn from_str(text: &str) -> Result<Timestamp, String> {
        text.parse::<jiff::Timestamp>()
            .map(Timestamp::from_jiff)
            .map_err(|_| format!("“{}” is not a moment such as 2026-01-31T09:30:00Z", shortened(text)))
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A calendar day, kept as the number yyyymmdd: it sorts, and month and year come by division.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date(i32);

impl Date {
    /// The day, if there is such a day (years 1 to 9999).
    pub fn new(year: i32, month: u8, day: u8) -> Option<Date> {
        let date = jiff::civil::Date::new(
            i16::try_from(year).ok()?,
            i8::try_from(month).ok()?,
            i8::try_from(day).ok()?,
        );
        date.ok().filter(|date| date.year() > 0).map(Date::from_jiff)
    }

    /// From the number yyyymmdd, if there is such a day.
    pub fn from_number(number: i64) -> Option<Date> {
        let number = i32::try_from(number).ok()?;
        Date::new(number / 10_000, (number / 100 % 100) as u8, (number % 100) as u8)
    }

    /// The number yyyymmdd.
    pub const fn number(self) -> i64 {
        self.0 as i64
    }

    /// Year, month, day.
    pub const fn parts(self) -> (i32, u8, u8) {
        (self.0 / 10_000, (self.0 / 100 % 100) as u8, (self.0 % 100) as u8)
    }

    /// As jiff's type.
    pub fn to_jiff(self) -> jiff::civil::Date {
        let (year, month, day) = self.parts();
        jiff::civil::Date::new(year as i16, month as i8, day as i8).unwrap_or(jiff::civil::Date::ZERO)
    }

    /// From jiff's type.
    pub fn from_jiff(date: jiff::civil::Date) -> Date {
        Date(i32::from(date.year()) * 10_000 + i32::from(date.month()) * 100 + i32::from(date.day()))
    }

    /// The day that many days later (or earlier); stays within the years 1 to 9999.
    pub fn plus_days(self, days: i64) -> Date {
        Date::from_jiff(self.to_jiff().saturating_add(jiff::Span::new().try_days(days).unwrap_or_default()))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Date {
    type Err = String;
    fn from_str(text: &str) -> Result<Date, String> {
        let wrong = || format!("“{}” is not a day such as 2026-01-31", shortened(text));
        let mut parts = text.split('-');
        let mut part = |len: usize| {
            parts.next().filter(|part| part.len() == len).and_then(|part| part.parse::<u16>().ok())
        };
        let (year, month, day) = (part(4), part(2), part(2));
        match (year, month, day, parts.next()) {
            (Some(year), Some(month), Some(day), None) => Date::new(
                i32::from(year),
                month.try_into().map_err(|_| wrong())?,
                day.try_into().map_err(|_| wrong())?,
            )
            .ok_or_else(wrong),
            _ => Err(wrong()),
        }
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// At most 60 characters of a text, for an error message.
pub(crate) fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(60).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_read_back() {
        for text in ["2026-11-22T10:00:00Z", "1969-12-31T23:59:59.999999Z", "2024-02-29T12:30:01.250Z"] {
            assert_eq!(text.parse::<Timestamp>().unwrap().to_string(), text);
        }
        assert_eq!(
            "2026-11-22T11:00:00+01:00".parse::<Timestamp>().unwrap().to_string(),
            "2026-11-22T10:00:00Z"
        );
        assert!("yesterday".parse::<Timestamp>().is_err());
    }

    #[test]
    fn days_are_checked() {
        assert_eq!("2024-02-29".parse::<Date>().unwrap().number(), 20_240_229);
        assert!("2023-02-29".parse::<Date>().is_err());
        assert!("2023-2-9".parse::<Date>().is_err());
        assert_eq!("2023-12-31".parse::<Date>().unwrap().plus_days(1).to_string(), "2024-01-01");
    }
}
