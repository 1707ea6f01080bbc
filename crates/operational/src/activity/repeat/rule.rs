//! A recurrence rule: the part of RFC 5545 that people use for tasks, read from its text, written back in one form, and walked from
//! day to day. It knows days only; the hour stays with the task, so that the clocks may change.

use jiff::civil::{Date, Weekday};
use std::fmt;
use vocabulary::{Error, Result};

/// How often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Every {
    Day,
    Week,
    Month,
    Year,
}

/// A day of the week, or the first, second, … or last one of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Day {
    nth: Option<i8>,
    weekday: Weekday,
}

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Recurrence {
    every: Every,
    interval: i32,
    days: Vec<Day>,
    month_days: Vec<i8>,
    /// How many times it is done in all, this one included.
    pub(super) count: Option<u32>,
    until: Option<Date>,
}

const FIELD: &str = "repeat";
/// Whoever repeats something less often than this does not repeat it.
const MOST_INTERVAL: i32 = 1_000;
const MOST_COUNT: u32 = 10_000;
/// Periods looked at for the next day: more than a lifetime of weeks.
const MOST_PERIODS: i64 = 6_000;

fn wrong(text: &str) -> Error {
    Error::invalid(FIELD, "malformed", text)
}

impl Recurrence {
    /// Reads a rule.
    pub(super) fn parse(text: &str) -> Result<Recurrence> {
        let upper = text.trim().to_ascii_uppercase();
        let text = upper.strip_prefix("RRULE:").unwrap_or(&upper);
        let mut every = None;
        let mut rule = Recurrence {
            every: Every::Day,
            interval: 1,
            days: Vec::new(),
            month_days: Vec::new(),
            count: None,
            until: None,
        };
        let mut seen = Vec::new();
        for part in text.split(';').filter(|part| !part.is_empty()) {
            let (key, value) = part
                .split_once('=')
                .ok_or_else(|| wrong("Write a rule such as FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE."))?;
            if seen.contains(&key) {
                return Err(wrong("Each part of the rule stands in it once."));
            }
            seen.push(key);
            match key {
                "FREQ" => every = Some(read_every(value)?),
                "INTERVAL" => rule.interval = read_number(value, 1, MOST_INTERVAL)?,
                "COUNT" => rule.count = Some(read_number(value, 1, MOST_COUNT)?),
                "UNTIL" => rule.until = Some(read_date(value)?),
                "BYDAY" => rule.days = value.split(',').map(read_day).collect::<Result<_>>()?,
                "BYMONTHDAY" => {
                    rule.month_days = value.split(',').map(read_month_day).collect::<Result<_>>()?;
                }
                "WKST" if value == "MO" => {}
                _ => return Err(wrong(&format!("Tasks do not repeat by “{}”.", shortened(part)))),
            }
        }
        rule.every = every.ok_or_else(|| wrong("Say how often: FREQ=DAILY, WEEKLY, MONTHLY or YEARLY."))?;
        rule.check()?;
        rule.settle();
        Ok(rule)
    }

    fn check(&self) -> Result<()> {
        let ordinal = self.days.iter().any(|day| day.nth.is_some());
        let plain = self.days.iter().any(|day| day.nth.is_none());
        if self.count.is_some() && self.until.is_some() {
            return Err(wrong("A rule ends after a number of times or on a day, not both."));
        }
        match self.every {
            Every::Week if ordinal => Err(wrong("Weekly goes by days such as MO, not by 1MO.")),
            Every::Week if !self.month_days.is_empty() => Err(wrong("Weekly goes by days of the week.")),
            Every::Month if plain => {
                Err(wrong("Monthly goes by days such as 1MO or -1FR, or by BYMONTHDAY."))
            }
            Every::Month if ordinal && !self.month_days.is_empty() => {
                Err(wrong("Monthly goes by days of the month or by days of the week, not both."))
            }
            Every::Day | Every::Year if !self.days.is_empty() || !self.month_days.is_empty() => {
                Err(wrong("Daily and yearly rules name no other days."))
            }
            _ => Ok(()),
        }
    }

    /// In one sequence, each day once.
    fn settle(&mut self) {
        self.days.sort_by_key(|day| (day.nth, day.weekday.to_monday_zero_offset()));
        self.days.dedup();
        self.month_days.sort_unstable_by_key(|day| if *day < 0 { 100 + day } else { *day });
        self.month_days.dedup();
    }

