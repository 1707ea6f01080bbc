//! What a cohort analysis answers: a row for each cohort, and in it how many came back at each age and what they brought. Ages that
//! lie in the future say nothing; the running period is told as such.

use super::period::Span;
use crate::analysis::Ground;
use crate::customer::{Kind, Places, summary_tells};
use math::group::CohortMatrix;
use serde_json::{Value as Json, json};
use standard::choice::SOURCES;
use standard::customer;
use std::collections::BTreeMap;
use vocabulary::Result;

/// What the answer is made of, beside the matrix.
pub(super) struct Told<'t> {
    pub(super) span: Span,
    /// The period the analysis is about.
    pub(super) now: i32,
    /// The period of the day it is about, which is not over yet.
    pub(super) today: i32,
    pub(super) places: &'t Places,
    /// The first period of each customer.
    pub(super) starts: &'t [i32],
    /// The customers of each row.
    pub(super) entries: &'t BTreeMap<i32, Vec<u32>>,
    pub(super) by_source: bool,
}

impl Told<'_> {
    pub(super) fn answer(&self, ground: &mut Ground<'_>, matrix: &CohortMatrix) -> Result<Json> {
        let as_of = ground.as_of;
        let named = if self.by_source { &[] } else { summary_tells(ground, as_of)? };
        let cumulated = matrix.cumulated();
        let mut rows = Vec::with_capacity(matrix.starts.len());
        // By age: who came back, and who could have.
        let mut sums: Vec<(u64, u64)> = Vec::new();
        for (index, start) in matrix.starts.iter().enumerate() {
            ground.step(index, matrix.starts.len())?;
            let exposed = self.exposed(*start);
            let at = |rows: &[Vec<u64>], age: usize| rows.get(index).and_then(|row| row.get(age)).copied();
            let cents = |rows: &[Vec<i64>], age: usize| rows.get(index).and_then(|row| row.get(age)).copied();
            let mut cells = Vec::with_capacity(exposed.len());
            let mut total = 0;
            for (age, exposed) in exposed.iter().enumerate() {
                let active = at(&matrix.active, age).unwrap_or_default();
                total = cents(&cumulated, age).unwrap_or(total);
                let running =
                    !self.by_source && *start + i32::try_from(age).unwrap_or(i32::MAX) == self.today;
                if !running {
                    if sums.len() <= age {
                        sums.resize(age + 1, (0, 0));
                    }
                    if let Some(sum) = sums.get_mut(age) {
                        *sum = (sum.0 + active, sum.1 + exposed);
                    }
                }
                cells.push(json!({
                    "key": age.to_string(),
                    "customers": active,
                    "of": exposed,
                    "share": share(active, *exposed),
                    "total": ground.money(cents(&matrix.cents, age).unwrap_or_default()),
                    "cumulated": ground.money(total),
                    "running": running,
                }));
            }
            let size = matrix.sizes.get(index).copied().unwrap_or_default();
            rows.push(json!({
                "key": self.key(*start),
                "from": self.days(*start).map(|days| days.0),
                "to": self.days(*start).map(|days| days.1),
                "customers": size,
                "total": ground.money(total),
                "lists": self.lists(ground, *start, named),
                "cells": cells,
            }));
        }
        let ages: Vec<Json> = sums
            .iter()
            .enumerate()
            .map(|(age, (active, of))| {
                json!({"key": age.to_string(), "customers": active, "of": of, "share": share(*active, *of)})
            })
            .collect();
        Ok(json!({
            "by": if self.by_source { "source" } else { "first_purchase" },
            "customers": matrix.sizes.iter().sum::<u64>(),
            "total": ground.money(
                rows.len().checked_sub(1).map_or(0, |_| {
                    cumulated.iter().filter_map(|row| row.last()).fold(0_i64, |sum, cents| sum.saturating_add(*cents))
                }),
            ),
            "listed": named.len() == Kind::ALL.len(),
            "periods": self.periods(),
            "ages": ages,
            "rows": rows,
        }))
    }

    /// The periods from the first purchase on, so that a cell can name the days it is about.
    fn periods(&self) -> Vec<Json> {
        let first = self.starts.iter().copied().min().filter(|first| *first <= self.now);
        let told = |number: i32| {
            let days = self.span.days(number)?;
            Some(json!({"key": self.span.key(number), "from": days.0, "to": days.1}))
        };
        first.map(|first| (first..=self.now).filter_map(told).collect()).unwrap_or_default()
    }

    /// How many customers of a row could have bought at each age: those whose age lies in no future.
    fn exposed(&self, row: i32) -> Vec<u64> {
        let mut by_start: Vec<u64> = Vec::new();
        for customer in self.entries.get(&row).into_iter().flatten() {
            let Some(start) = self.starts.get(*customer as usize) else { continue };
            let ages = usize::try_from(self.now - start).unwrap_or_default();
            if by_start.len() <= ages {
                by_start.resize(ages + 1, 0);
            }
            if let Some(count) = by_start.get_mut(ages) {
                *count += 1;
            }
        }
        // Whoever has reached an age has been through all before it.
        let mut sum = 0;
        for count in by_start.iter_mut().rev() {
            sum += *count;
            *count = sum;
        }
        by_start
    }

    fn key(&self, row: i32) -> String {
        if !self.by_source {
            return self.span.key(row);
        }
        let source = usize::try_from(row).ok().and_then(|place| SOURCES.get(place));
        source.map_or("none", |choice| choice.key).to_string()
    }

    fn days(&self, row: i32) -> Option<(vocabulary::Date, vocabulary::Date)> {
        if self.by_source { None } else { self.span.days(row) }
    }

    /// The customers of a row.
    fn lists(&self, ground: &Ground<'_>, row: i32, named: &[Kind]) -> Vec<Json> {
        let mut lists = Vec::new();
        for kind in Kind::ALL {
            let ids: Vec<_> = (self.entries.get(&row).into_iter().flatten())
                .filter_map(|customer| self.places.at(*customer))
                .filter(|(of, _)| *of == kind)
                .map(|(_, id)| id)
                .collect();
            if ids.is_empty() {
                continue;
            }
            lists.push(match self.days(row) {
                Some((from, to)) if named.contains(&kind) => {
                    let filter =
                        json!({"field": customer::FIRST.key(), "op": "between", "value": [from, to]});
                    json!({"object": kind.object(), "customers": ids.len(), "filter": filter})
                }
                _ => ground.list(&self.key(row), kind.object(), ids),
            });
        }
        lists
    }
}

/// A share to a hundredth of a percent.
#[expect(clippy::cast_precision_loss, reason = "numbers of customers are far below 2^53")]
fn share(part: u64, of: u64) -> f64 {
    if of == 0 { 0.0 } else { (part as f64 / of as f64 * 1e4).round() / 1e4 }
}
