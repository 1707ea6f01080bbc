//! Groups that are answered from sums kept with every write instead of from the records.

use crate::dialect::Dialect;
use crate::query::{Filter, Gauge, GroupQuery, Path, Trash};
use crate::totals::kept_by;
use dictionary::{Kind, Measure};

/// Whether the totals of the object say all that is asked: counts and sums by what they are kept by, of the records that a
/// filter on nothing else leaves.
pub(crate) fn answers(dialect: Dialect, query: &GroupQuery<'_>) -> bool {
    let list = &query.query;
    let object = list.object;
    let Some(totals) = object.totals else { return false };
    let kept = |path: &Path| {
        path.links.is_empty() && path.field.as_ref().is_some_and(|field| kept_by(object, &field.key))
    };
    let measured = |(measure, path): &(Gauge, Option<Path>)| match path {
        None => true,
        Some(path) => {
            let money = |field: &&std::sync::Arc<dictionary::FieldDef>| {
                field.key == totals.of && field.value_kind() == Kind::Money
            };
            *measure == Gauge::Of(Measure::Sum)
                && path.links.is_empty()
                && path.field.as_ref().filter(money).is_some()
        }
    };
    dialect == Dialect::Sqlite
        && list.trash == Trash::Without
        && list.text.is_none()
        && list.filter.as_ref().is_none_or(|filter| of_totals(filter, &kept))
        && query.by.iter().all(|(path, bucket)| bucket.is_none() && kept(path))
        && query.measures.iter().all(measured)
}

fn of_totals(filter: &Filter, kept: &dyn Fn(&Path) -> bool) -> bool {
    match filter {
        Filter::And(parts) | Filter::Or(parts) => parts.iter().all(|part| of_totals(part, kept)),
        Filter::Not(inner) => of_totals(inner, kept),
        Filter::Field(test) => kept(&test.path),
        Filter::Linked(_) | Filter::Member(_) => false,
    }
}

/// How many records.
pub(super) const COUNT: &str = "ifnull(sum(t.records), 0)";

/// The sum of the amounts; empty when no record has one, as a sum of records is.
pub(super) fn sum(of: &str) -> String {
    format!("CASE WHEN sum(t.amounts) > 0 THEN sum({of}) END")
}
