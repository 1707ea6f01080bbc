//! Statements that read one record, kept once they are worked out: working one out takes about as long as running it.

use super::compile::rows::RowPlan;
use super::compile::{self};
use super::{Query, Trash};
use crate::dialect::{Dialect, Statement};
use dictionary::ObjectDef;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use vocabulary::{Currency, Id, Result};

/// A statement that reads one record, and how the record is read out of its row.
pub(super) struct One {
    statement: Statement,
    /// Which parameter is the record's id; the first one is the workspace.
    id: usize,
    pub(super) plan: RowPlan,
    /// Kept, so that its place in memory goes to no other object while the statement is known.
    _object: Arc<ObjectDef>,
}

#[derive(PartialEq, Eq, Hash)]
struct Key {
    object: usize,
    dialect: Dialect,
    trash: Trash,
    currency: Option<Currency>,
    seen: &'static str,
}

/// Most statements kept; a change of a dictionary makes new ones, and the old ones are forgotten now and then.
const MOST: usize = 512;

static KNOWN: RwLock<Option<HashMap<Key, Arc<One>>>> = RwLock::new(None);

impl One {
    /// The statement for the object, visibility and trash of a query.
    pub(super) fn of(dialect: Dialect, query: &Query<'_>, id: Id) -> Result<Arc<One>> {
        let Some(seen) = query.visibility.shared() else { return One::new(dialect, query, id).map(Arc::new) };
        let key = Key {
            object: Arc::as_ptr(query.object) as usize,
            dialect,
            trash: query.trash,
            currency: query.dictionary.currency,
            seen,
        };
        let known = KNOWN.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(one) = known.as_ref().and_then(|known| known.get(&key)) {
            return Ok(Arc::clone(one));
        }
        drop(known);
        let one = Arc::new(One::new(dialect, query, id)?);
        let mut known = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
        let known = known.get_or_insert_default();
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(key, Arc::clone(&one));
        Ok(one)
    }

    fn new(dialect: Dialect, query: &Query<'_>, id: Id) -> Result<One> {
        let (statement, plan, id) = compile::one(dialect, query, id)?;
        Ok(One { statement, id, plan, _object: Arc::clone(query.object) })
    }

    /// The statement for a record.
    pub(super) fn statement(&self, query: &Query<'_>, id: Id) -> Statement {
        let mut statement = self.statement.clone();
        if let Some(slot) = statement.params.first_mut() {
            *slot = query.workspace.into();
        }
        if let Some(slot) = statement.params.get_mut(self.id) {
            *slot = id.into();
        }
        statement
    }
}
