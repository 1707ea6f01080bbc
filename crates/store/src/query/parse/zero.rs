//! Counts of nothing: they are kept empty, and whoever asks for 0, or for less than so many, means them as well.

use crate::query::{Filter, Operand, Test};
use dictionary::{Operator, Value};

/// A count that is kept empty where there is none of what it counts is found as 0 all the same.
pub(super) fn none_is_zero(test: Test) -> Filter {
    let counts = test.path.links.is_empty() && test.path.field.as_ref().is_some_and(|field| field.counts);
    let beside = match (counts, zero_meets(test.operator, &test.operand)) {
        // What asks for others than some takes the empty ones already.
        (true, Some(true)) if test.operator != Operator::IsNot => Operator::IsEmpty,
        (true, Some(false)) if test.operator == Operator::IsNot => Operator::IsNotEmpty,
        _ => return Filter::Field(test),
    };
    let empty = Test { path: test.path.clone(), operator: beside, operand: Operand::None };
    let both = vec![Filter::Field(test), Filter::Field(empty)];
    if beside == Operator::IsEmpty { Filter::Or(both) } else { Filter::And(both) }
}

/// Whether 0 meets a condition on a whole number; none where it is about something else.
fn zero_meets(operator: Operator, operand: &Operand) -> Option<bool> {
    let number = |value: &Value| if let Value::Integer(number) = value { Some(*number) } else { None };
    let one = || if let Operand::Value(value) = operand { number(value) } else { None };
    match operator {
        Operator::Is => Some(one()? == 0),
        Operator::IsNot => Some(one()? != 0),
        Operator::In => match operand {
            Operand::Values(values) => Some(values.iter().any(|value| number(value) == Some(0))),
            _ => None,
        },
        Operator::Lt => Some(0 < one()?),
        Operator::Lte => Some(0 <= one()?),
        Operator::Gt => Some(0 > one()?),
        Operator::Gte => Some(0 >= one()?),
        Operator::Between => match operand {
            Operand::Range(from, to) => {
                let within = |end: &Option<Value>, holds: &dyn Fn(i64) -> bool| match end {
                    None => Some(true),
                    Some(value) => number(value).map(holds),
                };
                Some(within(from, &|from| from <= 0)? && within(to, &|to| to >= 0)?)
            }
            _ => None,
        },
        _ => None,
    }
}
