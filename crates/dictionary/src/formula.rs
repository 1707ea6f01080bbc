//! A small formula over a record's own fields: `quantity * unit_price`, `if(done, 'yes', 'no')`, `days(created_at, closed_at)`.
//!
//! Operators: `+ - * /`, `= != < <= > >=`, `and or not`, brackets. Functions: `if`, `coalesce`, `round`, `concat`, `days`,
//! `lower`, `upper`, `length`, `min`, `max`. An empty operand makes arithmetic empty; nothing fails at run time.

use crate::{Kind, Value};
use std::fmt;
use vocabulary::{Decimal, Money};

/// A parsed formula.
#[derive(Clone, Debug, PartialEq)]
pub struct Formula {
    root: Node,
}

/// Why a text is no formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormulaError(String);

impl fmt::Display for FormulaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Node {
    Literal(Value),
    Field(String),
    Not(Box<Node>),
    Binary(&'static str, Box<Node>, Box<Node>),
    Call(&'static str, Vec<Node>),
}

const FUNCTIONS: &[(&str, usize, usize)] = &[
    ("if", 3, 3),
    ("coalesce", 1, 10),
    ("round", 1, 2),
    ("concat", 1, 20),
    ("days", 2, 2),
    ("lower", 1, 1),
    ("upper", 1, 1),
    ("length", 1, 1),
    ("min", 2, 10),
    ("max", 2, 10),
];

/// Lowest binding first.
const LEVELS: &[&[&str]] = &[&["or"], &["and"], &["=", "!=", "<=", ">=", "<", ">"], &["+", "-"], &["*", "/"]];

impl Formula {
    /// Parses a formula; the error says where and why.
    pub fn parse(text: &str) -> Result<Formula, FormulaError> {
        if text.len() > 2_000 {
            return Err(FormulaError("A formula is at most 2,000 characters.".to_string()));
        }
        let mut parser = Parser { rest: text, depth: 0 };
        let root = parser.level(0)?;
        parser.skip_blanks();
        if !parser.rest.is_empty() {
            return Err(parser.error("Here the formula should end"));
        }
        Ok(Formula { root })
    }

    /// The fields it reads.
    pub fn fields(&self) -> Vec<&str> {
        let mut found = Vec::new();
        self.root.collect(&mut found);
        found
    }

    /// Its value as `kind`, given the record's values by field key.
    pub fn evaluate(&self, kind: Kind, lookup: &dyn Fn(&str) -> Value) -> Value {
        as_kind(self.root.evaluate(lookup), kind)
    }
}

impl Node {
    fn collect<'a>(&'a self, found: &mut Vec<&'a str>) {
        match self {
            Node::Literal(_) => {}
            Node::Field(key) => found.push(key),
            Node::Not(inner) => inner.collect(found),
            Node::Binary(_, left, right) => {
                left.collect(found);
                right.collect(found);
            }
            Node::Call(_, arguments) => arguments.iter().for_each(|argument| argument.collect(found)),
        }
    }

    fn evaluate(&self, lookup: &dyn Fn(&str) -> Value) -> Value {
        match self {
            Node::Literal(value) => value.clone(),
            Node::Field(key) => lookup(key),
            Node::Not(inner) => Value::Boolean(!truth(&inner.evaluate(lookup))),
            Node::Binary("and", left, right) => {
                Value::Boolean(truth(&left.evaluate(lookup)) && truth(&right.evaluate(lookup)))
            }
            Node::Binary("or", left, right) => {
                Value::Boolean(truth(&left.evaluate(lookup)) || truth(&right.evaluate(lookup)))
            }
            Node::Binary(operator, left, right) => {
                binary(operator, left.evaluate(lookup), right.evaluate(lookup))
            }
            Node::Call("if", arguments) => {
                let chosen =
                    if arguments.first().is_some_and(|test| truth(&test.evaluate(lookup))) { 1 } else { 2 };
                arguments.get(chosen).map_or(Value::Null, |node| node.evaluate(lookup))
            }
            Node::Call(name, arguments) => {
                call(name, arguments.iter().map(|argument| argument.evaluate(lookup)).collect())
            }
        }
    }
}

fn truth(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Boolean(value) => *value,
        other => number(other).is_none_or(|number| number.millionths() != 0),
    }
}

