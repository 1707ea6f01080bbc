//! What an RFM analysis answers: the groups, the grid of recency and frequency, and what each score means, each with the lists
//! behind it.

use super::group::{GROUPS, Group};
use super::scored::Scored;
use super::{STEPS, decimal, major};
use crate::analysis::Ground;
use crate::customer::{Kind, summary_tells};
use serde_json::{Value as Json, json};
use standard::customer;
use vocabulary::{Date, Money, Result};

/// The bounds of the values of one score.
#[derive(Clone, Copy, Debug)]
struct Bounds<T> {
    from: T,
    to: T,
    customers: u64,
}

fn bounds<T: PartialOrd + Copy>(
    scored: &[Scored],
    score: fn(&Scored) -> u8,
    value: fn(&Scored) -> T,
) -> Vec<Option<Bounds<T>>> {
    let mut found: Vec<Option<Bounds<T>>> = vec![None; usize::from(STEPS)];
    for one in scored {
        let value = value(one);
        let Some(place) = found.get_mut(usize::from(score(one)).saturating_sub(1)) else { continue };
        let known = place.unwrap_or(Bounds { from: value, to: value, customers: 0 });
        *place = Some(Bounds {
            from: if value < known.from { value } else { known.from },
            to: if value > known.to { value } else { known.to },
            customers: known.customers + 1,
        });
    }
    found
}

/// Finds the lists behind marks.
struct Lists<'a> {
    /// What bounds a score; none where equal values may have different scores, or the fields are not seen.
    named: Option<Named>,
    scored: &'a [Scored],
}

struct Named {
    /// The customers it holds for.
    kinds: &'static [Kind],
    /// By score: the days of the last purchase, and the numbers of purchases.
    last: Vec<Option<Bounds<Date>>>,
    count: Vec<Option<Bounds<u32>>>,
}

impl Lists<'_> {
    /// The records with any of these scores.
    fn of(
        &self,
        (ground, mark): (&Ground<'_>, &str),
        has: &dyn Fn(&Scored) -> bool,
        recency: (u8, u8),
        frequency: (u8, u8),
    ) -> Vec<Json> {
        let mut lists = Vec::new();
        for kind in Kind::ALL {
            let of_kind = |one: &&Scored| one.customer.kind == kind && has(one);
            let customers = self.scored.iter().filter(of_kind).count();
            if customers == 0 {
                continue;
            }
            let named = self.named.as_ref().filter(|named| named.kinds.contains(&kind));
            lists.push(match named {
                Some(named) => {
                    let filter = named.filter(recency, frequency);
                    json!({"object": kind.object(), "customers": customers, "filter": filter})
                }
                None => {
                    let ids = self.scored.iter().filter(of_kind).map(|one| one.customer.id);
                    ground.list(mark, kind.object(), ids.collect())
                }
            });
        }
        lists
    }
}

impl Named {
    fn filter(&self, recency: (u8, u8), frequency: (u8, u8)) -> Json {
        let last = span(&self.last, recency);
        let count = span(&self.count, frequency);
        let mut parts = Vec::new();
        if let Some((from, to)) = last {
            parts.push(json!({"field": customer::LAST.key(), "op": "between", "value": [from, to]}));
        }
        if let Some((from, to)) = count {
            parts.push(json!({"field": customer::COUNT.key(), "op": "between", "value": [from, to]}));
        }
        json!({"and": parts})
    }
}

/// The bounds of several scores that follow each other.
fn span<T: PartialOrd + Copy>(bounds: &[Option<Bounds<T>>], scores: (u8, u8)) -> Option<(T, T)> {
    let mut all = None;
    for score in scores.0..=scores.1 {
        let Some(Some(one)) = bounds.get(usize::from(score).saturating_sub(1)) else { continue };
        let (from, to) = all.unwrap_or((one.from, one.to));
        all = Some((if one.from < from { one.from } else { from }, if one.to > to { one.to } else { to }));
    }
    all
}

