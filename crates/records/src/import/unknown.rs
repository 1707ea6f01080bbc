//! What stands in a file that is no choice of the field it goes to: counted by value, so that somebody can say once for all of
//! its rows what becomes of it.

use super::apply::kept;
use super::cell::unknown_choices;
use super::plan::{Plan, Source};
use super::result::Entry;
use dictionary::Kind;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Values told per column and field.
const MOST: usize = 200;
/// Values counted per column and field: of a column that is no choice at all not every text is remembered.
const MOST_COUNTED: usize = 10_000;
/// Characters told of a value.
const LONGEST: usize = 200;

/// The unknown values of one column for one field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UnknownValues {
    /// The object.
    pub object: String,
    /// The field.
    pub field: String,
    /// The values, the most frequent first.
    pub values: Vec<UnknownValue>,
    /// Whether there are more than are told.
    pub more: bool,
}

/// A value that is no choice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UnknownValue {
    /// As it stands in the file, after corrections and replacements of the mapping.
    pub value: String,
    /// In how many rows.
    pub rows: u64,
}

/// Counts unknown values over the pieces of a file.
#[derive(Clone, Debug, Default)]
pub struct UnknownTally {
    places: BTreeMap<(usize, String, String), Counted>,
}

#[derive(Clone, Debug, Default)]
struct Counted {
    values: BTreeMap<String, u64>,
    more: bool,
}

impl UnknownTally {
    /// Counts those of more rows.
    pub fn add(&mut self, plan: &Plan, entries: &[Entry]) {
        let chosen: Vec<_> = plan
            .objects
            .iter()
            .flat_map(|object| object.fields.iter().map(move |field| (object, field)))
            .filter_map(|(object, field)| match field.source {
                Source::Column(column)
                    if matches!(field.field.value_kind(), Kind::Choice | Kind::Choices) =>
                {
                    Some((column, object, field))
                }
                _ => None,
            })
            .collect();
        if chosen.is_empty() {
            return;
        }
        for entry in entries {
            for row in kept(plan, entry).0 {
                for (column, object, field) in &chosen {
                    let Some(cell) = row.cells.get(*column).filter(|cell| !cell.is_empty()) else { continue };
                    if !object.when.iter().all(|test| test.holds(&row.cells)) {
                        continue;
                    }
                    for value in unknown_choices(&field.field, &field.mapping, cell) {
                        let place = (*column, object.object.key.clone(), field.field.key.clone());
                        self.places.entry(place).or_default().count(value);
                    }
                }
            }
        }
    }

    /// What was found in a column.
    pub fn of(&self, column: usize) -> Vec<UnknownValues> {
        let places = self.places.iter().filter(|((of, ..), _)| *of == column);
        places.map(|((_, object, field), counted)| counted.told(object, field)).collect()
    }
}

impl Counted {
    fn count(&mut self, value: String) {
        let value: String = value.chars().take(LONGEST).collect();
        let full = self.values.len() >= MOST_COUNTED;
        match self.values.get_mut(&value) {
            Some(rows) => *rows += 1,
            None if !full => {
                self.values.insert(value, 1);
            }
            None => self.more = true,
        }
    }

    fn told(&self, object: &str, field: &str) -> UnknownValues {
        let mut values: Vec<UnknownValue> = self
            .values
            .iter()
            .map(|(value, rows)| UnknownValue { value: value.clone(), rows: *rows })
            .collect();
        // Equally frequent ones stay in the sequence of their letters.
        values.sort_by_key(|value| std::cmp::Reverse(value.rows));
        let more = self.more || values.len() > MOST;
        values.truncate(MOST);
        UnknownValues { object: object.to_string(), field: field.to_string(), values, more }
    }
}
