//! To whom a product may be offered, out of the newest run: who bought what it goes with, and has not bought it.

use super::list::{objects, prospects};
use super::offer::{newest_run, reason};
use platform::Platform;
use platform::identity::Authenticated;
use records::{FindRequest, Reading};
use serde_json::{Value as Json, json};
use standard::{product, purchase_line};
use vocabulary::{Id, Result};

/// Products that lead to it, the best first.
const MOST: usize = 5;
/// Customers are counted up to so many.
const COUNTED: u64 = 10_000;

pub(super) fn prospects_of(
    platform: &Platform,
    asker: &Authenticated,
    reading: &mut Reading<'_>,
    wanted: Id,
) -> Result<Json> {
    reading.get(product::KEY, wanted)?;
    reading.object(purchase_line::KEY)?;
    let none = |why: &str, run: Option<(Id, vocabulary::Timestamp)>| json!({"run": run.map(|run| run.0), "as_of": run.map(|run| run.1), "because": [], "lists": [], "none": why});
    let Some((run, asked, kept)) = newest_run(platform, asker, reading)? else {
        return Ok(none("no_run", None));
    };
    let mut ways = kept.ways()?;
    ways.retain(|goes| kept.things.get(goes.then).is_some_and(|thing| thing.id == wanted));
    ways.sort_by(|left, right| right.lift_low.total_cmp(&left.lift_low).then(left.given.cmp(&right.given)));
    ways.truncate(MOST);
    let given: Vec<_> = ways.iter().filter_map(|goes| kept.things.get(goes.given)).collect();
    if given.is_empty() {
        return Ok(none("nothing_goes_with", Some((run.id, run.as_of))));
    }
    let because: Vec<Json> =
        ways.iter().zip(&given).map(|(goes, thing)| reason(goes, thing, asked.unit)).collect();
    let ids: Vec<Id> = given.iter().map(|thing| thing.id).collect();
    let filters: Vec<(&str, Json)> = objects(reading)
        .into_iter()
        .map(|object| (object, prospects(reading, &asked, object, &ids, wanted)))
        .collect();
    let mut lists = Vec::new();
    for (object, filter) in filters {
        let request = FindRequest { filter: Some(filter.clone()), ..FindRequest::default() };
        let count = reading.count(object, &request, Some(COUNTED))?;
        if count.value > 0 {
            lists.push(
                json!({"object": object, "customers": count.value, "exact": !count.capped, "filter": filter}),
            );
        }
    }
    let why = if lists.is_empty() { Some("nobody_left") } else { None };
    Ok(json!({"run": run.id, "as_of": run.as_of, "because": because, "lists": lists, "none": why}))
}
