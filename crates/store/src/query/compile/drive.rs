//! What leads a list: walking the index it is sorted by, or gathering the few rows a condition leaves and sorting them.
//!
//! Without a look at the data SQLite guesses: it may sort a hundred thousand rows for a page of fifty, or walk a million to
//! find ten. A probe, bounded itself, counts what each indexed condition leaves; the first that leaves few leads.

use super::key::{has_index, indexed, title_indexed};
use super::{Compiler, all};
use crate::Datum;
use crate::ddl::pair_name;
use crate::dialect::{Dialect, Statement};
use crate::layout::ColumnType;
use crate::query::{Filter, Operand, Query, Scope, Test, Trash};
use dictionary::{Kind, Operator};
use vocabulary::Result;

/// Up to so many rows are gathered and sorted. Beyond, the walk over the sorted index finds a page sooner: with a million
/// records and five thousand that match, both look at about ten thousand rows.
pub(crate) const FEW: u64 = 5_000;

/// What leads a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Drive {
    /// The database decides.
    Natural,
    /// The index of the sort.
    Sort,
    /// The condition at this place of the filter.
    Part(usize),
    /// The index of the condition at this place and the sort together.
    Pair(usize),
    /// The owners the viewer is confined to.
    Scope,
    /// The words of the search box.
    Words,
    /// No condition: all records are looked at, one after the other.
    Nothing,
}

impl Drive {
    /// Whether few rows are gathered and then sorted.
    pub(super) fn gathers(self) -> bool {
        matches!(self, Drive::Part(_) | Drive::Scope | Drive::Words)
    }

    pub(super) fn leads_by_scope(self) -> bool {
        self == Drive::Scope
    }

    /// The index it walks, where that needs saying.
    pub(super) fn index(self, query: &Query<'_>) -> Option<String> {
        let Drive::Pair(place) = self else { return None };
        let (Some(Filter::Field(within)), Some(by)) = (parts(query).get(place), query.sort.first()) else {
            return None;
        };
        let (within, by) = (within.path.field.as_ref()?, by.path.field.as_ref()?);
        Some(pair_name(&query.object.key, &within.key, &by.key))
    }

    /// Whether a condition may be served by an index under this drive.
    pub(super) fn role(self, index: usize, filter: &Filter, query: &Query<'_>) -> bool {
        match self {
            Drive::Natural => true,
            Drive::Sort => bounds_sort(filter, query),
            Drive::Part(part) => part == index,
            Drive::Pair(part) => part == index || bounds_sort(filter, query),
            Drive::Scope | Drive::Words | Drive::Nothing => false,
        }
    }
}

/// The conditions that could lead a sorted list, each with a statement that counts its rows up to [`FEW`] and one more.
/// Empty where nothing is to be decided.
pub(crate) fn probes(dialect: Dialect, query: &Query<'_>) -> Result<Vec<(Drive, Statement)>> {
    let mut probes = Vec::new();
    if query.sort.is_empty() || !(indexed(query) || title_indexed(query)) {
        return Ok(probes);
    }
    if let Some(statement) = words_probe(dialect, query) {
        probes.push((Drive::Words, statement));
    }
    let paired = pair(dialect, query).and_then(|place| parts(query).get(place));
    let wanted =
        |part: &Filter| !bounds_sort(part, query) && !paired.is_some_and(|pair| std::ptr::eq(pair, part));
    probes_of(dialect, query, &mut probes, &wanted)?;
    if !dialect.leads_by_statistics()
        && query.trash == Trash::Without
        && matches!(query.visibility.scope(&query.object.key), Scope::Owners(_))
    {
        probes.push((Drive::Scope, probe(dialect, query, None, FEW)?));
    }
    Ok(probes)
}

/// What leads a list when no condition leaves few rows: an index of a condition and the sort together, where there is one.
pub(crate) fn walk(dialect: Dialect, query: &Query<'_>) -> Drive {
    pair(dialect, query).map_or(Drive::Sort, Drive::Pair)
}

