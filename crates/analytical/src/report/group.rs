//! Groups as reports need them: asked of the store once, then added up over some of their keys where that is exact. A mean is
//! carried as sum and number; middles and numbers of different values cannot be added up and are asked again.

use super::answer::{Joined, Sides};
use super::condition::all;
use super::definition::Definition;
use super::period::{Compared, Days, start, unit_of};
use super::remembered;
use dictionary::Value;
use records::{GroupAnswer, GroupRequest, Reading};
use serde_json::{Value as Json, json};
use std::collections::HashMap;
use vocabulary::{Currency, Date, Decimal, Money, Result};

/// The most groups the store answers with.
const MOST: u64 = 10_000;

/// A group.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its keys, each with the object it points to if it is a link.
    pub keys: Vec<(Value, Option<String>)>,
    /// The currency of its amounts.
    pub currency: Option<Currency>,
    /// The measures.
    pub values: Vec<Value>,
    /// What the measures are made of.
    raw: Vec<Value>,
}

impl Line {
    /// The first key, as it is compared.
    pub fn first(&self) -> Option<String> {
        self.keys.first().map(|(key, _)| json!(key).to_string())
    }

    fn name(&self) -> (Vec<String>, Option<String>) {
        let keys = self.keys.iter().map(|(key, _)| plain(key)).collect();
        (keys, self.currency.map(|currency| currency.code().to_string()))
    }
}

/// The groups of a period.
pub struct Side {
    base: Option<Json>,
    shift: Option<(Days, Compared)>,
    lines: Vec<Line>,
    /// There are more.
    pub truncated: bool,
}

/// What the store is asked for a measure.
#[derive(Clone, Copy, Debug)]
enum Plan {
    /// One of them as it is.
    Direct(usize),
    /// A sum over a number.
    Mean(usize, usize),
}

/// A report being answered.
pub struct Asked<'a, 'r> {
    reading: &'a mut Reading<'r>,
    definition: &'a Definition,
    /// Measure and field of what the store is asked.
    parts: Vec<(String, Option<String>)>,
    plans: Vec<Plan>,
    /// Which dimensions have several values: their groups overlap.
    multiple: Vec<bool>,
    week: u8,
}

impl<'a, 'r> Asked<'a, 'r> {
    /// A report to answer.
    pub fn new(
        reading: &'a mut Reading<'r>,
        definition: &'a Definition,
        multiple: Vec<bool>,
    ) -> Asked<'a, 'r> {
        let measured = definition.measured();
        let mut fields: Vec<&Option<String>> =
            measured.iter().map(|one| &one.field).filter(|field| field.is_some()).collect();
        fields.dedup();
        // Amounts of two fields may have two currencies, of which a row counts one only: then numbers and sums do not belong together.
        let alone = fields.len() <= 1;
        let mut parts: Vec<(String, Option<String>)> = Vec::new();
        let mut part = |word: &str, field: &Option<String>| {
            let wanted = (word.to_string(), field.clone());
            parts.iter().position(|known| *known == wanted).unwrap_or_else(|| {
                parts.push(wanted);
                parts.len() - 1
            })
        };
        let plans = measured
            .iter()
            .map(|one| match one.measure.as_str() {
                "avg" if alone && one.field.is_some() => {
                    Plan::Mean(part("sum", &one.field), part("count", &one.field))
                }
                word => Plan::Direct(part(word, &one.field)),
            })
            .collect();
        let week = reading.context().moment.first_weekday;
        Asked { reading, definition, parts, plans, multiple, week }
    }

    /// The groups of a period. `shift` moves the days of an earlier one onto those they are compared with.
    pub fn side(&mut self, base: Option<Json>, shift: Option<(Days, Compared)>) -> Result<Side> {
        let dims: Vec<usize> = (0..self.definition.by.len()).collect();
        let (lines, truncated) = self.query(base.clone(), &dims, shift)?;
        Ok(Side { base, shift, lines, truncated })
    }

    /// The groups by some of the dimensions, now beside before.
    pub fn joined(&mut self, sides: &Sides, dims: &[usize]) -> Result<Vec<Joined>> {
        let now = self.by(&sides.now, dims)?;
        let before = sides.before.as_ref().map(|side| self.by(side, dims)).transpose()?;
        Ok(join(now, before))
    }

    /// Only the groups that also meet a condition.
    pub fn narrowed(
        &mut self,
        sides: &Sides,
        condition: Option<Json>,
        dims: &[usize],
    ) -> Result<Vec<Joined>> {
        let mut ask = |side: &Side| {
            let base = all(side.base.iter().cloned().chain(condition.clone()).collect());
            self.query(base, dims, side.shift).map(|(lines, _)| lines)
        };
        let now = ask(&sides.now)?;
        let before = sides.before.as_ref().map(&mut ask).transpose()?;
        Ok(join(now, before))
    }

