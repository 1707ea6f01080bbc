//! Conditions over records in memory.

use super::value::{number, sortable};
use super::{Row, View};
use crate::Datum;
use crate::layout;
use crate::query::compile::{KeyPattern, key_pattern, keys_of};
use crate::query::{Filter, Having, Linked, Operand, Test};
use dictionary::{Kind, Measure, Operator, Value};
use vocabulary::fold;

impl<'a> View<'a> {
    pub(super) fn holds(&'a self, filter: &Filter, row: Row<'a>) -> bool {
        match filter {
            Filter::And(parts) => parts.iter().all(|part| self.holds(part, row)),
            Filter::Or(parts) => parts.iter().any(|part| self.holds(part, row)),
            Filter::Not(inner) => !self.holds(inner, row),
            Filter::Field(test) => self.test(test, row),
            Filter::Linked(linked) => self.linked(linked, row),
            // Lists of members are tables: memory holds none, and nothing that is decided here asks for one.
            Filter::Member(_) => false,
        }
    }

    fn test(&'a self, test: &Test, row: Row<'a>) -> bool {
        let value = self.reached(row, &test.path);
        let Some(field) = &test.path.field else {
            return compared(&value, test.operator, &test.operand, Kind::Link);
        };
        let kind = field.value_kind();
        match test.operator {
            Operator::IsEmpty => value.is_null(),
            Operator::IsNotEmpty => !value.is_null(),
            _ if kind.multiple() => {
                let keys: Vec<String> =
                    layout::keys(field, &value).into_iter().filter(|key| !key.is_empty()).collect();
                self.keyed(field, &keys, test)
            }
            _ => match kind {
                Kind::Text | Kind::LongText | Kind::WebAddress | Kind::PersonName => text(&value, test),
                _ => compared(&value, test.operator, &test.operand, kind),
            },
        }
    }

    fn keyed(&self, field: &dictionary::FieldDef, keys: &[String], test: &Test) -> bool {
        let has = |wanted: &[String]| wanted.iter().any(|wanted| keys.contains(wanted));
        match (test.operator, &test.operand) {
            (Operator::HasAny, Operand::Values(values)) => {
                values.iter().any(|value| has(&keys_of(field, value)))
            }
            (Operator::HasNone, Operand::Values(values)) => {
                !values.iter().any(|value| has(&keys_of(field, value)))
            }
            (Operator::HasAll, Operand::Values(values)) => {
                values.iter().all(|value| has(&keys_of(field, value)))
            }
            (Operator::Is, Operand::Value(value)) => has(&layout::keys(field, value)),
            (Operator::In, Operand::Values(values)) => {
                values.iter().any(|value| has(&layout::keys(field, value)))
            }
            (operator, Operand::Text(text)) => {
                keys.iter().any(|key| match key_pattern(field.value_kind(), operator, text) {
                    Some(KeyPattern::Is(wanted)) => *key == wanted,
                    Some(KeyPattern::Begins(beginning)) => key.starts_with(&beginning),
                    Some(KeyPattern::Contains { within, part }) => {
                        key.starts_with(within) && key.contains(&part)
                    }
                    Some(KeyPattern::AfterCountryCode(digits)) => [2, 3, 4]
                        .iter()
                        .any(|place| key.get(*place..).is_some_and(|rest| rest.starts_with(&digits))),
                    None => false,
                })
            }
            _ => false,
        }
    }

    fn linked(&'a self, linked: &Linked, row: Row<'a>) -> bool {
        let mut rows = self.linking(&linked.object, &linked.link, row);
        if let Some(filter) = &linked.filter {
            rows.retain(|row| self.holds(filter, *row));
        }
        if linked.having.is_empty() {
            return !rows.is_empty();
        }
        linked.having.iter().all(|having| self.having(having, &rows))
    }

