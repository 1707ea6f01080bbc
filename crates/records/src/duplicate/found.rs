//! Keeping what a search found: pairs, and groups of records that are all one.

use super::search::SearchFound;
use super::table;
use crate::{Context, Engine, Writing};
use matching::{Level, Pair};
use std::collections::HashMap;
use std::sync::Arc;
use store::table::{Delete, Insert, OnConflict, Update};
use store::{Datum, Writer};
use vocabulary::{Id, Result};

/// Pairs written in one transaction, so that people who write at the same time hardly wait.
const PIECE: usize = 500;

/// Pairs that hang together.
#[derive(Debug)]
pub(super) struct Together {
    pub(super) level: Level,
    pub(super) score: f32,
    pub(super) pairs: Vec<Pair>,
}

/// Puts pairs into groups: those of records that are all one together, every other pair by itself.
pub(super) fn together(pairs: Vec<Pair>) -> Vec<Together> {
    let groups = matching::groups(&pairs);
    let mut of_record: HashMap<Id, usize> = HashMap::new();
    for (number, group) in groups.iter().enumerate() {
        of_record.extend(group.members.iter().map(|member| (*member, number)));
    }
    let mut joined: Vec<Vec<Pair>> = groups.iter().map(|_| Vec::new()).collect();
    let mut all = Vec::new();
    for pair in pairs {
        let (left, right) = (of_record.get(&pair.left), of_record.get(&pair.right));
        match left.filter(|left| Some(*left) == right).and_then(|number| joined.get_mut(*number)) {
            Some(group) => group.push(pair),
            None => all.push(Together { level: pair.level, score: pair.score, pairs: vec![pair] }),
        }
    }
    for (group, pairs) in groups.iter().zip(joined) {
        let score = pairs.iter().map(|pair| pair.score).sum::<f32>() / pairs.len().max(1) as f32;
        all.push(Together { level: group.level, score, pairs });
    }
    all
}

impl Engine {
    /// Puts what a search found in the place of what the one before had found. `check` is asked in each transaction whether the searcher
    /// is still the one who is to write.
    pub fn keep_duplicates(
        self: &Arc<Self>,
        context: &Context,
        object: &str,
        found: SearchFound,
        check: impl Fn(&mut dyn Writer) -> Result<()> + Clone + Send + 'static,
    ) -> Result<()> {
        let (records, left_out) = (found.records as i64, found.left_out as i64);
        let (asked, key) = (check.clone(), object.to_string());
        self.write(context, move |writing| {
            asked(writing.writer())?;
            let workspace = writing.context.workspace;
            for table in [table::PAIR, table::GROUP] {
                writing.writer.delete(&Delete { table, filter: table::of_object(workspace, &key) })?;
            }
            Ok(())
        })?;
        let mut piece: Vec<Together> = Vec::new();
        let mut size = 0;
        let mut pieces: Vec<Vec<Together>> = Vec::new();
        for group in together(found.pairs) {
            size += group.pairs.len();
            piece.push(group);
            if size >= PIECE {
                pieces.push(std::mem::take(&mut piece));
                size = 0;
            }
        }
        pieces.push(piece);
        for piece in pieces {
            let (asked, key) = (check.clone(), object.to_string());
            self.write(context, move |writing| {
                asked(writing.writer())?;
                piece.iter().try_for_each(|group| writing.keep_group(&key, group))
            })?;
        }
        let (key, now) = (object.to_string(), context.now);
        self.write(context, move |writing| {
            check(writing.writer())?;
            let set = vec![
                ("searched_at", now.into()),
                ("records", records.into()),
                ("left_out", left_out.into()),
                ("job_id", Datum::Null),
            ];
            writing.set_search(&key, set)
        })
    }
}

impl Writing<'_> {
    pub(super) fn keep_group(&mut self, object: &str, group: &Together) -> Result<()> {
        let workspace = self.context.workspace;
        let id = self.context.ids.next(self.context.now);
        let values = vec![
            ("workspace_id", workspace.into()),
            ("id", id.into()),
            ("object", object.into()),
            ("level", table::level_number(group.level).into()),
            ("score", table::score_number(group.score).into()),
        ];
        self.writer.insert(&Insert::new(table::GROUP, values))?;
        for pair in &group.pairs {
            let values = vec![
                ("workspace_id", workspace.into()),
                ("object", object.into()),
                ("left_id", pair.left.into()),
                ("right_id", pair.right.into()),
                ("group_id", id.into()),
                ("level", table::level_number(pair.level).into()),
                ("score", table::score_number(pair.score).into()),
            ];
            let on_conflict = OnConflict::Replace(&["workspace_id", "object", "left_id", "right_id"]);
            self.writer.insert(&Insert { table: table::PAIR, values, on_conflict })?;
        }
        Ok(())
    }

    /// Changes what is kept of the searches of an object.
    pub fn set_search(&mut self, object: &str, set: Vec<(&'static str, Datum)>) -> Result<()> {
        let filter = table::of_object(self.context.workspace, object);
        if self.writer.update(&Update::new(table::SEARCH, set.clone(), filter))? > 0 {
            return Ok(());
        }
        let mut values: Vec<(&'static str, Datum)> =
            vec![("workspace_id", self.context.workspace.into()), ("object", object.into())];
        for (column, usual) in [("automatic", 0i64), ("records", 0), ("left_out", 0)] {
            if !set.iter().any(|(known, _)| *known == column) {
                values.push((column, usual.into()));
            }
        }
        values.extend(set);
        self.writer.insert(&Insert::new(table::SEARCH, values)).map(|_| ())
    }
}
