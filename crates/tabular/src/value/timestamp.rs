//! Moments as people and machines write them.

use jiff::civil::{Date, DateTime, Time};
use jiff::{Timestamp, tz::Offset};

use super::date::{DateOrder, split_date};
use crate::Problem;

/// A moment, as exact as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// On somebody's clock; which zone it is meant in must be known from elsewhere.
    Local(DateTime),
    /// With its distance from UTC.
    Exact(Timestamp),
}

/// Reads a moment: `2024-01-15 10:00`, `12/1/2010 8:26 PM`, RFC 3339, or a day alone (its midnight).
pub fn parse_timestamp(text: &str, order: DateOrder) -> Result<Moment, Problem> {
    let fail = |wrong: &str| Problem::new("timestamp", text, wrong);
    let (date, rest) = split_date(text, order).map_err(|problem| Problem { code: "timestamp", ..problem })?;
    if rest.is_empty() {
        return Ok(Moment::Local(date.to_datetime(Time::midnight())));
    }
    let (time, offset) =
        clock(rest).ok_or_else(|| fail("is not a moment: the time of day cannot be read"))?;
    moment(date, time, offset).ok_or_else(|| fail("is not a moment: it is out of range"))
}

fn moment(date: Date, time: Time, offset: Option<i32>) -> Option<Moment> {
    let local = date.to_datetime(time);
    match offset {
        None => Some(Moment::Local(local)),
        Some(seconds) => Offset::from_seconds(seconds).ok()?.to_timestamp(local).ok().map(Moment::Exact),
    }
}

pub(super) fn is_time(text: &str) -> bool {
    clock(text).is_some()
}

/// A time of day and its distance from UTC in seconds.
fn clock(text: &str) -> Option<(Time, Option<i32>)> {
    let text = text.trim();
    let (text, offset) = offset(text)?;
    let lower = text.trim().to_ascii_lowercase();
    let (body, half) = if let Some(body) = lower.strip_suffix("pm").or_else(|| lower.strip_suffix("p.m.")) {
        (body.trim(), Some(12))
    } else if let Some(body) = lower.strip_suffix("am").or_else(|| lower.strip_suffix("a.m.")) {
        (body.trim(), Some(0))
    } else {
        (lower.as_str(), None)
    };
    let mut parts = body.split(':');
    let mut hour: i8 = two_digits(parts.next()?)?;
    let minute = match parts.next() {
        Some(minute) => two_digits(minute)?,
        None if half.is_some() => 0,
        None => return None,
    };
    let (second, nanosecond) = match parts.next() {
        None => (0, 0),
        Some(written) => seconds(written)?,
    };
    if parts.next().is_some() {
        return None;
    }
    if let Some(half) = half {
        if !(1..=12).contains(&hour) {
            return None;
        }
        hour = hour % 12 + half;
    }
    Some((Time::new(hour, minute, second, nanosecond).ok()?, offset))
}

fn seconds(written: &str) -> Option<(i8, i32)> {
    let (whole, fraction) = written.split_once(['.', ',']).unwrap_or((written, ""));
    if fraction.len() > 9 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let nanosecond = format!("{fraction:0<9}").parse().ok()?;
    // A leap second is the last moment of its minute here.
    Some((two_digits(whole)?.min(59), nanosecond))
}

fn two_digits(text: &str) -> Option<i8> {
    ((1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())?
}

/// Takes `Z`, `UTC`, `+02:00`, `+0200` or `+02` off the end.
fn offset(text: &str) -> Option<(&str, Option<i32>)> {
    for zulu in ["Z", "z", "UTC", "GMT"] {
        if let Some(rest) = text.strip_suffix(zulu) {
            return Some((rest, Some(0)));
        }
    }
    let Some(at) = text.rfind(['+', '-', '\u{2212}']) else {
        return Some((text, None));
    };
    let (time, written) = text.split_at_checked(at)?;
    let negative = !written.starts_with('+');
    let digits: String = written.chars().skip(1).filter(|c| *c != ':').collect();
    if !matches!(digits.len(), 2 | 4) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let hours: i32 = digits.get(..2)?.parse().ok()?;
    let minutes: i32 = digits.get(2..).filter(|m| !m.is_empty()).map_or(Some(0), |m| m.parse().ok())?;
    let seconds = hours * 3600 + minutes * 60;
    (hours <= 18 && minutes < 60).then_some((time, Some(if negative { -seconds } else { seconds })))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, order: DateOrder) -> String {
        match parse_timestamp(text, order) {
            Ok(Moment::Local(local)) => local.to_string(),
            Ok(Moment::Exact(exact)) => exact.to_string(),
            Err(problem) => problem.message,
        }
    }

    #[test]
    fn moments_of_many_systems_are_read() {
        for (text, order, wanted) in [
            ("2024-01-15 10:00", DateOrder::Ymd, "2024-01-15T10:00:00"),
            ("12/1/2010 8:26", DateOrder::Mdy, "2010-12-01T08:26:00"),
            ("12/1/2010 8:26", DateOrder::Dmy, "2010-01-12T08:26:00"),
            ("2010-12-01 08:26:00", DateOrder::Ymd, "2010-12-01T08:26:00"),
            ("15. 1. 2024 10:00:30", DateOrder::Dmy, "2024-01-15T10:00:30"),
            ("1/15/2024 8:26 PM", DateOrder::Mdy, "2024-01-15T20:26:00"),
            ("1/15/2024, 12:05 am", DateOrder::Mdy, "2024-01-15T00:05:00"),
            ("2024-01-15T10:00:00Z", DateOrder::Ymd, "2024-01-15T10:00:00Z"),
            ("2024-01-15T10:00:00.250+02:00", DateOrder::Ymd, "2024-01-15T08:00:00.25Z"),
            ("2024-01-15T10:00:00.000+0000", DateOrder::Ymd, "2024-01-15T10:00:00Z"),
            ("2024-01-15 10:00:00-05", DateOrder::Ymd, "2024-01-15T15:00:00Z"),
            ("2024-01-15 10:00:00 UTC", DateOrder::Ymd, "2024-01-15T10:00:00Z"),
            ("2024-01-15", DateOrder::Ymd, "2024-01-15T00:00:00"),
            (
                "20240115T1000",
                DateOrder::Ymd,
                "“20240115T1000” is not a moment: the time of day cannot be read",
            ),
        ] {
            assert_eq!(read(text, order), wanted, "{text}");
        }
    }

    #[test]
    fn what_is_no_moment_is_told_so() {
        for text in [
            "2024-01-15 25:00",
            "2024-01-15 10:60",
            "2024-01-15 13:00 PM",
            "2024-01-15 10",
            "2024-01-15 10:00+99:00",
        ] {
            assert!(read(text, DateOrder::Ymd).ends_with("the time of day cannot be read"), "{text}");
        }
        assert_eq!(
            read("31/02/2024 10:00", DateOrder::Dmy),
            "“31/02/2024 10:00” is not a date: February 2024 has 29 days"
        );
    }
}
