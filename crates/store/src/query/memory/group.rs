//! Groups over records in memory.

use super::value::{compare, like, number, sortable};
use super::{Memory, Row, View};
use crate::query::compile::keys_of;
use crate::query::parse::{start_of, target_of};
use crate::query::{Gauge, Group, GroupQuery, Moment, Path, Split};
use crate::{Datum, layout};
use dictionary::{FieldDef, LinkValue, Measure, Value};
use std::cmp::Ordering;
use vocabulary::{Currency, Date, Decimal, fold};

/// One group being gathered.
struct Gathered<'a> {
    keys: Vec<Datum>,
    currency: Option<Currency>,
    rows: Vec<Row<'a>>,
}

impl Memory {
    /// Records in groups.
    pub fn groups(&self, query: &GroupQuery<'_>) -> Vec<Group> {
        let list = &query.query;
        let view = View { memory: self, dictionary: list.dictionary, visibility: list.visibility };
        let measured =
            query.measures.iter().filter(|(gauge, _)| shown(gauge)).filter_map(|(_, path)| path.as_ref());
        let banded = query.by.iter().filter(|(_, split)| split.is_some()).map(|(path, _)| path);
        let money: Vec<&Path> = measured
            .chain(banded)
            .filter(|path| {
                path.field.as_ref().is_some_and(|field| field.value_kind() == dictionary::Kind::Money)
            })
            .collect();
        let mut gathered: Vec<Gathered<'_>> = Vec::new();
        for row in view.matching(list) {
            let currency = money.iter().find_map(|path| match view.reached(row, path) {
                Value::Money(money) => Some(money.currency),
                _ => None,
            });
            for keys in view.keys(row, query) {
                match gathered.iter_mut().find(|group| group.keys == keys && group.currency == currency) {
                    Some(group) => group.rows.push(row),
                    None => gathered.push(Gathered { keys, currency, rows: vec![row] }),
                }
            }
        }
        // Without keys there is always one group, as there is one count.
        if query.by.is_empty() && gathered.is_empty() && money.is_empty() {
            gathered.push(Gathered { keys: Vec::new(), currency: None, rows: Vec::new() });
        }
        let mut groups: Vec<(Vec<Datum>, Group)> =
            gathered.iter().map(|group| view.group(group, query)).collect();
        groups.sort_by(|(a, _), (b, _)| sequence(a, b, query));
        groups.truncate(query.limit + 1);
        groups.into_iter().map(|(_, group)| group).collect()
    }
}

/// Keys as sorted (two each: a link by title, then by id), the currency, the measures.
fn sequence(a: &[Datum], b: &[Datum], query: &GroupQuery<'_>) -> Ordering {
    let at = |index: usize, descending: bool| match (a.get(index), b.get(index)) {
        (Some(a), Some(b)) => match (a.is_null(), b.is_null()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Greater,
            (false, true) => Ordering::Less,
            (false, false) if descending => compare(b, a),
            (false, false) => compare(a, b),
        },
        _ => Ordering::Equal,
    };
    let keys = query.by.len();
    let mut found = Ordering::Equal;
    if let Some((column, descending)) = query.sort {
        found = at(if column < keys { column * 2 } else { keys * 2 + 1 + column - keys }, descending);
    }
    for index in 0..=keys * 2 {
        found = found.then_with(|| at(index, false));
    }
    found
}

impl<'a> View<'a> {
    /// The keys of the groups a record stands in.
    fn keys(&'a self, row: Row<'a>, query: &GroupQuery<'_>) -> Vec<Vec<Datum>> {
        let mut all = vec![Vec::new()];
        for (path, split) in &query.by {
            let Some(field) = &path.field else { continue };
            let value = self.reached(row, path);
            let mut keys: Vec<Datum> = match split {
                Some(Split::Country) => layout::keys(field, &value)
                    .iter()
                    .filter_map(|key| key.strip_prefix("country:"))
                    .map(|country| Datum::Text(country.to_ascii_uppercase()))
                    .collect(),
                Some(split) => vec![falls_into(&value, *split, query.moment)],
                None if field.value_kind().multiple() => layout::keys(field, &value)
                    .into_iter()
                    .filter(|key| !key.is_empty())
                    .map(Datum::Text)
                    .collect(),
                None => vec![sortable(&value, field.value_kind())],
            };
            if keys.is_empty() {
                keys.push(Datum::Null);
            }
            all = all
                .iter()
                .flat_map(|known: &Vec<Datum>| {
                    keys.iter().map(move |key| known.iter().cloned().chain([key.clone()]).collect())
                })
                .collect();
        }
        all
    }