/// The answer.
pub(super) fn told(
    ground: &mut Ground<'_>,
    convention: &str,
    scored: &[Scored],
    movements: Json,
) -> Result<Json> {
    let currency = ground.currency;
    let money =
        |minor: i64| json!({"amount": Money::new(minor, currency).amount(), "currency": currency.code()});
    let zone = ground.zone.clone();
    let recency = bounds(scored, |one| one.recency, |one| one.days);
    let frequency = bounds(scored, |one| one.frequency, |one| one.customer.count);
    let monetary = bounds(scored, |one| one.monetary, |one| one.customer.total);
    let bounded = matches!(convention, "quantiles" | "own");
    // The fields tell of now; a list of an earlier day is another one.
    let as_of = ground.as_of;
    let kinds = if bounded { summary_tells(ground, as_of)? } else { &[] };
    let named = (!kinds.is_empty()).then(|| {
        let mut last: Vec<Option<Bounds<Date>>> = vec![None; usize::from(STEPS)];
        for (place, days) in last.iter_mut().zip(&recency) {
            let day = |days: i64| ground.today().plus_days(-days);
            *place =
                days.map(|days| Bounds { from: day(days.to), to: day(days.from), customers: days.customers });
        }
        Named { kinds, last, count: frequency.clone() }
    });
    let lists = Lists { named, scored };
    let all: i64 = scored.iter().fold(0, |sum, one| sum.saturating_add(one.customer.total));
    let mut groups = Vec::new();
    for (place, group) in GROUPS.iter().enumerate() {
        ground.step(place, GROUPS.len() + 25)?;
        let has = |one: &Scored| group.has(one.recency, one.frequency);
        let entries: Vec<&Scored> = scored.iter().filter(|one| has(one)).collect();
        let total: i64 = entries.iter().fold(0, |sum, one| sum.saturating_add(one.customer.total));
        groups.push(json!({
            "key": group.key,
            "customers": entries.len(),
            "share": share(entries.len(), scored.len()),
            "total": money(total),
            "total_share": if all > 0 { json!(ratio(total, all)) } else { Json::Null },
            "days": middle(entries.iter().map(|one| one.days).collect()),
            "purchases": middle(entries.iter().map(|one| i64::from(one.customer.count)).collect()),
            "amount": middle(entries.iter().map(|one| one.customer.total).collect()).map(money),
            "lists": lists.of((ground, group.key), &has, group.recency, group.frequency),
        }));
    }
    let mut grid = Vec::new();
    for recency in (1..=STEPS).rev() {
        for frequency in 1..=STEPS {
            let key = format!("{recency}{frequency}");
            ground.step(GROUPS.len() + grid.len(), GROUPS.len() + 25)?;
            let has = |one: &Scored| one.recency == recency && one.frequency == frequency;
            let (customers, total) = scored
                .iter()
                .filter(|one| has(one))
                .fold((0_usize, 0_i64), |sum, one| (sum.0 + 1, sum.1.saturating_add(one.customer.total)));
            grid.push(json!({
                "key": key,
                "recency": recency,
                "frequency": frequency,
                "group": GROUPS.get(Group::place(recency, frequency)).map(|group| group.key),
                "customers": customers,
                "total": money(total),
                "lists": lists.of((ground, &key), &has, (recency, recency), (frequency, frequency)),
            }));
        }
    }
    let mut scores = Vec::new();
    for (score, ((recency, frequency), monetary)) in
        (1..=STEPS).zip(recency.iter().zip(&frequency).zip(&monetary))
    {
        scores.push(json!({
            "key": score.to_string(),
            "recency": recency.map(|one| json!({"from": one.from, "to": one.to, "customers": one.customers})),
            "frequency": frequency.map(|one| json!({"from": one.from, "to": one.to, "customers": one.customers})),
            "monetary": monetary
                .map(|one| json!({"from": money(one.from), "to": money(one.to), "customers": one.customers})),
        }));
    }
    let span = scored.iter().map(|one| one.customer.last).max().map(|at| at.date_in(&zone));
    Ok(json!({
        "convention": convention,
        "customers": scored.len(),
        "total": money(all),
        "mean": decimal(major(all, currency) / count(scored.len())),
        "last_purchase": span,
        "scores": scores,
        "groups": groups,
        "grid": grid,
        "movements": movements,
    }))
}

#[expect(clippy::cast_precision_loss, reason = "numbers of customers are far below 2^53")]
fn count(number: usize) -> f64 {
    number.max(1) as f64
}

fn share(part: usize, all: usize) -> f64 {
    if part == 0 { 0.0 } else { rounded(count(part) / count(all)) }
}

#[expect(clippy::cast_precision_loss, reason = "a share needs no more digits")]
fn ratio(part: i64, all: i64) -> f64 {
    rounded(part as f64 / all as f64)
}

/// To a hundredth of a percent: no difference of the last digit changes a hash.
fn rounded(share: f64) -> f64 {
    (share * 1e4).round() / 1e4
}

/// The value in the middle, the lower of two.
fn middle(mut values: Vec<i64>) -> Option<i64> {
    values.sort_unstable();
    values.get(values.len().saturating_sub(1) / 2).copied()
}