fn number(value: &Value) -> Option<Decimal> {
    match value {
        Value::Integer(value) => Decimal::from_integer(*value),
        Value::Decimal(value) => Some(*value),
        Value::Boolean(value) => Decimal::from_integer(i64::from(*value)),
        _ => None,
    }
}

fn binary(operator: &str, left: Value, right: Value) -> Value {
    if matches!(operator, "=" | "!=") {
        let equal = match (number(&left), number(&right)) {
            (Some(left), Some(right)) => left == right,
            _ => left == right,
        };
        return Value::Boolean(equal == (operator == "="));
    }
    if left.is_null() || right.is_null() {
        return Value::Null;
    }
    if matches!(operator, "<" | "<=" | ">" | ">=") {
        return compare(&left, &right).map_or(Value::Null, |sorting| {
            Value::Boolean(match operator {
                "<" => sorting.is_lt(),
                "<=" => sorting.is_le(),
                ">" => sorting.is_gt(),
                _ => sorting.is_ge(),
            })
        });
    }
    arithmetic(operator, &left, &right).unwrap_or(Value::Null)
}

fn arithmetic(operator: &str, left: &Value, right: &Value) -> Option<Value> {
    match (left, right, operator) {
        (Value::Money(a), Value::Money(b), "+" | "-") if a.currency == b.currency => {
            let minor =
                if operator == "+" { a.minor.checked_add(b.minor)? } else { a.minor.checked_sub(b.minor)? };
            Some(Value::Money(Money::new(minor, a.currency)))
        }
        (Value::Money(a), Value::Money(b), "/") if a.currency == b.currency => {
            Decimal::from_integer(a.minor)?.over(Decimal::from_integer(b.minor)?).map(Value::Decimal)
        }
        (Value::Money(money), factor, "*") | (factor, Value::Money(money), "*") => {
            money.times(number(factor)?).map(Value::Money)
        }
        (Value::Money(money), divisor, "/") => {
            money.times(Decimal::from_integer(1)?.over(number(divisor)?)?).map(Value::Money)
        }
        _ => {
            let (a, b) = (number(left)?, number(right)?);
            let value = match operator {
                "+" => Decimal::from_millionths(a.millionths().checked_add(b.millionths())?),
                "-" => Decimal::from_millionths(a.millionths().checked_sub(b.millionths())?),
                "*" => a.times(b)?,
                _ => a.over(b)?,
            };
            Some(Value::Decimal(value))
        }
    }
}

fn compare(left: &Value, right: &Value) -> Option<std::cmp::Ordering> {
    match (left, right) {
        (Value::Text(a), Value::Text(b)) => Some(a.cmp(b)),
        (Value::Date(a), Value::Date(b)) => Some(a.cmp(b)),
        (Value::Timestamp(a), Value::Timestamp(b)) => Some(a.cmp(b)),
        (Value::Money(a), Value::Money(b)) if a.currency == b.currency => Some(a.minor.cmp(&b.minor)),
        _ => Some(number(left)?.cmp(&number(right)?)),
    }
}

