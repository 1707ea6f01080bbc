//! What each month brought, and which months of the year are strong.

use super::book::{Book, Outcome};
use super::day;
use super::span::Span;
use super::tell::{major, refusal, share};
use math::Refusal;
use serde_json::{Value as Json, json};
use standard::deal;

/// The most months told one by one.
const MOST: i64 = 60;
/// Seasons are told from this many whole months on: each month of the year was there twice.
const SEASONS: usize = 24;

/// One month.
#[derive(Clone, Copy, Debug, Default)]
struct Month {
    won: usize,
    minor: i64,
    lost: usize,
    begun: usize,
}

/// The months since the first deal was decided, at most five years.
pub(super) fn months(book: &Book, whose: &[Json]) -> Json {
    let first = book.deals.iter().filter_map(|deal| deal.ended).min();
    let Some(first) = first else {
        return json!({"months": [], "season": refusal(&Refusal::TooFew { what: "whole months with deals", needed: SEASONS, got: 0 })});
    };
    let now = day::month(book.today);
    let start = day::month(first).max(now - MOST + 1);
    let mut months = vec![Month::default(); usize::try_from(now - start + 1).unwrap_or_default()];
    let place = |day: i64| usize::try_from(day::month(day) - start).ok();
    for found in &book.deals {
        if let Some(month) = place(found.begun).and_then(|place| months.get_mut(place)) {
            month.begun += 1;
        }
        let Some(month) = found.ended.and_then(place).and_then(|place| months.get_mut(place)) else {
            continue;
        };
        match found.outcome {
            Outcome::Won => {
                month.won += 1;
                month.minor += found.minor.unwrap_or_default();
            }
            Outcome::Lost => month.lost += 1,
            Outcome::Open => {}
        }
    }
    let told: Vec<Json> = months
        .iter()
        .zip(start..)
        .map(|(month, number)| {
            let span = Span { from: day::first_of(number), to: day::first_of(number + 1) - 1 };
            json!({
                "month": day::month_text(number), "won": month.won, "amount": major(month.minor, book.currency),
                "lost": month.lost, "begun": month.begun, "win_rate": share(month.won, month.won + month.lost),
                "whole": span.to < book.today || number < now,
                "object": deal::KEY, "filter": span.decided_filter(book, Some(Outcome::Won), whose.to_vec()),
            })
        })
        .collect();
    let amounts: Vec<f64> = months.iter().map(|month| major(month.minor, book.currency)).collect();
    // The first month may have begun before there were records, the last is not over.
    let whole = amounts.get(1..amounts.len().saturating_sub(1)).unwrap_or_default();
    json!({"months": told, "season": season(whole, start + 1)})
}

/// How much stronger each month of the year is than the year around it: the mean of its ratios to the centered mean of twelve months, with the
/// lowest and highest of them. The classical decomposition; M. G. Kendall and A. Stuart, The Advanced Theory of Statistics 3 (1966).
fn season(amounts: &[f64], start: i64) -> Json {
    if amounts.len() < SEASONS {
        return refusal(&Refusal::TooFew {
            what: "whole months with deals",
            needed: SEASONS,
            got: amounts.len(),
        });
    }
    let mut ratios: Vec<Vec<f64>> = vec![Vec::new(); 12];
    for (place, window) in amounts.windows(13).enumerate() {
        let inner: f64 = window.iter().sum();
        let ends = window.first().copied().unwrap_or_default() + window.last().copied().unwrap_or_default();
        let around = (inner - ends / 2.0) / 12.0;
        let middle = window.get(6).copied().unwrap_or_default();
        let month = (start + place as i64 + 6).rem_euclid(12) as usize;
        if around > 0.0
            && let Some(list) = ratios.get_mut(month)
        {
            list.push(middle / around);
        }
    }
    let told: Vec<Json> = ratios
        .iter()
        .enumerate()
        .map(|(month, list)| {
            let mean = (!list.is_empty()).then(|| list.iter().sum::<f64>() / list.len() as f64);
            json!({
                "month": month + 1, "ratio": mean, "years": list.len(),
                "low": list.iter().copied().reduce(f64::min), "high": list.iter().copied().reduce(f64::max),
            })
        })
        .collect();
    json!({ "months": told })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strong_december_is_seen_and_two_years_are_needed() {
        let amounts: Vec<f64> = (0..48)
            .map(|month| if month % 12 == 11 { 230.0 } else { 100.0 } * (1.0 + f64::from(month) / 100.0))
            .collect();
        let told = season(&amounts, 2020 * 12);
        let december = told["months"][11]["ratio"].as_f64().unwrap();
        let june = told["months"][5]["ratio"].as_f64().unwrap();
        // (11 × 100 + 230) / 12 = 110.8: a December is 2.07 of it, a June 0.90.
        assert!((december - 2.07).abs() < 0.03 && (june - 0.9).abs() < 0.02, "{told}");
        assert_eq!(season(&amounts[..23], 0)["refusal"], "too_few");
        // Months without anything have no ratio, and are no NaN.
        assert!(season(&[0.0; 30], 0)["months"][0]["ratio"].is_null());
    }
}
