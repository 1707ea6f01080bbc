//! Who moved from which group to which since an earlier day.

use super::group::{GROUPS, Group};
use super::scored::{Convention, Scored, scored};
use crate::analysis::Ground;
use crate::customer::{Customer, Kind};
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, HashMap};
use vocabulary::{Date, Id, Result};

/// The movements between a day and the one the analysis is about, each day with scores of its own.
pub(super) fn told(
    now: &[Scored],
    then: &[Customer],
    day: Date,
    ground: &Ground<'_>,
    convention: &Convention,
) -> Result<Json> {
    let then = scored(then, day, ground, convention)?;
    let key = |one: &Scored| (one.customer.kind, one.customer.id);
    let before: HashMap<(Kind, Id), usize> =
        then.iter().map(|one| (key(one), Group::place(one.recency, one.frequency))).collect();
    // `None` is who had not bought yet.
    let mut cells: BTreeMap<(Option<usize>, usize), (u64, i64)> = BTreeMap::new();
    for one in now {
        let to = Group::place(one.recency, one.frequency);
        let cell = cells.entry((before.get(&key(one)).copied(), to)).or_default();
        cell.0 += 1;
        cell.1 = cell.1.saturating_add(one.customer.total);
    }
    let word = |place: usize| GROUPS.get(place).map(|group| group.key);
    let told = |((from, to), (customers, total)): (&(Option<usize>, usize), &(u64, i64))| {
        let from = from.and_then(word);
        json!({
            "key": format!("{}>{}", from.unwrap_or("none"), word(*to).unwrap_or_default()),
            "from": from,
            "to": word(*to),
            "customers": customers,
            "total": ground.money(*total),
        })
    };
    let moves: Vec<Json> = cells.iter().map(told).collect();
    Ok(json!({"since": day, "customers_then": then.len(), "moves": moves}))
}