fn call(name: &str, arguments: Vec<Value>) -> Value {
    let first = arguments.first().cloned().unwrap_or_default();
    match name {
        "coalesce" => arguments.into_iter().find(|value| !value.is_null()).unwrap_or_default(),
        "concat" => Value::Text(arguments.iter().map(Value::to_text).collect()),
        "lower" => Value::Text(first.to_text().to_lowercase()),
        "upper" => Value::Text(first.to_text().to_uppercase()),
        "length" => Value::Integer(first.to_text().chars().count() as i64),
        "min" | "max" => {
            let wanted = if name == "min" { std::cmp::Ordering::Less } else { std::cmp::Ordering::Greater };
            arguments.into_iter().filter(|value| !value.is_null()).fold(Value::Null, |best, value| {
                if best.is_null() || compare(&value, &best) == Some(wanted) { value } else { best }
            })
        }
        "round" => {
            let places = match arguments.get(1) {
                Some(value) => {
                    number(value).map_or(0, |places| (places.millionths() / Decimal::ONE).clamp(0, 6))
                }
                None => 0,
            };
            let unit = 10i64.pow(6 - places as u32);
            let rounded = number(&first).and_then(|value| {
                let units = vocabulary_rounded(value.millionths(), unit)?;
                units.checked_mul(unit)
            });
            rounded.map_or(Value::Null, |value| Value::Decimal(Decimal::from_millionths(value)))
        }
        "days" => {
            let day = |value: &Value| match value {
                Value::Date(date) => Some(*date),
                Value::Timestamp(at) => {
                    at.to_jiff().map(|at| vocabulary::Date::from_jiff(at.to_zoned(jiff_utc()).date()))
                }
                _ => None,
            };
            match (day(&first), arguments.get(1).and_then(day)) {
                (Some(from), Some(until)) => {
                    let days = until.to_jiff().duration_since(from.to_jiff()).as_hours() / 24;
                    Value::Integer(days)
                }
                _ => Value::Null,
            }
        }
        _ => Value::Null,
    }
}

fn jiff_utc() -> jiff::tz::TimeZone {
    jiff::tz::TimeZone::UTC
}

fn vocabulary_rounded(value: i64, unit: i64) -> Option<i64> {
    let half = unit / 2;
    if value >= 0 {
        value.checked_add(half).map(|value| value / unit)
    } else {
        value.checked_sub(half).map(|value| value / unit)
    }
}

fn as_kind(value: Value, kind: Kind) -> Value {
    match (kind, value) {
        (_, Value::Null) => Value::Null,
        (Kind::Text | Kind::LongText, value) => Value::Text(value.to_text()),
        (Kind::Boolean, value) => Value::Boolean(truth(&value)),
        (Kind::Integer | Kind::Duration, value) => match number(&value) {
            Some(number) => {
                vocabulary_rounded(number.millionths(), Decimal::ONE).map_or(Value::Null, Value::Integer)
            }
            None => Value::Null,
        },
        (Kind::Decimal | Kind::Percent, value) => number(&value).map_or(Value::Null, Value::Decimal),
        (Kind::Money, value @ Value::Money(_))
        | (Kind::Date, value @ Value::Date(_))
        | (Kind::Timestamp, value @ Value::Timestamp(_)) => value,
        _ => Value::Null,
    }
}

