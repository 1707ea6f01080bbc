//! Conditions on fields. Each is true or not: an empty field never makes a whole condition unknown.
//!
//! Columns stand bare on one side of the comparison, so that an index can serve; texts are compared folded.

use super::Compiler;
use super::source::Source;
use crate::Datum;
use crate::layout;
use crate::query::{Filter, Operand, Path, Test};
use dictionary::{FieldDef, Kind, ObjectDef, Operator, SystemField, Value};
use vocabulary::{Error, Result, fold};

impl Compiler<'_> {
    /// The text of a filter over a source.
    pub(super) fn filter(&mut self, source: &mut Source, filter: &Filter) -> Result<String> {
        Ok(match filter {
            Filter::And(parts) => self.connected(source, parts, " AND ", "TRUE")?,
            Filter::Or(parts) => {
                // Inside an alternative nothing can lead.
                let leading = std::mem::replace(&mut self.leading, false);
                let text = self.connected(source, parts, " OR ", "FALSE")?;
                self.leading = leading;
                text
            }
            Filter::Not(inner) => {
                let leading = std::mem::replace(&mut self.leading, false);
                let text = format!("({}) IS NOT TRUE", self.filter(source, inner)?);
                self.leading = leading;
                text
            }
            Filter::Field(test) => self.test(source, test)?,
            Filter::Linked(linked) => {
                let alias = source.alias.clone();
                self.linked(&alias, linked)?
            }
            Filter::Member(member) => self.member(source, member)?,
        })
    }

    fn connected(
        &mut self,
        source: &mut Source,
        parts: &[Filter],
        word: &str,
        empty: &str,
    ) -> Result<String> {
        if parts.is_empty() {
            return Ok(empty.to_string());
        }
        let texts = parts.iter().map(|part| self.filter(source, part)).collect::<Result<Vec<_>>>()?;
        Ok(format!("({})", texts.join(word)))
    }

    fn test(&mut self, source: &mut Source, test: &Test) -> Result<String> {
        let Some(field) = &test.path.field else {
            let id = self.reached_part(source, &test.path, "");
            return self.compared(&id, test.operator, &test.operand);
        };
        let kind = field.value_kind();
        match test.operator {
            Operator::IsEmpty | Operator::IsNotEmpty => {
                let part = self.reached_part(source, &test.path, layout::sort_suffix(kind));
                return Ok(format!(
                    "{part} IS {}NULL",
                    if test.operator == Operator::IsEmpty { "" } else { "NOT " }
                ));
            }
            _ if kind.multiple() => return self.keyed(source, &test.path, field, test),
            _ => {}
        }
        let part = self.reached_part(source, &test.path, layout::sort_suffix(kind));
        match kind {
            Kind::Text | Kind::LongText | Kind::WebAddress | Kind::PersonName => self.text(&part, test),
            Kind::Money => {
                let currency = self.reached_part(source, &test.path, "_currency");
                self.money(&part, &currency, test)
            }
            _ => self.compared(&part, test.operator, &test.operand),
        }
    }

    fn text(&mut self, part: &str, test: &Test) -> Result<String> {
        let text = match &test.operand {
            Operand::Text(text) => fold(text),
            Operand::Values(values) => {
                let values: Vec<String> = values.iter().map(|value| fold(&value.to_text())).collect();
                return Ok(self.one_of(part, values));
            }
            _ => return Err(unfit(test)),
        };
        Ok(match test.operator {
            Operator::Is => format!("{part} = {}", self.bind(text)),
            Operator::IsNot => format!("{part} IS DISTINCT FROM {}", self.bind(text)),
            Operator::Contains => self.contains(part, text),
            Operator::NotContains => format!("({}) IS NOT TRUE", self.contains(part, text)),
            Operator::StartsWith => self.begins(part, &text),
            Operator::EndsWith => {
                let end = self.bind_text(text);
                self.dialect.ends_with(part, &end)
            }
            _ => return Err(unfit(test)),
        })
    }

    pub(super) fn contains(&mut self, text: &str, part: String) -> String {
        let part = self.bind_text(part);
        self.dialect.contains(text, &part)
    }

    /// As a range of the column, which an index serves.
    pub(super) fn begins(&mut self, part: &str, beginning: &str) -> String {
        if beginning.is_empty() {
            return format!("{part} IS NOT NULL");
        }
        let (low, high) = self.sides(part);
        let from = self.bind(beginning);
        match next_text(beginning) {
            Some(until) => format!("({low} >= {from} AND {high} < {})", self.bind(until)),
            None => format!("{low} >= {from}"),
        }
    }

    /// An expression as bounded from below and as bounded from above.
    fn sides(&self, part: &str) -> (String, String) {
        let plain = part.to_string();
        match self.bounded {
            None => (plain.clone(), plain),
            Some(true) => (plain, self.dialect.unindexed(part)),
            Some(false) => (self.dialect.unindexed(part), plain),
        }
    }

    fn bind_text(&mut self, text: String) -> String {
        self.bind_typed(text, layout::ColumnType::Text)
    }

    /// Amounts are compared within one currency.
    fn money(&mut self, part: &str, currency: &str, test: &Test) -> Result<String> {
        let money = match &test.operand {
            Operand::Value(Value::Money(money))
            | Operand::Range(Some(Value::Money(money)), _)
            | Operand::Range(_, Some(Value::Money(money))) => *money,
            _ => return Err(unfit(test)),
        };
        let operator = if test.operator == Operator::IsNot { Operator::Is } else { test.operator };
        let amount = self.compared(part, operator, &test.operand)?;
        let text = format!("({amount} AND {currency} = {})", self.bind(money.currency.code()));
        Ok(if test.operator == Operator::IsNot { format!("{text} IS NOT TRUE") } else { text })
    }

    /// Compares an expression with an operand, as whole numbers, choices or ids are.
    pub(super) fn compared(&mut self, part: &str, operator: Operator, operand: &Operand) -> Result<String> {
        let wrong = || Error::internal(format!("operator {} does not fit {operand:?}", operator.word()));
        Ok(match operand {
            Operand::Value(value) => {
                let (low, high) = self.sides(part);
                let (side, sign) = match operator {
                    Operator::Is => (part, "="),
                    Operator::IsNot => (part, "IS DISTINCT FROM"),
                    Operator::Lt | Operator::Before => (high.as_str(), "<"),
                    Operator::Lte | Operator::OnOrBefore => (high.as_str(), "<="),
                    Operator::Gt | Operator::After => (low.as_str(), ">"),
                    Operator::Gte | Operator::OnOrAfter => (low.as_str(), ">="),
                    _ => return Err(wrong()),
                };
                format!("{side} {sign} {}", self.bind(datum(value)))
            }
            Operand::Values(values) => {
                let text = self.one_of(part, values.iter().map(datum));
                if operator == Operator::NotIn { format!("({text}) IS NOT TRUE") } else { text }
            }
            Operand::Ids(ids) => {
                let text = self.one_of(part, ids.iter().copied());
                if operator == Operator::IsNot { format!("({text}) IS NOT TRUE") } else { text }
            }
            Operand::Range(from, until) => {
                let (low, high) = self.sides(part);
                let mut bounds = Vec::new();
                for (bound, side, sign) in [(from, low, ">="), (until, high, "<=")] {
                    if let Some(value) = bound {
                        bounds.push(format!("{side} {sign} {}", self.bind(datum(value))));
                    }
                }
                format!("({})", super::all(&bounds))
            }
            Operand::Span(from, until) => {
                let (low, high) = self.sides(part);
                let text =
                    format!("({low} >= {} AND {high} < {})", self.bind(datum(from)), self.bind(datum(until)));
                if operator == Operator::IsNot { format!("{text} IS NOT TRUE") } else { text }
            }
            Operand::MonthDays(from, until) => {
                let day = format!("{part} % 10000");
                if from <= until {
                    format!("({day} >= {from} AND {day} <= {until})")
                } else {
                    format!("({day} >= {from} OR {day} <= {until})")
                }
            }
            Operand::None | Operand::Text(_) => return Err(wrong()),
        })
    }

    fn one_of<T: Into<Datum>>(&mut self, part: &str, values: impl IntoIterator<Item = T>) -> String {
        let mut values = values.into_iter().peekable();
        if values.peek().is_none() {
            return "FALSE".to_string();
        }
        format!("{part} IN ({})", self.bind_all(values))
    }

    /// Conditions on fields of several values, through the side table of keys.
    fn keyed(&mut self, source: &mut Source, path: &Path, field: &FieldDef, test: &Test) -> Result<String> {
        let Some(alias) = self.reach(source, path) else {
            return Ok(if test.operator == Operator::HasNone { "TRUE" } else { "FALSE" }.to_string());
        };
        let object = &path.object;
        Ok(match (test.operator, &test.operand) {
            (Operator::HasAny | Operator::HasNone, Operand::Values(values)) => {
                let keys = values.iter().flat_map(|value| keys_of(field, value)).collect();
                let leading = self.leading && test.operator == Operator::HasAny;
                let text = self.has_key(&alias, object, field, keys, leading);
                if test.operator == Operator::HasNone { format!("NOT ({text})") } else { text }
            }
            (Operator::HasAll, Operand::Values(values)) => {
                let one = |value: &Value| self.has_key(&alias, object, field, keys_of(field, value), false);
                let texts: Vec<String> = values.iter().map(one).collect();
                if texts.is_empty() { "TRUE".to_string() } else { format!("({})", texts.join(" AND ")) }
            }
            (Operator::Is, Operand::Value(value)) => {
                self.has_key(&alias, object, field, layout::keys(field, value), self.leading)
            }
            (Operator::In, Operand::Values(values)) => {
                let keys = values.iter().flat_map(|value| layout::keys(field, value)).collect();
                self.has_key(&alias, object, field, keys, self.leading)
            }
            (operator, Operand::Text(text)) => match key_pattern(field.value_kind(), operator, text) {
                Some(pattern) => self.key_matches(&alias, object, field, pattern),
                None => return Err(unfit(test)),
            },
            _ => return Err(unfit(test)),
        })
    }

    /// The rows of keys that a condition on a field of several values asks for.
    pub(super) fn keys_with(&mut self, test: &Test) -> String {
        let Some(field) = &test.path.field else { return "SELECT 1 WHERE FALSE".to_string() };
        let keys: Vec<String> = match &test.operand {
            Operand::Values(values) if test.operator == Operator::HasAny => {
                values.iter().flat_map(|value| keys_of(field, value)).collect()
            }
            Operand::Values(values) => values.iter().flat_map(|value| layout::keys(field, value)).collect(),
            Operand::Value(value) => layout::keys(field, value),
            _ => Vec::new(),
        };
        let from = self.key_rows(&test.path.object, field);
        format!("SELECT 1 {from} AND {}", self.one_of("k.key", keys))
    }

    /// One of these keys, exactly.
    fn has_key(
        &mut self,
        alias: &str,
        object: &ObjectDef,
        field: &FieldDef,
        keys: Vec<String>,
        leading: bool,
    ) -> String {
        let from = self.key_rows(object, field);
        let one_of = self.one_of("k.key", keys);
        if leading {
            format!("{alias}.id IN (SELECT k.record_id {from} AND {one_of})")
        } else {
            format!("EXISTS (SELECT 1 {from} AND {one_of} AND k.record_id = {alias}.id)")
        }
    }

    /// The keys of a field.
    pub(super) fn key_rows(&mut self, object: &ObjectDef, field: &FieldDef) -> String {
        let (object, field) = (self.bind(object.key.as_str()), self.bind(field.key.as_str()));
        format!(
            "FROM record_key k WHERE k.workspace_id = {} AND k.object = {object} AND k.field = {field}",
            self.workspace
        )
    }

    /// Whether a key of the record matches. The keys are sorted by themselves, not by record: those that match are gathered
    /// once.
    pub(super) fn key_matches(
        &mut self,
        alias: &str,
        object: &ObjectDef,
        field: &FieldDef,
        pattern: KeyPattern,
    ) -> String {
        let condition = match pattern {
            KeyPattern::Is(key) => return self.has_key(alias, object, field, vec![key], self.leading),
            KeyPattern::Begins(beginning) => self.begins("k.key", &beginning),
            KeyPattern::Contains { within, part } => {
                let inside = self.contains("k.key", part);
                let begins =
                    if within.is_empty() { "TRUE".to_string() } else { self.begins("k.key", within) };
                format!("{begins} AND {inside}")
            }
            KeyPattern::AfterCountryCode(digits) => {
                let digits = self.bind_text(digits);
                let places =
                    [3, 4, 5].map(|place| format!("substr(k.key, {place}, length({digits})) = {digits}"));
                format!("({})", places.join(" OR "))
            }
        };
        let from = self.key_rows(object, field);
        format!("{alias}.id IN (SELECT k.record_id {from} AND {condition})")
    }
}

