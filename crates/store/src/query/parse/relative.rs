//! Relative spans of days: `{"last":90,"unit":"day"}`, `{"this":"month"}`, in the asker's calendar.
//!
//! *last* reaches from that many units ago until today, *next* from today until that many units ahead; both ends are
//! included. *this* and *previous* are whole days, weeks, months, quarters and years of the calendar.

use crate::query::{Bucket, Moment};
use jiff::civil::Date as Day;
use jiff::{Span, ToSpan};
use serde_json::Value as Json;
use vocabulary::Date;

/// A span of days: the first one, and the first one after it.
pub(super) struct Days {
    pub from: Date,
    pub until: Date,
}

/// Reads a relative span.
pub(super) fn read(json: &Json, moment: &Moment) -> Result<Days, (&'static str, String)> {
    let wrong = || {
        let message = "Expected a span such as {\"last\":90,\"unit\":\"day\"}, {\"next\":2,\"unit\":\"week\"}, \
                       {\"this\":\"month\"} or {\"previous\":\"quarter\"}.";
        ("malformed", message.to_string())
    };
    let Json::Object(members) = json else { return Err(wrong()) };
    let today = moment.now.date_in(&moment.zone).to_jiff();
    let mut entries = members.iter();
    let (first, second) = (entries.next(), entries.next());
    let single = |value: &Json| value.as_str().and_then(unit_of).ok_or_else(wrong);
    let days = match (first, second, entries.next()) {
        (Some((word, value)), None, None) if word == "this" => {
            let unit = single(value)?;
            let from = start_of(today, unit, moment.first_weekday);
            (from, plus(from, unit, 1))
        }
        (Some((word, value)), None, None) if word == "previous" => {
            let unit = single(value)?;
            let this = start_of(today, unit, moment.first_weekday);
            (plus(this, unit, -1), this)
        }
        (Some(_), Some(_), None) => {
            let unit = members.get("unit").and_then(Json::as_str).and_then(unit_of).ok_or_else(wrong)?;
            let count =
                |json: &Json| json.as_i64().filter(|count| (0..=10_000).contains(count)).ok_or_else(wrong);
            match (members.get("last"), members.get("next")) {
                (Some(last), None) => (plus(today, unit, -count(last)?), plus(today, Bucket::Day, 1)),
                (None, Some(next)) => (today, plus(plus(today, unit, count(next)?), Bucket::Day, 1)),
                _ => return Err(wrong()),
            }
        }
        _ => return Err(wrong()),
    };
    Ok(Days { from: in_range(days.0), until: in_range(days.1) })
}

/// The unit of a word.
pub(super) fn unit_of(word: &str) -> Option<Bucket> {
    Some(match word {
        "day" => Bucket::Day,
        "week" => Bucket::Week,
        "month" => Bucket::Month,
        "quarter" => Bucket::Quarter,
        "year" => Bucket::Year,
        _ => return None,
    })
}

/// The first day of the unit a day lies in.
pub(crate) fn start_of(day: Day, unit: Bucket, first_weekday: u8) -> Day {
    match unit {
        Bucket::Day => day,
        Bucket::Week => {
            let weekday = i64::from(day.weekday().to_monday_one_offset());
            day.saturating_sub((weekday - i64::from(first_weekday)).rem_euclid(7).days())
        }
        Bucket::Month => day.first_of_month(),
        Bucket::Quarter => {
            let back = i64::from((day.month() - 1) % 3);
            day.first_of_month().saturating_sub(back.months())
        }
        Bucket::Year => day.first_of_year(),
    }
}

/// The day that many units later or earlier; stays within the calendar.
pub(crate) fn plus(day: Day, unit: Bucket, count: i64) -> Day {
    let span = match unit {
        Bucket::Day => Span::new().try_days(count),
        Bucket::Week => Span::new().try_weeks(count),
        Bucket::Month => Span::new().try_months(count),
        Bucket::Quarter => Span::new().try_months(count * 3),
        Bucket::Year => Span::new().try_years(count),
    };
    // A span too long for the calendar ends where the calendar ends.
    match span {
        Ok(span) => day.saturating_add(span),
        Err(_) if count < 0 => Day::MIN,
        Err(_) => Day::MAX,
    }
}

/// Days before year 1 become its first day: the dictionary knows no earlier ones.
fn in_range(day: Day) -> Date {
    Date::from_jiff(if day.year() < 1 { jiff::civil::date(1, 1, 1) } else { day })
}