struct Parser<'a> {
    rest: &'a str,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn error(&self, why: &str) -> FormulaError {
        let near: String = self.rest.chars().take(20).collect();
        if near.is_empty() {
            FormulaError(format!("{why}: the formula ends too early."))
        } else {
            FormulaError(format!("{why}: “{near}”."))
        }
    }

    fn skip_blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn take(&mut self, token: &str) -> bool {
        self.skip_blanks();
        let Some(rest) = self.rest.strip_prefix(token) else { return false };
        let is_word = token.bytes().all(|byte| byte.is_ascii_alphabetic());
        if is_word && rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_') {
            return false;
        }
        self.rest = rest;
        true
    }

    fn level(&mut self, level: usize) -> Result<Node, FormulaError> {
        let Some(operators) = LEVELS.get(level) else { return self.unary() };
        let mut left = self.level(level + 1)?;
        while let Some(operator) = operators.iter().find(|operator| self.take(operator)) {
            let right = self.level(level + 1)?;
            left = Node::Binary(operator, Box::new(left), Box::new(right));
        }
        Ok(left)
    }

    fn unary(&mut self) -> Result<Node, FormulaError> {
        self.depth += 1;
        if self.depth > 200 {
            return Err(FormulaError("The formula is nested too deeply.".to_string()));
        }
        if self.take("not") {
            return Ok(Node::Not(Box::new(self.unary()?)));
        }
        if self.take("-") {
            let inner = self.unary()?;
            return Ok(Node::Binary("-", Box::new(Node::Literal(Value::Integer(0))), Box::new(inner)));
        }
        if self.take("(") {
            let inner = self.level(0)?;
            return if self.take(")") { Ok(inner) } else { Err(self.error("A bracket is not closed")) };
        }
        self.primary()
    }

    fn primary(&mut self) -> Result<Node, FormulaError> {
        self.skip_blanks();
        let first = self.rest.chars().next().ok_or_else(|| self.error("A value is missing"))?;
        if first == '\'' {
            let body = self.rest.get(1..).unwrap_or_default();
            let end = body.find('\'').ok_or_else(|| self.error("A text is not closed"))?;
            let (text, rest) = body.split_at(end);
            self.rest = rest.get(1..).unwrap_or_default();
            return Ok(Node::Literal(Value::Text(text.to_string())));
        }
        if first.is_ascii_digit() {
            let word = self.word(|c| c.is_ascii_digit() || c == '.');
            let number: Decimal = word.parse().map_err(|message: String| FormulaError(message))?;
            return Ok(Node::Literal(Value::Decimal(number)));
        }
        if !first.is_ascii_alphabetic() {
            return Err(self.error("A value is missing"));
        }
        let word = self.word(|c| c.is_ascii_alphanumeric() || c == '_');
        match word {
            "true" => return Ok(Node::Literal(Value::Boolean(true))),
            "false" => return Ok(Node::Literal(Value::Boolean(false))),
            _ => {}
        }
        if !self.take("(") {
            return Ok(Node::Field(word.to_string()));
        }
        let Some((name, least, most)) = FUNCTIONS.iter().find(|(name, ..)| *name == word) else {
            return Err(FormulaError(format!("There is no function “{word}”.")));
        };
        let mut arguments = Vec::new();
        if !self.take(")") {
            loop {
                arguments.push(self.level(0)?);
                if self.take(")") {
                    break;
                }
                if !self.take(",") {
                    return Err(self.error("A comma or a closing bracket is missing"));
                }
            }
        }
        if arguments.len() < *least || arguments.len() > *most {
            return Err(FormulaError(format!(
                "“{name}” takes {least} to {most} values, got {}.",
                arguments.len()
            )));
        }
        Ok(Node::Call(name, arguments))
    }

    fn word(&mut self, belongs: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !belongs(c)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vocabulary::Currency;

    fn evaluate(text: &str, kind: Kind) -> String {
        let lookup = |key: &str| match key {
            "quantity" => Value::Decimal("2.5".parse().unwrap()),
            "price" => Value::Money(Money::new(999, Currency::EUR)),
            "name" => Value::Text("Ana".into()),
            "from" => Value::Date("2024-02-28".parse().unwrap()),
            "until" => Value::Date("2024-03-01".parse().unwrap()),
            _ => Value::Null,
        };
        Formula::parse(text).unwrap().evaluate(kind, &lookup).to_text()
    }

    #[test]
    fn formulas_compute_exactly() {
        assert_eq!(evaluate("quantity * price", Kind::Money), "24.98 EUR");
        assert_eq!(evaluate("1 + 2 * 3 - (4 - 1)", Kind::Integer), "4");
        assert_eq!(evaluate("if(quantity > 2 and not empty, concat(name, '!'), 'no')", Kind::Text), "Ana!");
        assert_eq!(evaluate("days(from, until)", Kind::Integer), "2");
        assert_eq!(evaluate("round(10 / 3, 2)", Kind::Decimal), "3.33");
        assert_eq!(evaluate("coalesce(empty, -quantity)", Kind::Decimal), "-2.5");
        assert_eq!(evaluate("empty + 1", Kind::Decimal), "");
        assert_eq!(evaluate("1 / 0", Kind::Decimal), "");
        assert_eq!(evaluate("max(1, quantity, 2)", Kind::Decimal), "2.5");
    }

    #[test]
    fn a_wrong_formula_is_refused_with_the_place() {
        for wrong in ["", "1 +", "(1", "'open", "nothing(1)", "if(1)", "1 2", "a b", "1,2"] {
            assert!(Formula::parse(wrong).is_err(), "{wrong}");
        }
        assert!(Formula::parse(&"(".repeat(1000)).is_err());
    }
}