/// How a part of a key is looked for.
pub(crate) enum KeyPattern {
    /// The whole key.
    Is(String),
    /// Its beginning.
    Begins(String),
    /// Something inside, of keys that begin with `within`.
    Contains { within: &'static str, part: String },
    /// The beginning of a phone number after its country code of one to three digits.
    AfterCountryCode(String),
}

/// What a typed text looks for in the keys of [`layout::keys`].
pub(crate) fn key_pattern(kind: Kind, operator: Operator, text: &str) -> Option<KeyPattern> {
    let digits = || text.chars().filter(char::is_ascii_digit).collect::<String>();
    Some(match (kind, operator) {
        (Kind::EmailAddresses, Operator::Contains) => {
            KeyPattern::Contains { within: "", part: text.trim().to_lowercase() }
        }
        (Kind::EmailAddresses, Operator::StartsWith) => KeyPattern::Begins(text.trim().to_lowercase()),
        // Numbers are kept with their country code and without the 0 that people dial inside the country.
        (Kind::PhoneNumbers, Operator::Contains) => {
            KeyPattern::Contains { within: "", part: digits().trim_start_matches('0').to_string() }
        }
        (Kind::PhoneNumbers, Operator::StartsWith) => {
            let text = text.trim_start();
            if text.starts_with('+') || text.starts_with("00") {
                KeyPattern::Begins(format!("+{}", digits().trim_start_matches('0')))
            } else {
                KeyPattern::AfterCountryCode(digits().trim_start_matches('0').to_string())
            }
        }
        (Kind::PostalAddress, Operator::CityIs) => KeyPattern::Is(format!("city:{}", fold(text))),
        (Kind::PostalAddress, Operator::CountryIs) => KeyPattern::Is(format!("country:{}", fold(text))),
        (Kind::PostalAddress, Operator::PostalCodeStartsWith) => {
            KeyPattern::Begins(format!("postal:{}", fold(text)))
        }
        (Kind::PostalAddress, Operator::Contains) => {
            KeyPattern::Contains { within: "line:", part: fold(text) }
        }
        _ => return None,
    })
}

/// The keys of one item of a list.
pub(crate) fn keys_of(field: &FieldDef, value: &Value) -> Vec<String> {
    debug_assert!(field.system.is_none_or(|system| system == SystemField::ExternalIds));
    layout::keys(field, &Value::List(vec![value.to_text()]))
}

/// A value as what its main column holds.
pub(super) fn datum(value: &Value) -> Datum {
    match value {
        Value::Integer(number) => Datum::Integer(*number),
        Value::Decimal(number) => Datum::Integer(number.millionths()),
        Value::Money(money) => Datum::Integer(money.minor),
        Value::Boolean(value) => Datum::from(*value),
        Value::Date(date) => Datum::Integer(date.number()),
        Value::Timestamp(at) => Datum::Integer(at.micros()),
        Value::Link(link) => Datum::Id(link.id),
        other => Datum::Text(other.to_text()),
    }
}

/// The first text, bytewise, after all that begin with this one; none when there is no such text.
fn next_text(beginning: &str) -> Option<String> {
    let mut chars: Vec<char> = beginning.chars().collect();
    while let Some(last) = chars.pop() {
        let next = match last {
            '\u{10FFFF}' => continue,
            // Between these two lie the surrogates, which are no characters.
            '\u{D7FF}' => '\u{E000}',
            other => char::from_u32(u32::from(other) + 1)?,
        };
        chars.push(next);
        return Some(chars.into_iter().collect());
    }
    None
}

fn unfit(test: &Test) -> Error {
    Error::internal(format!(
        "operator {} of {} does not fit {:?}",
        test.operator.word(),
        test.path.text,
        test.operand
    ))
}
