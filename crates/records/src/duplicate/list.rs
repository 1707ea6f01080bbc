//! Looking through what was found. Reasons are worked out anew from what the viewer may see; whoever does not see all that speaks for a
//! group is told of it only as far as the rest does.

use super::dismiss::{PAIR, read};
use super::{Reason, Roles, table};
use crate::Extent;
use crate::access::Seen;
use crate::read::{Reading, Viewed, limit_of, own_path, with_ids};
use dictionary::ObjectDef;
use matching::{Candidate, Frequencies, Level, Pair};
use serde::Serialize;
use std::collections::HashMap;
use std::sync::Arc;
use store::Datum;
use store::query::{Selection, Visibility};
use store::table::{Condition, Select};
use vocabulary::{Error, Id, Result, Timestamp};

/// Counting stops here.
const COUNT_CAP: u32 = 10_000;

/// What is known of the duplicates of an object.
#[derive(Clone, Debug, Serialize)]
pub struct DuplicateOverview {
    /// The object.
    pub object: String,
    /// When it was last searched.
    pub searched_at: Option<Timestamp>,
    /// The search that runs now.
    pub job: Option<Id>,
    /// Groups that are certain, up to 10,000; none told to whoever does not see all records and fields of it.
    pub certain: Option<usize>,
    /// Groups that are likely.
    pub likely: Option<usize>,
    /// Groups that are possible.
    pub possible: Option<usize>,
    /// Pairs that are only possible and were not kept.
    pub left_out: i64,
    /// Whether it is searched each night, and certain groups are merged.
    pub automatic: bool,
}

/// A page of groups.
#[derive(Clone, Debug, Default)]
pub struct DuplicateRequest {
    /// How sure.
    pub level: Option<String>,
    /// At most so many, up to 50; 20 when missing.
    pub limit: Option<usize>,
    /// Where the page before ended.
    pub cursor: Option<String>,
}

/// Groups of records that are probably one.
#[derive(Clone, Debug, Serialize)]
pub struct DuplicatePage {
    /// The groups, surest first.
    pub data: Vec<DuplicateGroup>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
}

/// Records that are probably all one.
#[derive(Clone, Debug, Serialize)]
pub struct DuplicateGroup {
    /// Its id.
    pub id: Id,
    /// How sure.
    pub level: Level,
    /// From 0 to 1.
    pub score: f32,
    /// The records, oldest first.
    pub records: Vec<Viewed>,
    /// What ties them together.
    pub pairs: Vec<DuplicatePair>,
}

/// Two records of a group.
#[derive(Clone, Debug, Serialize)]
pub struct DuplicatePair {
    /// One of them.
    pub left: Id,
    /// The other.
    pub right: Id,
    /// How sure.
    pub level: Level,
    /// From 0 to 1.
    pub score: f32,
    /// Why, the strongest first.
    pub reasons: Vec<Reason>,
}

/// A group as it is kept.
#[derive(Clone, Debug)]
pub(super) struct GroupRow {
    pub(super) id: Id,
    level: Level,
    score: i64,
}

impl GroupRow {
    pub(super) fn score(&self) -> i64 {
        self.score
    }
}