    /// What is not kept, put together: by the dimensions after the first, which itself is left empty. `others` is the condition
    /// of what is not kept.
    pub fn rest(
        &mut self,
        sides: &Sides,
        dims: &[usize],
        kept: &dyn Fn(&Joined) -> bool,
        others: Option<&Json>,
    ) -> Result<Vec<Joined>> {
        let later = dims.get(1..).unwrap_or_default();
        let mut ask = |side: &Side| -> Result<Vec<Line>> {
            let lines = if self.adds_up(side, later) {
                let away = |line: &&Line| !kept(&Joined::new((*line).clone(), None, false));
                let lines: Vec<Line> = side.lines.iter().filter(away).cloned().collect();
                self.added_up(lines.iter(), later)
            } else if let Some(others) = others {
                let base = all(side.base.iter().cloned().chain([others.clone()]).collect());
                self.query(base, later, side.shift)?.0
            } else {
                Vec::new()
            };
            Ok(lines.into_iter().map(before_all).collect())
        };
        let now = ask(&sides.now)?;
        let before = sides.before.as_ref().map(&mut ask).transpose()?;
        Ok(join(now, before))
    }

    fn by(&mut self, side: &Side, dims: &[usize]) -> Result<Vec<Line>> {
        if dims.len() == self.definition.by.len() {
            return Ok(side.lines.clone());
        }
        if self.adds_up(side, dims) {
            return Ok(self.added_up(side.lines.iter(), dims));
        }
        self.query(side.base.clone(), dims, side.shift).map(|(lines, _)| lines)
    }

    /// Whether the groups added up over the other dimensions are exact.
    fn adds_up(&self, side: &Side, dims: &[usize]) -> bool {
        let overlapping =
            self.multiple.iter().enumerate().any(|(at, multiple)| *multiple && !dims.contains(&at));
        !side.truncated && !overlapping && self.additive()
    }

    /// Whether groups can be put together out of their parts.
    fn additive(&self) -> bool {
        self.parts.iter().all(|(word, _)| matches!(word.as_str(), "count" | "sum" | "min" | "max"))
    }

    fn added_up<'l>(&self, lines: impl Iterator<Item = &'l Line>, dims: &[usize]) -> Vec<Line> {
        let shorter = lines.map(|line| {
            let keys = dims.iter().filter_map(|at| line.keys.get(*at).cloned()).collect();
            Line { keys, ..line.clone() }
        });
        self.merged(shorter.collect())
    }

    /// Lines of the same keys become one.
    fn merged(&self, lines: Vec<Line>) -> Vec<Line> {
        let mut found: Vec<Line> = Vec::new();
        let mut places = HashMap::new();
        for line in lines {
            match places.get(&line.name()).and_then(|at: &usize| found.get_mut(*at)) {
                Some(known) => {
                    for ((value, more), (word, _)) in known.raw.iter_mut().zip(line.raw).zip(&self.parts) {
                        *value = together(word, value, more);
                    }
                }
                None => {
                    places.insert(line.name(), found.len());
                    found.push(line);
                }
            }
        }
        for line in &mut found {
            line.values = self.plans.iter().map(|plan| presented(*plan, &line.raw)).collect();
        }
        found
    }

    fn query(
        &mut self,
        filter: Option<Json>,
        dims: &[usize],
        shift: Option<(Days, Compared)>,
    ) -> Result<(Vec<Line>, bool)> {
        let by: Vec<Json> = dims
            .iter()
            .filter_map(|at| self.definition.by.get(*at))
            .map(|dimension| json!(dimension))
            .collect();
        let measure = |(word, field): &(String, Option<String>)| match field {
            Some(field) => json!({"measure": word, "field": field}),
            None => json!({"measure": word}),
        };
        let request = GroupRequest {
            filter,
            by: Json::Array(by),
            measures: self.parts.iter().map(measure).collect(),
            limit: json!(MOST),
            ..GroupRequest::default()
        };
        let found = remembered::groups(self.reading, &self.definition.object, &request, self.additive())?;
        let line = |group: &GroupAnswer| Line {
            keys: group.key.clone(),
            currency: group.currency,
            values: Vec::new(),
            raw: group.values.clone(),
        };
        let mut lines: Vec<Line> = found.groups.iter().chain(&found.more).map(line).collect();
        if let Some((days, compared)) = shift {
            for line in &mut lines {
                self.meet(line, dims, days, compared);
            }
        }
        Ok((self.merged(lines), found.truncated))
    }

    /// The days of an earlier period become those they are compared with.
    fn meet(&self, line: &mut Line, dims: &[usize], days: Days, compared: Compared) {
        let timed = self.definition.period.as_ref().map(|period| period.field.as_str());
        for ((key, _), at) in line.keys.iter_mut().zip(dims) {
            let Some(dimension) = self.definition.by.get(*at) else { continue };
            let unit = dimension.bucket.as_deref().and_then(unit_of);
            if let (Value::Date(day), Some(unit), true) =
                (&*key, unit, timed == Some(dimension.field.as_str()))
            {
                let later = days.later(day.to_jiff(), compared);
                *key = Value::Date(Date::from_jiff(start(later, unit, self.week)));
            }
        }
    }
}

/// An empty key before all others: where the first dimension would stand.
fn before_all(line: Line) -> Line {
    let keys = std::iter::once((Value::Null, None)).chain(line.keys).collect();
    Line { keys, ..line }
}

