//! Groups with measures: one pass over the rows, the groups then named and sorted.
//!
//! Texts fall together folded and show their bytewise smallest spelling; a record with several choices or tags stands in
//! each of their groups; where a measure is money there is a group per currency.

mod bucket;
mod decode;
mod looked;
mod split;
mod total;

pub(crate) use bucket::{Boundaries, needs_range, time_range};
pub(crate) use decode::GroupPlan;
pub(crate) use looked::{looked_up, sorts};
pub(crate) use total::answers as kept;

use super::field::part_type;
use super::measure::{aggregate, distinct, factor, median};
use super::source::{Source, Target};
use super::{Compiler, Drive, Way, all, null};
use crate::dialect::{Dialect, Statement};
use crate::layout::{self, ColumnType};
use crate::query::parse::target_of;
use crate::query::{Gauge, GroupQuery, Moment, Path, Split};
use decode::KeyPlan;
use dictionary::{FieldDef, Kind, Measure};
use looked::Looked;
use std::sync::Arc;
use vocabulary::{Error, Result};

/// How the keys of countries among those of postal addresses begin.
const COUNTRY: &str = "country:";

/// The statement under way: the columns of the groups, and of the groups once they are named.
#[derive(Default)]
struct Parts {
    /// `expression AS name` of each column of the groups.
    inner: Vec<String>,
    /// Expressions to group by.
    by: Vec<String>,
    /// Columns answered.
    outer: Vec<String>,
    types: Vec<ColumnType>,
    /// Joins that name linked records.
    joins: String,
    /// Expressions that sort each key, then each measure.
    sort: Vec<String>,
    /// The keys of a field with several values, and their join.
    with: String,
    lists: String,
    /// Spans of time that are grouped one by one: what holds in each, and the key it has, which stands as [`SPAN`] in `inner`.
    spans: Vec<(String, String)>,
    /// Where groups are looked up instead of sorted together, what is handed over for that.
    looked: Option<Looked>,
}

impl Parts {
    /// A column to group by.
    fn key(&mut self, text: String, name: &str, of: ColumnType) {
        let text = match &mut self.looked {
            Some(looked) => looked.key(text, of),
            None => text,
        };
        self.inner.push(format!("{text} AS {name}"));
    }
}

/// Stands for the key of a span.
const SPAN: &str = "{span}";
/// Most spans that are grouped one by one.
const MOST_SPANS: usize = 100;

/// The key whose spans may be grouped one by one: the first time of the records' own.
pub(crate) fn spanned(query: &GroupQuery<'_>, boundaries: &[Option<Boundaries>]) -> Option<usize> {
    let plain = query.by.iter().all(|(path, _)| {
        path.links.is_empty() && path.field.as_ref().is_some_and(|field| !field.value_kind().multiple())
    });
    let found = query.by.iter().zip(boundaries).position(|((_, split), boundaries)| {
        matches!(split, Some(Split::Time(_)))
            && boundaries.as_ref().is_some_and(|spans| (2..=MOST_SPANS).contains(&spans.len()))
    });
    found.filter(|_| plain)
}

/// A statement for groups under way, apart from how the rows are put together.
struct Built<'q> {
    compiler: Compiler<'q>,
    parts: Parts,
    plan: GroupPlan,
    /// Where the rows come from and what they meet.
    rows: String,
    /// How the groups are sorted.
    sequence: String,
}

/// The groups of a query. `boundaries` are parallel to its keys; `way` says how the records are come by.
pub(crate) fn groups(
    dialect: Dialect,
    query: &GroupQuery<'_>,
    boundaries: &[Option<Boundaries>],
    way: Way,
) -> Result<(Statement, GroupPlan)> {
    let Built { compiler, parts, plan, rows, sequence } = build(dialect, query, boundaries, way, None)?;
    let grouped =
        if parts.by.is_empty() { String::new() } else { format!(" GROUP BY {}", parts.by.join(", ")) };
    let inner = format!("SELECT {}{rows}", parts.inner.join(", "));
    let inner = if parts.spans.is_empty() {
        format!("{inner}{grouped}")
    } else {
        // Spans without records are no groups.
        let one = |(within, key): &(String, String)| {
            format!("{} AND {within}{grouped} HAVING count(*) > 0", inner.replace(SPAN, key))
        };
        parts.spans.iter().map(one).collect::<Vec<_>>().join(" UNION ALL ")
    };
    let text = named(&parts, &inner, &sequence, query);
    Ok((compiler.statement(text, parts.types), plan))
}