/// The condition that stands in front of the sort in an index of both.
fn pair(dialect: Dialect, query: &Query<'_>) -> Option<usize> {
    if dialect.leads_by_statistics() || query.trash != Trash::Without {
        return None;
    }
    let [sort] = query.sort.as_slice() else { return None };
    let by = sort.path.field.as_ref().filter(|_| sort.path.links.is_empty())?;
    parts(query).iter().position(|part| match part {
        Filter::Field(Test { path, operator: Operator::Is, .. }) => path
            .field
            .as_ref()
            .filter(|_| path.links.is_empty())
            .is_some_and(|within| query.object.pairs.contains(&(within.key.as_str(), by.key.as_str()))),
        _ => false,
    })
}

/// The conditions that all hold.
fn parts<'q>(query: &'q Query<'_>) -> &'q [Filter] {
    match &query.filter {
        Some(Filter::And(parts)) => parts,
        Some(filter) => std::slice::from_ref(filter),
        None => &[],
    }
}

/// The conditions that could lead a count: those on other tables, which the database would look at once per row.
pub(crate) fn count_probes(dialect: Dialect, query: &Query<'_>) -> Result<Vec<(Drive, Statement)>> {
    let mut probes = Vec::new();
    let elsewhere = |part: &Filter| match part {
        Filter::Field(test) => test.path.field.as_ref().is_some_and(|field| field.value_kind().multiple()),
        part => matches!(part, Filter::Linked(_) | Filter::Member(_)),
    };
    probes_of(dialect, query, &mut probes, &elsewhere)?;
    Ok(probes)
}

/// Counts, for each condition that an index serves, the rows it leaves, up to `limit`: where all leave more, it is faster to look at
/// all records as they lie than to look up so many. Each with its own limit: the currency of an amount stands in the row, so less is looked at.
pub(crate) fn width_probes(dialect: Dialect, query: &Query<'_>, limit: u64) -> Result<Vec<(u64, Statement)>> {
    let mut probes = Vec::new();
    for part in parts(query) {
        if let Filter::Field(test) = part
            && can_lead(part)
        {
            let is_money = test.path.field.as_ref().is_some_and(|field| field.value_kind() == Kind::Money);
            let limit = if is_money { FEW } else { limit };
            probes.push((limit, probe(dialect, query, Some(part), limit)?));
        }
    }
    Ok(probes)
}

fn probes_of(
    dialect: Dialect,
    query: &Query<'_>,
    probes: &mut Vec<(Drive, Statement)>,
    wanted: &dyn Fn(&Filter) -> bool,
) -> Result<()> {
    if dialect.leads_by_statistics() || query.trash != Trash::Without {
        return Ok(());
    }
    for (index, part) in parts(query).iter().enumerate() {
        if can_lead(part) && wanted(part) {
            probes.push((Drive::Part(index), probe(dialect, query, Some(part), FEW)?));
        }
    }
    Ok(())
}

/// Counts the records that have the words of the search box.
fn words_probe(dialect: Dialect, query: &Query<'_>) -> Option<Statement> {
    let text = query.text.as_ref()?;
    if dialect.leads_by_statistics() || query.trash != Trash::Without {
        return None;
    }
    let mut compiler = Compiler::new(dialect, query.dictionary, query.visibility, query.workspace);
    let found = compiler.found_by_words(query.object, "t.id", text)?;
    let rows = found.strip_prefix("t.id IN (")?.strip_suffix(')')?;
    let text = format!("SELECT count(*) FROM ({rows} LIMIT {}) c", FEW + 1);
    Some(compiler.statement(text, vec![ColumnType::Integer]))
}

