//! Conditions on the records that link here.

use super::measure::{aggregate, factor};
use super::source::Source;
use super::{Compiler, all};
use crate::query::{Filter, Having, Linked, Operand, Scope};
use dictionary::{Kind, Measure, Operator, Value};
use vocabulary::Result;

impl Compiler<'_> {
    /// The condition on the record under an alias that records linking to it meet all bounds together.
    pub(super) fn linked(&mut self, alias: &str, linked: &Linked) -> Result<String> {
        if self.visibility.scope(&linked.object.key) == Scope::Nothing {
            return Ok("FALSE".to_string());
        }
        let opaque = std::mem::replace(&mut self.opaque, false);
        let text = self.linked_text(alias, linked);
        self.opaque = opaque;
        text
    }

    fn linked_text(&mut self, alias: &str, linked: &Linked) -> Result<String> {
        let leading = std::mem::replace(&mut self.leading, false);
        if leading && linked.having.is_empty() {
            return self.leading_link(alias, linked);
        }
        let (mut together, mut apart) = (Vec::new(), Vec::new());
        for having in &linked.having {
            match bound_of_count(having) {
                // Whether there is one at all is answered by the first row found.
                Some((Operator::Gte, 1) | (Operator::Gt, 0)) => apart.push(self.exists(alias, linked)?),
                Some((Operator::Is | Operator::Lte, 0) | (Operator::Lt, 1)) => {
                    apart.push(format!("NOT {}", self.exists(alias, linked)?));
                }
                _ if having.measure == Measure::Last => apart.push(self.last(alias, linked, having)?),
                _ => together.push(having),
            }
        }
        if linked.having.is_empty() {
            apart.push(self.exists(alias, linked)?);
        }
        if !together.is_empty() {
            let (source, conditions) = self.records(alias, linked)?;
            let bounds =
                together.into_iter().map(|having| self.bound(&source, having)).collect::<Result<Vec<_>>>()?;
            apart.push(format!(
                "(SELECT {} FROM {} WHERE {})",
                all(&bounds),
                source.from(),
                all(&conditions)
            ));
        }
        Ok(format!("({})", all(&apart)))
    }

    fn records(&mut self, alias: &str, linked: &Linked) -> Result<(Source, Vec<String>)> {
        let inner = self.alias();
        let mut source = self.source(&linked.object, &inner);
        let mut conditions = self.linking(&mut source, &linked.link, alias);
        if let Some(filter) = &linked.filter {
            if let Some(index) = self.along(linked, filter) {
                source.read_by(index);
            }
            conditions.push(self.filter(&mut source, filter)?);
        }
        Ok((source, conditions))
    }

    /// The index of the link that has all that is asked of the linking records, so that none of them is looked up.
    fn along(&self, linked: &Linked, filter: &Filter) -> Option<String> {
        fn within(filter: &Filter, fields: &[&str]) -> bool {
            match filter {
                Filter::And(parts) | Filter::Or(parts) => parts.iter().all(|part| within(part, fields)),
                Filter::Not(part) => within(part, fields),
                Filter::Field(test) => {
                    let field = test.path.field.as_ref().filter(|_| test.path.links.is_empty());
                    field.is_some_and(|field| fields.contains(&field.key.as_str()))
                }
                Filter::Linked(_) | Filter::Member(_) => false,
            }
        }
        if self.dialect.leads_by_statistics() || self.visibility.scope(&linked.object.key) != Scope::All {
            return None;
        }
        let (link, fields) = linked.object.along.iter().find(|(link, _)| *link == linked.link.key)?;
        within(filter, fields).then(|| format!("{}_totals_by_{link}", linked.object.key))
    }

    fn exists(&mut self, alias: &str, linked: &Linked) -> Result<String> {
        let (source, conditions) = self.records(alias, linked)?;
        Ok(format!("EXISTS (SELECT 1 FROM {} WHERE {})", source.from(), all(&conditions)))
    }

    /// The same as [`Self::exists`], written so that the linking records lead to the records they link to.
    fn leading_link(&mut self, alias: &str, linked: &Linked) -> Result<String> {
        let inner = self.alias();
        let mut source = self.source(&linked.object, &inner);
        let mut conditions = self.base(&source, crate::query::Trash::Without);
        if let Some(filter) = &linked.filter {
            conditions.push(self.filter(&mut source, filter)?);
        }
        let link = self.part(&inner, &linked.object, &linked.link, "");
        Ok(format!("{alias}.id IN (SELECT {link} FROM {} WHERE {})", source.from(), all(&conditions)))
    }

    fn last(&mut self, alias: &str, linked: &Linked, having: &Having) -> Result<String> {
        let Some(field) = &having.field else { return Ok("FALSE".to_string()) };
        let (source, mut conditions) = self.records(alias, linked)?;
        let value = self.part(&source.alias, &source.object, field, "");
        if let Some(currency) = currency_of(&having.operand) {
            let column = self.part(&source.alias, &source.object, field, "_currency");
            let code = self.bind(currency.code());
            conditions.push(format!("{column} = {code}"));
        }
        let sequence = self.latest_first(&source);
        let text = format!(
            "(SELECT {value} FROM {} WHERE {} ORDER BY {sequence} LIMIT 1)",
            source.from(),
            all(&conditions)
        );
        self.compared(&text, having.operator, &having.operand)
    }

    /// A bound on an aggregate. Sums over no records are 0; money counts only in the bound's currency.
    fn bound(&mut self, source: &Source, having: &Having) -> Result<String> {
        let Some(field) = &having.field else {
            return self.compared("count(*)", having.operator, &having.operand);
        };
        let kind = field.value_kind();
        let mut of = self.part(&source.alias, &source.object, field, crate::layout::sort_suffix(kind));
        if let (Some(currency), true) = (currency_of(&having.operand), kind == Kind::Money) {
            let column = self.part(&source.alias, &source.object, field, "_currency");
            let code = self.bind(currency.code());
            of = format!("CASE WHEN {column} = {code} THEN {of} END");
        }
        let result = if having.measure == Measure::Avg && kind != Kind::Money { Kind::Decimal } else { kind };
        let units = if having.measure == Measure::Count { 1 } else { factor(kind, result) };
        let mut text = aggregate(self.dialect, having.measure, &of, units);
        if having.measure == Measure::Sum {
            text = format!("COALESCE({text}, 0)");
        }
        self.compared(&text, having.operator, &having.operand)
    }
}

/// A bound on a plain count, as operator and number.
fn bound_of_count(having: &Having) -> Option<(Operator, i64)> {
    match (having.measure, &having.field, &having.operand) {
        (Measure::Count, None, Operand::Value(Value::Integer(number))) => Some((having.operator, *number)),
        _ => None,
    }
}

fn currency_of(operand: &Operand) -> Option<vocabulary::Currency> {
    match operand {
        Operand::Value(Value::Money(money))
        | Operand::Range(Some(Value::Money(money)), _)
        | Operand::Range(_, Some(Value::Money(money))) => Some(money.currency),
        _ => None,
    }
}
