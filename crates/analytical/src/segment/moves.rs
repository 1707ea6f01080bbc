//! Who entered a segment and left it, as far as the asker sees these records.

use super::overview::Segment;
use super::table::{Row, of_segment};
use records::{FindRequest, ListSight, Names, Reading};
use serde::Serialize;
use serde_json::json;
use std::collections::HashMap;
use store::table::{Condition, Select};
use vocabulary::{Id, Result, Timestamp};

/// Days of the small chart.
const DAYS: i64 = 30;
/// Moves it looks at.
const MOST: u32 = 20_000;
/// Rows of a page, whoever sees them.
const PAGE: u32 = 100;

/// A move.
#[derive(Serialize)]
pub(super) struct Moved {
    id: Id,
    record: Id,
    title: Option<String>,
    entered: bool,
    at: Timestamp,
}

/// A page of moves.
#[derive(Serialize)]
pub(super) struct Page {
    data: Vec<Moved>,
    next: Option<String>,
}

struct Kept {
    id: Id,
    record: Id,
    at: Timestamp,
    entered: bool,
}

fn kept(reading: &mut Reading<'_>, filter: Vec<Condition>, limit: u32) -> Result<Vec<Kept>> {
    let select = Select::new("segment_move", &["id", "record_id", "at", "entered"], filter);
    let rows = Row::all(reading.reader(), &select.descending("id").limit(limit))?;
    let read = |mut row: Row| {
        Ok(Kept { id: row.id()?, record: row.id()?, at: row.at()?, entered: row.number()? == 1 })
    };
    rows.into_iter().map(read).collect()
}

/// The newest moves first.
pub(super) fn page(reading: &mut Reading<'_>, segment: &Segment, cursor: Option<Id>) -> Result<Page> {
    // What was kept tells of all that the rule looks at: it is only for those who see all of that.
    if segment.sight != ListSight::Whole {
        return Ok(Page { data: Vec::new(), next: None });
    }
    let mut filter = of_segment(reading.context().workspace, segment.id);
    filter.extend(cursor.map(|cursor| Condition::Lt("id", cursor.into())));
    let kept = kept(reading, filter, PAGE)?;
    let next = kept.last().filter(|_| kept.len() == PAGE as usize).map(|one| one.id.to_string());
    let seen = titles(reading, &segment.object, kept.iter().map(|one| one.record).collect())?;
    let shown = kept.into_iter().filter_map(|one| {
        let title = seen.get(&one.record)?.clone();
        Some(Moved { id: one.id, record: one.record, title, entered: one.entered, at: one.at })
    });
    Ok(Page { data: shown.collect(), next })
}

/// How many entered and left on each of the last days of the asker's calendar, today last.
pub(super) fn daily(reading: &mut Reading<'_>, segment: &Segment) -> Result<(Vec<u32>, Vec<u32>)> {
    let mut entered = vec![0; DAYS as usize];
    let mut left = entered.clone();
    if segment.sight != ListSight::Whole {
        return Ok((entered, left));
    }
    let moment = reading.context().moment.clone();
    let mut filter = of_segment(reading.context().workspace, segment.id);
    filter.push(Condition::Gte("at", moment.now.plus_seconds(-DAYS * 86_400).into()));
    let kept = kept(reading, filter, MOST)?;
    if kept.is_empty() {
        return Ok((entered, left));
    }
    let seen = titles(reading, &segment.object, kept.iter().map(|one| one.record).collect())?;
    let today = moment.now.date_in(&moment.zone).to_jiff();
    for one in kept.iter().filter(|one| seen.contains_key(&one.record)) {
        let day = one.at.date_in(&moment.zone).to_jiff();
        let ago = i64::from(today.since(day).map(|span| span.get_days()).unwrap_or_default());
        let place = usize::try_from(DAYS - 1 - ago).ok();
        let days = if one.entered { &mut entered } else { &mut left };
        if let Some(day) = place.and_then(|place| days.get_mut(place)) {
            *day += 1;
        }
    }
    Ok((entered, left))
}

/// The titles of those of these records the asker sees.
pub(super) fn titles(
    reading: &mut Reading<'_>,
    object: &str,
    mut ids: Vec<Id>,
) -> Result<HashMap<Id, Option<String>>> {
    ids.sort_unstable();
    ids.dedup();
    let mut found = HashMap::new();
    for piece in ids.chunks(200) {
        let request = FindRequest {
            filter: Some(json!({"field": "id", "op": "in", "value": piece})),
            fields: Some(Names::parse("title")),
            limit: Some(200),
            ..FindRequest::default()
        };
        for record in reading.find(object, &request)?.data {
            found.insert(record.id(), record.title().map(str::to_string));
        }
    }
    Ok(found)
}
