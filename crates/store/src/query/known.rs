//! Statements that read one record, kept once they are worked out: working one out takes about as long as running it.

use super::compile::rows::RowPlan;
use super::compile::{self};
use super::{Query, Selection, Trash, Visibility};
use crate::Kept;
use crate::dialect::{Dialect, Statement};
use dictionary::{Dictionary, ObjectDef};
use std::sync::Arc;
use vocabulary::{Currency, Id, Result, WorkspaceId};

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
    seen: u64,
}

static KNOWN: Kept<Key, One> = Kept::new();

/// Who asks for which object, apart from the record's id.
pub(super) struct Asked<'q> {
    pub(super) workspace: WorkspaceId,
    pub(super) dictionary: &'q Dictionary,
    pub(super) object: &'q Arc<ObjectDef>,
    pub(super) visibility: &'q dyn Visibility,
    pub(super) trash: Trash,
}

impl One {
    /// The statement for what is asked.
    pub(super) fn of(dialect: Dialect, asked: &Asked<'_>, id: Id) -> Result<Arc<One>> {
        let Some(seen) = asked.visibility.shared() else { return One::new(dialect, asked, id).map(Arc::new) };
        let key = Key {
            object: Arc::as_ptr(asked.object) as usize,
            dialect,
            trash: asked.trash,
            currency: asked.dictionary.currency,
            seen,
        };
        KNOWN.get_or(key, || One::new(dialect, asked, id))
    }

    fn new(dialect: Dialect, asked: &Asked<'_>, id: Id) -> Result<One> {
        let query = Query {
            workspace: asked.workspace,
            dictionary: asked.dictionary,
            object: asked.object,
            visibility: asked.visibility,
            filter: None,
            text: None,
            sort: Vec::new(),
            selection: Selection::whole(asked.object),
            limit: 1,
            after: None,
            trash: asked.trash,
        };
        let (statement, plan, id) = compile::one(dialect, &query, id)?;
        Ok(One { statement, id, plan, _object: Arc::clone(asked.object) })
    }

    /// The statement for a record.
    pub(super) fn statement(&self, workspace: WorkspaceId, id: Id) -> Statement {
        let mut statement = self.statement.clone();
        if let Some(slot) = statement.params.first_mut() {
            *slot = workspace.into();
        }
        if let Some(slot) = statement.params.get_mut(self.id) {
            *slot = id.into();
        }
        statement
    }
}
