//! The days of a quote: when its owner is reminded and when it has run out. They are days of the house, whoever sent it from where, so
//! that the page of the customer, the list of the seller and the jobs agree.

use crate::activity::zone::moment;
use crate::sales::plain::{date, house_day, house_zone, value};
use jiff::civil::Time;
use jiff::tz::TimeZone;
use platform::job::{NewJob, enqueue};
use records::{Viewed, Writing};
use serde_json::json;
use standard::quote;
use vocabulary::{Date, Error, Id, Result, Timestamp};

/// Reminds the owner that a quote is about to run out.
pub(super) const REMIND: &str = "quote.remind";
/// Ends a quote that ran out.
pub(super) const EXPIRE: &str = "quote.expire";

/// The hour at which owners are reminded.
const MORNING: Time = Time::constant(8, 0, 0, 0);

/// Whether the last day of a quote is over.
pub(super) fn is_late(writing: &mut Writing<'_>, quote: &Viewed) -> Result<bool> {
    let today = house_day(writing)?;
    Ok(date(&value(quote, quote::VALID_UNTIL.key())).is_some_and(|until| until < today))
}

/// Asks for the jobs of a quote that holds until a day.
pub(super) fn plan(writing: &mut Writing<'_>, id: Id, until: Date, reminder_days: i64) -> Result<()> {
    plan_end(writing, id, until)?;
    let (zone, now) = (house_zone(writing)?, writing.context().now);
    match reminder(now, until, reminder_days, &zone) {
        Some(at) => ask(writing, REMIND, id, at),
        None => Ok(()),
    }
}

/// Asks for the job that ends a quote after its last day.
pub(super) fn plan_end(writing: &mut Writing<'_>, id: Id, until: Date) -> Result<()> {
    let zone = house_zone(writing)?;
    let at = moment(until.plus_days(1).to_jiff(), Time::midnight(), &zone);
    let at = at.ok_or_else(|| Error::internal("a last day beyond the calendar"))?;
    ask(writing, EXPIRE, id, at)
}

fn ask(writing: &mut Writing<'_>, kind: &str, id: Id, run_at: Timestamp) -> Result<()> {
    let context = writing.context();
    let job = NewJob {
        id: context.ids.next(context.now),
        workspace: context.workspace,
        kind: kind.to_string(),
        label: "Quote".to_string(),
        payload: json!({"quote": id}),
        max_attempts: 5,
        run_at,
        created_by: None,
        created_key: None,
        once: None,
        created_at: context.now,
    };
    enqueue(writing.writer(), &job).map(|_| ())
}

/// The morning on which the owner is reminded: so many days before the last one, or the next morning where that has passed. Of a
/// quote that is sent on its last day nobody needs to be reminded.
fn reminder(now: Timestamp, until: Date, days: i64, zone: &TimeZone) -> Option<Timestamp> {
    if days <= 0 {
        return None;
    }
    let today = now.date_in(zone);
    let mut day = until.plus_days(-days).max(today);
    while day <= until {
        let at = moment(day.to_jiff(), MORNING, zone)?;
        if at > now {
            return Some(at);
        }
        day = day.plus_days(1);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reminder_comes_on_a_morning_before_the_quote_runs_out() {
        for (zone, now, until, days, at) in [
            ("Europe/Ljubljana", "2026-11-02T10:00:00Z", "2026-11-20", 3, "2026-11-17T07:00:00Z"),
            // Sent within the days of the reminder: the next morning.
            ("Europe/Ljubljana", "2026-11-18T10:00:00Z", "2026-11-20", 3, "2026-11-19T07:00:00Z"),
            ("Europe/Ljubljana", "2026-11-17T06:59:00Z", "2026-11-20", 3, "2026-11-17T07:00:00Z"),
            ("Europe/Ljubljana", "2026-11-17T07:00:00Z", "2026-11-20", 3, "2026-11-18T07:00:00Z"),
            // On its last day, and not wanted.
            ("Europe/Ljubljana", "2026-11-20T10:00:00Z", "2026-11-20", 3, ""),
            ("Europe/Ljubljana", "2026-11-02T10:00:00Z", "2026-11-20", 0, ""),
            // At eight o'clock on the wall, before the clocks go back and after.
            ("Europe/Ljubljana", "2026-10-01T10:00:00Z", "2026-10-27", 3, "2026-10-24T06:00:00Z"),
            ("Europe/Ljubljana", "2026-10-01T10:00:00Z", "2026-10-28", 3, "2026-10-25T07:00:00Z"),
            ("Pacific/Auckland", "2026-11-02T10:00:00Z", "2026-11-20", 3, "2026-11-16T19:00:00Z"),
        ] {
            let zone = TimeZone::get(zone).unwrap();
            let found = reminder(now.parse().unwrap(), until.parse().unwrap(), days, &zone);
            let wanted: Option<Timestamp> = (!at.is_empty()).then(|| at.parse().unwrap());
            assert_eq!(found, wanted, "{now} until {until}");
        }
    }

    #[test]
    fn a_day_that_begins_at_one_o_clock_begins_there() {
        // In Cairo the clocks go forward at midnight: the 24th of April 2026 begins at one o'clock.
        let zone = TimeZone::get("Africa/Cairo").unwrap();
        let day: Date = "2026-04-24".parse().unwrap();
        let begins = moment(day.to_jiff(), Time::midnight(), &zone).unwrap();
        assert_eq!(begins, "2026-04-23T22:00:00Z".parse().unwrap());
    }
}