    fn group(&'a self, group: &Gathered<'a>, query: &GroupQuery<'_>) -> (Vec<Datum>, Group) {
        let mut sorted = Vec::new();
        let mut keys = Vec::new();
        for ((path, split), key) in query.by.iter().zip(&group.keys) {
            let Some(field) = &path.field else { continue };
            let value = self.shown(group, path, field, *split, key);
            let title = match &value {
                Value::Link(link) => {
                    link.title.as_ref().map_or(Datum::Null, |title| Datum::Text(fold(title)))
                }
                _ => key.clone(),
            };
            sorted.extend([title, key.clone()]);
            keys.push(value);
        }
        sorted.push(group.currency.map_or(Datum::Null, |currency| Datum::Text(currency.code().to_string())));
        let mut values = Vec::new();
        for (measure, path) in &query.measures {
            let value = match path.as_ref().and_then(|path| path.field.as_ref().map(|field| (path, field))) {
                None => Value::Integer(group.rows.len() as i64),
                Some((path, field)) => {
                    let mut rows: Vec<Row<'a>> =
                        group.rows.iter().filter_map(|row| self.reach(*row, path)).collect();
                    if field.value_kind() == dictionary::Kind::Money && shown(measure) {
                        rows.retain(|row| {
                            matches!(self.value(*row, field), Value::Money(money) if Some(money.currency) == group.currency)
                        });
                    }
                    match measure {
                        Gauge::Of(measure) => self.measured(&rows, *measure, field),
                        Gauge::Distinct => Value::Integer(self.distinct(&rows, field)),
                        Gauge::Median => self.median(&rows, field),
                    }
                }
            };
            sorted.push(number(&value).map_or(Datum::Null, Datum::Integer));
            values.push(value);
        }
        (sorted, Group { keys, currency: group.currency, values })
    }

    /// The key as it is shown: the smallest spelling, the title, the first day.
    fn shown(
        &'a self,
        group: &Gathered<'a>,
        path: &Path,
        field: &FieldDef,
        split: Option<Split>,
        key: &Datum,
    ) -> Value {
        if key.is_null() {
            return Value::Null;
        }
        match (split, key.integer()) {
            (Some(Split::Time(_)), Some(day)) => {
                return Date::from_number(day).map_or(Value::Null, Value::Date);
            }
            (Some(Split::Country), _) => {
                return key.text().map_or(Value::Null, |country| Value::Text(country.to_string()));
            }
            (Some(Split::Weekday | Split::Hour), Some(number)) => return Value::Integer(number),
            (Some(Split::Band(_)), Some(number)) => {
                let first = group.rows.first().map(|row| self.reached(*row, path)).unwrap_or_default();
                return like(&first, number);
            }
            _ => {}
        }
        let mut values: Vec<Value> = group.rows.iter().map(|row| self.reached(*row, path)).collect();
        if field.value_kind().multiple() {
            let text = |value: &Value| {
                layout::encode(field, value).first().and_then(|datum| datum.text().map(str::to_string))
            };
            values.sort_by_key(text);
            let Some(Value::List(items)) = values.first() else { return Value::Null };
            let own = |item: &&String| {
                keys_of(field, &Value::Text((*item).clone()))
                    .iter()
                    .any(|own| Some(own.as_str()) == key.text())
            };
            return items.iter().find(own).map_or(Value::Null, |item| Value::Text(item.clone()));
        }
        if target_of(field).is_some() {
            let row = group.rows.first().and_then(|row| self.reach(*row, path));
            let title = row.and_then(|row| self.linked_title(row, field));
            return match (values.first(), title) {
                (Some(Value::Link(link)), title) => Value::Link(LinkValue { id: link.id, title }),
                _ => Value::Null,
            };
        }
        values.sort_by_key(|value| match value {
            Value::Text(text) => text.clone(),
            _ => String::new(),
        });
        values.into_iter().next().unwrap_or_default()
    }
}

/// Whether a measure shows values, which then are of one currency.
fn shown(gauge: &Gauge) -> bool {
    !matches!(gauge, Gauge::Of(Measure::Count) | Gauge::Distinct)
}

/// What a value falls into, as it is compared.
fn falls_into(value: &Value, split: Split, moment: &Moment) -> Datum {
    if let Split::Band(width) = split {
        let units = match value {
            Value::Integer(_) => 1,
            Value::Money(money) => 10_i64.pow(money.currency.decimals()),
            _ => Decimal::ONE,
        };
        let width = (i128::from(width) * i128::from(units) / i128::from(Decimal::ONE)).max(1) as i64;
        return number(value).map_or(Datum::Null, |number| Datum::Integer(number - number.rem_euclid(width)));
    }
    let wall = match value {
        Value::Date(date) => date.to_jiff().to_datetime(jiff::civil::Time::midnight()),
        Value::Timestamp(at) => match at.to_jiff() {
            Some(at) => at.to_zoned(moment.zone.clone()).datetime(),
            None => return Datum::Null,
        },
        _ => return Datum::Null,
    };
    Datum::Integer(match split {
        Split::Time(bucket) => Date::from_jiff(start_of(wall.date(), bucket, moment.first_weekday)).number(),
        Split::Weekday => i64::from(wall.weekday().to_monday_one_offset()),
        Split::Hour | Split::Band(_) | Split::Country => i64::from(wall.hour()),
    })
}
