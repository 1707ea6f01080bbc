//! When something that repeats comes next, by the clock on the wall of a zone.

use jiff::civil::{DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{ToSpan, Unit, ZonedRound};
use serde::{Deserialize, Serialize};
use vocabulary::{Error, Result, Timestamp};

/// How often something repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Rhythm {
    /// Each hour that passes, at this minute.
    Hourly {
        /// 0 to 59.
        minute: i8,
    },
    /// Once each local day.
    Daily {
        /// 0 to 23.
        hour: i8,
        /// 0 to 59.
        minute: i8,
    },
    /// Once each week, on a local day.
    Weekly {
        /// 1 for Monday to 7 for Sunday.
        weekday: i8,
        /// 0 to 23.
        hour: i8,
        /// 0 to 59.
        minute: i8,
    },
    /// Once each month, on a local day; where a month has fewer days, on its last one.
    Monthly {
        /// 1 to 31.
        day: i8,
        /// 0 to 23.
        hour: i8,
        /// 0 to 59.
        minute: i8,
    },
}

impl Rhythm {
    /// The first time after `after`, and the name of that time: the local day (or the hour), so that each has one run.
    ///
    /// On a day whose clock jumps over the hour it runs right after the jump; on a day that has the hour twice, at the first. If the
    /// jump leads out of the day, it runs before the jump; a day that a zone left out altogether has no run.
    pub fn next(&self, after: Timestamp, zone: &TimeZone) -> Result<(Timestamp, String)> {
        let local = after.to_jiff().ok_or_else(beyond)?.to_zoned(zone.clone());
        if let Rhythm::Hourly { minute } = *self {
            return hourly(&local, minute, after);
        }
        if matches!(*self, Rhythm::Monthly { day, .. } if !(1..=31).contains(&day)) {
            return Err(Error::invalid("rhythm", "malformed", "No month has such a day."));
        }
        // Twice the longest rhythm, for days that were left out.
        let mut date = local.date().yesterday().map_err(|_| beyond())?;
        for _ in 0..64 {
            if let Some(at) = self.on(date, zone)?
                && at > after
            {
                return Ok((at, date.to_string()));
            }
            date = date.tomorrow().map_err(|_| beyond())?;
        }
        Err(beyond())
    }

    fn on(&self, date: jiff::civil::Date, zone: &TimeZone) -> Result<Option<Timestamp>> {
        let (hour, minute) = match *self {
            Rhythm::Daily { hour, minute } => (hour, minute),
            Rhythm::Weekly { weekday, hour, minute } if date.weekday().to_monday_one_offset() == weekday => {
                (hour, minute)
            }
            Rhythm::Monthly { day, hour, minute } if date.day() == day.min(date.days_in_month()) => {
                (hour, minute)
            }
            _ => return Ok(None),
        };
        let time = Time::new(hour, minute, 0, 0).map_err(|_| wrong())?;
        let wall = DateTime::from_parts(date, time);
        let ambiguous = zone.to_ambiguous_zoned(wall);
        let after_jump = ambiguous.clone().compatible().map_err(|_| beyond())?;
        let chosen =
            if after_jump.date() == date { after_jump } else { ambiguous.earlier().map_err(|_| beyond())? };
        Ok((chosen.date() == date).then(|| Timestamp::from_jiff(chosen.timestamp())))
    }
}

fn hourly(local: &jiff::Zoned, minute: i8, after: Timestamp) -> Result<(Timestamp, String)> {
    if !(0..60).contains(&minute) {
        return Err(wrong());
    }
    let hour = local
        .round(ZonedRound::new().smallest(Unit::Hour).mode(jiff::RoundMode::Trunc))
        .map_err(|_| beyond())?;
    for hours in 0..3 {
        let at = hour
            .checked_add(hours.hours())
            .and_then(|at| at.checked_add(i64::from(minute).minutes()))
            .map_err(|_| beyond())?;
        let at = Timestamp::from_jiff(at.timestamp());
        if at > after {
            return Ok((at, at.to_string()));
        }
    }
    Err(beyond())
}

fn wrong() -> Error {
    Error::invalid("rhythm", "malformed", "There is no such time of the day.")
}

