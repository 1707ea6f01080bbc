//! What reaching a target earns: tiers of attainment, each with its percentage.

use crate::sales::sums::sees;
use records::{FindRequest, Names, Reading};
use serde_json::json;
use standard::{commission_plan, commission_tier};
use std::collections::HashMap;
use vocabulary::{Decimal, Id, Money, Result};

/// A tier: from this share of the target on, this rate. Both in percent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Tier {
    pub(super) from: Decimal,
    pub(super) rate: Decimal,
}

/// A plan with its tiers, lowest first.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Plan {
    pub(super) whole: bool,
    pub(super) tiers: Vec<Tier>,
}

/// What is earned, and what comes next.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Commission {
    /// What is earned by now.
    pub(super) amount: Money,
    /// The rate of the tier reached; zero below the first.
    pub(super) rate: Decimal,
    /// What is missing to the next tier, and its rate.
    pub(super) next: Option<(Money, Decimal)>,
}

impl Plan {
    /// What an attained amount earns against a goal.
    pub(super) fn preview(&self, attained: Money, goal: Money) -> Option<Commission> {
        let edge = |tier: &Tier| percent(goal, tier.from);
        let mut amount = Money::new(0, attained.currency);
        let reached =
            self.tiers.iter().rposition(|tier| edge(tier).is_some_and(|edge| attained.minor >= edge.minor));
        if self.whole {
            if let Some(tier) = reached.and_then(|at| self.tiers.get(at)) {
                amount = percent(attained, tier.rate)?;
            }
        } else {
            for (at, tier) in self.tiers.iter().enumerate() {
                let from = edge(tier)?.minor;
                let until = match self.tiers.get(at + 1) {
                    Some(next) => edge(next)?.minor.min(attained.minor),
                    None => attained.minor,
                };
                if until > from {
                    amount.minor += percent(Money::new(until - from, attained.currency), tier.rate)?.minor;
                }
            }
        }
        let next = self.tiers.get(reached.map_or(0, |at| at + 1));
        let next = next.and_then(|tier| {
            Some((Money::new(edge(tier)?.minor - attained.minor, attained.currency), tier.rate))
        });
        let zero = Decimal::from_millionths(0);
        let rate = reached.and_then(|at| self.tiers.get(at)).map_or(zero, |tier| tier.rate);
        Some(Commission { amount, rate, next })
    }
}

fn percent(of: Money, percent: Decimal) -> Option<Money> {
    of.times(Decimal::from_millionths(percent.millionths() / 100))
}

/// The plans with these ids that the viewer may see.
pub(super) fn plans(reading: &mut Reading<'_>, mut ids: Vec<Id>) -> Result<HashMap<Id, Plan>> {
    ids.sort_unstable();
    ids.dedup();
    let mut found = HashMap::new();
    if !sees(reading, commission_plan::KEY, commission_plan::METHOD.key())
        || !sees(reading, commission_tier::KEY, commission_tier::RATE.key())
    {
        return Ok(found);
    }
    for id in ids {
        let plan = match reading.get(commission_plan::KEY, id) {
            Ok(plan) => plan,
            Err(vocabulary::Error::NotFound(_)) => continue,
            Err(error) => return Err(error),
        };
        let whole =
            plan.value(commission_plan::METHOD.key()).is_some_and(|method| method.to_text() == "whole");
        let request = FindRequest {
            filter: Some(json!({"field": "commission_plan", "op": "is", "value": id})),
            sort: Some(Names::parse(commission_tier::FROM_SHARE.key())),
            limit: Some(50),
            ..FindRequest::default()
        };
        let rows = reading.find(commission_tier::KEY, &request)?.data;
        let tier = |row: &records::Viewed| {
            let percent = |field: &str| match row.value(field) {
                Some(dictionary::Value::Decimal(percent)) => Some(*percent),
                _ => None,
            };
            Some(Tier {
                from: percent(commission_tier::FROM_SHARE.key())?,
                rate: percent(commission_tier::RATE.key())?,
            })
        };
        found.insert(id, Plan { whole, tiers: rows.iter().filter_map(tier).collect() });
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use vocabulary::Currency;

    fn euro(amount: i64) -> Money {
        Money::new(amount * 100, Currency::EUR)
    }

    fn plan(whole: bool) -> Plan {
        let tier = |from: i64, rate: i64| Tier {
            from: Decimal::from_integer(from).unwrap(),
            rate: Decimal::from_integer(rate).unwrap(),
        };
        Plan { whole, tiers: vec![tier(50, 2), tier(100, 5), tier(120, 8)] }
    }

    #[test]
    fn each_part_earns_the_rate_of_its_tier_or_all_that_of_the_highest() {
        // Attained of 1,000; earned in cents for each part, and for all.
        for (attained, parts, all, next) in [
            (499, 0, 0, Some((1, 2))),
            (500, 0, 1_000, Some((500, 5))),
            (900, 800, 1_800, Some((100, 5))),
            (1_000, 1_000, 5_000, Some((200, 8))),
            (1_300, 1_000 + 1_000 + 800, 10_400, None),
        ] {
            let next = next.map(|(missing, rate)| (euro(missing), Decimal::from_integer(rate).unwrap()));
            for (whole, cents) in [(false, parts), (true, all)] {
                let earned = plan(whole).preview(euro(attained), euro(1_000)).unwrap();
                assert_eq!((earned.amount.minor, &earned.next), (cents, &next), "{attained} {whole}");
            }
        }
        let none = Plan { whole: false, tiers: Vec::new() };
        assert_eq!(none.preview(euro(900), euro(1_000)).unwrap().amount, euro(0));
    }
}