/// The groups that `inner` makes, named and sorted.
fn named(parts: &Parts, inner: &str, sequence: &str, query: &GroupQuery<'_>) -> String {
    format!(
        "{}SELECT {} FROM ({inner}) g{}{sequence} LIMIT {}",
        parts.with,
        parts.outer.join(", "),
        parts.joins,
        query.limit.saturating_add(1)
    )
}

fn build<'q>(
    dialect: Dialect,
    query: &'q GroupQuery<'_>,
    boundaries: &[Option<Boundaries>],
    way: Way,
    looked: Option<Looked>,
) -> Result<Built<'q>> {
    let list = &query.query;
    let mut compiler = Compiler::new(dialect, list.dictionary, list.visibility, list.workspace);
    compiler.way = way;
    let mut source = compiler.source(list.object, "t");
    let mut conditions = compiler.conditions(&mut source, list, &Drive::Natural)?;
    let totals = total::answers(dialect, query);
    if totals {
        source.take_totals();
        conditions.push("t.records > 0".to_string());
    }
    let mut parts = Parts { looked, ..Parts::default() };
    let mut plan = GroupPlan::default();
    for (index, (path, split)) in query.by.iter().enumerate() {
        let falls = Falls {
            split: *split,
            boundaries: boundaries.get(index).and_then(Option::as_ref),
            apart: way == Way::Spans && spanned(query, boundaries) == Some(index),
        };
        let key = compiler.group_key(&mut source, &mut parts, index, path, &falls, query.moment)?;
        plan.keys.push(key);
    }
    let currency = compiler.group_currency(&mut source, &mut parts, query);
    plan.currency = currency.is_some();
    for (index, (measure, path)) in query.measures.iter().enumerate() {
        let (text, kind) = match path {
            Some(path) if totals => {
                let column = compiler.reached_part(&mut source, path, "");
                (total::sum(&column), Kind::Money)
            }
            None if totals => (total::COUNT.to_string(), Kind::Integer),
            path => {
                let path = path.as_ref();
                compiler.group_measure(&mut source, &mut parts, *measure, path, currency.as_deref())?
            }
        };
        parts.inner.push(format!("{text} AS m{index}"));
        parts.sort.push(format!("g.m{index}"));
        answer(&mut parts, format!("g.m{index}"), ColumnType::Integer);
        plan.measures.push(kind);
    }
    let rows = format!(" FROM {}{} WHERE {}", source.from(), parts.lists, all(&conditions));
    let sequence = sequence(&parts, query, currency.is_some());
    Ok(Built { compiler, parts, plan, rows, sequence })
}

/// By the wanted column, then by the keys; empty values last.
fn sequence(parts: &Parts, query: &GroupQuery<'_>, currency: bool) -> String {
    let mut levels = Vec::new();
    if let Some((column, descending)) = query.sort
        && let Some(text) = parts.sort.get(column)
    {
        levels.push(format!("{text}{} NULLS LAST", if descending { " DESC" } else { "" }));
    }
    for (index, (path, split)) in query.by.iter().enumerate() {
        if let Some(text) = parts.sort.get(index) {
            levels.push(format!("{text} NULLS LAST"));
        }
        if split.is_none() && path.field.as_ref().is_some_and(|field| target_of(field).is_some()) {
            levels.push(format!("g.k{index} NULLS LAST"));
        }
    }
    if currency {
        levels.push("g.currency NULLS LAST".to_string());
    }
    if levels.is_empty() { String::new() } else { format!(" ORDER BY {}", levels.join(", ")) }
}