/// Counts the rows a condition (or else the viewer's scope) leaves, up to `limit` and one more.
fn probe(dialect: Dialect, query: &Query<'_>, part: Option<&Filter>, limit: u64) -> Result<Statement> {
    let mut compiler = Compiler::new(dialect, query.dictionary, query.visibility, query.workspace);
    let text = match part {
        Some(Filter::Linked(linked)) => {
            let mut source = compiler.source(&linked.object, "t");
            let mut conditions = compiler.base(&source, Trash::Without);
            if let Some(filter) = &linked.filter {
                conditions.push(compiler.filter(&mut source, filter)?);
            }
            format!("SELECT 1 FROM {} WHERE {}", source.from(), all(&conditions))
        }
        Some(Filter::Field(test))
            if test.path.field.as_ref().is_some_and(|field| field.value_kind().multiple()) =>
        {
            compiler.keys_with(test)
        }
        Some(Filter::Member(member)) => format!("SELECT 1 {}", compiler.members(member)),
        Some(part) => {
            let mut source = compiler.source(query.object, "t");
            let mut conditions = compiler.rows(&source, Trash::Without);
            compiler.leading = true;
            conditions.push(compiler.filter(&mut source, part)?);
            format!("SELECT 1 FROM {} WHERE {}", source.from(), all(&conditions))
        }
        None => {
            let source = compiler.source(query.object, "t");
            let conditions = compiler.base(&source, Trash::Without);
            format!("SELECT 1 FROM {} WHERE {}", source.from(), all(&conditions))
        }
    };
    let text = format!("SELECT count(*) FROM ({text} LIMIT {}) c", limit.saturating_add(1));
    Ok(compiler.statement(text, vec![ColumnType::Integer]))
}

/// Whether a condition bounds the first column of the sort: then walking that index is bounded too.
fn bounds_sort(filter: &Filter, query: &Query<'_>) -> bool {
    match (filter, query.sort.first()) {
        // A link is sorted by a title, not by its own column.
        (Filter::Field(test), Some(first)) => {
            test.path.text == first.path.text && serves(test) && !title_indexed(query)
        }
        _ => false,
    }
}

/// Whether the cursor bounds the column of a condition already: from above when true.
pub(super) fn bounded_by_cursor(filter: &Filter, query: &Query<'_>) -> Option<bool> {
    let cursor = query.after.as_ref()?;
    let within = bounds_sort(filter, query) && !matches!(cursor.values.first(), None | Some(Datum::Null));
    within.then(|| query.sort.first().is_some_and(|first| first.descending))
}

/// Whether an index finds the rows of a condition.
fn can_lead(filter: &Filter) -> bool {
    match filter {
        Filter::Field(test) => serves(test),
        // The linking records are found by an index of theirs; then their links lead here.
        Filter::Linked(linked) => match linked.filter.as_deref() {
            _ if !linked.having.is_empty() => false,
            Some(Filter::And(parts)) => {
                parts.iter().any(|part| matches!(part, Filter::Field(test) if serves(test)))
            }
            Some(Filter::Field(test)) => serves(test),
            _ => false,
        },
        Filter::Member(member) => member.rule.is_none() && member.path.links.is_empty(),
        _ => false,
    }
}

fn serves(test: &Test) -> bool {
    let Some(field) = &test.path.field else {
        return test.path.links.is_empty() && test.operator != Operator::IsNot;
    };
    if !test.path.links.is_empty() {
        return false;
    }
    let kind = field.value_kind();
    match test.operator {
        Operator::HasAny => true,
        Operator::Is | Operator::In if kind.multiple() => true,
        Operator::Is
        | Operator::In
        | Operator::Lt
        | Operator::Lte
        | Operator::Gt
        | Operator::Gte
        | Operator::Between
        | Operator::Before
        | Operator::After
        | Operator::OnOrBefore
        | Operator::OnOrAfter
        | Operator::Within
        | Operator::IsEmpty => has_index(&test.path.object, field),
        Operator::StartsWith if !kind.multiple() => {
            has_index(&test.path.object, field)
                && !matches!(&test.operand, Operand::Text(text) if text.is_empty())
        }
        _ => false,
    }
}
