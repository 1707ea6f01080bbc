//! Why deals are lost.

use super::book::{Book, Outcome};
use super::span::Span;
use super::tell::{is, major, share};
use serde_json::{Value as Json, json};
use standard::deal;
use std::collections::BTreeMap;

/// The most reasons told one by one.
const MOST: usize = 30;

/// The lost deals of a span by their reason, the most frequent first.
pub(super) fn reasons(book: &Book, span: Span, whose: &[Json]) -> Json {
    let mut counts: BTreeMap<Option<&str>, (usize, i64)> = BTreeMap::new();
    for lost in span.decided(book).filter(|deal| deal.outcome == Outcome::Lost) {
        let entry = counts.entry(lost.reason.as_deref()).or_default();
        entry.0 += 1;
        entry.1 += lost.minor.unwrap_or_default();
    }
    let all: usize = counts.values().map(|(count, _)| count).sum();
    let mut sorted: Vec<(Option<&str>, (usize, i64))> = counts.into_iter().collect();
    sorted.sort_by_key(|(reason, (count, _))| (std::cmp::Reverse(*count), *reason));
    let left_out = sorted.len().saturating_sub(MOST);
    sorted.truncate(MOST);
    let told: Vec<Json> = sorted
        .into_iter()
        .map(|(reason, (count, minor))| {
            let mut more = whose.to_vec();
            more.push(match reason {
                Some(reason) => is(deal::LOST_REASON.key(), reason),
                None => json!({"field": deal::LOST_REASON.key(), "op": "is_empty"}),
            });
            json!({
                "reason": reason, "share": share(count, all), "count": count, "amount": major(minor, book.currency),
                "object": deal::KEY, "filter": span.decided_filter(book, Some(Outcome::Lost), more),
            })
        })
        .collect();
    json!({"lost": all, "reasons": told, "left_out": left_out})
}
