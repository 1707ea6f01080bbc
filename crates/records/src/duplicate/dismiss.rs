//! Records that look alike and are not the same: remembered, whatever later searches find.

use super::found::together;
use super::table;
use crate::read::load_seen;
use crate::write::Writing;
use matching::Pair;
use serde::Deserialize;
use std::sync::Arc;
use store::Datum;
use store::query::Trash;
use store::table::{Condition, Delete, Insert, OnConflict, Select, Update};
use vocabulary::{Error, Id, Result};

/// The most records that are told apart at once.
const MOST: usize = 50;

/// Records that are not the same, each pair of them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DismissRequest {
    /// Their ids.
    pub ids: Vec<Id>,
}

impl Writing<'_> {
    /// Remembers that these records are not the same.
    pub fn dismiss(&mut self, object: &str, request: &DismissRequest) -> Result<()> {
        let (object, pairs) = self.told_apart(object, request)?;
        for (left, right) in &pairs {
            let values = vec![
                ("workspace_id", self.context.workspace.into()),
                ("object", object.as_str().into()),
                ("left_id", (*left).into()),
                ("right_id", (*right).into()),
                ("user_id", self.context.actor.user.into()),
                ("at", self.context.now.into()),
            ];
            self.writer.insert(&Insert {
                table: table::DISMISSAL,
                values,
                on_conflict: OnConflict::Ignore,
            })?;
        }
        self.regroup(&object, &pairs, true)
    }

    /// Forgets that these records are not the same.
    pub fn take_back_dismissal(&mut self, object: &str, request: &DismissRequest) -> Result<()> {
        let (object, pairs) = self.told_apart(object, request)?;
        for (left, right) in &pairs {
            let filter = self.pair(&object, *left, *right);
            self.writer.delete(&Delete { table: table::DISMISSAL, filter })?;
        }
        self.regroup(&object, &pairs, false)
    }

    fn told_apart(&mut self, object: &str, request: &DismissRequest) -> Result<(String, Vec<(Id, Id)>)> {
        let object = self.object(object)?;
        let mut ids = request.ids.clone();
        ids.sort_unstable();
        ids.dedup();
        if !(2..=MOST).contains(&ids.len()) {
            return Err(Error::invalid("ids", "out_of_range", format!("Name 2 to {MOST} records.")));
        }
        let dictionary = Arc::clone(&self.dictionary);
        for id in &ids {
            load_seen(self.writer, self.context, &dictionary, &object, *id, Trash::Without)?;
        }
        let pairs = ids
            .iter()
            .enumerate()
            .flat_map(|(place, left)| ids.iter().skip(place + 1).map(|right| (*left, *right)));
        Ok((object.key.clone(), pairs.collect()))
    }

    fn pair(&self, object: &str, left: Id, right: Id) -> Vec<Condition> {
        let mut filter = table::of_object(self.context.workspace, object);
        filter.extend([Condition::Eq("left_id", left.into()), Condition::Eq("right_id", right.into())]);
        filter
    }

    /// Groups that had these pairs are made anew without them, or with them.
    fn regroup(&mut self, object: &str, pairs: &[(Id, Id)], apart: bool) -> Result<()> {
        let mut groups: Vec<Id> = Vec::new();
        let mut kept: Vec<Pair> = Vec::new();
        for (left, right) in pairs {
            let filter = self.pair(object, *left, *right);
            let rows = self.writer.select(&Select::new(table::PAIR, PAIR, filter.clone()))?;
            let Some(row) = rows.first() else { continue };
            groups.extend(row.first().and_then(Datum::id));
            if apart {
                self.writer.update(&Update::new(table::PAIR, vec![("group_id", Datum::Null)], filter))?;
            } else {
                kept.extend(read(row));
            }
        }
        groups.sort_unstable();
        groups.dedup();
        for group in groups {
            let of_group = |column| {
                vec![
                    Condition::Eq("workspace_id", self.context.workspace.into()),
                    Condition::Eq(column, group.into()),
                ]
            };
            let (members, itself) = (of_group("group_id"), of_group("id"));
            let rows = self.writer.select(&Select::new(table::PAIR, PAIR, members))?;
            kept.extend(rows.iter().filter_map(|row| read(row)));
            self.writer.delete(&Delete { table: table::GROUP, filter: itself })?;
        }
        kept.sort_by_key(|pair| (pair.left, pair.right));
        kept.dedup_by_key(|pair| (pair.left, pair.right));
        together(kept).iter().try_for_each(|group| self.keep_group(object, group))
    }
}

pub(super) const PAIR: &[&str] = &["group_id", "left_id", "right_id", "level", "score"];

pub(super) fn read(row: &[Datum]) -> Option<Pair> {
    let [_, left, right, level, score] = row else { return None };
    Some(Pair {
        left: left.id()?,
        right: right.id()?,
        score: table::score_of(score.integer()?),
        level: table::level_of(level.integer()?),
        signals: Vec::new(),
    })
}