impl Reading<'_> {
    /// What is known of the duplicates of each object that can be searched.
    pub fn duplicate_overview(&mut self) -> Result<Vec<DuplicateOverview>> {
        let mut all = Vec::new();
        for object in Arc::clone(&self.dictionary).objects() {
            if !self.sees(&object.key) || !Roles::of(object, &|_| true).suffice() {
                continue;
            }
            let filter = table::of_object(self.context.workspace, &object.key);
            let columns = &["searched_at", "job_id", "left_out", "automatic"];
            let rows = self.reader.select(&Select::new(table::SEARCH, columns, filter))?;
            let row = rows.first();
            let integer = |place: usize| row.and_then(|row| row.get(place)).and_then(Datum::integer);
            let whole = self.sees_all_of(object);
            let mut count = |level| if whole { self.count_groups(object, level).map(Some) } else { Ok(None) };
            all.push(DuplicateOverview {
                object: object.key.clone(),
                searched_at: integer(0).map(Timestamp::from_micros),
                job: row.and_then(|row| row.get(1)).and_then(Datum::id),
                certain: count(Level::Certain)?,
                likely: count(Level::Likely)?,
                possible: count(Level::Possible)?,
                left_out: integer(2).unwrap_or_default(),
                automatic: integer(3) == Some(1),
            });
        }
        Ok(all)
    }

    /// Whether the viewer sees all that duplicates of an object are told by.
    fn sees_all_of(&self, object: &ObjectDef) -> bool {
        let seen = Seen::reading(&self.context.rights, &self.dictionary);
        let roles = Roles::of(object, &|_| true);
        self.context.rights.object(&object.key).read == Extent::All
            && roles.fields.iter().all(|(field, _)| seen.may_read(&object.key, &field.key))
    }

    fn count_groups(&mut self, object: &ObjectDef, level: Level) -> Result<usize> {
        let select = Select::new(table::GROUP, &["id"], self.open_groups(object, level)).limit(COUNT_CAP);
        Ok(self.reader.select(&select)?.len())
    }

    fn open_groups(&self, object: &ObjectDef, level: Level) -> Vec<Condition> {
        let mut filter = table::of_object(self.context.workspace, &object.key);
        filter.push(Condition::Eq("level", table::level_number(level).into()));
        filter.push(Condition::IsNull("merged_by"));
        filter
    }

    /// Groups of a level, surest first, after a place.
    pub(super) fn group_rows(
        &mut self,
        object: &ObjectDef,
        level: Level,
        after: Option<(i64, Id)>,
        limit: usize,
    ) -> Result<Vec<GroupRow>> {
        let mut filter = self.open_groups(object, level);
        if let Some((score, id)) = after {
            filter.push(Condition::AnyOf(vec![
                vec![Condition::Lt("score", score.into())],
                vec![Condition::Eq("score", score.into()), Condition::Lt("id", id.into())],
            ]));
        }
        let select = Select::new(table::GROUP, &["id", "score"], filter).descending("score").descending("id");
        let rows = self.reader.select(&select.limit(limit as u32))?;
        let row = |row: &Vec<Datum>| {
            Some(GroupRow { id: row.first()?.id()?, level, score: row.get(1)?.integer()? })
        };
        Ok(rows.iter().filter_map(row).collect())
    }

    /// The pairs of groups.
    pub(super) fn pairs_of(&mut self, groups: &[Id]) -> Result<HashMap<Id, Vec<Pair>>> {
        let filter = vec![
            Condition::Eq("workspace_id", self.context.workspace.into()),
            Condition::In("group_id", groups.iter().map(|id| (*id).into()).collect()),
        ];
        let select = Select::new(table::PAIR, PAIR, filter).descending("score").ascending("left_id");
        let mut pairs: HashMap<Id, Vec<Pair>> = HashMap::new();
        for row in self.reader.select(&select)? {
            if let (Some(group), Some(pair)) = (row.first().and_then(Datum::id), read(&row)) {
                pairs.entry(group).or_default().push(pair);
            }
        }
        Ok(pairs)
    }

    /// A page of groups of records that are probably one.
    pub fn duplicates(&mut self, object: &str, request: &DuplicateRequest) -> Result<DuplicatePage> {
        let object = self.object(object)?;
        let level = level_in(request.level.as_deref())?;
        let limit = limit_of(request.limit, 20, 50)?;
        let after = request.cursor.as_deref().map(place).transpose()?;
        let mut rows = self.group_rows(&object, level, after, limit + 1)?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| more).map(|last| format!("{}:{}", last.score, last.id));
        let ids: Vec<Id> = rows.iter().map(|row| row.id).collect();
        let mut pairs = self.pairs_of(&ids)?;
        let members: Vec<Id> = pairs.values().flatten().flat_map(|pair| [pair.left, pair.right]).collect();
        let records = self.by_ids(&object, unique(members.clone()))?;
        let candidates = self.candidates_of(&object, unique(members))?;
        let frequencies = self.frequencies(&object)?;
        let whole = self.sees_all_of(&object);
        let mut data = Vec::new();
        for row in rows {
            let pairs = pairs.remove(&row.id).unwrap_or_default();
            let told = Told { candidates: &candidates, frequencies: &frequencies, whole };
            let pairs: Vec<DuplicatePair> = pairs.iter().filter_map(|pair| told.pair(pair)).collect();
            // Fields one does not see may not be what makes a group certain.
            let Some(best) = pairs.iter().map(|pair| pair.level).max() else { continue };
            if !whole && best < row.level {
                continue;
            }
            let members = unique(pairs.iter().flat_map(|pair| [pair.left, pair.right]).collect());
            let records = members.iter().filter_map(|id| records.get(id).cloned()).collect();
            data.push(DuplicateGroup {
                id: row.id,
                level: row.level,
                score: table::score_of(row.score),
                records,
                pairs,
            });
        }
        Ok(DuplicatePage { data, next })
    }

    /// What the viewer may see of records, as candidates.
    fn candidates_of(&mut self, object: &Arc<ObjectDef>, ids: Vec<Id>) -> Result<HashMap<Id, Candidate>> {
        let (rights, dictionary) = (Arc::clone(&self.context.rights), Arc::clone(&self.dictionary));
        let seen = Seen::reading(&rights, &dictionary);
        let roles = Roles::of(object, &|field| seen.may_read(&object.key, &field.key));
        let mut candidates = HashMap::new();
        for part in ids.chunks(200) {
            let paths = roles.fields.iter().map(|(field, _)| own_path(object, field)).collect();
            let selection = Selection { paths, titles: false };
            let filter = with_ids(object, part.to_vec());
            let query = self.query(&dictionary, object, &seen, Some(filter), selection, part.len());
            for record in self.reader.find(&query)?.records {
                let id = record.meta.id;
                candidates.insert(id, roles.candidate(id, record.values.iter()));
            }
        }
        Ok(candidates)
    }

    /// How often values occur, as far as it is known without counting them.
    pub(super) fn frequencies(&mut self, object: &Arc<ObjectDef>) -> Result<Frequencies> {
        let filter = table::of_object(self.context.workspace, &object.key);
        let rows = self.reader.select(&Select::new(table::SEARCH, &["records"], filter))?;
        let records = rows.first().and_then(|row| row.first()).and_then(Datum::integer).unwrap_or_default();
        Ok(Frequencies::of_total((records as u64).max(USUAL_TOTAL)))
    }
}

