//! Answers a report: groups from the store under the asker's rights, from which sums of rows and columns, the others beside the
//! first ones, formulas and the comparison with an earlier period are made.

use super::condition::{all, condition, has};
use super::definition::{Definition, Dimension, Form, Sorted};
use super::formula::Formula;
use super::group::{Asked, Line, Side};
use super::period::Days;
use dictionary::{Dictionary, FieldDef, Value};
use records::Reading;
use serde::Serialize;
use serde_json::{Value as Json, json};
use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use vocabulary::{Currency, Date, Money, Result, Timestamp, fold};

/// What a report says.
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    /// When it was worked out.
    pub as_of: Timestamp,
    /// The groups.
    pub rows: Vec<Row>,
    /// The first dimension by itself, when there are several.
    pub firsts: Vec<Row>,
    /// The other dimensions without the first, when there are several.
    pub others: Vec<Row>,
    /// All together: one row for each currency.
    pub totals: Vec<Row>,
    /// There are more groups than are answered.
    pub truncated: bool,
    /// The days of the period.
    pub period: Option<Span>,
    /// The days it is compared with.
    pub compared: Option<Span>,
}

/// Days, both included.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Span {
    from: Date,
    until: Date,
}

/// A group.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// Its keys; `null` where a field is empty.
    pub key: Vec<Json>,
    /// Its columns: the measures, then the formulas.
    pub values: Vec<Json>,
    /// The same of the period it is compared with.
    pub before: Option<Vec<Json>>,
    /// The currency of its amounts.
    pub currency: Option<Currency>,
    /// The filter of the records behind it; none when filters cannot say it.
    pub filter: Option<Json>,
    /// It stands for what is not among the first ones.
    pub rest: bool,
}

/// Answers a question.
pub fn answer(reading: &mut Reading<'_>, definition: &Definition) -> Result<Answer> {
    let formulas = definition.checked()?;
    let sorted = definition.sorted()?;
    let moment = reading.context().moment.clone();
    let days = definition.period.as_ref().map(|period| period.days(&moment)).transpose()?;
    let earlier = days.zip(definition.compare).map(|(days, compare)| days.earlier(compare));
    let dictionary = Arc::clone(reading.dictionary());
    let fields: Vec<Option<Arc<FieldDef>>> = definition
        .by
        .iter()
        .map(|dimension| field_at(&dictionary, &definition.object, &dimension.field))
        .collect();
    let multiple = fields
        .iter()
        .map(|field| field.as_ref().is_some_and(|field| field.value_kind().multiple()))
        .collect();
    let mut asked = Asked::new(reading, definition, multiple);
    let base = |days: Option<Days>| {
        let period = definition.period.as_ref().zip(days).map(|(period, days)| days.condition(&period.field));
        all(definition.filter.iter().filter(|filter| !filter.is_null()).cloned().chain(period).collect())
    };
    let now = asked.side(base(days), None)?;
    let shift = days.zip(definition.compare);
    let before = earlier.map(|earlier| asked.side(base(Some(earlier)), shift)).transpose()?;
    let sides = Sides { now, before };
    let maker = Maker { definition, formulas, fields: &fields, period: base(days) };

    let dims: Vec<usize> = (0..definition.by.len()).collect();
    let (one, later) = (dims.get(..1).unwrap_or_default(), dims.get(1..).unwrap_or_default());
    let totals = asked.joined(&sides, &[])?;
    let mut truncated = sides.now.truncated;
    let firsts = if dims.len() > 1 || definition.top.is_some() && !dims.is_empty() {
        asked.joined(&sides, one)?
    } else {
        Vec::new()
    };
    let mut lines = asked.joined(&sides, &dims)?;
    let mut first_lines = firsts;
    let mut other_lines = if dims.len() > 1 { asked.joined(&sides, later)? } else { Vec::new() };
    if let (Some(top), Some(first)) = (definition.top, definition.by.first()) {
        let ranked = maker.ranked(first_lines.clone(), &totals, sorted);
        let kept: HashSet<String> = first_keys(&ranked, top);
        let is_kept = |line: &Joined| line.now.first().is_some_and(|key| kept.contains(&key));
        if first_lines.iter().any(|line| !is_kept(line)) {
            let conditions: Option<Vec<Json>> = ranked
                .iter()
                .filter(|line| is_kept(line))
                .map(|line| line.now.keys.first().and_then(|(key, _)| maker.condition(first, 0, key)))
                .collect();
            let others = conditions.map(|conditions| json!({"not": {"or": conditions}}));
            let rest = asked.rest(&sides, &dims, &is_kept, others.as_ref())?;
            if truncated && let Some(Json::Object(not)) = &others {
                // What is kept by itself is asked for again, so that none of its parts is cut off.
                lines = asked.narrowed(&sides, not.get("not").cloned(), &dims)?;
                truncated = false;
            }
            lines.retain(|line| is_kept(line));
            let first_rest = asked.rest(&sides, one, &is_kept, others.as_ref())?;
            first_lines.retain(|line| is_kept(line));
            lines.extend(rest.into_iter().map(|line| line.resting(others.clone())));
            if dims.len() > 1 {
                first_lines.extend(first_rest.into_iter().map(|line| line.resting(others.clone())));
            }
        }
        if dims.len() == 1 {
            first_lines.clear();
        }
    }
    // The others come last in any case.
    let position: HashMap<String, usize> = maker
        .ranked(if dims.len() > 1 { first_lines.clone() } else { lines.clone() }, &totals, sorted)
        .into_iter()
        .filter_map(|line| line.now.first())
        .zip(0..)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    let place = |line: &Joined| (line.rest, line.now.first().and_then(|key| position.get(&key).copied()));
    lines.sort_by(|a, b| place(a).cmp(&place(b)).then_with(|| by_keys(&a.now, &b.now)));
    first_lines.sort_by_key(|line| place(line));
    other_lines.sort_by(|a, b| by_keys(&a.now, &b.now));

    let span = |days: Days| Span { from: Date::from_jiff(days.from), until: Date::from_jiff(days.last()) };
    let rows = |lines: Vec<Joined>, dims: &[usize]| -> Vec<Row> {
        lines.iter().map(|line| maker.row(line, dims, &totals)).collect()
    };
    Ok(Answer {
        as_of: moment.now,
        rows: rows(lines, &dims),
        firsts: if dims.len() > 1 { rows(first_lines, one) } else { Vec::new() },
        others: rows(other_lines, later),
        totals: rows(totals.clone(), &[]),
        truncated,
        period: days.map(span),
        compared: earlier.map(span),
    })
}

