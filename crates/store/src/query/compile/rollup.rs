//! Rollups: measures over the records that link to a record, as correlated subqueries.
//!
//! Money adds up in the workspace's currency; other currencies are left out. When the dictionary knows no currency, a rollup
//! over several is empty. A sum over no records is empty too; a count is 0.

use super::field::part_type;
use super::key::has_index;
use super::measure::{aggregate, factor};
use super::source::Source;
use super::{Compiler, all, null};
use crate::dialect::quoted;
use crate::layout::{self, ColumnType};
use crate::query::Trash;
use crate::query::parse::readable;
use dictionary::{FieldDef, Kind, Measure, ObjectDef};
use std::sync::Arc;

/// The records a rollup measures.
struct Measured {
    source: Source,
    conditions: Vec<String>,
    field: Option<Arc<FieldDef>>,
}

impl Compiler<'_> {
    /// A part of a rollup of the record under an alias; empty when the viewer may not see what it measures.
    pub(super) fn rollup(
        &mut self,
        alias: &str,
        object: &ObjectDef,
        field: &FieldDef,
        suffix: &str,
    ) -> String {
        let opaque = std::mem::replace(&mut self.opaque, false);
        let text = self.rollup_text(alias, object, field, suffix);
        self.opaque = opaque;
        text.unwrap_or_else(|| null(part_type(field.value_kind(), suffix)).to_string())
    }

    fn rollup_text(
        &mut self,
        alias: &str,
        object: &ObjectDef,
        field: &FieldDef,
        suffix: &str,
    ) -> Option<String> {
        let rollup = field.computed.as_ref()?.rollup.as_ref()?;
        if !readable(self.dictionary, self.visibility, &object.key, field) {
            return None;
        }
        let (from, link) = rollup.link.split_once('.')?;
        let from = Arc::clone(self.dictionary.object(from)?);
        let link = Arc::clone(from.field(link)?);
        let measured = match &rollup.field {
            Some(key) => Some(Arc::clone(from.field(key)?)),
            None => None,
        };
        let kind = measured.as_ref().map_or(Kind::Integer, |measured| measured.value_kind());
        if kind == Kind::Money
            && suffix == "_currency"
            && let Some(currency) = self.dictionary.currency
        {
            return Some(self.bind_typed(currency.code(), ColumnType::Text));
        }
        let inner = self.alias();
        let mut source = self.source(&from, &inner);
        let mut conditions = self.linking(&mut source, &link, alias);
        if let (Kind::Money, Some(currency), Some(measured)) = (kind, self.dictionary.currency, &measured)
            && rollup.measure != Measure::Count
        {
            let column = self.part(&inner, &from, measured, "_currency");
            let code = self.bind(currency.code());
            conditions.push(format!("{column} = {code}"));
        }
        let measured = Measured { source, conditions, field: measured };
        let of = part_type(kind, "");
        Some(match rollup.measure {
            Measure::Last => self.first(&measured, suffix, None),
            Measure::Min if of != ColumnType::Integer => self.first(&measured, suffix, Some("ASC")),
            Measure::Max if of != ColumnType::Integer => self.first(&measured, suffix, Some("DESC")),
            measure => self.aggregated(&measured, measure, field.value_kind(), suffix),
        })
    }

    /// What holds for the records that link to the record under an alias. They are read by the index of the link: SQLite's statistics take a workspace for a
    /// few hundred rows, and left to itself it read all of them once for each record they might link to, because another index had all columns that were asked for.
    pub(super) fn linking(&mut self, source: &mut Source, link: &FieldDef, alias: &str) -> Vec<String> {
        let kept = !source.object.custom && !link.custom && has_index(&source.object, link);
        if kept && !self.dialect.leads_by_statistics() {
            source.read_by(format!("{}_by_{}", source.object.key, link.key));
        }
        let mut conditions = self.base(source, Trash::Without);
        let link = self.part(&source.alias, &source.object, link, "");
        conditions.push(format!("{link} = {alias}.id"));
        conditions
    }

    fn aggregated(&mut self, measured: &Measured, measure: Measure, result: Kind, suffix: &str) -> String {
        let Measured { source, conditions, field } = measured;
        let Some(field) = field else {
            return format!(
                "(SELECT {} FROM {} WHERE {})",
                scaled_count(result),
                source.from(),
                all(conditions)
            );
        };
        let kind = field.value_kind();
        let column = self.part(&source.alias, &source.object, field, layout::sort_suffix(kind));
        let mut text = aggregate(self.dialect, measure, &column, factor(kind, result));
        if kind == Kind::Money && measure != Measure::Count && self.dictionary.currency.is_none() {
            let currency = self.part(&source.alias, &source.object, field, "_currency");
            text = if suffix.is_empty() {
                format!("CASE WHEN min({currency}) = max({currency}) THEN {text} END")
            } else {
                format!("min({currency})")
            };
        }
        format!("(SELECT {text} FROM {} WHERE {})", source.from(), all(conditions))
    }

    /// The field of the first record by its own value, or else of the latest record.
    fn first(&mut self, measured: &Measured, suffix: &str, by_value: Option<&str>) -> String {
        let Measured { source, conditions, field } = measured;
        let Some(field) = field else { return null(ColumnType::Integer).to_string() };
        let (alias, object) = (&source.alias, &source.object);
        let wanted = self.part(alias, object, field, suffix);
        let mut conditions = all(conditions);
        let sequence = match by_value {
            Some(direction) => {
                let value = self.part(alias, object, field, layout::sort_suffix(field.value_kind()));
                conditions.push_str(&format!(" AND {value} IS NOT NULL"));
                format!("{value} {direction}, {alias}.id {direction}")
            }
            None => self.latest_first(source),
        };
        format!("(SELECT {wanted} FROM {} WHERE {conditions} ORDER BY {sequence} LIMIT 1)", source.from())
    }

    /// Latest first: by the object's own moment, else by creation.
    pub(super) fn latest_first(&mut self, source: &Source) -> String {
        let (alias, object) = (&source.alias, &source.object);
        match object.moment.as_ref().and_then(|key| object.field(key)) {
            Some(moment) => {
                let moment = self.part(alias, object, &Arc::clone(moment), "");
                format!("{moment} DESC NULLS LAST, {alias}.id DESC")
            }
            None => format!("{alias}.{} DESC, {alias}.id DESC", quoted("created_at")),
        }
    }
}

fn scaled_count(result: Kind) -> String {
    match factor(Kind::Integer, result) {
        1 => "count(*)".to_string(),
        factor => format!("count(*) * {factor}"),
    }
}
