//! What falls due by the calendar or the clock. How far the days are looked at is kept with the runs it starts, so that a server
//! that was down goes on where it was; what happens once only has a key.

use super::definition::Trigger;
use super::follow::Worker;
use super::index::{Index, Version};
use super::start::{Start, cause, start};
use super::table::{Row, by_id};
use dictionary::Kind;
use jiff::civil::Date as Day;
use jiff::tz::TimeZone;
use platform::identity::user_context;
use records::{Context, FindRequest, Names, Viewed};
use serde_json::{Value as Json, json};
use std::sync::Arc;
use store::Datum;
use store::table::{Select, Update};
use vocabulary::{Date, Error, Id, Result, Timestamp, WorkspaceId};

/// Days that passed while nobody looked are caught up, so many at most.
const LATE_DAYS: i64 = 31;
/// Between two looks at the clock of an automation.
const LOOK_SECONDS: i64 = 20;
/// Records of one piece.
const PIECE: usize = 200;
/// Years in which a moment may have been whose day comes each year again.
const YEARS: i32 = 60;
/// The mark of the second look on 28 February: those whose day is the 29th.
const LEAP: &str = "leap:";

/// Looks at the automations that go by the clock.
pub fn look(worker: &mut Worker, index: &Index, system: &Context) -> Result<()> {
    for version in &index.all {
        let by_clock = matches!(version.definition.trigger, Trigger::Date { .. } | Trigger::Schedule { .. });
        let now = worker.platform.now();
        let looked = worker.looked.get(&version.automation);
        if !by_clock
            || looked
                .is_some_and(|next| now.micros() < *next && *next - now.micros() <= LOOK_SECONDS * 1_000_000)
        {
            continue;
        }
        while piece(worker, version, system)? {}
        worker.looked.insert(version.automation, now.plus_seconds(LOOK_SECONDS).micros());
    }
    Ok(())
}

/// How far an automation's clock is.
struct Place {
    owner: Id,
    scanned: Option<Date>,
    after: Option<String>,
    next_at: Option<Timestamp>,
}

fn place(worker: &Worker, workspace: WorkspaceId, automation: Id) -> Result<Option<Place>> {
    const COLUMNS: &[&str] = &["owner_id", "scanned", "scan_after", "next_at"];
    let select = Select::new("automation", COLUMNS, by_id(workspace, automation));
    let row = worker.platform.store.read(|reader| Row::one(reader, &select))?;
    row.map(|mut row| {
        let (owner, scanned) = (row.id()?, row.maybe_text()?);
        let scanned = scanned.and_then(|text| text.parse().ok());
        Ok(Place { owner, scanned, after: row.maybe_text()?, next_at: row.maybe_at()? })
    })
    .transpose()
}

/// The newest day whose hour has come.
pub fn open_day(now: Timestamp, zone: &TimeZone, hour: i8) -> Result<Date> {
    let local = now.to_jiff().ok_or_else(beyond)?.to_zoned(zone.clone());
    let today = Date::from_jiff(local.date());
    Ok(if local.hour() >= hour { today } else { today.plus_days(-1) })
}

/// One piece of what is due; answers whether there may be more.
fn piece(worker: &mut Worker, version: &Arc<Version>, system: &Context) -> Result<bool> {
    let Some(place) = place(worker, system.workspace, version.automation)? else { return Ok(false) };
    let now = worker.platform.now();
    match &version.definition.trigger {
        Trigger::Date { hour, .. } => {
            let open = open_day(now, &system.moment.zone, *hour)?;
            let Some(scanned) = place.scanned.filter(|scanned| *scanned < open) else { return Ok(false) };
            let first = open.plus_days(-(LATE_DAYS - 1));
            let next = scanned.plus_days(1);
            let (day, after) = if next < first { (first, None) } else { (next, place.after.clone()) };
            day_piece(worker, version, system, &place, (day, after))?;
            Ok(true)
        }
        Trigger::Schedule { rhythm } => {
            let Some(at) = place.next_at.filter(|at| *at <= now) else { return Ok(false) };
            let (next, _) = rhythm.next(now, &system.moment.zone)?;
            slot_piece(worker, version, system, &place, (at, next))
        }
        _ => Ok(false),
    }
}

/// The records whose day it is, piece by piece; after the last the day is done.
fn day_piece(
    worker: &mut Worker,
    version: &Arc<Version>,
    system: &Context,
    place: &Place,
    (day, after): (Date, Option<String>),
) -> Result<()> {
    let Trigger::Date { field, days, yearly, .. } = &version.definition.trigger else { return Ok(()) };
    let target = day.plus_days(-i64::from(*days));
    let leap = after.as_deref().and_then(|after| after.strip_prefix(LEAP)).map(str::to_string);
    let cursor = match &leap {
        Some(rest) => Some(rest.clone()).filter(|rest| !rest.is_empty()),
        None => after,
    };
    let asked = leap.as_ref().and_then(|_| Date::new(2024, 2, 29)).unwrap_or(target);
    let object = version.definition.object.as_deref().unwrap_or_default();
    let dictionary = worker.platform.engine.dictionary(system.workspace, worker.platform.now())?;
    let kind =
        dictionary.object(object).and_then(|object| object.field(field)).map(|field| field.value_kind());
    let filter = dated(version, kind, (target, asked));
    let asked = Some(asked).filter(|_| *yearly);
    let (ids, next) = found(worker, version, system, place.owner, filter, asked, cursor)?;
    let occasion = if *yearly { target.to_jiff().year().to_string() } else { target.to_string() };
    let starts = ids.into_iter().map(|id| Start {
        version: Arc::clone(version),
        record: Some(id),
        cause: json!({"on": "date", "day": target}),
        depth: 1,
        occasion: Some(occasion.clone()),
        body: Json::Null,
    });
    let set: Vec<(&'static str, Datum)> = match (next, &leap) {
        (Some(next), Some(_)) => vec![("scan_after", format!("{LEAP}{next}").into())],
        (Some(next), None) => vec![("scan_after", next.into())],
        (None, None) if *yearly && is_last_of_february(target.to_jiff()) => vec![("scan_after", LEAP.into())],
        (None, _) => vec![("scanned", day.to_string().into()), ("scan_after", Datum::Null)],
    };
    keep(worker, version, system, starts.collect(), set)
}

