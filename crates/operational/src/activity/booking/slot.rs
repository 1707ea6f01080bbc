//! The free times of a booking page: working hours of its owner, less what stands in their calendar and the days they are away, with
//! the pauses and the notice the page asks for.

use crate::activity::hours::hours_of;
use crate::activity::zone::{at, moment, wall, zone_of};
use crate::sales::house::{is, linked_id, text_of};
use crate::sales::plain::all;
use dictionary::Value;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use records::{Viewed, Writing};
use serde_json::json;
use standard::{absence, booking_page, meeting, meeting_attendee};
use vocabulary::{Id, Result, Timestamp};

/// No page shows more.
const MOST_DAYS: i64 = 180;
const MOST: usize = 3_000;
/// Nothing in a calendar takes longer.
const LONGEST: i64 = 14 * 86_400;

/// What a page asks for.
pub(super) struct Wanted {
    pub(super) owner: Id,
    pub(super) seconds: i64,
    buffer: i64,
    notice: i64,
    days: i64,
}

impl Wanted {
    /// Reads a page; none for one that nobody can book on.
    pub(super) fn of(page: &Viewed) -> Option<Wanted> {
        let number = |field: &str, usual: i64| match page.value(field) {
            Some(Value::Integer(number)) => *number,
            _ => usual,
        };
        if page.value(booking_page::ACTIVE.key()) == Some(&Value::Boolean(false)) {
            return None;
        }
        Some(Wanted {
            owner: page.meta().owner?,
            seconds: number(booking_page::DURATION.key(), 1_800).clamp(300, 86_400),
            buffer: number(booking_page::BUFFER.key(), 0).clamp(0, 86_400),
            notice: number(booking_page::NOTICE.key(), 0).clamp(0, 60 * 86_400),
            days: number(booking_page::DAYS_AHEAD.key(), 30).clamp(1, MOST_DAYS),
        })
    }
}

/// The beginnings of the free times. A meeting that is being moved does not stand in its own way.
pub(super) fn free(writing: &mut Writing<'_>, wanted: &Wanted, but: Option<Id>) -> Result<Vec<Timestamp>> {
    let (workspace, now) = (writing.context().workspace, writing.context().now);
    let zone = zone_of(writing.writer(), workspace, Some(wanted.owner))?;
    let hours = hours_of(writing.writer(), workspace, wanted.owner)?;
    let earliest = now.plus_seconds(wanted.notice);
    let latest = now.plus_seconds(wanted.days * 86_400);
    let busy = busy(writing, wanted.owner, (now, latest), but)?;
    let away = away(writing, wanted.owner)?;
    let Some(today) = wall(now, &zone).map(|wall| wall.date()) else { return Ok(Vec::new()) };
    let step = if wanted.seconds < 1_800 { 900 } else { 1_800 };
    let mut found = Vec::new();
    let mut day = today;
    for _ in 0..=wanted.days {
        let present = !away.iter().any(|(from, until)| *from <= day && day <= *until);
        let weekday = day.weekday().to_monday_one_offset();
        for one in hours.iter().filter(|one| present && one.weekday == weekday) {
            let Some((from, until)) = one.hours() else { continue };
            let span = (moment(day, from, &zone), moment(day, until, &zone));
            let (Some(mut start), Some(end)) = span else { continue };
            // A stretch that ends with the day ends at midnight.
            let end = if one.until == "24:00" { end.plus_seconds(1) } else { end };
            while start.plus_seconds(wanted.seconds) <= end && found.len() < MOST {
                if start >= earliest && start <= latest && is_free(&busy, start, wanted) {
                    found.push(start);
                }
                start = start.plus_seconds(step);
            }
        }
        let Ok(next) = day.tomorrow() else { break };
        day = next;
    }
    Ok(found)
}

fn is_free(busy: &[(Timestamp, Timestamp)], start: Timestamp, wanted: &Wanted) -> bool {
    let from = start.plus_seconds(-wanted.buffer);
    let until = start.plus_seconds(wanted.seconds + wanted.buffer);
    busy.iter().all(|(begins, ends)| *ends <= from || *begins >= until)
}

/// What stands in a calendar: one's own meetings, and those one is asked to and has not declined.
fn busy(
    writing: &mut Writing<'_>,
    owner: Id,
    (from, until): (Timestamp, Timestamp),
    but: Option<Id>,
) -> Result<Vec<(Timestamp, Timestamp)>> {
    let when = meeting::HAPPENED_AT.key();
    let asked = json!({"and": [
        is(meeting_attendee::USER.key(), owner.to_string()),
        {"field": meeting_attendee::ANSWER.key(), "op": "is_not", "value": "declined"},
        {"field": format!("{}.{when}", meeting_attendee::MEETING.key()), "op": "after", "value": from.plus_seconds(-LONGEST)},
    ]});
    let asked = all(writing, meeting_attendee::KEY, asked, meeting_attendee::MEETING.key(), None)?;
    let asked: Vec<Id> =
        asked.iter().filter_map(|one| linked_id(one.value(meeting_attendee::MEETING.key()))).collect();
    let mut filters = vec![is("owner", owner.to_string())];
    filters.extend(asked.chunks(200).map(|ids| json!({"field": "id", "op": "in", "value": ids})));
    let fields = [when, meeting::DURATION.key(), meeting::STATE.key()].join(",");
    let mut busy = Vec::new();
    for filter in filters {
        let filter = json!({"and": [
            filter,
            {"field": when, "op": "after", "value": from.plus_seconds(-LONGEST)},
            {"field": when, "op": "before", "value": until.plus_seconds(LONGEST)},
        ]});
        for one in all(writing, meeting::KEY, filter, &fields, None)? {
            let off = text_of(one.value(meeting::STATE.key())) == Some("cancelled");
            if off || Some(one.id()) == but {
                continue;
            }
            let seconds = match one.value(meeting::DURATION.key()) {
                Some(Value::Integer(seconds)) => (*seconds).clamp(0, LONGEST),
                _ => 1_800,
            };
            busy.extend(one.value(when).and_then(at).map(|start| (start, start.plus_seconds(seconds))));
        }
    }
    Ok(busy)
}

/// The days somebody is away.
fn away(writing: &mut Writing<'_>, owner: Id) -> Result<Vec<(Date, Date)>> {
    let fields = [absence::FROM_DATE.key(), absence::UNTIL_DATE.key()].join(",");
    let absences = all(writing, absence::KEY, is(absence::USER.key(), owner.to_string()), &fields, None)?;
    let day = |one: &Viewed, field: &str| match one.value(field) {
        Some(Value::Date(day)) => Some(day.to_jiff()),
        _ => None,
    };
    Ok(absences
        .iter()
        .filter_map(|one| Some((day(one, absence::FROM_DATE.key())?, day(one, absence::UNTIL_DATE.key())?)))
        .collect())
}

/// The name of the zone a page's owner lives in.
pub(super) fn zone_name(writing: &mut Writing<'_>, owner: Id) -> Result<String> {
    let workspace = writing.context().workspace;
    let zone: TimeZone = zone_of(writing.writer(), workspace, Some(owner))?;
    Ok(zone.iana_name().unwrap_or("UTC").to_string())
}
