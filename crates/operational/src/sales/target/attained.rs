//! How much was reached in a span: won deals, purchases or activities, added up by the store under the viewer's rights.

use crate::sales::sums::{Measure, Sum, sees, sums, within};
use records::Reading;
use serde_json::{Value as Json, json};
use standard::{call, deal, meeting, purchase, purchase_line, task};
use std::collections::HashMap;
use vocabulary::{Currency, Id, Result, Timestamp};

/// Whose part each sum is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum By {
    /// Each seller's.
    Seller,
    /// Each product's.
    Product,
    /// That of territories: one and those inside it.
    Territory(Vec<Id>),
}

/// What is measured.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct What {
    /// The key of the choice.
    pub(super) measure: String,
    /// The key of the choice.
    pub(super) based_on: String,
    /// Whose part.
    pub(super) by: By,
}

/// Each one's part, by currency where it is money.
pub(super) type Shares = HashMap<(Option<Id>, Option<Currency>), i64>;

/// Sums of a span, each worked out at most once.
pub(super) struct Attained {
    span: (Timestamp, Timestamp),
    now: Timestamp,
    kept: HashMap<What, Shares>,
}

impl Attained {
    pub(super) fn new(span: (Timestamp, Timestamp), now: Timestamp) -> Attained {
        Attained { span, now, kept: HashMap::new() }
    }

    /// Each one's part, by currency where it is money.
    pub(super) fn of(&mut self, reading: &mut Reading<'_>, what: &What) -> Result<&Shares> {
        if !self.kept.contains_key(what) {
            let mut parts = Shares::new();
            for sum in self.measure(reading, what)? {
                *parts.entry((sum.link(0), sum.currency)).or_default() += sum.value(0);
            }
            self.kept.insert(what.clone(), parts);
        }
        self.kept.get(what).ok_or_else(|| vocabulary::Error::internal("a sum that was just kept"))
    }

    fn measure(&self, reading: &mut Reading<'_>, what: &What) -> Result<Vec<Sum>> {
        // What is in a territory says so itself; what else is done or bought is where its company is.
        let own = what.measure != "activities" && what.based_on == "deals";
        let territory = match &what.by {
            By::Territory(ids) => {
                let field = if own { "territory" } else { "company.territory" };
                Some(json!({"field": field, "op": "in", "value": ids}))
            }
            By::Seller | By::Product => None,
        };
        let all = |condition: Json| match &territory {
            Some(territory) => json!({"and": [condition, territory]}),
            None => condition,
        };
        let by = |seller: &'static str, product: &'static str| match what.by {
            By::Seller => vec![seller],
            By::Product => vec![product],
            By::Territory(_) => Vec::new(),
        };
        if what.measure == "activities" {
            return self.activities(reading, &all, &by("owner", "owner"));
        }
        if what.based_on == "deals" {
            let filter = json!({"and": [
                {"field": deal::OUTCOME.key(), "op": "is", "value": "won"},
                within(deal::CLOSED_AT.key(), self.span),
            ]});
            let measure = match what.measure.as_str() {
                "count" => Measure::Count,
                "margin" => Measure::Sum("margin"),
                _ => Measure::Sum(deal::AMOUNT.key()),
            };
            return sums(reading, deal::KEY, all(filter), &by("owner", deal::PRODUCT.key()), &[measure]);
        }
        let during = within(purchase::PURCHASED_AT.key(), self.span);
        if what.measure == "margin" || what.by == By::Product {
            let measure = match what.measure.as_str() {
                "count" => Measure::Count,
                "margin" => Measure::Sum(purchase_line::MARGIN.key()),
                _ => Measure::Sum(purchase_line::TOTAL.key()),
            };
            let by = by("purchase.owner", purchase_line::PRODUCT.key());
            return sums(reading, purchase_line::KEY, all(during), &by, &[measure]);
        }
        let (filter, measure) = match what.measure.as_str() {
            "count" => {
                let sale = json!({"field": purchase::KIND.key(), "op": "is", "value": "sale"});
                (json!({"and": [during, sale]}), Measure::Count)
            }
            _ => (during, Measure::Sum(purchase::TOTAL.key())),
        };
        sums(reading, purchase::KEY, all(filter), &by("owner", "owner"), &[measure])
    }

    /// Calls and meetings that took place, and tasks that were done.
    fn activities(
        &self,
        reading: &mut Reading<'_>,
        all: &dyn Fn(Json) -> Json,
        by: &[&str],
    ) -> Result<Vec<Sum>> {
        let past = (self.span.0, self.span.1.min(self.now));
        let mut found = Vec::new();
        for (object, moment) in [
            (call::KEY, call::HAPPENED_AT.key()),
            (meeting::KEY, meeting::HAPPENED_AT.key()),
            (task::KEY, task::DONE_AT.key()),
        ] {
            // A kind of activity the viewer may not see is none for them.
            if sees(reading, object, moment) {
                found.extend(sums(reading, object, all(within(moment, past)), by, &[Measure::Count])?);
            }
        }
        Ok(found)
    }
}

/// A filter on the records a link leads to, as a filter on those that link.
pub(in crate::sales) fn through(link: &str, filter: &Json) -> Json {
    match filter {
        Json::Object(members) => members
            .iter()
            .map(|(key, value)| match (key.as_str(), value) {
                ("field", Json::String(field)) => (key.clone(), json!(format!("{link}.{field}"))),
                ("and" | "or", Json::Array(parts)) => {
                    (key.clone(), parts.iter().map(|part| through(link, part)).collect())
                }
                ("not", inner) => (key.clone(), through(link, inner)),
                _ => (key.clone(), value.clone()),
            })
            .collect::<serde_json::Map<_, _>>()
            .into(),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_is_looked_at_through_the_company() {
        let filter = json!({"and": [
            {"field": "sector", "op": "is", "value": "retail"},
            {"not": {"or": [{"field": "tags", "op": "has_any", "value": ["x"]}]}},
        ]});
        assert_eq!(
            through("company", &filter),
            json!({"and": [
                {"field": "company.sector", "op": "is", "value": "retail"},
                {"not": {"or": [{"field": "company.tags", "op": "has_any", "value": ["x"]}]}},
            ]})
        );
    }
}
