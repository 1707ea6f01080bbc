//! A moment so many working minutes after another: counted in the hours somebody works, on their own clock. Pure.

use crate::activity::hours::Stretch;
use crate::activity::zone::moment;
use jiff::tz::TimeZone;
use vocabulary::Timestamp;

const MINUTE: i64 = 60_000_000;
/// Who works no hour in so many days has no working hours.
const MOST_DAYS: i64 = 60;

/// The moment at which so many working minutes have passed since `from`. What passes is real time: when the clocks change within working
/// hours, there is an hour more or less of them.
pub(super) fn after(
    from: Timestamp,
    minutes: i64,
    stretches: &[Stretch],
    zone: &TimeZone,
) -> Option<Timestamp> {
    let mut left = minutes * MINUTE;
    let first = from.date_in(zone);
    for day in 0..MOST_DAYS {
        let date = first.plus_days(day).to_jiff();
        let weekday = date.weekday().to_monday_one_offset();
        let mut hours: Vec<_> = stretches
            .iter()
            .filter(|one| one.weekday == weekday)
            .filter_map(Stretch::hours)
            .filter_map(|(begin, end)| Some((moment(date, begin, zone)?, moment(date, end, zone)?)))
            .collect();
        hours.sort();
        let mut past = from;
        for (begin, end) in hours {
            let begin = begin.max(past);
            let there = end.micros() - begin.micros();
            if there <= 0 {
                continue;
            }
            if left <= there {
                return Some(Timestamp::from_micros(begin.micros() + left));
            }
            left -= there;
            past = end;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(of: &[(i8, &str, &str)]) -> Vec<Stretch> {
        let stretch = |(weekday, from, until): &(i8, &str, &str)| Stretch {
            weekday: *weekday,
            from: from.to_string(),
            until: until.to_string(),
        };
        of.iter().map(stretch).collect()
    }

    fn told(from: &str, minutes: i64, stretches: &[Stretch]) -> Option<String> {
        let zone = TimeZone::get("Europe/Ljubljana").unwrap();
        after(from.parse().unwrap(), minutes, stretches, &zone).map(|at| at.to_string())
    }

    #[test]
    fn only_working_hours_count() {
        let office: Vec<_> = (1..=5).map(|day| (day, "08:00", "16:00")).collect();
        let office = hours(&office);
        // A Wednesday in winter: an hour is an hour.
        assert_eq!(told("2026-01-14T09:00:00Z", 60, &office).unwrap(), "2026-01-14T10:00:00Z");
        // What comes in the evening is answered in the morning, on a Friday evening on Monday.
        assert_eq!(told("2026-01-14T19:30:00Z", 60, &office).unwrap(), "2026-01-15T08:00:00Z");
        assert_eq!(told("2026-01-16T19:30:00Z", 60, &office).unwrap(), "2026-01-19T08:00:00Z");
        // Ten minutes before the end of the day, the rest is of the next.
        assert_eq!(told("2026-01-14T14:50:00Z", 60, &office).unwrap(), "2026-01-15T07:50:00Z");
        // A break at noon does not count, and overlapping stretches count once.
        let split = hours(&[(3, "13:00", "17:00"), (3, "08:00", "12:00"), (3, "08:00", "12:00")]);
        assert_eq!(told("2026-01-14T10:30:00Z", 60, &split).unwrap(), "2026-01-14T12:30:00Z");
        assert_eq!(told("2026-01-14T10:30:00Z", 60, &hours(&[])), None);
    }

    #[test]
    fn a_change_of_clocks_within_working_hours_counts_as_it_passes() {
        let night = hours(&[(7, "00:00", "08:00")]);
        // On 29 March the clock goes from 2 to 3: three hours after midnight it shows 4.
        assert_eq!(told("2026-03-28T23:00:00Z", 180, &night).unwrap(), "2026-03-29T02:00:00Z");
        // Of the eight hours on the clock seven pass: the eighth is of the next Sunday.
        assert_eq!(told("2026-03-28T23:00:00Z", 480, &night).unwrap(), "2026-04-04T23:00:00Z");
        // On 25 October the hour from 2 to 3 comes twice: nine hours pass.
        assert_eq!(told("2026-10-24T22:00:00Z", 540, &night).unwrap(), "2026-10-25T07:00:00Z");
        // Over a weekend on which the clocks change, the morning stays the morning.
        let office = hours(&[(5, "08:00", "16:00"), (1, "08:00", "16:00")]);
        assert_eq!(told("2026-03-27T14:30:00Z", 60, &office).unwrap(), "2026-03-30T06:30:00Z");
    }
}
