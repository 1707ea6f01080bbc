//! What the open deals will bring in each of the coming months, with the weighted sum and what managers commit to beside it.

use super::super::book::{Book, Deal, Outcome};
use super::super::day;
use super::super::tell::{all, is, linked, major, refusal};
use super::back_test::back_test;
use super::beside::Beside;
use super::past::{Model, Past};
use super::play::{Buckets, Played, WORK, played};
use math::Refusal;
use math::forecast::PipelineForecast;
use serde_json::{Value as Json, json};
use standard::deal;
use vocabulary::Result;

/// The most deals told one by one.
const MOST: usize = 50;

/// How it is worked out.
#[derive(Clone, Copy, Debug)]
pub(in crate::sales) struct Options {
    /// Months after this one.
    pub(in crate::sales) months: i64,
    /// Futures.
    pub(in crate::sales) runs: usize,
    pub(in crate::sales) seed: u64,
    /// By stages or by age; what suits the data when left out.
    pub(in crate::sales) model: Option<Model>,
}

/// The forecast, as it is told.
pub(in crate::sales) fn pipeline(
    book: &Book,
    beside: &Beside,
    options: Options,
    whose: &[Json],
    step: &mut dyn FnMut() -> Result<()>,
) -> Result<Json> {
    let model = options.model.unwrap_or_else(|| Model::usual(book));
    let past = Past::on(book, model, book.today, book.now);
    let this = day::month(book.today);
    let months: Vec<i64> = (this..=this + options.months).collect();
    let ends: Vec<f64> =
        months.iter().map(|month| (day::first_of(month + 1) as f64 - book.now).max(0.0)).collect();
    let open = book.deals.iter().filter(|deal| deal.outcome == Outcome::Open).count();
    let decided = book.deals.iter().filter(|deal| deal.decided()).count();
    let told = if past.open.is_empty() {
        let what = if open == 0 { "open deals" } else { "earlier deals that came to an end" };
        Err(Refusal::TooFew {
            what,
            needed: if open == 0 { 1 } else { 5 },
            got: if open == 0 { 0 } else { decided.min(4) },
        })
    } else {
        played(&past, &Buckets { ends }, (options.runs, WORK), true, options.seed)
    };
    step()?;
    let left_out = json!({
        "unknown_stage": past.left_out.unknown_stage, "no_amount": past.left_out.no_amount,
        "too_old": past.left_out.too_old,
    });
    let guessed = past.open.iter().filter(|(_, deal)| past.worth.own(deal).is_none()).count();
    let mut answer = json!({
        "model": model.word(), "open": open, "foretold": past.open.len(), "decided": decided,
        "left_out": left_out, "guessed_amounts": guessed, "amounts_tell_the_end": !past.worth.uses_amounts(),
    });
    let Some(members) = answer.as_object_mut() else { return Ok(answer) };
    match told {
        Err(why) => {
            members.insert("refused".to_string(), refusal(&why));
        }
        Ok(played) => {
            members
                .insert("months".to_string(), Json::Array(by_month(book, beside, &months, &played, whose)));
            members.insert("total".to_string(), quantiles(played.all.last()));
            members.insert("owners".to_string(), Json::Array(by_owner(book, beside, &months, &played)));
            members.insert("rests_on".to_string(), Json::Array(deals(&past, &played)));
            members.insert("back_test".to_string(), back_test(book, model, options.seed, step)?);
        }
    }
    members.insert("overdue".to_string(), beside.overdue_told(book, whose));
    Ok(answer)
}

fn quantiles(told: Option<&PipelineForecast>) -> Json {
    told.map_or(
        Json::Null,
        |told| json!({"p10": told.p10, "p50": told.p50, "p90": told.p90, "mean": told.mean}),
    )
}

fn by_month(book: &Book, beside: &Beside, months: &[i64], played: &Played, whose: &[Json]) -> Vec<Json> {
    let told = |(month, forecast): (&i64, &PipelineForecast)| {
        let (from, to) = (day::first_of(*month), day::first_of(month + 1) - 1);
        let won: i64 = book
            .deals
            .iter()
            .filter(|deal| deal.outcome == Outcome::Won)
            .filter(|deal| deal.ended.is_some_and(|ended| from <= ended && ended <= to))
            .filter_map(|deal| deal.minor)
            .sum();
        let mut parts = vec![
            is(deal::OUTCOME.key(), "open"),
            json!({"field": deal::CLOSE_DATE.key(), "op": "between", "value": [day::date(from).to_string(), day::date(to).to_string()]}),
        ];
        parts.extend(whose.iter().cloned());
        json!({
            "month": day::month_text(*month), "forecast": quantiles(Some(forecast)), "won": major(won, book.currency),
            "weighted": beside.weighted(book, *month), "commit": beside.commit(book, *month),
            "object": deal::KEY, "filter": all(parts),
        })
    };
    months.iter().zip(&played.all).map(told).collect()
}

fn by_owner(book: &Book, beside: &Beside, months: &[i64], played: &Played) -> Vec<Json> {
    let mut found: Vec<(f64, Json)> = played
        .owners
        .iter()
        .map(|(owner, parts)| {
            let each: Vec<Json> = months
                .iter()
                .zip(parts)
                .map(|(month, told)| json!({"month": day::month_text(*month), "forecast": quantiles(Some(told))}))
                .collect();
            let total = parts.last();
            let filter = all(vec![is(deal::OUTCOME.key(), "open"), linked("owner", *owner)]);
            let open = book
                .deals
                .iter()
                .filter(|deal| deal.outcome == Outcome::Open && deal.owner == *owner)
                .count();
            (
                total.map_or(0.0, |total| total.mean),
                json!({
                    "owner": owner.map(|id| json!({"id": id, "title": book.title(id)})), "open": open,
                    "forecast": quantiles(total), "months": each, "weighted": beside.weighted_of(book, *owner, months),
                    "object": deal::KEY, "filter": filter,
                }),
            )
        })
        .collect();
    found.sort_by(|one, other| other.0.total_cmp(&one.0));
    found.into_iter().map(|(_, told)| told).collect()
}

/// The deals the forecast rests on, those of the most expected value first.
fn deals(past: &Past<'_>, played: &Played) -> Vec<Json> {
    let mut found: Vec<(f64, f64, f64, &Deal)> = past
        .open
        .iter()
        .zip(&played.chances)
        .map(|((open, deal), chance)| (open.value * chance, open.value, *chance, *deal))
        .collect();
    found.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.3.id.cmp(&other.3.id)));
    found.truncate(MOST);
    found
        .into_iter()
        .map(|(expected, value, chance, deal)| {
            json!({
                "id": deal.id, "title": deal.title, "owner": deal.owner, "value": value, "chance": chance,
                "expected": expected, "guessed": past.worth.own(deal).is_none(), "close_date": deal.close_on.map(|day| day::date(day).to_string()),
            })
        })
        .collect()
}
