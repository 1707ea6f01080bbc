//! Several sorted sources told as one list, newest first, page by page.

use super::cursor::{Place, Places};
use std::collections::VecDeque;
use vocabulary::{Id, Result, Timestamp};

/// One entry of a source.
pub(super) struct Item<T> {
    /// When, for the sequence of the merged list.
    pub(super) at: Timestamp,
    /// Its place in its own source.
    pub(super) place: (i64, Option<Id>),
    /// What is told.
    pub(super) told: T,
}

/// Merges the heads of the sources into one page. `fetch` answers at most the wanted number of entries of a source after a
/// place, newest first, and whether there are more.
pub(super) fn merge<T>(
    keys: &[String],
    cursor: Option<&str>,
    limit: usize,
    mut fetch: impl FnMut(&str, Option<(i64, Option<Id>)>, usize) -> Result<(Vec<Item<T>>, bool)>,
) -> Result<(Vec<T>, Option<String>)> {
    let mut places = Places::parse(cursor)?;
    let mut sources = Vec::new();
    for key in keys {
        let after = match places.of(key) {
            Some(Place::End) => continue,
            Some(Place::After(number, id)) => Some((number, id)),
            None => None,
        };
        let (items, more) = fetch(key, after, limit)?;
        if items.is_empty() && !more {
            places.set(key, Place::End);
            continue;
        }
        sources.push((key, VecDeque::from(items), more));
    }
    let mut page = Vec::new();
    while page.len() < limit {
        let newest = sources.iter().filter_map(|(_, items, _)| items.front().map(|item| item.at)).max();
        let Some(newest) = newest else { break };
        let head =
            sources.iter_mut().find(|(_, items, _)| items.front().is_some_and(|item| item.at == newest));
        let Some((key, items, more)) = head else { break };
        if let Some(item) = items.pop_front() {
            let done = items.is_empty() && !*more;
            places.set(key, if done { Place::End } else { Place::After(item.place.0, item.place.1) });
            page.push(item.told);
        }
    }
    let unfinished = sources.iter().any(|(_, items, more)| !items.is_empty() || *more);
    Ok((page, unfinished.then(|| places.to_text())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_tell_everything_once_and_in_sequence() {
        let source = |key: &str| -> Vec<i64> {
            match key {
                "a" => vec![90, 70, 50, 30, 10],
                "b" => vec![80, 70, 60],
                _ => vec![],
            }
        };
        let keys: Vec<String> = ["a", "b", "c"].map(String::from).to_vec();
        for limit in 1..10 {
            let mut told: Vec<i64> = Vec::new();
            let mut cursor: Option<String> = None;
            loop {
                let (page, next) = merge(&keys, cursor.as_deref(), limit, |key, after, limit| {
                    let rest: Vec<i64> = source(key)
                        .into_iter()
                        .filter(|at| after.is_none_or(|(place, _)| *at < place))
                        .collect();
                    let more = rest.len() > limit;
                    let item = |at: i64| Item { at: Timestamp::from_micros(at), place: (at, None), told: at };
                    Ok((rest.into_iter().take(limit).map(item).collect(), more))
                })
                .unwrap();
                assert!(page.len() <= limit);
                told.extend(page);
                cursor = next;
                if cursor.is_none() {
                    break;
                }
            }
            assert_eq!(told, [90, 80, 70, 70, 60, 50, 30, 10], "limit {limit}");
        }
    }
}
