//! The three years the demo company has behind it: days by number, local time, and how busy each day is.

use vocabulary::{Date, Timestamp};

/// Days before the history that companies may already be known.
const BEFORE: i32 = 1_500;
/// Days after today that tasks and meetings may be planned for.
const AFTER: i32 = 120;
/// The length of the history in days: three years.
pub(crate) const DAYS: i32 = 1_096;

/// A day with what is needed to place a moment on it.
#[derive(Clone, Copy, Debug)]
struct Day {
    date: Date,
    /// Days since 1970-01-01.
    number: i64,
    /// Seconds the local clock is ahead of UTC at noon.
    offset: i64,
}

/// Day 0 is the first day of the history, [`DAYS`] is today: the history ends the evening before.
#[derive(Clone, Debug)]
pub(crate) struct Calendar {
    days: Vec<Day>,
    /// How much happens up to the beginning of each day; the last one is the whole.
    cumulative: Vec<f64>,
}

impl Calendar {
    /// The calendar of a company in Ljubljana whose today is given.
    pub(crate) fn new(today: Date) -> Calendar {
        let zone = jiff::tz::TimeZone::get("Europe/Ljubljana").unwrap_or(jiff::tz::TimeZone::UTC);
        let epoch = jiff::civil::Date::constant(1970, 1, 1);
        let day = |index: i32| {
            let date = today.plus_days(i64::from(index - DAYS));
            let civil = date.to_jiff();
            let number = civil.duration_since(epoch).as_hours() / 24;
            let noon =
                jiff::Timestamp::from_second(number * 86_400 + 43_200).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
            Day { date, number, offset: i64::from(zone.to_offset(noon).seconds()) }
        };
        let days: Vec<Day> = (-BEFORE..DAYS + AFTER).map(day).collect();
        let mut calendar = Calendar { days, cumulative: vec![0.0] };
        let mut sum = 0.0;
        for index in 0..DAYS {
            sum += intensity(calendar.date(index), index);
            calendar.cumulative.push(sum);
        }
        calendar
    }

    fn day(&self, index: i32) -> Day {
        let last = self.days.len() as i32 - 1;
        let position = (index + BEFORE).clamp(0, last.max(0)) as usize;
        let fallback = Day { date: Date::from_jiff(jiff::civil::Date::ZERO), number: 0, offset: 0 };
        self.days.get(position).copied().unwrap_or(fallback)
    }

    /// The date of a day.
    pub(crate) fn date(&self, index: i32) -> Date {
        self.day(index).date
    }

    /// The moment so many seconds after local midnight.
    pub(crate) fn moment(&self, index: i32, seconds: i64) -> Timestamp {
        let day = self.day(index);
        Timestamp::from_micros((day.number * 86_400 + seconds - day.offset) * 1_000_000)
    }

    /// 1 for Monday to 7 for Sunday.
    pub(crate) fn weekday(&self, index: i32) -> u8 {
        ((self.day(index).number + 3).rem_euclid(7) + 1) as u8
    }

    /// The same day, or the Monday after it on a weekend.
    pub(crate) fn workday(&self, index: i32) -> i32 {
        match self.weekday(index) {
            6 => index + 2,
            7 => index + 1,
            _ => index,
        }
    }

    /// How much business falls between two days.
    pub(crate) fn business(&self, from: i32, until: i32) -> f64 {
        (self.total_until(until) - self.total_until(from)).max(0.0)
    }

    fn total_until(&self, day: i32) -> f64 {
        let position = day.clamp(0, DAYS) as usize;
        self.cumulative.get(position).copied().unwrap_or_default()
    }

    /// The day between two days at that share of the business between them.
    pub(crate) fn day_at(&self, from: i32, until: i32, share: f64) -> i32 {
        let low = self.total_until(from);
        let wanted = low + share * self.business(from, until);
        let after = self.cumulative.partition_point(|sum| *sum <= wanted) as i32;
        (after - 1).clamp(from.max(0), (until - 1).max(from).min(DAYS - 1))
    }
}

/// How busy a day is: weekdays, seasons, holidays and six percent of growth a year.
fn intensity(date: Date, index: i32) -> f64 {
    let (_, month, day) = date.parts();
    if matches!((month, day), (1, 1) | (1, 2) | (5, 1) | (8, 15) | (11, 1) | (12, 25) | (12, 26)) {
        return 0.01;
    }
    let weekday = match date.to_jiff().weekday() {
        jiff::civil::Weekday::Monday => 1.05,
        jiff::civil::Weekday::Tuesday => 1.1,
        jiff::civil::Weekday::Wednesday => 1.1,
        jiff::civil::Weekday::Thursday => 1.05,
        jiff::civil::Weekday::Friday => 0.9,
        jiff::civil::Weekday::Saturday => 0.35,
        jiff::civil::Weekday::Sunday => 0.12,
    };
    let season = match month {
        1 => 0.7,
        2 => 0.85,
        3 => 1.1,
        4 => 1.2,
        5 => 1.15,
        6 => 1.0,
        7 => 0.75,
        8 => 0.65,
        9 => 1.05,
        10 => 1.15,
        11 => 1.35,
        _ if day <= 20 => 1.3,
        _ => 0.4,
    };
    let growth = 1.06f64.powf(f64::from(index) / 365.0);
    weekday * season * growth
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_moments_are_local() {
        let calendar = Calendar::new("2026-11-22".parse().unwrap());
        assert_eq!(calendar.date(DAYS).to_string(), "2026-11-22");
        assert_eq!(calendar.moment(DAYS, 9 * 3600).to_string(), "2026-11-22T08:00:00Z");
        assert_eq!(calendar.weekday(DAYS), 7);
        assert_eq!(calendar.workday(DAYS), DAYS + 1);
        assert_eq!(calendar.moment(DAYS - 130, 9 * 3600).to_string(), "2026-07-15T07:00:00Z");
    }

    #[test]
    fn november_is_busier_than_august() {
        let calendar = Calendar::new("2026-11-22".parse().unwrap());
        let month = |wanted: u8| {
            let days = (0..DAYS).filter(|day| calendar.date(*day).parts().1 == wanted);
            days.map(|day| calendar.business(day, day + 1)).sum::<f64>()
        };
        assert!(month(11) > 1.6 * month(8));
        assert_eq!(calendar.day_at(10, 20, 0.0), 10);
        assert!(calendar.day_at(10, 20, 0.999) <= 19);
    }
}
