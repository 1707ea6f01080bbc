//! Turns the query tree into the text of a statement. Only names out of the dictionary and placeholders enter the text;
//! every value is bound.
//!
//! Rows the viewer may not see, and rows in the trash behind a link, do not exist: links to them are empty, rollups and
//! conditions leave them out.

mod condition;
mod continuation;
mod drive;
mod field;
mod group;
mod key;
mod linked;
mod list;
mod measure;
mod member;
mod rollup;
pub(super) mod rows;
mod source;
mod whole;
mod words;

pub(crate) use condition::{KeyPattern, key_pattern, keys_of};
pub(crate) use drive::{Drive, FEW, count_probes, probes, walk, width_probes};
pub(crate) use group::{
    Boundaries, GroupPlan, groups, kept, looked_up, needs_range, sorts, spanned, time_range,
};
pub(crate) use list::{count, list, one, phases, rows};
pub(crate) use whole::{Way, alone, alone_counted, is_covered, is_spanned, plan, reads};

use super::Visibility;
use crate::Datum;
use crate::dialect::{Dialect, Statement};
use crate::layout::ColumnType;
use dictionary::Dictionary;
use vocabulary::WorkspaceId;

/// A statement in the making.
pub(crate) struct Compiler<'a> {
    dialect: Dialect,
    dictionary: &'a Dictionary,
    visibility: &'a dyn Visibility,
    params: Vec<Datum>,
    aliases: usize,
    workspace_id: WorkspaceId,
    /// The placeholder of the workspace.
    workspace: String,
    /// Columns are written so that no index serves them: another part of the statement is to lead.
    opaque: bool,
    /// Conditions on keys are written so that they can lead.
    leading: bool,
    /// The cursor bounds the column of this condition already, from above when true: SQLite takes one bound of each side
    /// to its index, and it must be the cursor's.
    bounded: Option<bool>,
    /// How the records are come by.
    way: Way,
}

impl<'a> Compiler<'a> {
    fn new(
        dialect: Dialect,
        dictionary: &'a Dictionary,
        visibility: &'a dyn Visibility,
        workspace: WorkspaceId,
    ) -> Compiler<'a> {
        let mut compiler = Compiler {
            dialect,
            dictionary,
            visibility,
            params: Vec::with_capacity(8),
            aliases: 0,
            workspace_id: workspace,
            workspace: String::new(),
            opaque: false,
            leading: false,
            bounded: None,
            way: Way::Any,
        };
        compiler.workspace = compiler.bind(workspace);
        compiler
    }

    /// Binds a value; the text of its placeholder.
    fn bind(&mut self, value: impl Into<Datum>) -> String {
        self.params.push(value.into());
        self.dialect.placeholder(self.params.len())
    }

    /// Binds a value where its type cannot be told from what stands around it.
    fn bind_typed(&mut self, value: impl Into<Datum>, of: ColumnType) -> String {
        self.params.push(value.into());
        self.dialect.typed_placeholder(self.params.len(), of)
    }

    /// Binds several values: `?2, ?3`.
    fn bind_all<T: Into<Datum>>(&mut self, values: impl IntoIterator<Item = T>) -> String {
        let mut text = String::new();
        for value in values {
            if !text.is_empty() {
                text.push_str(", ");
            }
            let placeholder = self.bind(value);
            text.push_str(&placeholder);
        }
        text
    }

    /// A fresh alias of a table.
    fn alias(&mut self) -> String {
        self.aliases += 1;
        format!("j{}", self.aliases)
    }

    fn statement(self, text: String, columns: Vec<ColumnType>) -> Statement {
        Statement { text, params: self.params, columns }
    }
}

/// Empty, with a type.
fn null(of: ColumnType) -> &'static str {
    match of {
        ColumnType::Integer => "CAST(NULL AS BIGINT)",
        ColumnType::Text => "CAST(NULL AS TEXT)",
        ColumnType::Id => "CAST(NULL AS UUID)",
    }
}

/// Conditions that all must hold.
fn all(conditions: &[String]) -> String {
    conditions.join(" AND ")
}

#[cfg(test)]
mod tests;