/// Before the first search of an object nothing has been counted: a middling size is taken, whatever it has.
const USUAL_TOTAL: u64 = 10_000;

struct Told<'a> {
    candidates: &'a HashMap<Id, Candidate>,
    frequencies: &'a Frequencies,
    whole: bool,
}

impl Told<'_> {
    /// A pair with its reasons; none when one of the two is gone or hidden, or what is seen of them does not speak for it.
    fn pair(&self, pair: &Pair) -> Option<DuplicatePair> {
        let (left, right) = (self.candidates.get(&pair.left)?, self.candidates.get(&pair.right)?);
        let compared = matching::compare(left, right, self.frequencies);
        let (level, score) = if self.whole {
            (pair.level, pair.score)
        } else {
            (compared.level?.min(pair.level), compared.score.min(pair.score))
        };
        let reasons = compared.signals.into_iter().map(Reason::from).collect();
        Some(DuplicatePair { left: pair.left, right: pair.right, level, score, reasons })
    }
}

/// A level by its word.
pub(super) fn level_in(word: Option<&str>) -> Result<Level> {
    match word {
        Some("certain") => Ok(Level::Certain),
        Some("likely") => Ok(Level::Likely),
        Some("possible") => Ok(Level::Possible),
        _ => Err(Error::invalid("level", "malformed", "Give the level: certain, likely or possible.")),
    }
}

fn place(cursor: &str) -> Result<(i64, Id)> {
    let parts = cursor.split_once(':').and_then(|(score, id)| Some((score.parse().ok()?, id.parse().ok()?)));
    parts.ok_or_else(|| Error::invalid("cursor", "malformed", "This is no place in a list."))
}

fn unique(mut ids: Vec<Id>) -> Vec<Id> {
    ids.sort_unstable();
    ids.dedup();
    ids
}
