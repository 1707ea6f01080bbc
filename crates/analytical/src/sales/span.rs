//! The days an analysis looks at, and which deals fall into them.

use super::book::{Book, Deal, Outcome};
use super::tell::{all, during};
use serde_json::Value as Json;
use standard::deal;

/// First and last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) from: i64,
    pub(super) to: i64,
}

impl Span {
    pub(super) fn holds(self, day: i64) -> bool {
        self.from <= day && day <= self.to
    }

    /// The deals decided in it.
    pub(super) fn decided(self, book: &Book) -> impl Iterator<Item = &Deal> {
        book.deals.iter().filter(move |deal| deal.decided() && deal.ended.is_some_and(|day| self.holds(day)))
    }

    /// The filter of the deals decided in it, with an outcome or with any.
    pub(super) fn decided_filter(self, book: &Book, outcome: Option<Outcome>, more: Vec<Json>) -> Json {
        let outcomes: &[&str] = match outcome {
            Some(Outcome::Won) => &["won"],
            Some(Outcome::Lost) => &["lost"],
            Some(Outcome::Open) => &["open"],
            None => &["won", "lost"],
        };
        let mut parts = vec![
            serde_json::json!({"field": deal::OUTCOME.key(), "op": "in", "value": outcomes}),
            during(deal::CLOSED_AT.key(), self.from, self.to, &book.zone),
        ];
        parts.extend(more);
        all(parts)
    }
}
