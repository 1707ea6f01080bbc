//! Searching all records of an object. Each is read once, with the fields that say something only; what is kept of it while searching is
//! its normal form.

use super::{Roles, table};
use crate::read::{Reading, own_path};
use crate::{Context, Engine};
use dictionary::ObjectDef;
use matching::{Finder, Options, Pair, Phase};
use std::collections::HashSet;
use std::ops::ControlFlow;
use std::sync::Arc;
use store::Datum;
use store::query::{SeesAll, Selection};
use store::table::Select;
use vocabulary::{Error, Id, Result};

/// The most pairs that are kept of those that are only possible: nobody looks through more.
const MOST_POSSIBLE: usize = 50_000;
/// Records between two looks at whether to go on.
const STEP: u64 = 2_000;

/// Hears how far a search is, and answers whether to go on.
pub type SearchProgress<'a> = &'a (dyn Fn(i64, Option<i64>, &str) -> ControlFlow<()> + Sync);

/// What a search found.
#[derive(Debug)]
pub struct SearchFound {
    /// How many records were looked at.
    pub records: u64,
    /// Pairs that are possible only and were left out: the least telling ones.
    pub left_out: u64,
    pub(super) pairs: Vec<Pair>,
}

impl SearchFound {
    /// How many pairs were found and kept.
    pub fn pairs(&self) -> usize {
        self.pairs.len()
    }
}

impl Engine {
    /// Searches all records of an object, whoever may see them: for the system itself. None when it was told to stop.
    pub fn search_duplicates(
        &self,
        context: &Context,
        object: &str,
        progress: SearchProgress<'_>,
    ) -> Result<Option<SearchFound>> {
        let mut finder = Finder::new(Options::default());
        let read = self.read(&context.unlimited(), |reading| {
            let object = reading.searchable(object)?;
            reading.each_candidate(&object, &mut finder, progress)
        })?;
        let Some((records, dismissed)) = read else { return Ok(None) };
        let tell = |now: matching::Progress| {
            let note = match now.phase {
                Phase::Blocking => "Sorting",
                Phase::Comparing => "Comparing",
                Phase::Explaining => "Explaining",
            };
            progress(now.done as i64, Some(now.total as i64), note)
        };
        let mut pairs = Vec::new();
        let searched = finder.find(&tell, &mut |pair| {
            if !dismissed.contains(&(pair.left, pair.right)) {
                // Reasons are told to each viewer from what they may see.
                pairs.push(Pair { signals: Vec::new(), ..pair });
            }
        });
        if searched.is_err() {
            return Ok(None);
        }
        let known = pairs.len();
        keep_best(&mut pairs);
        Ok(Some(SearchFound { records, left_out: (known - pairs.len()) as u64, pairs }))
    }
}

fn keep_best(pairs: &mut Vec<Pair>) {
    pairs.sort_by(|a, b| {
        let by_worth = b.level.cmp(&a.level).then(b.score.total_cmp(&a.score));
        by_worth.then((a.left, a.right).cmp(&(b.left, b.right)))
    });
    let sure = pairs.iter().filter(|pair| pair.level > matching::Level::Possible).count();
    pairs.truncate(sure + MOST_POSSIBLE);
}

type Dismissed = HashSet<(Id, Id)>;

impl Reading<'_> {
    /// Refuses an object of which duplicates cannot be told.
    pub fn duplicates_told(&self, key: &str) -> Result<()> {
        self.searchable(key).map(|_| ())
    }

    /// The object, if duplicates of it can be found at all.
    pub(crate) fn searchable(&self, key: &str) -> Result<Arc<ObjectDef>> {
        let object = self.object(key)?;
        if Roles::of(&object, &|_| true).suffice() {
            return Ok(object);
        }
        let text = format!("{} have no fields by which duplicates could be told.", object.label_plural);
        Err(Error::invalid("object", "not_searchable", text))
    }

    fn each_candidate(
        &mut self,
        object: &Arc<ObjectDef>,
        finder: &mut Finder,
        progress: SearchProgress<'_>,
    ) -> Result<Option<(u64, Dismissed)>> {
        let dismissed = self.dismissed(&object.key)?;
        let roles = Roles::of(object, &|_| true);
        let dictionary = Arc::clone(&self.dictionary);
        let paths = roles.fields.iter().map(|(field, _)| own_path(object, field)).collect();
        let selection = Selection { paths, titles: false };
        let query = self.query(&dictionary, object, &SeesAll, None, selection, 0);
        let (mut records, mut going) = (0, true);
        self.reader.each(&query, &mut |record| {
            finder.add(&roles.candidate(record.meta.id, record.values.iter()));
            records += 1;
            if records % STEP == 0 {
                going = progress(records as i64, None, "Reading").is_continue();
            }
            Ok(going)
        })?;
        Ok(going.then_some((records, dismissed)))
    }

    fn dismissed(&mut self, object: &str) -> Result<Dismissed> {
        let filter = table::of_object(self.context.workspace, object);
        let rows = self.reader.select(&Select::new(table::DISMISSAL, &["left_id", "right_id"], filter))?;
        let pair = |row: &Vec<Datum>| Some((row.first()?.id()?, row.get(1)?.id()?));
        Ok(rows.iter().filter_map(pair).collect())
    }
}
