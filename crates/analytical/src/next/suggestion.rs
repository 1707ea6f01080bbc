//! One thing to do, and the sequence in which such things stand.

use serde::{Serialize, Serializer};
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeMap;
use vocabulary::{Date, Id, Money};

/// The kinds there are, with how pressing each is: what is lost by waiting comes before what only lies there.
pub(super) const KINDS: &[(&str, f64)] = &[
    ("quote_expiring", 1.0),
    ("lead_waiting", 0.95),
    ("deal_closing", 0.9),
    ("deal_overdue", 0.75),
    ("customer_due", 0.6),
    ("deal_stale", 0.55),
    ("customer_offer", 0.5),
];

/// One thing to do.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Suggestion {
    /// What it is.
    pub(super) kind: &'static str,
    /// What it is about.
    pub(super) object: &'static str,
    pub(super) record: Id,
    pub(super) title: Option<String>,
    /// Who is to be called.
    pub(super) customer: Option<Customer>,
    /// What it would bring.
    #[serde(serialize_with = "money")]
    pub(super) worth: Option<Money>,
    /// Whether nobody wrote down what it would bring.
    pub(super) guessed: bool,
    /// How likely it comes to that.
    pub(super) chance: Option<f64>,
    /// Worth × chance, in minor units.
    #[serde(skip)]
    pub(super) minor: f64,
    /// What it is expected to bring.
    #[serde(serialize_with = "money")]
    pub(super) expected: Option<Money>,
    /// The numbers of the reason, by name; the words are those of the kind.
    pub(super) because: Map<String, Json>,
    /// By when.
    pub(super) due: Option<Date>,
    /// Other reasons to look at the same record.
    pub(super) also: Vec<&'static str>,
    /// Whether it was seen to already, and how.
    pub(super) decision: Option<&'static str>,
}

/// A customer, and how it is opened.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Customer {
    pub(super) object: &'static str,
    pub(super) id: Id,
    pub(super) title: Option<String>,
}

/// Money as the interface writes it.
fn money<S: Serializer>(value: &Option<Money>, serializer: S) -> Result<S::Ok, S::Error> {
    value.map(|money| json!({"amount": money.amount(), "currency": money.currency})).serialize(serializer)
}

impl Suggestion {
    fn score(&self) -> f64 {
        let pressing =
            KINDS.iter().find(|(kind, _)| *kind == self.kind).map_or(0.5, |(_, pressing)| *pressing);
        self.minor.max(1.0) * pressing
    }
}

/// One line for each record, the most valuable and pressing first.
pub(super) fn ranked(found: Vec<Suggestion>) -> Vec<Suggestion> {
    let mut by_record: BTreeMap<Id, Suggestion> = BTreeMap::new();
    for one in found {
        match by_record.get_mut(&one.record) {
            Some(known) if known.score() >= one.score() => known.also.push(one.kind),
            Some(known) => {
                let mut one = one;
                one.also.append(&mut known.also);
                one.also.push(known.kind);
                *known = one;
            }
            None => {
                by_record.insert(one.record, one);
            }
        }
    }
    let mut list: Vec<Suggestion> = by_record.into_values().collect();
    list.sort_by(|one, other| other.score().total_cmp(&one.score()).then(one.record.cmp(&other.record)));
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(kind: &'static str, record: u8, minor: f64) -> Suggestion {
        Suggestion {
            kind,
            object: "deal",
            record: format!("00000000-0000-7000-8000-0000000000{record:02x}").parse().unwrap(),
            title: None,
            customer: None,
            worth: None,
            guessed: false,
            chance: None,
            minor,
            expected: None,
            because: Map::new(),
            due: None,
            also: Vec::new(),
            decision: None,
        }
    }

    #[test]
    fn a_record_stands_once_and_the_most_valuable_first() {
        let list = ranked(vec![
            of("deal_stale", 1, 1_000.0),
            of("deal_closing", 1, 1_000.0),
            of("deal_stale", 2, 50_000.0),
            of("lead_waiting", 3, 900.0),
        ]);
        let kinds: Vec<(&str, f64)> = list.iter().map(|one| (one.kind, one.minor)).collect();
        assert_eq!(kinds, [("deal_stale", 50_000.0), ("deal_closing", 1_000.0), ("lead_waiting", 900.0)]);
        assert_eq!(list[1].also, ["deal_stale"]);
    }
}
