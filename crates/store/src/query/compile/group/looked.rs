//! Groups that are looked up row by row instead of being sorted together: on SQLite, where no index has the rows in sequence, that takes
//! half the time. One statement puts the rows into groups (by the aggregate of `sqlite/grouped.rs`), another names and sorts them.

use super::{Boundaries, Built, GroupPlan, Parts, SPAN, build, named, total};
use crate::Datum;
use crate::dialect::{Dialect, Statement};
use crate::layout::{self, ColumnType};
use crate::query::compile::Way;
use crate::query::compile::measure::Sums;
use crate::query::{Gauge, GroupQuery};
use dictionary::Measure;
use vocabulary::Result;

/// What is handed to the aggregate.
#[derive(Default)]
pub(super) struct Looked {
    keys: Vec<String>,
    values: Vec<String>,
}

impl Looked {
    /// Takes a key; what it is called in a group.
    pub(super) fn key(&mut self, text: String, of: ColumnType) -> String {
        let place = self.keys.len();
        self.keys.push(text);
        match of {
            ColumnType::Id => format!("unhex(h.value ->> {place})"),
            ColumnType::Integer | ColumnType::Text => format!("(h.value ->> {place})"),
        }
    }

    /// How many records a group has. All keys must have been taken.
    pub(super) fn records(&self) -> String {
        format!("(h.value ->> {})", self.keys.len())
    }

    /// Takes a value; its count and sum in a group. All keys must have been taken.
    pub(super) fn sums(&mut self, of: &str, measure: Measure) -> Sums {
        // What is only counted may be anything, and its sum beyond all bounds.
        let value = match measure {
            Measure::Count => format!("CASE WHEN {of} IS NOT NULL THEN 0 END"),
            _ => of.to_string(),
        };
        let known = self.values.iter().position(|known| *known == value);
        let place = known.unwrap_or_else(|| {
            self.values.push(value);
            self.values.len() - 1
        });
        let place = self.keys.len() + 1 + 2 * place;
        Sums { count: format!("(h.value ->> {place})"), sum: format!("(h.value ->> {})", place + 1) }
    }

    fn call(&self) -> String {
        let all = self.keys.iter().chain(&self.values);
        all.fold(format!("grouped({}", self.keys.len()), |text, one| format!("{text}, {one}")) + ")"
    }
}

/// The two statements.
pub(crate) struct LookedUp {
    /// Puts the rows into groups: answers texts of groups, to be handed to the second.
    pub first: Statement,
    /// Names and sorts them.
    second: Statement,
    plan: GroupPlan,
}

impl LookedUp {
    /// The statement that answers with the groups, as the one of [`super::groups`] does.
    pub(crate) fn second(mut self, groups: String) -> (Statement, GroupPlan) {
        self.second.params.push(Datum::Text(groups));
        (self.second, self.plan)
    }
}

/// Whether a step of a plan sorts rows to group them.
pub(crate) fn sorts(step: &str) -> bool {
    step == "USE TEMP B-TREE FOR GROUP BY"
}

/// The groups of a query so, if they can be had that way: by single values, of which counts, sums and means are asked.
pub(crate) fn looked_up(
    dialect: Dialect,
    query: &GroupQuery<'_>,
    boundaries: &[Option<Boundaries>],
    way: Way,
) -> Result<Option<LookedUp>> {
    let single = query.by.iter().all(|(path, split)| {
        path.field.as_ref().is_some_and(|field| {
            let kind = field.value_kind();
            !kind.multiple() && (split.is_some() || layout::sort_suffix(kind).is_empty())
        })
    });
    let summed = query
        .measures
        .iter()
        .all(|(gauge, _)| matches!(gauge, Gauge::Of(Measure::Count | Measure::Sum | Measure::Avg)));
    if dialect != Dialect::Sqlite
        || query.by.is_empty()
        || !single
        || !summed
        || total::answers(dialect, query)
    {
        return Ok(None);
    }
    let Built { compiler, mut parts, plan, rows, sequence } =
        build(dialect, query, boundaries, way, Some(Looked::default()))?;
    let Some(looked) = parts.looked.take() else { return Ok(None) };
    let call = looked.call();
    let first = if parts.spans.is_empty() {
        format!("SELECT {call}{rows}")
    } else {
        let one = |(within, key): &(String, String)| {
            format!("SELECT {}{rows} AND {within}", call.replace(SPAN, key))
        };
        parts.spans.iter().map(one).collect::<Vec<_>>().join(" UNION ALL ")
    };
    let params = compiler.params;
    let inner = inner(&parts, dialect, params.len() + 1);
    let second = named(&parts, &inner, &sequence, query);
    let first = Statement { text: first, params: params.clone(), columns: vec![ColumnType::Text] };
    let second = Statement { text: second, params, columns: parts.types };
    Ok(Some(LookedUp { first, second, plan }))
}

fn inner(parts: &Parts, dialect: Dialect, place: usize) -> String {
    format!("SELECT {} FROM json_each({}) h", parts.inner.join(", "), dialect.placeholder(place))
}