    /// The rule of the next time: one less to do. None when this was the last.
    pub(super) fn after_one(&self) -> Option<Recurrence> {
        match self.count {
            Some(0 | 1) => None,
            Some(count) => Some(Recurrence { count: Some(count - 1), ..self.clone() }),
            None => Some(self.clone()),
        }
    }

    /// The first day after `start` that `wanted` takes; none when the rule ends before.
    pub(super) fn next(&self, start: Date, mut wanted: impl FnMut(Date) -> bool, near: Date) -> Option<Date> {
        let from = self.periods_until(start, near);
        for period in from..from.saturating_add(MOST_PERIODS) {
            let mut found = self.days_of(start, period)?;
            found.sort_unstable();
            for day in found.into_iter().filter(|day| *day > start) {
                if self.until.is_some_and(|until| day > until) {
                    return None;
                }
                if wanted(day) {
                    return Some(day);
                }
            }
        }
        None
    }

    /// Periods that lie before a day for certain: nobody walks through years of days that are over.
    fn periods_until(&self, start: Date, near: Date) -> i64 {
        let days = i64::from((near - start).get_days()).max(0);
        let length = match self.every {
            Every::Day => 1,
            Every::Week => 7,
            Every::Month => 31,
            Every::Year => 366,
        };
        (days / (length * i64::from(self.interval)) - 2).max(0)
    }

    /// The days of a period, counted from the one that holds `start`; none at the end of the calendar.
    fn days_of(&self, start: Date, period: i64) -> Option<Vec<Date>> {
        let steps = i32::try_from(period.checked_mul(i64::from(self.interval))?).ok()?;
        let span = jiff::Span::new();
        Some(match self.every {
            Every::Day => vec![start.checked_add(span.try_days(steps).ok()?).ok()?],
            Every::Week => {
                let back = i32::from(start.weekday().to_monday_zero_offset());
                let monday = start.checked_sub(span.try_days(back).ok()?).ok()?;
                let monday = monday.checked_add(span.try_days(steps.checked_mul(7)?).ok()?).ok()?;
                let own = [Day { nth: None, weekday: start.weekday() }];
                let days = if self.days.is_empty() { own.as_slice() } else { self.days.as_slice() };
                let at = |day: &Day| {
                    let offset = i32::from(day.weekday.to_monday_zero_offset());
                    monday.checked_add(span.try_days(offset).ok()?).ok()
                };
                days.iter().filter_map(at).collect()
            }
            Every::Month => {
                let first = start.first_of_month().checked_add(span.try_months(steps).ok()?).ok()?;
                let of_week = |day: &Day| first.nth_weekday_of_month(day.nth.unwrap_or(1), day.weekday).ok();
                let of_month = |day: &i8| in_month(first, *day);
                if !self.days.is_empty() {
                    self.days.iter().filter_map(of_week).collect()
                } else if !self.month_days.is_empty() {
                    self.month_days.iter().filter_map(of_month).collect()
                } else {
                    in_month(first, start.day()).into_iter().collect()
                }
            }
            Every::Year => {
                let year = i16::try_from(i32::from(start.year()).checked_add(steps)?).ok()?;
                if year > 9999 {
                    return None;
                }
                Date::new(year, start.month(), start.day()).into_iter().collect()
            }
        })
    }
}

/// The day of a month, counted from its end when it is negative; months without it have none.
fn in_month(first: Date, day: i8) -> Option<Date> {
    let last = first.days_in_month();
    let day = if day < 0 { last + 1 + day } else { day };
    (1..=last).contains(&day).then(|| Date::new(first.year(), first.month(), day).ok()).flatten()
}

fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}

fn read_every(value: &str) -> Result<Every> {
    Ok(match value {
        "DAILY" => Every::Day,
        "WEEKLY" => Every::Week,
        "MONTHLY" => Every::Month,
        "YEARLY" => Every::Year,
        _ => return Err(wrong("A task repeats DAILY, WEEKLY, MONTHLY or YEARLY.")),
    })
}

fn read_number<T: std::str::FromStr + PartialOrd + fmt::Display>(
    value: &str,
    least: T,
    most: T,
) -> Result<T> {
    let digits = value.bytes().all(|byte| byte.is_ascii_digit());
    match value.parse::<T>() {
        Ok(number) if digits && number >= least && number <= most => Ok(number),
        _ => Err(wrong(&format!("Write a number from {least} to {most}."))),
    }
}