impl Compiler<'_> {
    fn group_key(
        &mut self,
        source: &mut Source,
        parts: &mut Parts,
        index: usize,
        path: &Path,
        falls: &Falls<'_>,
        moment: &Moment,
    ) -> Result<KeyPlan> {
        let field =
            path.field.as_ref().ok_or_else(|| Error::internal("records are not grouped by their id"))?;
        let kind = field.value_kind();
        if kind.multiple() {
            return self.list_key(source, parts, index, path, field, falls.split);
        }
        let name = format!("k{index}");
        let suffix = layout::sort_suffix(kind);
        let mut text = self.reached_part(source, path, suffix);
        let of = part_type(kind, suffix);
        match (falls.split, falls.boundaries) {
            (_, Some(boundaries)) if falls.apart => {
                parts.spans = boundaries.spans(&text);
                text = SPAN.to_string();
            }
            (_, Some(boundaries)) => text = boundaries.text(&text),
            (Some(Split::Time(bucket)), None) => text = bucket::of_date(&text, bucket),
            (Some(Split::Weekday), None) => text = split::weekday(&text, kind, &moment.zone),
            (Some(Split::Hour), None) => text = split::hour(&text, &moment.zone),
            (Some(Split::Band(width)), None) => {
                let currency = (kind == Kind::Money).then(|| self.reached_part(source, path, "_currency"));
                text = split::band(&text, kind, width, currency.as_deref());
            }
            // Addresses are several, and were taken above.
            (Some(Split::Country) | None, None) => {}
        }
        parts.key(text, &name, of);
        // By position: the same expression would otherwise stand twice, with its parameters.
        if !falls.apart {
            parts.by.push(parts.inner.len().to_string());
        }
        parts.sort.push(format!("g.{name}"));
        let at = parts.outer.len();
        if let Some(split) = falls.split {
            answer(parts, format!("g.{name}"), of);
            return Ok(match split {
                Split::Time(_) => KeyPlan::Bucket(at),
                Split::Weekday | Split::Hour => KeyPlan::Number { at, kind: Kind::Integer },
                Split::Band(_) => KeyPlan::Number { at, kind },
                Split::Country => KeyPlan::Country(at),
            });
        }
        if let Some(target) = target_of(field) {
            answer(parts, format!("g.{name}"), ColumnType::Id);
            let bound = self.params.len();
            let (titles, folded) =
                self.group_titles(parts, index, target).unwrap_or((0, null(ColumnType::Text).to_string()));
            if self.params.len() > bound {
                // They belong to both statements then, and each may have its own only.
                parts.looked = None;
            }
            if let Some(sort) = parts.sort.last_mut() {
                *sort = folded;
            }
            return Ok(KeyPlan::Link { at, titles });
        }
        if suffix == "_fold" {
            let shown = self.reached_part(source, path, "");
            parts.inner.push(format!("min({shown}) AS d{index}"));
            answer(parts, format!("g.d{index}"), ColumnType::Text);
        } else {
            answer(parts, format!("g.{name}"), of);
        }
        Ok(KeyPlan::Value { at, field: Arc::clone(field) })
    }

    /// Titles of linked records are looked up once per group, not once per row: how many columns they take, and what sorts
    /// them.
    fn group_titles(&mut self, parts: &mut Parts, index: usize, target: &str) -> Option<(usize, String)> {
        let alias = format!("n{index}");
        let target = match (target, self.dictionary.object(target)) {
            ("user", _) => Target::User,
            ("team", _) => Target::Team,
            (_, Some(object)) => Target::Object(Arc::clone(object)),
            (_, None) => return None,
        };
        let (texts, folded) = self.title(&alias, &target)?;
        let join = self.join_by_id(&alias, &target, &format!("g.k{index}"));
        parts.joins.push_str(&join);
        let count = texts.len();
        for text in texts {
            answer(parts, text, ColumnType::Text);
        }
        Some((count, folded))
    }

    fn list_key(
        &mut self,
        source: &mut Source,
        parts: &mut Parts,
        index: usize,
        path: &Path,
        field: &Arc<FieldDef>,
        split: Option<Split>,
    ) -> Result<KeyPlan> {
        let alias =
            self.reach(source, path).ok_or_else(|| Error::internal("lists are grouped on records"))?;
        let name = format!("v{index}");
        if split == Some(Split::Country) {
            let rows = self.key_rows(&path.object, field);
            let countries = self.begins("k.key", COUNTRY);
            parts.with = format!(
                "WITH {name} AS MATERIALIZED (SELECT k.record_id, upper(substr(k.key, {})) AS key {rows} AND {countries}) ",
                COUNTRY.len() + 1
            );
            parts.lists = format!(" LEFT JOIN {name} ON {name}.record_id = {alias}.id");
            parts.inner.push(format!("{name}.key AS k{index}"));
            parts.by.push(parts.inner.len().to_string());
            parts.sort.push(format!("g.k{index}"));
            let at = parts.outer.len();
            answer(parts, format!("g.k{index}"), ColumnType::Text);
            return Ok(KeyPlan::Country(at));
        }
        // Read once and then looked up by record; the keys are sorted by themselves.
        parts.with = format!(
            "WITH {name} AS MATERIALIZED (SELECT k.record_id, k.key {}) ",
            self.key_rows(&path.object, field)
        );
        parts.lists = format!(" LEFT JOIN {name} ON {name}.record_id = {alias}.id");
        let shown = self.part(&alias, &path.object, field, "");
        parts.inner.push(format!("{name}.key AS k{index}"));
        parts.by.push(parts.inner.len().to_string());
        parts.inner.push(format!("min({shown}) AS d{index}"));
        parts.sort.push(format!("g.k{index}"));
        let at = parts.outer.len();
        answer(parts, format!("g.k{index}"), ColumnType::Text);
        answer(parts, format!("g.d{index}"), ColumnType::Text);
        Ok(KeyPlan::List { at, field: Arc::clone(field) })
    }

    /// The currency of the measured amounts, which becomes a key.
    fn group_currency(
        &mut self,
        source: &mut Source,
        parts: &mut Parts,
        query: &GroupQuery<'_>,
    ) -> Option<String> {
        let mut columns: Vec<String> = Vec::new();
        let measured =
            query.measures.iter().filter(|(gauge, _)| shows_values(*gauge)).map(|(_, path)| path.as_ref());
        let banded = query.by.iter().filter(|(_, split)| split.is_some()).map(|(path, _)| Some(path));
        for path in measured.chain(banded).flatten() {
            if path.field.as_ref().is_some_and(|field| field.value_kind() == Kind::Money) {
                let column = self.reached_part(source, path, "_currency");
                if !columns.contains(&column) {
                    columns.push(column);
                }
            }
        }
        let text = match columns.as_slice() {
            [] => return None,
            [one] => one.clone(),
            several => format!("COALESCE({})", several.join(", ")),
        };
        parts.key(text.clone(), "currency", ColumnType::Text);
        parts.by.push(parts.inner.len().to_string());
        answer(parts, "g.currency".to_string(), ColumnType::Text);
        Some(text)
    }

    fn group_measure(
        &mut self,
        source: &mut Source,
        parts: &mut Parts,
        gauge: Gauge,
        path: Option<&Path>,
        currency: Option<&str>,
    ) -> Result<(String, Kind)> {
        let records = || parts.looked.as_ref().map_or("count(*)".to_string(), Looked::records);
        Ok(match path {
            None => (records(), Kind::Integer),
            Some(path) => {
                let field = path.field.as_ref().ok_or_else(|| Error::internal("an id is not measured"))?;
                let kind = field.value_kind();
                let mut of = self.reached_part(source, path, layout::sort_suffix(kind));
                if kind == Kind::Money && shows_values(gauge) {
                    let own = self.reached_part(source, path, "_currency");
                    if currency.is_some_and(|currency| currency != own) {
                        of = format!("CASE WHEN {own} = {} THEN {of} END", currency.unwrap_or_default());
                    }
                }
                let measure = match gauge {
                    Gauge::Distinct => return Ok((distinct(&of), Kind::Integer)),
                    // A middle is rounded as a mean is.
                    Gauge::Median => Measure::Avg,
                    Gauge::Of(measure) => measure,
                };
                let result = match measure {
                    Measure::Count => Kind::Integer,
                    Measure::Avg if kind != Kind::Money => Kind::Decimal,
                    _ => kind,
                };
                let units = if measure == Measure::Count { 1 } else { factor(kind, result) };
                if gauge == Gauge::Median {
                    return Ok((median(self.dialect, &of, units), result));
                }
                let looked = parts
                    .looked
                    .as_mut()
                    .and_then(|looked| looked.sums(&of, measure).measure(measure, units));
                (looked.unwrap_or_else(|| aggregate(self.dialect, measure, &of, units)), result)
            }
        })
    }
}

/// What the values of a key fall into, and where spans begin if they must be compared.
struct Falls<'b> {
    split: Option<Split>,
    boundaries: Option<&'b Boundaries>,
    /// Each span is grouped by itself.
    apart: bool,
}

/// Whether a measure shows values: counts only tell how many there are, whatever their currency.
fn shows_values(gauge: Gauge) -> bool {
    !matches!(gauge, Gauge::Of(Measure::Count) | Gauge::Distinct)
}

fn answer(parts: &mut Parts, text: String, of: ColumnType) {
    parts.outer.push(text);
    parts.types.push(of);
}
