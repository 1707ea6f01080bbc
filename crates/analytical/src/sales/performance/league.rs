//! The league: what each brought, of how many, how sure that is, and what it cost to get there.

use super::super::book::{Book, Deal, Outcome};
use super::super::day;
use super::super::span::Span;
use super::super::tell::{CONFIDENCE, all, is, linked, major, quantile, share};
use super::effort::{Effort, Efforts};
use super::goal::{Goal, Goals};
use super::sure::{of_mean, of_sum};
use super::unit::{By, Parents};
use math::number::Chance;
use math::proportion::{beta_interval, beta_prior};
use serde_json::{Value as Json, json};
use standard::deal;
use std::collections::BTreeMap;
use vocabulary::Id;

/// With fewer decided deals there is too little to tell somebody from the others.
pub(super) const FEW: usize = 8;
/// Sums draw from another sequence of chance than means.
const SUMS: u64 = 0x5eed_50f5_5075_0001;
/// Earlier periods of the same length that make up one's own past.
const PAST: i64 = 8;

/// What one brought in a span.
#[derive(Clone, Debug, Default)]
struct Brought {
    won: usize,
    lost: usize,
    minor: i64,
    open: usize,
    open_minor: i64,
    begun: usize,
    cycles: Vec<f64>,
    /// What each decided deal brought: nothing when it was lost.
    each: Vec<f64>,
    /// Minor units of earlier periods, the latest first.
    past: Vec<i64>,
}

impl Brought {
    fn decided(&self) -> usize {
        self.won + self.lost
    }
}

/// The league of a span; `months` is how long it is.
#[expect(clippy::too_many_arguments, reason = "what was gathered, each of its own kind")]
pub(in crate::sales) fn league(
    book: &Book,
    by: By,
    parents: &Parents,
    span: Span,
    months: i64,
    efforts: &Efforts,
    goals: &Goals,
    seed: u64,
) -> Json {
    let units = gathered(book, by, parents, span, months, goals);
    let whole = whole(book, span);
    let counts: Vec<(u64, u64)> =
        units.values().map(|brought| (brought.won as u64, brought.decided() as u64)).collect();
    // Where all win alike, or nobody or everybody wins, nobody is told from the others by the share they win.
    let prior = beta_prior(&counts).ok();
    let rate = (whole.decided() > 0).then(|| whole.won as f64 / whole.decided() as f64);
    let mean = mean(&whole.each);
    let (mut chance, mut sums) = (Chance::new(seed), Chance::new(seed ^ SUMS));
    let rows: Vec<(Id, Json)> = units
        .iter()
        .map(|(id, brought)| {
            let effort = effort_of(book, by, *id, efforts);
            let mut row = told(book, brought, effort.as_ref(), goals.get(id));
            let (won, decided) = (brought.won as u64, brought.decided() as u64);
            let shrunk = prior.and_then(|prior| beta_interval(won, decided, prior, CONFIDENCE).ok());
            let each = of_mean(&brought.each, &mut chance);
            let sum = of_sum(&brought.each, &mut sums);
            if let Some(row) = row.as_object_mut() {
                row.insert("id".to_string(), json!(id));
                row.insert("title".to_string(), json!(by.title(book, *id)));
                let shrunk_told =
                    shrunk.map(|one| json!({"share": one.share, "low": one.low, "high": one.high}));
                row.insert("shrunk".to_string(), json!(shrunk_told));
                let against = shrunk.zip(rate).map(|(one, rate)| (one.low, one.high, rate));
                row.insert("win_standing".to_string(), json!(standing(brought.decided(), against)));
                row.insert("per_deal".to_string(), each.map_or(Json::Null, |(low, high)| {
                    json!({"mean": mean_of(&brought.each), "low": low, "high": high, "n": brought.decided()})
                }));
                let against = each.zip(mean).map(|((low, high), mean)| (low, high, mean));
                row.insert("per_deal_standing".to_string(), json!(standing(brought.decided(), against)));
                for (name, per) in [
                    ("per_lead", effort.as_ref().map(|effort| effort.leads as f64)),
                    ("per_activity", effort.as_ref().map(|effort| effort.activities as f64)),
                    ("per_hour", effort.as_ref().map(Effort::hours)),
                ] {
                    // What was done for it is taken as it was; how many deals come of it, and how large, is chance.
                    let told = row.get(name).is_some_and(|told| !told.is_null());
                    let range = sum
                        .zip(per)
                        .filter(|_| told)
                        .map(|((low, high), per)| json!([low / per, high / per]));
                    row.insert(format!("{name}_range"), range.unwrap_or(Json::Null));
                }
                let whose = by.filter(book, parents, *id);
                row.insert("object".to_string(), json!(deal::KEY));
                row.insert("filter".to_string(), span.decided_filter(book, None, vec![whose.clone()]));
                row.insert("open_filter".to_string(), all(vec![is(deal::OUTCOME.key(), "open"), whose]));
            }
            (*id, row)
        })
        .collect();
    let total = told(book, &whole, None, None);
    let benchmarks = benchmarks(&rows);
    json!({
        "rows": rows.into_iter().map(|(_, row)| row).collect::<Vec<_>>(),
        "whole": total, "benchmarks": benchmarks, "few": FEW,
        "nobody": nobody(book, by, parents, span),
    })
}