fn read_date(value: &str) -> Result<Date> {
    let day = value.get(..8).filter(|day| day.bytes().all(|byte| byte.is_ascii_digit()));
    let rest = value.get(8..).unwrap_or_default();
    let part = |from, to| day.and_then(|day| day.get(from..to)?.parse::<i16>().ok());
    let date = match (part(0, 4), part(4, 6), part(6, 8)) {
        (Some(year), Some(month), Some(day)) if rest.is_empty() || rest.starts_with('T') => {
            Date::new(year, month as i8, day as i8).ok()
        }
        _ => None,
    };
    date.ok_or_else(|| wrong("Write the last day as UNTIL=20271231."))
}

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("MO", Weekday::Monday),
    ("TU", Weekday::Tuesday),
    ("WE", Weekday::Wednesday),
    ("TH", Weekday::Thursday),
    ("FR", Weekday::Friday),
    ("SA", Weekday::Saturday),
    ("SU", Weekday::Sunday),
];

fn read_day(value: &str) -> Result<Day> {
    let unknown = || wrong("Write days as MO, TU, WE, TH, FR, SA, SU, in a month as 1MO to 4MO or -1MO.");
    let split = value.len().checked_sub(2).ok_or_else(unknown)?;
    let (nth, day) = value.split_at_checked(split).ok_or_else(unknown)?;
    let weekday = WEEKDAYS.iter().find(|(name, _)| *name == day).ok_or_else(unknown)?.1;
    let nth = match nth {
        "" => None,
        "1" | "+1" => Some(1),
        "2" | "+2" => Some(2),
        "3" | "+3" => Some(3),
        "4" | "+4" => Some(4),
        "-1" => Some(-1),
        _ => return Err(unknown()),
    };
    Ok(Day { nth, weekday })
}

fn read_month_day(value: &str) -> Result<i8> {
    let day = value.parse::<i8>().ok().filter(|day| *day != 0 && (-31..=31).contains(day));
    day.ok_or_else(|| wrong("Days of the month go from 1 to 31, or from the end as -1."))
}

