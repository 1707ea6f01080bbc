//! Buckets of time: which span a day or a moment falls into, in the asker's calendar and zone.
//!
//! Moments (and weeks) are told apart by the moments at which the spans begin, computed here for the range that occurs: the
//! zone's rules need not be known to the database. The comparison is a balanced tree.

use super::super::Compiler;
use crate::dialect::{Dialect, Statement};
use crate::layout::ColumnType;
use crate::query::compile::{Drive, all};
use crate::query::parse::{plus, start_of};
use crate::query::{Bucket, GroupQuery, Moment, Path};
use dictionary::Kind;
use vocabulary::{Date, Error, Result, Timestamp};

/// Most buckets of one request: eleven years of days.
const MOST: usize = 4_000;

/// Where buckets begin: the value of the column, and the first day as a number.
pub(crate) struct Boundaries(Vec<(i64, i64)>);

/// Whether a key needs the range its values lie in.
pub(crate) fn needs_range(path: &Path, bucket: Option<Bucket>) -> bool {
    let kind = path.field.as_ref().map(|field| field.value_kind());
    bucket.is_some() && (kind == Some(Kind::Timestamp) || bucket == Some(Bucket::Week))
}

/// The statement that tells the smallest and largest value of a key: over all the object's rows, which an index answers at
/// once, or only over those of the query.
pub(crate) fn time_range(
    dialect: Dialect,
    query: &GroupQuery<'_>,
    path: &Path,
    filtered: bool,
) -> Result<Statement> {
    let list = &query.query;
    let mut compiler = Compiler::new(dialect, list.dictionary, list.visibility, list.workspace);
    let types = vec![ColumnType::Integer, ColumnType::Integer];
    let field = path.field.as_ref().ok_or_else(|| Error::internal("an id falls into no bucket"))?;
    if filtered {
        let mut source = compiler.source(list.object, "t");
        let conditions = compiler.conditions(&mut source, list, &Drive::Natural)?;
        let value = compiler.reached_part(&mut source, path, "");
        let text =
            format!("SELECT min({value}), max({value}) FROM {} WHERE {}", source.from(), all(&conditions));
        return Ok(compiler.statement(text, types));
    }
    let source = compiler.source(&path.object, "t");
    let value = compiler.part("t", &path.object, field, "");
    let mut within = format!("t.workspace_id = {} AND t.removed_at IS NULL", compiler.workspace);
    if path.object.custom {
        let key = compiler.bind(path.object.key.as_str());
        within.push_str(&format!(" AND t.object = {key}"));
    }
    let end = |direction: &str| {
        format!(
            "(SELECT {value} FROM {} WHERE {within} AND {value} IS NOT NULL ORDER BY {value} {direction} LIMIT 1)",
            source.from()
        )
    };
    let text = format!("SELECT {}, {}", end("ASC"), end("DESC"));
    Ok(compiler.statement(text, types))
}

impl Boundaries {
    /// Where no row has a value.
    pub(crate) fn none() -> Boundaries {
        Boundaries(Vec::new())
    }

    /// The buckets of a range of column values; `None` when there are too many.
    pub(crate) fn between(
        kind: Kind,
        bucket: Bucket,
        from: i64,
        until: i64,
        moment: &Moment,
    ) -> Option<Boundaries> {
        let day = |value: i64| match kind {
            Kind::Timestamp => Some(Timestamp::from_micros(value).date_in(&moment.zone)),
            _ => Date::from_number(value),
        };
        let last = day(until)?.to_jiff();
        let mut start = start_of(day(from)?.to_jiff(), bucket, moment.first_weekday);
        let mut spans = Vec::new();
        while start <= last {
            let value = match kind {
                Kind::Timestamp => start
                    .to_zoned(moment.zone.clone())
                    .map_or(i64::MIN, |at| Timestamp::from_jiff(at.timestamp()).micros()),
                _ => Date::from_jiff(start).number(),
            };
            spans.push((value, Date::from_jiff(start).number()));
            if spans.len() > MOST {
                return None;
            }
            let next = plus(start, bucket, 1);
            if next <= start {
                break;
            }
            start = next;
        }
        Some(Boundaries(spans))
    }

    /// The error when even the rows asked for fall into too many.
    pub(crate) fn too_many(path: &Path) -> Error {
        let message = format!(
            "“{}” spans more than {MOST} such buckets; choose a longer one or filter for a shorter time.",
            path.text
        );
        Error::invalid("by", "too_long", message)
    }

    /// Each bucket as a condition on a value and its first day, and the values that are missing: together all there are.
    pub(crate) fn spans(&self, value: &str) -> Vec<(String, String)> {
        let mut spans = vec![(format!("{value} IS NULL"), "CAST(NULL AS BIGINT)".to_string())];
        for (place, (from, day)) in self.0.iter().enumerate() {
            let mut within = vec![format!("{value} IS NOT NULL")];
            if place > 0 {
                within.push(format!("{value} >= {from}"));
            }
            if let Some((until, _)) = self.0.get(place + 1) {
                within.push(format!("{value} < {until}"));
            }
            spans.push((all(&within), format!("CAST({day} AS BIGINT)")));
        }
        spans
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The first day of the bucket of a value, as an expression.
    pub(crate) fn text(&self, value: &str) -> String {
        let mut text = format!("CASE WHEN {value} IS NULL THEN NULL ELSE ");
        tree(&mut text, value, &self.0);
        text.push_str(" END");
        text
    }
}

/// A balanced tree of comparisons over the beginnings of spans.
pub(super) fn tree(text: &mut String, value: &str, spans: &[(i64, i64)]) {
    match spans {
        [] => text.push_str("CAST(NULL AS BIGINT)"),
        [(_, day)] => text.push_str(&format!("CAST({day} AS BIGINT)")),
        several => {
            let (low, high) = several.split_at(several.len() / 2);
            let border = high.first().map_or(i64::MAX, |(border, _)| *border);
            text.push_str(&format!("CASE WHEN {value} < {border} THEN "));
            tree(text, value, low);
            text.push_str(" ELSE ");
            tree(text, value, high);
            text.push_str(" END");
        }
    }
}

/// The first day of the bucket of a day kept as the number yyyymmdd; weeks have [`Boundaries`].
pub(super) fn of_date(value: &str, bucket: Bucket) -> String {
    match bucket {
        Bucket::Day | Bucket::Week => value.to_string(),
        Bucket::Month => format!("({value} / 100 * 100 + 1)"),
        Bucket::Quarter => {
            format!("({value} / 10000 * 10000 + ((({value} / 100) % 100 - 1) / 3 * 3 + 1) * 100 + 1)")
        }
        Bucket::Year => format!("({value} / 10000 * 10000 + 101)"),
    }
}
