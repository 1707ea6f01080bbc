//! Lists, single records and counts as statements.

use super::drive::{Drive, bounded_by_cursor};
use super::key::{Key, indexed, title_indexed};
use super::rows::RowPlan;
use super::source::Source;
use super::{Compiler, Way, all};
use crate::dialect::{Dialect, Statement};
use crate::layout::ColumnType;
use crate::query::{Cursor, Filter, Query, Selection};
use std::fmt::Write;
use vocabulary::{Id, Result};

/// Which rows of a list one statement answers: those whose first sort value is empty come last, and a range of an index
/// has them at one end only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// All of them in one go.
    Whole,
    /// Those with a first sort value.
    Filled,
    /// Those without.
    Empty,
}

/// The phases of a list, in sequence.
pub(crate) fn phases(query: &Query<'_>) -> &'static [Phase] {
    use dictionary::SystemField::{CreatedAt, UpdatedAt};
    let Some(first) = query.sort.first() else { return &[Phase::Whole] };
    let always = match &first.path.field {
        None => true,
        Some(field) => matches!(field.system, Some(CreatedAt | UpdatedAt)),
    };
    if always || !(indexed(query) || title_indexed(query)) {
        return &[Phase::Whole];
    }
    match query.after.as_ref().and_then(|cursor| cursor.values.first()) {
        Some(crate::Datum::Null) => &[Phase::Empty],
        _ => &[Phase::Filled, Phase::Empty],
    }
}

/// A phase of a list, at most `limit` rows.
pub(crate) fn list(
    dialect: Dialect,
    query: &Query<'_>,
    phase: Phase,
    limit: Option<usize>,
    drive: &Drive,
) -> Result<(Statement, RowPlan)> {
    let mut compiler = Compiler::new(dialect, query.dictionary, query.visibility, query.workspace);
    let mut source = compiler.source(query.object, "t");
    if let Some(index) = drive.index(query) {
        source.read_by(index);
    }
    let title_leads = phase == Phase::Filled && !drive.gathers();
    let mut conditions = if title_leads { compiler.lead_by_title(&mut source, query) } else { Vec::new() };
    conditions.extend(compiler.conditions(&mut source, query, drive)?);
    compiler.opaque = drive.gathers();
    let keys = compiler.keys(&mut source, &query.sort)?;
    compiler.opaque = false;
    if let Some(first) = keys.first() {
        match phase {
            Phase::Whole => {}
            Phase::Filled => conditions.push(format!("{} IS NOT NULL", first.text)),
            Phase::Empty => conditions.push(format!("{} IS NULL", first.text)),
        }
    }
    if let Some(cursor) = continued(query, phase) {
        let filled = phase == Phase::Filled || keys.first().is_some_and(|first| first.filled);
        conditions.push(compiler.after(&keys, "t.id", cursor, filled));
    }
    // Walking an index stops after a page. A sort of all that match, or a search for matches through other tables, must not
    // drag titles and rollups of rows along that are thrown away afterwards.
    let walks = indexed(query) || (title_indexed(query) && phase == Phase::Filled);
    let own = query.text.is_none() && query.filter.as_ref().is_none_or(of_own_columns);
    if limit.is_none() || (walks && own && !drive.gathers()) {
        Ok(compiler.direct(source, &query.selection, &keys, phase, &conditions, limit))
    } else {
        Ok(compiler.picked(source, &query.selection, &keys, phase, &conditions, limit))
    }
}

/// Whether a filter is decided by columns of the row itself.
fn of_own_columns(filter: &Filter) -> bool {
    match filter {
        Filter::And(parts) | Filter::Or(parts) => parts.iter().all(of_own_columns),
        Filter::Not(inner) => of_own_columns(inner),
        Filter::Linked(_) | Filter::Member(_) => false,
        Filter::Field(test) => {
            let own = |field: &std::sync::Arc<dictionary::FieldDef>| {
                !field.is_rollup() && !field.value_kind().multiple()
            };
            test.path.links.is_empty() && test.path.field.as_ref().is_none_or(own)
        }
    }
}

/// The cursor, as far as it bounds this phase.
fn continued<'q>(query: &'q Query<'_>, phase: Phase) -> Option<&'q Cursor> {
    let cursor = query.after.as_ref()?;
    let empty = matches!(cursor.values.first(), Some(crate::Datum::Null));
    (phase != Phase::Empty || empty).then_some(cursor)
}

/// A single record of a query's object, with all that holds for its rows; also which parameter is its id.
pub(crate) fn one(dialect: Dialect, query: &Query<'_>, id: Id) -> Result<(Statement, RowPlan, usize)> {
    let mut compiler = Compiler::new(dialect, query.dictionary, query.visibility, query.workspace);
    let source = compiler.source(query.object, "t");
    let mut conditions = compiler.base(&source, query.trash);
    let place = compiler.params.len();
    let id = compiler.bind(id);
    conditions.push(format!("t.id = {id}"));
    let (statement, plan) =
        compiler.direct(source, &query.selection, &[], Phase::Whole, &conditions, Some(1));
    Ok((statement, plan, place))
}

/// The chosen fields of all rows and nothing else, sorted only where it was asked for; also where each field begins. `way` says how
/// they are come by where the table has no others.
pub(crate) fn rows(dialect: Dialect, query: &Query<'_>, way: Way) -> Result<(Statement, Vec<usize>)> {
    let mut compiler = Compiler::new(dialect, query.dictionary, query.visibility, query.workspace);
    compiler.way = way;
    let mut source = compiler.source(query.object, "t");
    let conditions = compiler.conditions(&mut source, query, &Drive::Natural)?;
    let keys = compiler.keys(&mut source, &query.sort)?;
    let (columns, at) = compiler.bare(&mut source, &query.selection);
    // A row of no fields is a row still.
    let selected = if columns.texts.is_empty() { "1".to_string() } else { columns.texts.join(", ") };
    let types = if columns.texts.is_empty() { vec![ColumnType::Integer] } else { columns.types };
    let mut text = format!("SELECT {selected} FROM {} WHERE {}", source.from(), all(&conditions));
    if !keys.is_empty() {
        let names: Vec<&str> = keys.iter().map(|key| key.text.as_str()).collect();
        let _ = write!(text, " ORDER BY {}", sequence(&keys, &names, "t.id", Phase::Whole));
    }
    Ok((compiler.statement(text, types), at))
}

/// How many rows a list has; at most `cap` are looked at.
pub(crate) fn count(
    dialect: Dialect,
    query: &Query<'_>,
    cap: Option<u64>,
    drive: &Drive,
    way: Way,
) -> Result<Statement> {
    let mut compiler = Compiler::new(dialect, query.dictionary, query.visibility, query.workspace);
    compiler.way = way;
    let mut source = compiler.source(query.object, "t");
    let conditions = compiler.conditions(&mut source, query, drive)?;
    let (from, conditions) = (source.from(), all(&conditions));
    let text = match cap {
        None => format!("SELECT count(*) FROM {from} WHERE {conditions}"),
        Some(cap) => format!("SELECT count(*) FROM (SELECT 1 FROM {from} WHERE {conditions} LIMIT {cap}) c"),
    };
    Ok(compiler.statement(text, vec![ColumnType::Integer]))
}

impl Compiler<'_> {
    /// What the rows of a list meet, apart from its place in the sort.
    pub(super) fn conditions(
        &mut self,
        source: &mut Source,
        query: &Query<'_>,
        drive: &Drive,
    ) -> Result<Vec<String>> {
        self.opaque = *drive != Drive::Natural && !drive.leads_by_scope();
        let mut conditions = self.base(source, query.trash);
        self.opaque = !matches!(drive, Drive::Natural | Drive::Words);
        if let Some(text) = &query.text {
            conditions.push(self.words(source, text));
        }
        self.opaque = *drive != Drive::Natural;
        let parts = match &query.filter {
            Some(Filter::And(parts)) => parts.as_slice(),
            Some(filter) => std::slice::from_ref(filter),
            None => &[],
        };
        let opaque = self.opaque;
        for (index, part) in parts.iter().enumerate() {
            let leads = drive.role(index, part, query);
            self.leading = leads && opaque;
            self.opaque = opaque && !leads;
            self.bounded = bounded_by_cursor(part, query);
            conditions.push(self.filter(source, part)?);
        }
        (self.opaque, self.leading, self.bounded) = (false, false, None);
        Ok(conditions)
    }

    /// Answers straight from the table.
    fn direct(
        mut self,
        mut source: Source,
        selection: &Selection,
        keys: &[Key],
        phase: Phase,
        conditions: &[String],
        limit: Option<usize>,
    ) -> (Statement, RowPlan) {
        let (mut columns, plan) = self.select(&mut source, selection);
        for key in keys {
            columns.push(key.text.clone(), key.of);
        }
        let names: Vec<&str> = keys.iter().map(|key| key.text.as_str()).collect();
        let mut text = format!(
            "SELECT {} FROM {} WHERE {} ORDER BY {}",
            columns.texts.join(", "),
            source.from(),
            all(conditions),
            sequence(keys, &names, "t.id", phase)
        );
        if let Some(limit) = limit {
            let _ = write!(text, " LIMIT {limit}");
        }
        (self.statement(text, columns.types), plan)
    }

    /// Picks the ids of the page first, then reads only their rows.
    fn picked(
        mut self,
        source: Source,
        selection: &Selection,
        keys: &[Key],
        phase: Phase,
        conditions: &[String],
        limit: Option<usize>,
    ) -> (Statement, RowPlan) {
        let mut inner = "SELECT t.id AS id".to_string();
        let mut names = Vec::new();
        for (index, key) in keys.iter().enumerate() {
            let _ = write!(inner, ", {} AS k{index}", key.text);
            names.push(format!("k{index}"));
        }
        let aliases: Vec<&str> = names.iter().map(String::as_str).collect();
        let _ = write!(
            inner,
            " FROM {} WHERE {} ORDER BY {}",
            source.from(),
            all(conditions),
            sequence(keys, &aliases, "t.id", phase)
        );
        if let Some(limit) = limit {
            let _ = write!(inner, " LIMIT {limit}");
        }
        let mut rows = self.source(&source.object, "r");
        let (mut columns, plan) = self.select(&mut rows, selection);
        let outer: Vec<String> = names.iter().map(|name| format!("p.{name}")).collect();
        for (name, key) in outer.iter().zip(keys) {
            columns.push(name.clone(), key.of);
        }
        let outer: Vec<&str> = outer.iter().map(String::as_str).collect();
        let from = rows.from();
        let (table, joins) = from.split_once(" r").unwrap_or((&from, ""));
        let text = format!(
            "SELECT {} FROM ({inner}) p {} {table} r ON r.workspace_id = {} AND r.id = p.id{joins} ORDER BY {}",
            columns.texts.join(", "),
            self.dialect.joined_in_sequence(),
            self.workspace,
            sequence(keys, &outer, "p.id", phase)
        );
        (self.statement(text, columns.types), plan)
    }
}

/// What ORDER BY says: empty values last, the id deciding what is equal.
fn sequence(keys: &[Key], names: &[&str], id: &str, phase: Phase) -> String {
    let direction = |descending: bool| if descending { " DESC" } else { "" };
    let mut text = String::new();
    for (index, (key, name)) in keys.iter().zip(names).enumerate() {
        match phase {
            // The same in each row: naming it would only keep an index from being walked.
            Phase::Empty if index == 0 => continue,
            Phase::Filled if index == 0 => {
                let _ = write!(text, "{name}{}, ", direction(key.descending));
            }
            _ => {
                let last = if key.filled { "" } else { " NULLS LAST" };
                let _ = write!(text, "{name}{}{last}, ", direction(key.descending));
            }
        }
        if key.id {
            text.truncate(text.len() - 2);
            return text;
        }
    }
    text.push_str(id);
    text.push_str(direction(keys.first().is_some_and(|key| key.descending)));
    text
}