/// Everything decided in the span, whoever's it is.
fn whole(book: &Book, span: Span) -> Brought {
    let mut whole = Brought::default();
    for deal in &book.deals {
        count(book, deal, span, &mut whole);
    }
    whole
}

fn gathered(
    book: &Book,
    by: By,
    parents: &Parents,
    span: Span,
    months: i64,
    goals: &Goals,
) -> BTreeMap<Id, Brought> {
    let mut units: BTreeMap<Id, Brought> = BTreeMap::new();
    let starts: Vec<Span> = (1..=PAST).map(|ago| earlier(span, months * ago, months)).collect();
    for deal in &book.deals {
        for id in by.of_deal(book, parents, deal) {
            let past_place = deal
                .ended
                .filter(|_| deal.outcome == Outcome::Won)
                .and_then(|ended| starts.iter().position(|span| span.holds(ended)));
            let touches = deal.outcome == Outcome::Open
                || deal.ended.is_some_and(|ended| span.holds(ended))
                || past_place.is_some();
            if !touches && !goals.contains_key(&id) {
                continue;
            }
            let unit = units
                .entry(id)
                .or_insert_with(|| Brought { past: vec![0; PAST as usize], ..Brought::default() });
            count(book, deal, span, unit);
            if let Some(place) = past_place.and_then(|place| unit.past.get_mut(place)) {
                *place += deal.minor.unwrap_or_default();
            }
        }
    }
    for id in goals.keys() {
        units.entry(*id).or_default();
    }
    // Whoever had nothing to do in the span is not in its league.
    units.retain(|id, unit| unit.decided() + unit.open + unit.begun > 0 || goals.contains_key(id));
    units
}

/// The same length that many months earlier.
fn earlier(span: Span, months: i64, length: i64) -> Span {
    let start = day::month(span.from) - months;
    Span { from: day::first_of(start), to: day::first_of(start + length) - 1 }
}

fn count(book: &Book, deal: &Deal, span: Span, unit: &mut Brought) {
    unit.begun += usize::from(span.holds(deal.begun));
    if deal.outcome == Outcome::Open {
        unit.open += 1;
        unit.open_minor += deal.minor.unwrap_or_default();
        return;
    }
    if !deal.ended.is_some_and(|ended| span.holds(ended)) {
        return;
    }
    let minor = deal.minor.unwrap_or_default();
    if deal.outcome == Outcome::Won {
        unit.won += 1;
        unit.minor += minor;
        unit.each.push(major(minor, book.currency));
        unit.cycles.extend(deal.cycle().map(|days| days as f64));
    } else {
        unit.lost += 1;
        unit.each.push(0.0);
    }
}

fn effort_of(book: &Book, by: By, id: Id, efforts: &Efforts) -> Option<Effort> {
    match by {
        By::Seller => Some(efforts.get(&id).copied().unwrap_or_default()),
        By::Team => {
            let mut sum = Effort::default();
            for user in book.staff.users_of(id) {
                sum += efforts.get(&user).copied().unwrap_or_default();
            }
            Some(sum)
        }
        By::Product | By::Territory => None,
    }
}