    fn having(&'a self, having: &Having, rows: &[Row<'a>]) -> bool {
        let Some(field) = &having.field else {
            return compared(
                &Value::Integer(rows.len() as i64),
                having.operator,
                &having.operand,
                Kind::Integer,
            );
        };
        let currency = match &having.operand {
            Operand::Value(Value::Money(money))
            | Operand::Range(Some(Value::Money(money)), _)
            | Operand::Range(_, Some(Value::Money(money))) => Some(money.currency),
            _ => None,
        };
        let mut rows = rows.to_vec();
        if let Some(currency) = currency {
            rows.retain(
                |row| matches!(self.value(*row, field), Value::Money(money) if money.currency == currency),
            );
        }
        let mut value = self.measured(&rows, having.measure, field);
        if having.measure == Measure::Sum && value.is_null() {
            value = Value::Integer(0);
        }
        match (number(&value), &having.operand) {
            (Some(value), operand) => numbers(value, having.operator, operand),
            (None, _) => false,
        }
    }
}

fn text(value: &Value, test: &Test) -> bool {
    if value.is_null() {
        return matches!(test.operator, Operator::IsNot | Operator::NotContains);
    }
    let folded = fold(&value.to_text());
    match (&test.operand, test.operator) {
        (Operand::Values(values), _) => values.iter().any(|value| fold(&value.to_text()) == folded),
        (Operand::Text(text), operator) => {
            let text = fold(text);
            match operator {
                Operator::Is => folded == text,
                Operator::IsNot => folded != text,
                Operator::Contains => folded.contains(&text),
                Operator::NotContains => !folded.contains(&text),
                Operator::StartsWith => folded.starts_with(&text),
                Operator::EndsWith => folded.ends_with(&text),
                _ => false,
            }
        }
        _ => false,
    }
}

fn compared(value: &Value, operator: Operator, operand: &Operand, kind: Kind) -> bool {
    let negated = matches!(operator, Operator::IsNot | Operator::NotIn);
    let found = match (value, operand) {
        (Value::Null, _) => false,
        (Value::Link(link), Operand::Ids(ids)) => ids.contains(&link.id),
        (Value::Text(text), Operand::Value(Value::Text(wanted))) => text == wanted,
        (Value::Text(text), Operand::Values(values)) => {
            values.iter().any(|value| matches!(value, Value::Text(wanted) if wanted == text))
        }
        (Value::Money(money), operand) => {
            let same = |end: &Value| matches!(end, Value::Money(end) if end.currency == money.currency);
            let one_currency = match operand {
                Operand::Value(end) => same(end),
                Operand::Range(from, until) => from.iter().chain(until).all(same),
                _ => false,
            };
            one_currency && numbers(money.minor, operator, operand)
        }
        (value, operand) => match sortable(value, kind) {
            Datum::Integer(value) => numbers(value, operator, operand),
            _ => false,
        },
    };
    found != negated
}

/// Compares a whole number; the negated operators as their opposites.
fn numbers(value: i64, operator: Operator, operand: &Operand) -> bool {
    let bound = |end: &Option<Value>| end.as_ref().and_then(number);
    match operand {
        Operand::Value(wanted) => {
            let Some(wanted) = number(wanted) else { return false };
            match operator {
                Operator::Is | Operator::IsNot => value == wanted,
                Operator::Lt | Operator::Before => value < wanted,
                Operator::Lte | Operator::OnOrBefore => value <= wanted,
                Operator::Gt | Operator::After => value > wanted,
                Operator::Gte | Operator::OnOrAfter => value >= wanted,
                _ => false,
            }
        }
        Operand::Values(values) => values.iter().any(|wanted| number(wanted) == Some(value)),
        Operand::Range(from, until) => {
            bound(from).is_none_or(|from| value >= from) && bound(until).is_none_or(|until| value <= until)
        }
        Operand::Span(from, until) => {
            number(from).is_some_and(|from| value >= from) && number(until).is_some_and(|until| value < until)
        }
        Operand::MonthDays(from, until) => {
            let (day, from, until) = (value % 10_000, i64::from(*from), i64::from(*until));
            if from <= until { (from..=until).contains(&day) } else { day >= from || day <= until }
        }
        Operand::None | Operand::Text(_) | Operand::Ids(_) => false,
    }
}