/// 28 February of a year without a 29th.
fn is_last_of_february(day: Day) -> bool {
    day.month() == 2 && day.day() == 28 && !day.in_leap_year()
}

/// The records whose day it is, as a filter.
fn dated(version: &Version, kind: Option<Kind>, (target, asked): (Date, Date)) -> Json {
    let Trigger::Date { field, yearly, .. } = &version.definition.trigger else { return json!({"or": []}) };
    let mut parts = match (yearly, kind) {
        (false, _) => vec![json!({"field": field, "op": "is", "value": target})],
        (true, Some(Kind::Timestamp)) => vec![moments(field, asked, target)],
        // The day itself is no anniversary of it.
        (true, _) => vec![
            json!({"field": field, "op": "anniversary_within", "value": {"this": "day"}}),
            json!({"field": field, "op": "before", "value": target}),
        ],
    };
    parts.extend(version.definition.condition.clone());
    json!({"and": parts})
}

/// For a moment, whose day and month no index holds: that day in each of the years before.
fn moments(field: &str, asked: Date, target: Date) -> Json {
    let years = 1..=YEARS;
    let days = years.filter_map(|back| {
        let day = asked.to_jiff();
        let year = i16::try_from(i32::from(target.to_jiff().year()) - back).ok()?;
        let date = Day::new(year, day.month(), day.day()).ok()?;
        Some(json!({"field": field, "op": "is", "value": Date::from_jiff(date)}))
    });
    json!({"or": days.collect::<Vec<_>>()})
}

/// A page of records as the owner sees them, looked at on a day.
fn found(
    worker: &Worker,
    version: &Version,
    system: &Context,
    owner: Id,
    filter: Json,
    day: Option<Date>,
    cursor: Option<String>,
) -> Result<(Vec<Id>, Option<String>)> {
    let Some(object) = version.definition.object.clone() else { return Ok((Vec::new(), None)) };
    let mut context = match user_context(&worker.platform, system.workspace, owner, None) {
        Ok(owner) => owner.context(&worker.platform),
        Err(Error::Forbidden(_)) => return Ok((Vec::new(), None)),
        Err(error) => return Err(error),
    };
    context.moment.zone = system.moment.zone.clone();
    if let Some(day) = day {
        let noon =
            day.to_jiff().at(12, 0, 0, 0).to_zoned(context.moment.zone.clone()).map_err(|_| beyond())?;
        context.moment.now = Timestamp::from_jiff(noon.timestamp());
    }
    worker.platform.engine.read(&context, |reading| {
        let request = FindRequest {
            filter: Some(filter),
            sort: Some(Names(vec!["id".to_string()])),
            fields: Some(Names(vec!["id".to_string()])),
            limit: Some(PIECE),
            cursor,
            ..FindRequest::default()
        };
        let list = reading.find(&object, &request)?;
        Ok((list.data.iter().map(Viewed::id).collect(), list.next))
    })
}

/// A time of a schedule: once, or for each record that meets the condition.
fn slot_piece(
    worker: &mut Worker,
    version: &Arc<Version>,
    system: &Context,
    place: &Place,
    (at, next_at): (Timestamp, Timestamp),
) -> Result<bool> {
    let (records, next) = if version.definition.object.is_some() {
        let filter = version.definition.condition.clone().unwrap_or_else(|| json!({"and": []}));
        let (ids, next) = found(worker, version, system, place.owner, filter, None, place.after.clone())?;
        (ids.into_iter().map(Some).collect(), next)
    } else {
        (vec![None], None)
    };
    let starts = records.into_iter().map(|record| Start {
        version: Arc::clone(version),
        record,
        cause: cause("schedule"),
        depth: 1,
        occasion: Some(at.to_string()),
        body: Json::Null,
    });
    let more = next.is_some();
    let set: Vec<(&'static str, Datum)> = match next {
        Some(next) => vec![("scan_after", next.into())],
        None => vec![("next_at", next_at.into()), ("scan_after", Datum::Null)],
    };
    keep(worker, version, system, starts.collect(), set)?;
    Ok(more)
}

/// The runs and how far the clock is, as one.
fn keep(
    worker: &Worker,
    version: &Version,
    system: &Context,
    starts: Vec<Start>,
    set: Vec<(&'static str, Datum)>,
) -> Result<()> {
    let (now, automation) = (worker.now(system.workspace), version.automation);
    worker.platform.store.write(move |writer| {
        start(writer, &now, &starts)?;
        writer.update(&Update::new("automation", set.clone(), by_id(now.workspace, automation))).map(|_| ())
    })
}

fn beyond() -> Error {
    Error::internal("a day beyond the calendar")
}
