//! Days as numbers, and the months they lie in.

use jiff::tz::TimeZone;
use vocabulary::{Date, Timestamp};

/// Days since 1970-01-01.
pub(super) fn number(date: Date) -> i64 {
    let (year, month, day) = date.parts();
    // Years are counted from March, so that the leap day comes last.
    let (month, day) = (i64::from(month), i64::from(day));
    let year = i64::from(year) - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The day of a number.
pub(super) fn date(number: i64) -> Date {
    Date::from_number(19_700_101)
        .map_or_else(|| Date::from_jiff(jiff::civil::Date::ZERO), |first| first.plus_days(number))
}

/// A moment as days since 1970 with their parts.
pub(super) fn moment(at: Timestamp) -> f64 {
    at.micros() as f64 / 86_400_000_000.0
}

/// The day a moment lies in.
pub(super) fn of(at: Timestamp, zone: &TimeZone) -> i64 {
    number(at.date_in(zone))
}

/// Months since the year 0 of the month a day lies in.
pub(super) fn month(day: i64) -> i64 {
    let (year, month, _) = date(day).parts();
    i64::from(year) * 12 + i64::from(month) - 1
}

/// The first day of a month.
pub(super) fn first_of(month: i64) -> i64 {
    let (year, month) = (month.div_euclid(12), month.rem_euclid(12) + 1);
    Date::new(year as i32, month as u8, 1).map_or(0, number)
}

/// A month as its text: `2026-11`.
pub(super) fn month_text(month: i64) -> String {
    format!("{:04}-{:02}", month.div_euclid(12), month.rem_euclid(12) + 1)
}

/// When a day begins where the workspace is.
pub(super) fn midnight(day: i64, zone: &TimeZone) -> Timestamp {
    date(day).to_jiff().to_zoned(zone.clone()).map_or_else(
        |_| Timestamp::from_micros(day * 86_400_000_000),
        |at| Timestamp::from_jiff(at.timestamp()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_months_are_those_of_the_calendar() {
        for (text, days) in
            [("1970-01-01", 0), ("2000-02-29", 11_016), ("2026-11-27", 20_784), ("1969-12-31", -1)]
        {
            let day: Date = text.parse().unwrap();
            assert_eq!(number(day), days, "{text}");
            assert_eq!(date(days), day);
        }
        assert_eq!(month_text(month(20_784)), "2026-11");
        assert_eq!(date(first_of(month(20_784))).to_string(), "2026-11-01");
        assert_eq!(first_of(month(20_784) + 2), number("2027-01-01".parse().unwrap()));
        let zone = TimeZone::get("Europe/Ljubljana").unwrap();
        assert_eq!(midnight(20_784, &zone).to_string(), "2026-11-26T23:00:00Z");
        assert_eq!(of(midnight(20_784, &zone), &zone), 20_784);
    }
}