/// A group and what it was before.
#[derive(Clone, Debug)]
pub struct Joined {
    /// Now.
    pub now: Line,
    /// Before; none when nothing is compared.
    pub before: Option<Vec<Value>>,
    /// It is missing now, and was there before.
    pub gone: bool,
    /// It stands for others, which this condition finds.
    pub rest: bool,
    others: Option<Json>,
}

impl Joined {
    /// A group of now.
    pub fn new(now: Line, before: Option<Vec<Value>>, gone: bool) -> Joined {
        Joined { now, before, gone, rest: false, others: None }
    }

    fn resting(mut self, others: Option<Json>) -> Joined {
        self.rest = true;
        self.others = others;
        self
    }
}

/// The period, and the one it is compared with.
pub struct Sides {
    /// The period.
    pub now: Side,
    /// The earlier one.
    pub before: Option<Side>,
}

struct Maker<'m> {
    definition: &'m Definition,
    formulas: Vec<Formula>,
    fields: &'m [Option<Arc<FieldDef>>],
    period: Option<Json>,
}

impl Maker<'_> {
    fn condition(&self, dimension: &Dimension, at: usize, key: &Value) -> Option<Json> {
        let field = self.fields.get(at).and_then(Option::as_ref);
        if field.is_some_and(|field| field.value_kind().multiple()) {
            has(dimension, key)
        } else {
            condition(dimension, key)
        }
    }

    /// Sorted as asked; a column sorts by what stands in it, nothing comes last.
    fn ranked(&self, mut lines: Vec<Joined>, totals: &[Joined], sorted: Sorted) -> Vec<Joined> {
        match sorted {
            Sorted::Key => lines.sort_by(|a, b| by_keys(&a.now, &b.now)),
            Sorted::Column { at, descending } => {
                let value = |line: &Joined| self.numbers(line, totals).get(at).copied().flatten();
                lines.sort_by(|a, b| {
                    let found = match (value(a), value(b)) {
                        (Some(a), Some(b)) if descending => b.total_cmp(&a),
                        (Some(a), Some(b)) => a.total_cmp(&b),
                        (a, b) => b.is_some().cmp(&a.is_some()),
                    };
                    found.then_with(|| by_keys(&a.now, &b.now))
                });
            }
        }
        lines
    }

    fn numbers(&self, line: &Joined, totals: &[Joined]) -> Vec<Option<f64>> {
        let total = total_of(line, totals).map(|total| total.now.values.as_slice()).unwrap_or_default();
        self.worked_out(&line.now.values, total)
    }

    /// The columns as numbers: the measures, then the formulas.
    fn worked_out(&self, values: &[Value], totals: &[Value]) -> Vec<Option<f64>> {
        let mut numbers: Vec<Option<f64>> = values.iter().map(number).collect();
        let mut all: Vec<Option<f64>> = totals.iter().map(number).collect();
        for formula in &self.formulas {
            let value = formula.value(&numbers, &all);
            let total = formula.value(&all, &all);
            numbers.push(value);
            all.push(total);
        }
        numbers
    }

    fn columns(&self, values: &[Value], totals: &[Value], currency: Option<Currency>) -> Vec<Json> {
        let worked_out = self.worked_out(values, totals);
        let formulas =
            worked_out.get(values.len()..).unwrap_or_default().iter().zip(&self.definition.formulas);
        let formula =
            |(value, asked): (&Option<f64>, &super::definition::FormulaAsked)| match (value, asked.form) {
                (None, _) => Json::Null,
                (Some(value), Form::Money) => match currency {
                    Some(currency) => json!(Value::Money(money(*value, currency))),
                    None => json!(rounded(*value)),
                },
                (Some(value), _) => json!(rounded(*value)),
            };
        values.iter().map(|value| json!(value)).chain(formulas.map(formula)).collect()
    }

    fn row(&self, line: &Joined, dims: &[usize], totals: &[Joined]) -> Row {
        let total = total_of(line, totals);
        let currency = line.now.currency;
        let now = total.map(|total| total.now.values.as_slice()).unwrap_or_default();
        let then = total.and_then(|total| total.before.as_deref()).unwrap_or_default();
        let mut parts: Option<Vec<Json>> = Some(self.period.iter().cloned().collect());
        let shown = line.now.keys.iter().zip(dims).skip(usize::from(line.rest && dims.first() == Some(&0)));
        for ((key, _), at) in shown {
            let found = self.definition.by.get(*at).and_then(|dimension| self.condition(dimension, *at, key));
            parts = parts.zip(found).map(|(mut parts, found)| {
                parts.push(found);
                parts
            });
        }
        if line.rest {
            parts = parts.zip(line.others.clone()).map(|(mut parts, others)| {
                parts.push(others);
                parts
            });
        }
        Row {
            key: line.now.keys.iter().map(|(value, target)| shown_key(value, target.as_deref())).collect(),
            values: self.columns(&line.now.values, now, currency),
            before: line.before.as_ref().map(|before| self.columns(before, then, currency)),
            currency,
            filter: parts.filter(|_| !line.gone).map(|parts| all(parts).unwrap_or(json!({"and": []}))),
            rest: line.rest,
        }
    }
}