impl fmt::Display for Recurrence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let every = match self.every {
            Every::Day => "DAILY",
            Every::Week => "WEEKLY",
            Every::Month => "MONTHLY",
            Every::Year => "YEARLY",
        };
        write!(f, "FREQ={every}")?;
        if self.interval > 1 {
            write!(f, ";INTERVAL={}", self.interval)?;
        }
        let days: Vec<String> = self.days.iter().map(ToString::to_string).collect();
        if !days.is_empty() {
            write!(f, ";BYDAY={}", days.join(","))?;
        }
        let days: Vec<String> = self.month_days.iter().map(ToString::to_string).collect();
        if !days.is_empty() {
            write!(f, ";BYMONTHDAY={}", days.join(","))?;
        }
        if let Some(count) = self.count {
            write!(f, ";COUNT={count}")?;
        }
        if let Some(until) = self.until {
            write!(f, ";UNTIL={}", until.strftime("%Y%m%d"))?;
        }
        Ok(())
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(nth) = self.nth {
            write!(f, "{nth}")?;
        }
        let name = WEEKDAYS.iter().find(|(_, day)| *day == self.weekday).map_or("", |(name, _)| *name);
        f.write_str(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(rule: &str, start: &str, count: usize) -> Vec<String> {
        let (rule, start) = (Recurrence::parse(rule).unwrap(), start.parse::<Date>().unwrap());
        let mut after = start;
        let mut found = Vec::new();
        while found.len() < count
            && let Some(day) = rule.next(start, |day| day > after, after)
        {
            after = day;
            found.push(day.to_string());
        }
        found
    }

    #[test]
    fn the_days_are_those_of_the_calendar() {
        let table: &[(&str, &str, &[&str])] = &[
            ("FREQ=DAILY", "2026-02-27", &["2026-02-28", "2026-03-01"]),
            ("FREQ=DAILY;INTERVAL=3", "2026-12-30", &["2027-01-02", "2027-01-05"]),
            ("FREQ=WEEKLY", "2026-11-26", &["2026-12-03", "2026-12-10"]),
            ("FREQ=WEEKLY;BYDAY=MO,TH", "2026-11-26", &["2026-11-30", "2026-12-03", "2026-12-07"]),
            ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR", "2026-11-23", &["2026-11-27", "2026-12-07", "2026-12-11"]),
            ("FREQ=MONTHLY", "2027-01-31", &["2027-03-31", "2027-05-31"]),
            ("FREQ=MONTHLY;BYMONTHDAY=-1", "2027-01-31", &["2027-02-28", "2027-03-31", "2027-04-30"]),
            ("FREQ=MONTHLY;BYMONTHDAY=1,15", "2027-01-15", &["2027-02-01", "2027-02-15"]),
            ("FREQ=MONTHLY;BYDAY=-1FR", "2026-11-27", &["2026-12-25", "2027-01-29"]),
            ("FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO", "2026-11-02", &["2027-02-01", "2027-05-03"]),
            ("FREQ=YEARLY", "2024-02-29", &["2028-02-29", "2032-02-29"]),
            ("FREQ=DAILY;UNTIL=20261128", "2026-11-26", &["2026-11-27", "2026-11-28"]),
        ];
        for (rule, start, expected) in table {
            let found = days(rule, start, expected.len() + usize::from(rule.contains("UNTIL")));
            assert_eq!(found, *expected, "{rule} from {start}");
        }
    }

    #[test]
    fn what_lies_years_back_goes_on_from_today() {
        let rule = Recurrence::parse("FREQ=DAILY;INTERVAL=7").unwrap();
        let (start, today): (Date, Date) = ("1990-01-01".parse().unwrap(), "2026-11-26".parse().unwrap());
        let day = rule.next(start, |day| day > today, today).unwrap();
        assert_eq!((day - start).get_days() % 7, 0);
        assert!((1..=7).contains(&(day - today).get_days()));
        assert_eq!(rule.next(Date::MAX, |_| true, Date::MAX), None, "the calendar ends");
    }

    #[test]
    fn a_rule_is_written_in_one_form() {
        for (given, kept) in [
            ("rrule:freq=weekly;wkst=mo;byday=th,mo,th;interval=1", "FREQ=WEEKLY;BYDAY=MO,TH"),
            ("FREQ=MONTHLY;BYMONTHDAY=-1,1", "FREQ=MONTHLY;BYMONTHDAY=1,-1"),
            ("FREQ=DAILY;UNTIL=20271231T230000Z", "FREQ=DAILY;UNTIL=20271231"),
            ("COUNT=5;FREQ=YEARLY", "FREQ=YEARLY;COUNT=5"),
        ] {
            let rule = Recurrence::parse(given).unwrap();
            assert_eq!(rule.to_string(), kept);
            assert_eq!(Recurrence::parse(kept).unwrap(), rule);
        }
    }

    #[test]
    fn what_is_no_rule_is_refused() {
        for wrong in [
            "",
            "weekly",
            "FREQ=HOURLY",
            "INTERVAL=2",
            "FREQ=DAILY;INTERVAL=0",
            "FREQ=DAILY;COUNT=-1",
            "FREQ=DAILY;COUNT=2;UNTIL=20270101",
            "FREQ=WEEKLY;BYDAY=1MO",
            "FREQ=MONTHLY;BYDAY=MO",
            "FREQ=MONTHLY;BYDAY=5MO",
            "FREQ=MONTHLY;BYMONTHDAY=32",
            "FREQ=MONTHLY;BYMONTHDAY=0",
            "FREQ=MONTHLY;BYMONTHDAY=1;BYDAY=1MO",
            "FREQ=DAILY;BYDAY=MO",
            "FREQ=DAILY;FREQ=DAILY",
            "FREQ=DAILY;UNTIL=20270231",
            "FREQ=DAILY;UNTIL=ž",
            "FREQ=WEEKLY;BYDAY=ž",
            "FREQ=WEEKLY;BYDAY=XX",
            "FREQ=YEARLY;BYMONTH=2",
            "FREQ=DAILY;BYSETPOS=1",
            "FREQ=DAILY;INTERVAL=99999999999",
        ] {
            assert!(Recurrence::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_last_time_has_no_next() {
        let rule = Recurrence::parse("FREQ=DAILY;COUNT=2").unwrap();
        let next = rule.after_one().unwrap();
        assert_eq!(next.to_string(), "FREQ=DAILY;COUNT=1");
        assert_eq!(next.after_one(), None);
    }
}
