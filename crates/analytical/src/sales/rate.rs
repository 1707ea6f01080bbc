//! Which deals are won, and how long they take, by any field.

use super::book::{Book, Deal, Outcome};
use super::day;
use super::span::Span;
use super::tell::{during, major, quantile, quartiles, refusal, share};
use dictionary::{LinkValue, Value};
use math::proportion::homogeneous;
use serde_json::{Value as Json, json};
use std::collections::HashMap;
use vocabulary::Id;

/// The most groups told one by one.
const MOST: usize = 40;

/// One group of decided deals.
#[derive(Default)]
struct Group {
    label: Json,
    condition: Json,
    won: usize,
    lost: usize,
    minor: i64,
    cycles: Vec<f64>,
}

/// The decided deals of a span by the values of a field.
pub(super) fn by_field(book: &Book, span: Span, by: &str, whose: &[Json]) -> Json {
    let decided: Vec<&Deal> = span.decided(book).collect();
    let bands = Bands::of(&decided);
    let mut groups: Vec<Group> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for deal in &decided {
        for key in &deal.keys {
            let (name, label, condition) = named(book, by, key, bands.as_ref());
            let place = *places.entry(name).or_insert_with(|| {
                groups.push(Group { label, condition, ..Group::default() });
                groups.len() - 1
            });
            if let Some(group) = groups.get_mut(place) {
                group.take(deal);
            }
        }
    }
    groups.sort_by(|one, other| {
        (other.won + other.lost, one.label.to_string()).cmp(&(one.won + one.lost, other.label.to_string()))
    });
    let counts: Vec<(u64, u64)> =
        groups.iter().map(|group| (group.won as u64, (group.won + group.lost) as u64)).collect();
    let differ = match homogeneous(&counts) {
        Ok(chance) => json!({ "chance": chance }),
        Err(why) => refusal(&why),
    };
    let left_out = groups.len().saturating_sub(MOST);
    groups.truncate(MOST);
    let told: Vec<Json> = groups
        .iter()
        .map(|group| {
            let mut more = whose.to_vec();
            more.push(group.condition.clone());
            json!({
                "label": group.label, "won": group.won, "lost": group.lost,
                "win_rate": share(group.won, group.won + group.lost),
                "amount": major(group.minor, book.currency), "days": quartiles(&group.cycles),
                "object": standard::deal::KEY, "filter": span.decided_filter(book, None, more),
            })
        })
        .collect();
    json!({"field": by, "groups": told, "left_out": left_out, "differ": differ})
}

impl Group {
    fn take(&mut self, deal: &Deal) {
        match deal.outcome {
            Outcome::Won => {
                self.won += 1;
                self.minor += deal.minor.unwrap_or_default();
            }
            _ => self.lost += 1,
        }
        self.cycles.extend(deal.cycle().map(|days| days as f64));
    }
}

/// Numbers are grouped in four bands of about as many deals each.
struct Bands {
    cuts: Vec<f64>,
}

impl Bands {
    fn of(deals: &[&Deal]) -> Option<Bands> {
        let mut numbers: Vec<f64> = deals.iter().flat_map(|deal| &deal.keys).filter_map(number).collect();
        if numbers.is_empty() {
            return None;
        }
        numbers.sort_by(f64::total_cmp);
        let mut cuts: Vec<f64> = [0.25, 0.5, 0.75].iter().map(|share| quantile(&numbers, *share)).collect();
        cuts.dedup();
        // A cut at the very beginning would leave the first band empty.
        cuts.retain(|cut| numbers.first().is_some_and(|first| cut > first));
        Some(Bands { cuts })
    }

    /// From this on, and up to (not including) that.
    fn around(&self, number: f64) -> (Option<f64>, Option<f64>) {
        let place = self.cuts.partition_point(|cut| *cut <= number);
        (
            place.checked_sub(1).and_then(|before| self.cuts.get(before)).copied(),
            self.cuts.get(place).copied(),
        )
    }
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Integer(number) => Some(*number as f64),
        Value::Decimal(number) => Some(number.to_f64()),
        Value::Money(money) => Some(major(money.minor, money.currency)),
        _ => None,
    }
}

/// What a key is called, what is shown of it, and the condition that finds it.
fn named(book: &Book, by: &str, key: &Value, bands: Option<&Bands>) -> (String, Json, Json) {
    let is = |value: Json| json!({"field": by, "op": "is", "value": value});
    if let (Some(number), Some(bands)) = (number(key), bands) {
        let (low, high) = bands.around(number);
        let value = |bound: f64| match key {
            Value::Money(money) => json!({"amount": format!("{bound:.2}"), "currency": money.currency}),
            _ => json!(bound),
        };
        let parts: Vec<Json> = [("gte", low), ("lt", high)]
            .into_iter()
            .filter_map(|(op, bound)| Some(json!({"field": by, "op": op, "value": value(bound?)})))
            .collect();
        let condition = match parts.is_empty() {
            true => json!({"field": by, "op": "is_not_empty"}),
            false => json!({ "and": parts }),
        };
        return (format!("{low:?} {high:?}"), json!({"from": low, "below": high}), condition);
    }
    match key {
        Value::Link(LinkValue { id, .. }) => of_link(book, *id, is(json!(id))),
        Value::Text(text) => {
            let many = book.deals.iter().any(|deal| deal.keys.len() > 1);
            let condition =
                if many { json!({"field": by, "op": "has_any", "value": [text]}) } else { is(json!(text)) };
            (format!("text {text}"), json!({"value": text}), condition)
        }
        Value::Boolean(yes) => (yes.to_string(), json!({"value": yes}), is(json!(yes))),
        Value::Date(date) => {
            let (name, label, span) = month_around(day::number(*date));
            let days = [day::date(span.from).to_string(), day::date(span.to).to_string()];
            (name, label, json!({"field": by, "op": "between", "value": days}))
        }
        Value::Timestamp(at) => {
            let (name, label, span) = month_around(day::of(*at, &book.zone));
            (name, label, during(by, span.from, span.to, &book.zone))
        }
        Value::Null => ("nothing".to_string(), Json::Null, json!({"field": by, "op": "is_empty"})),
        other => {
            let text = other.to_text();
            (format!("other {text}"), json!({"value": text}), is(json!(text)))
        }
    }
}

/// Days and moments are grouped by their months.
fn month_around(number: i64) -> (String, Json, Span) {
    let month = day::month(number);
    let span = Span { from: day::first_of(month), to: day::first_of(month + 1) - 1 };
    (format!("month {month}"), json!({"month": day::month_text(month)}), span)
}

fn of_link(book: &Book, id: Id, condition: Json) -> (String, Json, Json) {
    (id.to_string(), json!({"id": id, "title": book.title(id)}), condition)
}