fn beyond() -> Error {
    Error::internal("a schedule beyond the calendar")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn zone(name: &str) -> TimeZone {
        TimeZone::get(name).unwrap()
    }

    #[test]
    fn daily_runs_follow_the_clock_on_the_wall() {
        let daily = Rhythm::Daily { hour: 2, minute: 30 };
        let ljubljana = zone("Europe/Ljubljana");
        let cases = [
            ("2026-01-10T00:00:00Z", "2026-01-10T01:30:00Z", "2026-01-10"),
            ("2026-01-10T01:30:00Z", "2026-01-11T01:30:00Z", "2026-01-11"),
            // 29 March 2026: 02:30 does not exist, 03:30 is the same distance after midnight.
            ("2026-03-29T00:00:00Z", "2026-03-29T01:30:00Z", "2026-03-29"),
            // 25 October 2026: 02:30 comes twice; only the first counts.
            ("2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z", "2026-10-25"),
            ("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z", "2026-10-26"),
        ];
        for (after, next, slot) in cases {
            let found = daily.next(at(after), &ljubljana).unwrap();
            assert_eq!(found, (at(next), slot.to_string()), "after {after}");
        }
    }

    #[test]
    fn each_local_day_has_one_run_in_strange_zones_too() {
        // Zones that jump at midnight, by half an hour, before midnight into the next day, or over a whole day.
        let names = [
            "America/Sao_Paulo",
            "Australia/Lord_Howe",
            "America/Nuuk",
            "Pacific/Apia",
            "Africa/Cairo",
            "Asia/Tehran",
            "Europe/Ljubljana",
            "America/Havana",
        ];
        for name in names {
            let zone = zone(name);
            for (hour, minute) in [(0, 0), (0, 30), (2, 30), (23, 30)] {
                let daily = Rhythm::Daily { hour, minute };
                let mut now = at("2009-01-01T12:00:00Z");
                let mut last: Option<jiff::civil::Date> = None;
                while now < at("2026-01-01T00:00:00Z") {
                    let (next, slot) = daily.next(now, &zone).unwrap();
                    let date = next.to_jiff().unwrap().to_zoned(zone.clone()).date();
                    assert_eq!(date.to_string(), slot, "{name} {hour}:{minute}");
                    if let Some(last) = last {
                        let expected = last.tomorrow().unwrap();
                        let left_out = name == "Pacific/Apia" && expected.to_string() == "2011-12-30";
                        assert_eq!(
                            date,
                            if left_out { expected.tomorrow().unwrap() } else { expected },
                            "{name} {hour}:{minute}"
                        );
                    }
                    (now, last) = (next, Some(date));
                }
            }
        }
    }

    #[test]
    fn weekly_and_hourly_runs() {
        let utc = TimeZone::UTC;
        let weekly = Rhythm::Weekly { weekday: 1, hour: 6, minute: 0 };
        assert_eq!(weekly.next(at("2026-11-22T10:00:00Z"), &utc).unwrap().0, at("2026-11-23T06:00:00Z"));
        assert_eq!(weekly.next(at("2026-11-23T06:00:00Z"), &utc).unwrap().0, at("2026-11-30T06:00:00Z"));
        let hourly = Rhythm::Hourly { minute: 15 };
        assert_eq!(hourly.next(at("2026-11-22T10:14:59Z"), &utc).unwrap().0, at("2026-11-22T10:15:00Z"));
        assert_eq!(hourly.next(at("2026-11-22T10:15:00Z"), &utc).unwrap().0, at("2026-11-22T11:15:00Z"));
        // Both hours named 02 in the night of 25 October are hours that pass.
        let ljubljana = zone("Europe/Ljubljana");
        assert_eq!(
            hourly.next(at("2026-10-25T00:15:00Z"), &ljubljana).unwrap().0,
            at("2026-10-25T01:15:00Z")
        );
        assert!(Rhythm::Daily { hour: 24, minute: 0 }.next(at("2026-11-22T10:00:00Z"), &utc).is_err());
    }

    #[test]
    fn monthly_runs_keep_to_the_last_day_of_short_months_and_to_the_clock_on_the_wall() {
        let ljubljana = zone("Europe/Ljubljana");
        let on = |day, hour, minute| Rhythm::Monthly { day, hour, minute };
        let cases = [
            // The last day of each month, in a leap year too; then the full month again.
            (on(31, 7, 0), "2027-01-31T06:00:00Z", "2027-02-28T06:00:00Z"),
            (on(31, 7, 0), "2028-01-31T06:00:00Z", "2028-02-29T06:00:00Z"),
            (on(31, 7, 0), "2028-02-29T06:00:00Z", "2028-03-31T05:00:00Z"),
            (on(30, 7, 0), "2027-02-28T06:00:00Z", "2027-03-30T05:00:00Z"),
            (on(1, 7, 0), "2026-12-31T23:30:00Z", "2027-01-01T06:00:00Z"),
            // The day is the one of the zone: in UTC it is still the one before.
            (on(1, 0, 0), "2026-12-15T00:00:00Z", "2026-12-31T23:00:00Z"),
            // 29 March 2026 has no half past two, 25 October has two: right after the jump, and at the first.
            (on(29, 2, 30), "2026-03-01T00:00:00Z", "2026-03-29T01:30:00Z"),
            (on(25, 2, 30), "2026-10-01T00:00:00Z", "2026-10-25T00:30:00Z"),
            (on(25, 2, 30), "2026-10-25T00:30:00Z", "2026-11-25T01:30:00Z"),
        ];
        for (monthly, after, next) in cases {
            assert_eq!(monthly.next(at(after), &ljubljana).unwrap().0, at(next), "{monthly:?} after {after}");
        }
        for wrong in [on(0, 7, 0), on(32, 7, 0), on(5, 24, 0)] {
            assert!(wrong.next(at("2026-11-22T10:00:00Z"), &ljubljana).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn each_month_has_one_run_in_strange_zones_too() {
        for name in ["America/Nuuk", "Africa/Cairo", "Australia/Lord_Howe", "Europe/Ljubljana"] {
            let (zone, monthly) = (zone(name), Rhythm::Monthly { day: 31, hour: 2, minute: 30 });
            let mut now = at("2009-01-01T12:00:00Z");
            for month in 0..204 {
                let (next, _) = monthly.next(now, &zone).unwrap();
                let date = next.to_jiff().unwrap().to_zoned(zone.clone()).date();
                let told = (i32::from(date.year()) - 2009) * 12 + i32::from(date.month()) - 1;
                assert_eq!((told, date.day()), (month, date.days_in_month()), "{name}");
                now = next;
            }
        }
    }
}
