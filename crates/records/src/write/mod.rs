//! Writing: one transaction in which records are created, changed, removed, restored, linked and purged.
//!
//! The steps of one write are types that turn into each other (see [`steps`]), so that a wrong order does not compile.

mod bulk;
mod change;
mod create;
mod link;
mod remove;
mod resolve;
mod stale;
mod steps;
mod upsert;
mod view;
mod worked_out;

pub use bulk::{BulkRequest, BulkResult, Named, Operation};
pub use change::ChangeRequest;
pub use upsert::{Fill, FillBy, UpsertRequest};

pub(crate) use steps::{compute, event_json, shortened};

use crate::access::Seen;
use crate::change_set::Tally;
use crate::read::Reading;
use crate::{Context, Engine};
use dictionary::{Dictionary, ObjectDef};
use std::collections::HashMap;
use std::sync::Arc;
use store::Writer;
use store::event::Verb;
use store::query::Visibility;
use store::record::StoredRecord;
use vocabulary::{Error, Id, Result};

/// The fields of a record as they come in: JSON members by field key.
pub type Input = serde_json::Map<String, serde_json::Value>;

/// What an operation did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// A record was made.
    Created,
    /// A record was written.
    Changed,
    /// Everything stood there already: nothing was written.
    Unchanged,
}

/// A record as an operation left it. It is not reduced to anybody's rights: [`Writing::view`] makes an answer of it.
#[derive(Clone, Debug)]
pub struct Written {
    /// What was done.
    pub outcome: Outcome,
    /// The record, values parallel to the fields of its object; rollups and titles of links are not filled in.
    pub record: StoredRecord,
    /// The number of the event; none when nothing was written.
    pub seq: Option<i64>,
}

impl Written {
    /// The record's id.
    pub fn id(&self) -> Id {
        self.record.meta.id
    }
}

/// An open transaction that writes, in someone's name.
pub struct Writing<'w> {
    pub(crate) engine: &'w Engine,
    pub(crate) writer: &'w mut (dyn Writer + 'w),
    pub(crate) context: &'w Context,
    pub(crate) dictionary: Arc<Dictionary>,
    /// Link targets found in this transaction already: files link to the same few records again and again.
    targets: HashMap<Id, Arc<ObjectDef>>,
    /// What was written so far, for the row of the act.
    pub(crate) tally: Tally,
    depth: u8,
}

/// Rules that write records run rules: deeper than this is a circle.
const MAX_DEPTH: u8 = 8;

impl<'w> Writing<'w> {
    /// Writes through a transaction that is open already.
    pub fn new(
        engine: &'w Engine,
        writer: &'w mut (dyn Writer + 'w),
        context: &'w Context,
    ) -> Result<Writing<'w>> {
        let dictionary = engine.dictionary_in(writer, context)?;
        let (targets, tally) = (HashMap::new(), Tally::default());
        Ok(Writing { engine, writer, context, dictionary, targets, tally, depth: 0 })
    }

    /// The transaction itself, for system tables.
    pub fn writer(&mut self) -> &mut dyn Writer {
        self.writer
    }

    /// The engine it writes through.
    pub fn engine(&self) -> &'w Engine {
        self.engine
    }

    /// In whose name it writes.
    pub fn context(&self) -> &'w Context {
        self.context
    }

    /// The dictionary.
    pub fn dictionary(&self) -> &Arc<Dictionary> {
        &self.dictionary
    }

    /// Reads in this transaction, what it wrote among it.
    pub fn reading(&mut self) -> Reading<'_> {
        Reading::with(self.engine, self.writer, self.context, Arc::clone(&self.dictionary))
    }

    /// Runs a piece of work in the name of `context`, such as [`Context::unlimited`] for what the system does by itself.
    pub fn acting<T>(
        &mut self,
        context: &Context,
        work: impl FnOnce(&mut Writing<'_>) -> Result<T>,
    ) -> Result<T> {
        let mut inner = Writing {
            engine: self.engine,
            writer: &mut *self.writer,
            context,
            dictionary: Arc::clone(&self.dictionary),
            targets: HashMap::new(),
            tally: Tally::default(),
            depth: self.depth,
        };
        let result = work(&mut inner);
        let tally = inner.tally;
        self.tally.join(tally);
        result
    }

    /// Runs a piece of work of which nothing stays when it fails, while the transaction goes on.
    pub fn attempt<T>(&mut self, mut work: impl FnMut(&mut Writing<'_>) -> Result<T>) -> Result<T> {
        let (engine, context, dictionary, depth) =
            (self.engine, self.context, Arc::clone(&self.dictionary), self.depth);
        let targets = &self.targets;
        let mut result = None;
        self.writer.attempt(&mut |writer| {
            let (dictionary, targets) = (Arc::clone(&dictionary), targets.clone());
            let tally = Tally::default();
            let mut inner = Writing { engine, writer, context, dictionary, targets, tally, depth };
            let done = work(&mut inner)?;
            result = Some((done, inner.tally));
            Ok(())
        })?;
        let (done, tally) = result.ok_or_else(|| Error::internal("an attempt that was not made"))?;
        self.tally.join(tally);
        Ok(done)
    }

    /// The object of that key, if its records may be seen; else it does not exist.
    pub(crate) fn object(&self, key: &str) -> Result<Arc<ObjectDef>> {
        let readable = self.context.rights.object(key).read > crate::Extent::None;
        self.dictionary.object(key).filter(|_| readable).cloned().ok_or_else(Error::not_found)
    }

    /// Takes a record that was just found or written for a link target that exists, so that it is not looked up again.
    pub(crate) fn trust(&mut self, id: Id, object: &Arc<ObjectDef>) {
        self.targets.insert(id, Arc::clone(object));
    }

    /// Whether a field exists for the writer.
    pub(crate) fn sees_field(&self, object: &str, field: &str) -> bool {
        Seen::reading(&self.context.rights, &self.dictionary).may_read(object, field)
    }

    pub(crate) fn deeper<T>(&mut self, rule: &str, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        if self.depth >= MAX_DEPTH {
            return Err(Error::internal(format!("rule {rule} runs in a circle")));
        }
        self.depth += 1;
        let result = work(self);
        self.depth -= 1;
        result
    }
}

/// The word of a verb for internal use in answers.
pub(crate) fn outcome(verb: Verb) -> Outcome {
    if verb == Verb::Created { Outcome::Created } else { Outcome::Changed }
}