fn told(book: &Book, brought: &Brought, effort: Option<&Effort>, goal: Option<&Goal>) -> Json {
    let amount = major(brought.minor, book.currency);
    let mut cycles = brought.cycles.clone();
    cycles.sort_by(f64::total_cmp);
    let per = |count: i64| (count > 0).then(|| amount / count as f64);
    let hours = effort.map(Effort::hours);
    let past: Vec<f64> = brought.past.iter().map(|minor| major(*minor, book.currency)).collect();
    let mut sorted: Vec<f64> = past.clone();
    sorted.sort_by(f64::total_cmp);
    let known = past.iter().any(|value| *value != 0.0);
    json!({
        "won": brought.won, "lost": brought.lost, "amount": amount, "begun": brought.begun,
        "win_rate": share(brought.won, brought.decided()),
        "days": (!cycles.is_empty()).then(|| quantile(&cycles, 0.5)),
        "open": brought.open, "open_amount": major(brought.open_minor, book.currency),
        "leads": effort.map(|effort| effort.leads),
        "leads_converted": effort.map(|effort| {
            share(usize::try_from(effort.converted).unwrap_or_default(), usize::try_from(effort.leads).unwrap_or_default())
        }),
        "per_lead": effort.and_then(|effort| per(effort.leads)),
        "activities": effort.map(|effort| effort.activities),
        "per_activity": effort.and_then(|effort| per(effort.activities)),
        "hours": hours.filter(|hours| *hours > 0.0),
        "per_hour": hours.filter(|hours| *hours >= 1.0).map(|hours| amount / hours),
        "goal": goal.and_then(|goal| goal.minor).map(|minor| major(minor, book.currency)),
        "goal_share": goal.and_then(|goal| goal.minor).filter(|minor| *minor > 0).map(|minor| brought.minor as f64 / minor as f64),
        "goal_count": goal.and_then(|goal| goal.count),
        "goal_count_share": goal.and_then(|goal| goal.count).filter(|count| *count > 0).map(|count| brought.won as f64 / count as f64),
        "previous": known.then(|| past.first().copied()).flatten(),
        "past_median": known.then(|| quantile(&sorted, 0.5)), "past_best": known.then(|| sorted.last().copied()).flatten(),
    })
}

/// Above, below, or not to be told from all together.
fn standing(decided: usize, against: Option<(f64, f64, f64)>) -> &'static str {
    match against {
        _ if decided < FEW => "too_few",
        Some((low, _, all)) if low > all => "above",
        Some((_, high, all)) if high < all => "below",
        _ => "unclear",
    }
}

fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

fn mean_of(values: &[f64]) -> f64 {
    mean(values).unwrap_or_default()
}

/// Median and best of each figure over those who have it; those with too few decided deals are no benchmark.
fn benchmarks(rows: &[(Id, Json)]) -> Json {
    let mut found = serde_json::Map::new();
    for (name, path, low_is_best) in [
        ("amount", "/amount", false),
        ("won", "/won", false),
        ("win_rate", "/shrunk/share", false),
        ("per_deal", "/per_deal/mean", false),
        ("days", "/days", true),
        ("per_lead", "/per_lead", false),
        ("per_activity", "/per_activity", false),
        ("per_hour", "/per_hour", false),
        ("goal_share", "/goal_share", false),
    ] {
        let mut values: Vec<f64> = rows
            .iter()
            .filter(|(_, row)| {
                row.pointer("/won").and_then(Json::as_u64).unwrap_or(0)
                    + row.pointer("/lost").and_then(Json::as_u64).unwrap_or(0)
                    >= FEW as u64
            })
            .filter_map(|(_, row)| row.pointer(path).and_then(Json::as_f64))
            .collect();
        if values.len() < 2 {
            continue;
        }
        values.sort_by(f64::total_cmp);
        let best = if low_is_best { values.first() } else { values.last() };
        found.insert(
            name.to_string(),
            json!({"median": quantile(&values, 0.5), "best": best, "n": values.len()}),
        );
    }
    Json::Object(found)
}

/// What belongs to nobody: told, so that the rows add up.
fn nobody(book: &Book, by: By, parents: &Parents, span: Span) -> Json {
    let mut left = Brought::default();
    for deal in book.deals.iter().filter(|deal| by.of_deal(book, parents, deal).is_empty()) {
        count(book, deal, span, &mut left);
    }
    if left.decided() + left.open == 0 {
        return Json::Null;
    }
    let field = match by {
        By::Seller | By::Team => "owner",
        By::Product => deal::PRODUCT.key(),
        By::Territory => deal::TERRITORY.key(),
    };
    let mut told = told(book, &left, None, None);
    if let Some(members) = told.as_object_mut()
        && by != By::Team
    {
        members.insert("object".to_string(), json!(deal::KEY));
        members.insert("filter".to_string(), span.decided_filter(book, None, vec![linked(field, None)]));
    }
    told
}