fn total_of<'t>(line: &Joined, totals: &'t [Joined]) -> Option<&'t Joined> {
    totals.iter().find(|total| total.now.currency == line.now.currency)
}

/// The first so many different first keys.
fn first_keys(ranked: &[Joined], top: usize) -> HashSet<String> {
    let mut kept = HashSet::new();
    for key in ranked.iter().filter(|line| !line.gone).filter_map(|line| line.now.first()) {
        if kept.len() < top || kept.contains(&key) {
            kept.insert(key);
        }
    }
    kept
}

/// As keys follow each other: time and numbers by size, words by letters, nothing last.
fn by_keys(a: &Line, b: &Line) -> Ordering {
    let mut found = Ordering::Equal;
    for ((a, _), (b, _)) in a.keys.iter().zip(&b.keys) {
        found = found.then_with(|| match (a, b) {
            (Value::Null, Value::Null) => Ordering::Equal,
            (Value::Null, _) => Ordering::Greater,
            (_, Value::Null) => Ordering::Less,
            (Value::Date(a), Value::Date(b)) => a.number().cmp(&b.number()),
            (a, b) => match (number(a), number(b)) {
                (Some(a), Some(b)) => a.total_cmp(&b),
                _ => words(a).cmp(&words(b)),
            },
        });
    }
    found.then_with(|| {
        a.currency.map(|one| one.code().to_string()).cmp(&b.currency.map(|one| one.code().to_string()))
    })
}

fn words(value: &Value) -> String {
    match value {
        Value::Text(text) => fold(text),
        Value::Link(link) => fold(link.title.as_deref().unwrap_or_default()),
        other => json!(other).to_string(),
    }
}

/// A key for the reader: a link with the object it points to.
fn shown_key(value: &Value, target: Option<&str>) -> Json {
    match (value, target) {
        (Value::Link(link), Some(target)) => json!({"id": link.id, "title": link.title, "object": target}),
        (value, _) => json!(value),
    }
}

/// A measure as a number; moments are none.
fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Integer(number) => Some(*number as f64),
        Value::Decimal(number) => Some(number.to_f64()),
        Value::Money(money) => Some(money.minor as f64 / 10_f64.powi(money.currency.decimals() as i32)),
        _ => None,
    }
}

fn rounded(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

fn money(value: f64, currency: Currency) -> Money {
    Money::new((value * 10_f64.powi(currency.decimals() as i32)).round() as i64, currency)
}

/// The field a path ends with.
pub fn field_at(dictionary: &Dictionary, object: &str, path: &str) -> Option<Arc<FieldDef>> {
    let mut object = dictionary.object(object)?;
    let mut steps = path.split('.').peekable();
    while let Some(step) = steps.next() {
        let field = object.field(step)?;
        if steps.peek().is_none() {
            return Some(Arc::clone(field));
        }
        object = dictionary.object(field.to.as_deref()?)?;
    }
    None
}