/// Now beside before; what was there before only comes too.
fn join(now: Vec<Line>, before: Option<Vec<Line>>) -> Vec<Joined> {
    let Some(before) = before else {
        return now.into_iter().map(|line| Joined::new(line, None, false)).collect();
    };
    let mut known: HashMap<_, Line> = unique(before);
    let mut joined: Vec<Joined> = now
        .into_iter()
        .map(|line| {
            let then = known.remove(&line.name()).map(|then| then.values);
            let empty = vec![Value::Null; line.values.len()];
            Joined::new(line, Some(then.unwrap_or(empty)), false)
        })
        .collect();
    let mut gone: Vec<_> = known.into_iter().collect();
    gone.sort_by(|(a, _), (b, _)| a.cmp(b));
    joined.extend(gone.into_iter().map(|(_, line)| {
        let empty = vec![Value::Null; line.values.len()];
        let before = Some(line.values.clone());
        Joined::new(Line { values: empty, ..line }, before, true)
    }));
    joined
}

fn unique(lines: Vec<Line>) -> HashMap<(Vec<String>, Option<String>), Line> {
    lines.into_iter().map(|line| (line.name(), line)).collect()
}

/// A key as it is compared: links by their id, whatever they are called.
fn plain(key: &Value) -> String {
    match key {
        Value::Link(link) => link.id.to_string(),
        other => json!(other).to_string(),
    }
}

fn presented(plan: Plan, raw: &[Value]) -> Value {
    match plan {
        Plan::Direct(at) => raw.get(at).cloned().unwrap_or_default(),
        Plan::Mean(sum, count) => match (raw.get(sum), raw.get(count)) {
            (Some(sum), Some(Value::Integer(count))) if *count > 0 => mean(sum, *count),
            _ => Value::Null,
        },
    }
}

fn mean(sum: &Value, count: i64) -> Value {
    let over = |value: i64, units: i64| {
        let (value, count) = (i128::from(value) * i128::from(units), i128::from(count));
        // Half away from zero, as the store rounds.
        let away = (2 * value.abs() + count) / (2 * count);
        i64::try_from(if value < 0 { -away } else { away }).ok()
    };
    let mean = match sum {
        Value::Integer(sum) => {
            over(*sum, Decimal::ONE).map(|mean| Value::Decimal(Decimal::from_millionths(mean)))
        }
        Value::Decimal(sum) => {
            over(sum.millionths(), 1).map(|mean| Value::Decimal(Decimal::from_millionths(mean)))
        }
        Value::Money(sum) => over(sum.minor, 1).map(|mean| Value::Money(Money::new(mean, sum.currency))),
        _ => None,
    };
    mean.unwrap_or_default()
}

fn together(word: &str, a: &Value, b: Value) -> Value {
    match (word, a, b) {
        (_, Value::Null, b) => b,
        (_, a, Value::Null) => a.clone(),
        ("min", a, b) => pick(a, b, false),
        ("max", a, b) => pick(a, b, true),
        (_, Value::Integer(a), Value::Integer(b)) => a.checked_add(b).map_or(Value::Null, Value::Integer),
        (_, Value::Decimal(a), Value::Decimal(b)) => a
            .millionths()
            .checked_add(b.millionths())
            .map_or(Value::Null, |sum| Value::Decimal(Decimal::from_millionths(sum))),
        (_, Value::Money(a), Value::Money(b)) if a.currency == b.currency => {
            a.minor.checked_add(b.minor).map_or(Value::Null, |sum| Value::Money(Money::new(sum, a.currency)))
        }
        _ => Value::Null,
    }
}

fn pick(a: &Value, b: Value, larger: bool) -> Value {
    let size = |value: &Value| match value {
        Value::Integer(number) => *number,
        Value::Decimal(number) => number.millionths(),
        Value::Money(money) => money.minor,
        Value::Date(date) => date.number(),
        Value::Timestamp(at) => at.micros(),
        _ => 0,
    };
    if (size(&b) > size(a)) == larger && size(&b) != size(a) { b } else { a.clone() }
}

#[cfg(test)]
mod tests {
    use super::{mean, together};
    use dictionary::Value;
    use vocabulary::{Currency, Decimal, Money};

    #[test]
    fn parts_of_groups_are_put_together_exactly() {
        let euro = |minor| Value::Money(Money::new(minor, Currency::EUR));
        assert_eq!(together("sum", &euro(150), euro(-50)), euro(100));
        assert_eq!(together("sum", &Value::Null, euro(7)), euro(7));
        assert_eq!(together("min", &euro(3), euro(2)), euro(2));
        assert_eq!(together("max", &euro(3), euro(2)), euro(3));
        assert_eq!(together("count", &Value::Integer(i64::MAX), Value::Integer(1)), Value::Null);
        assert_eq!(mean(&euro(-5), 2), euro(-3), "halves go away from zero");
        assert_eq!(mean(&Value::Integer(10), 4), Value::Decimal(Decimal::from_millionths(2_500_000)));
    }
}
