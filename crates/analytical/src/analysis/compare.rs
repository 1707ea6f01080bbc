//! Two runs held against each other: which values are others now. Lists whose entries have a `key` are matched by it.

use serde::Serialize;
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;

/// Told at most.
const MOST: usize = 500;

/// A value that is another one.
#[derive(Debug, PartialEq, Serialize)]
pub(super) struct Difference {
    /// Where: names and keys from the outside in.
    path: Vec<String>,
    before: Json,
    after: Json,
    /// After less before, where both are numbers.
    change: Option<f64>,
}

/// The differences between two results, and whether there are more than are told.
pub(super) fn differences(before: &Json, after: &Json) -> (Vec<Difference>, bool) {
    let mut found = Vec::new();
    let mut path = Vec::new();
    walk(before, after, &mut path, &mut found);
    let more = found.len() > MOST;
    found.truncate(MOST);
    (found, more)
}

fn walk(before: &Json, after: &Json, path: &mut Vec<String>, found: &mut Vec<Difference>) {
    if before == after || found.len() > MOST {
        return;
    }
    let mut names = BTreeSet::new();
    match (before, after) {
        (Json::Object(one), Json::Object(two)) => {
            names.extend(one.keys().chain(two.keys()).cloned());
            for name in names {
                let at = |of: &serde_json::Map<String, Json>| of.get(&name).cloned().unwrap_or_default();
                path.push(name.clone());
                walk(&at(one), &at(two), path, found);
                path.pop();
            }
        }
        (Json::Array(one), Json::Array(two)) => {
            let keyed = one.iter().chain(two).all(|item| key_of(item).is_some());
            let name = |index: usize, item: &Json| match key_of(item) {
                Some(key) if keyed => key,
                _ => index.to_string(),
            };
            let mut seen = BTreeSet::new();
            let names: Vec<String> = (one.iter().enumerate())
                .chain(two.iter().enumerate())
                .map(|(index, item)| name(index, item))
                .filter(|name| seen.insert(name.clone()))
                .collect();
            for wanted in names {
                let at = |of: &[Json]| {
                    of.iter()
                        .enumerate()
                        .find(|(index, item)| name(*index, item) == wanted)
                        .map(|(_, item)| item.clone())
                };
                path.push(wanted.clone());
                walk(&at(one).unwrap_or_default(), &at(two).unwrap_or_default(), path, found);
                path.pop();
            }
        }
        _ => found.push(Difference {
            path: path.clone(),
            before: before.clone(),
            after: after.clone(),
            change: number(before).zip(number(after)).map(|(before, after)| after - before),
        }),
    }
}

fn key_of(item: &Json) -> Option<String> {
    match item.get("key")? {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The number a value is, also where it is the amount of money.
fn number(json: &Json) -> Option<f64> {
    json.as_f64().or_else(|| json.as_str().and_then(|text| text.parse().ok()))
}

/// The differences as JSON.
pub(super) fn told(before: &Json, after: &Json) -> Json {
    let (differences, truncated) = differences(before, after);
    json!({"differences": differences, "truncated": truncated})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_matched_by_their_keys() {
        let before = json!({"n": 3, "groups": [{"key": "loyal", "count": 2}, {"key": "lost", "count": 1}], "list": [1, 2]});
        let after = json!({"n": 3, "groups": [{"key": "lost", "count": 1}, {"key": "loyal", "count": 5}], "list": [1]});
        let (found, more) = differences(&before, &after);
        assert!(!more);
        let paths: Vec<String> = found.iter().map(|one| one.path.join(".")).collect();
        assert_eq!(paths, ["groups.loyal.count", "list.1"]);
        assert_eq!((found[0].change, found[1].change), (Some(3.0), None));
        assert_eq!(differences(&before, &before).0, []);
    }
}
