//! The segments of the demo company. They come last: who meets them then belonged to them from the beginning.

use crate::record::DemoRecord;
use crate::world::World;
use serde_json::{Value as Json, json};
use standard::segment;

/// Segments: name, what it is for, whose records, and the rule.
fn segments() -> Vec<(&'static str, &'static str, &'static str, Json)> {
    let span = |unit: &str, last: i64| json!({"last": last, "unit": unit});
    vec![
        (
            "Good customers who went quiet",
            "Bought at least four times, and nothing for half a year: worth a call.",
            "company",
            json!({"and": [
                {"field": "bought_count", "op": "gte", "value": 4},
                {"not": {"field": "bought_last", "op": "within", "value": span("month", 6)}}]}),
        ),
        (
            "Bought lately",
            "Companies with a purchase in the last three months.",
            "company",
            json!({"field": "bought_last", "op": "within", "value": span("month", 3)}),
        ),
        (
            "Birthday this month",
            "People to congratulate.",
            "person",
            json!({"field": "birth_date", "op": "anniversary_within", "value": {"this": "month"}}),
        ),
        (
            "Retail with an open deal",
            "Shops we are talking to.",
            "company",
            json!({"and": [
                {"field": "sector", "op": "is", "value": "retail"},
                {"linked": "deal.company", "where": {"field": "outcome", "op": "is", "value": "open"}}]}),
        ),
    ]
}

impl World {
    /// The segments.
    pub(crate) fn segment_records(&self) -> Vec<DemoRecord> {
        let one = |(index, (name, text, object, rule)): (u64, (&str, &str, &str, Json))| {
            let at = self.calendar.moment(-20, 10 * 3600 + index as i64);
            DemoRecord::new(segment::KEY, self.id(79, index, at), at, self.owner(0))
                .with(&segment::NAME, name)
                .with(&segment::DESCRIPTION, text)
                .with(&segment::OF, object)
                .with(&segment::RULE, rule.to_string())
        };
        (0u64..).zip(segments()).map(one).collect()
    }
}
