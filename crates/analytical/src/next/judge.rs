//! What came of what stood on the list: looked at thirty days later, whether somebody acted or not, so that the list can be
//! held against what would have come anyway.

use super::table::{self, Kept};
use dictionary::Value;
use math::proportion::{two_proportions, wilson};
use records::{FindRequest, Reading, Viewed};
use serde_json::{Value as Json, json};
use standard::{deal, lead, purchase, quote};
use std::collections::BTreeMap;
use vocabulary::{Error, Id, Result, Timestamp};

/// Days after which it is looked at.
pub(crate) const DAYS: i64 = 30;
/// With fewer lines on a side nothing is said about the difference.
const FEW: u64 = 20;

/// What came of a line: won, moved, nothing or lost, and the amount where something was won.
pub(super) fn came(reading: &mut Reading<'_>, kept: &Kept) -> Result<(&'static str, Option<i64>)> {
    let record = match reading.get(&kept.object, kept.record) {
        Ok(record) => record,
        Err(Error::NotFound(_) | Error::Merged(..)) => return Ok(("gone", None)),
        Err(error) => return Err(error),
    };
    match kept.object.as_str() {
        deal::KEY => Ok(of_deal(&record, kept.shown_at)),
        quote::KEY => Ok(of_quote(&record)),
        lead::KEY => Ok(of_lead(&record, kept.shown_at)),
        _ => of_customer(reading, kept),
    }
}

fn text(record: &Viewed, field: &str) -> String {
    record.value(field).map(Value::to_text).unwrap_or_default()
}

fn minor(record: &Viewed, field: &str) -> Option<i64> {
    match record.value(field) {
        Some(Value::Money(money)) => Some(money.minor),
        _ => None,
    }
}

fn since(record: &Viewed, field: &str, shown: Timestamp) -> bool {
    matches!(record.value(field), Some(Value::Timestamp(at)) if *at > shown)
}

fn of_deal(record: &Viewed, shown: Timestamp) -> (&'static str, Option<i64>) {
    match text(record, deal::OUTCOME.key()).as_str() {
        "won" => ("won", minor(record, deal::AMOUNT.key())),
        "lost" => ("lost", None),
        _ if since(record, deal::STAGE_SINCE.key(), shown) => ("moved", None),
        _ => ("nothing", None),
    }
}

fn of_quote(record: &Viewed) -> (&'static str, Option<i64>) {
    match text(record, quote::STATE.key()).as_str() {
        "accepted" => ("won", minor(record, quote::NET.key())),
        "declined" => ("lost", None),
        "superseded" => ("moved", None),
        _ => ("nothing", None),
    }
}

fn of_lead(record: &Viewed, shown: Timestamp) -> (&'static str, Option<i64>) {
    match text(record, lead::STATE.key()).as_str() {
        "converted" => ("won", None),
        "disqualified" => ("lost", None),
        _ if since(record, lead::RESPONDED_AT.key(), shown) => ("moved", None),
        _ => ("nothing", None),
    }
}

fn of_customer(reading: &mut Reading<'_>, kept: &Kept) -> Result<(&'static str, Option<i64>)> {
    let request = FindRequest {
        filter: Some(json!({"and": [
            {"field": kept.object, "op": "is", "value": kept.record},
            {"field": purchase::PURCHASED_AT.key(), "op": "after", "value": kept.shown_at.to_string()},
            {"field": purchase::KIND.key(), "op": "is", "value": "sale"},
        ]})),
        limit: Some(200),
        ..FindRequest::default()
    };
    let bought = reading.find(purchase::KEY, &request)?.data;
    if bought.is_empty() {
        return Ok(("nothing", None));
    }
    let same = |record: &&Viewed| matches!(record.value(purchase::TOTAL.key()), Some(Value::Money(money)) if Some(money.currency.code()) == kept.currency.as_deref());
    let sum = bought.iter().filter(same).filter_map(|record| minor(record, purchase::TOTAL.key())).sum();
    Ok(("won", Some(sum)))
}

/// One side of the comparison.
#[derive(Default)]
struct Side {
    shown: u64,
    judged: u64,
    good: u64,
    won: u64,
    /// What was won, by currency.
    brought: BTreeMap<String, i64>,
    /// What was expected of what is judged, by currency.
    expected: BTreeMap<String, i64>,
}

impl Side {
    fn take(&mut self, kept: &Kept) {
        self.shown += 1;
        if kept.judged_at.is_none() {
            return;
        }
        self.judged += 1;
        let came = kept.came.as_deref();
        self.good += u64::from(matches!(came, Some("won" | "moved")));
        self.won += u64::from(came == Some("won"));
        let add = |to: &mut BTreeMap<String, i64>, amount: Option<i64>| {
            if let (Some(amount), Some(currency)) = (amount, &kept.currency) {
                *to.entry(currency.clone()).or_default() += amount;
            }
        };
        add(&mut self.brought, kept.came_amount);
        add(&mut self.expected, kept.expected);
    }

    fn told(&self) -> Json {
        let share = wilson(self.good, self.judged, 0.9)
            .ok()
            .map(|one| json!({"share": one.share, "low": one.low, "high": one.high}));
        let money = |sums: &BTreeMap<String, i64>| -> Vec<Json> {
            let one = |(currency, minor): (&String, &i64)| {
                let money = vocabulary::Money::new(*minor, currency.parse().ok()?);
                Some(json!({"amount": money.amount(), "currency": money.currency}))
            };
            sums.iter().filter_map(one).collect()
        };
        json!({"shown": self.shown, "judged": self.judged, "good": self.good, "won": self.won, "share": share, "brought": money(&self.brought), "expected": money(&self.expected)})
    }
}

/// How good the list was for some users since a moment: acted on against not acted on.
pub(super) fn judgment(reading: &mut Reading<'_>, users: &[Id], since: Timestamp) -> Result<Json> {
    let workspace = reading.context().workspace;
    let kept = table::judged(reading.reader(), workspace, users, since)?;
    let (mut acted, mut left) = (Side::default(), Side::default());
    let (mut dismissed, mut snoozed) = (0_u64, 0_u64);
    let mut kinds: BTreeMap<String, (Side, Side)> = BTreeMap::new();
    let mut reasons: BTreeMap<String, u64> = BTreeMap::new();
    for one in &kept {
        let sides = kinds.entry(one.kind.clone()).or_default();
        let done = one.decision() == Some("acted");
        dismissed += u64::from(one.decision() == Some("dismissed"));
        snoozed += u64::from(one.decision() == Some("snoozed"));
        if let Some(reason) = one.reason.clone().filter(|_| one.decision() == Some("dismissed")) {
            *reasons.entry(reason).or_default() += 1;
        }
        if done { &mut acted } else { &mut left }.take(one);
        if done { &mut sides.0 } else { &mut sides.1 }.take(one);
    }
    let difference = if acted.judged >= FEW && left.judged >= FEW {
        two_proportions((left.good, left.judged), (acted.good, acted.judged), 0.9)
            .ok()
            .map(|found| json!({"difference": found.difference, "low": found.low, "high": found.high}))
    } else {
        None
    };
    let mut reasons: Vec<(String, u64)> = reasons.into_iter().collect();
    reasons.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(&other.0)));
    reasons.truncate(10);
    Ok(json!({
        "days": DAYS, "needed": FEW, "shown": kept.len(), "dismissed": dismissed, "snoozed": snoozed,
        "acted_on": acted.told(), "left": left.told(), "difference": difference,
        "kinds": kinds.iter().map(|(kind, (acted, left))| json!({"kind": kind, "acted_on": acted.told(), "left": left.told()})).collect::<Vec<_>>(),
        "reasons": reasons.into_iter().map(|(reason, count)| json!({"reason": reason, "count": count})).collect::<Vec<_>>(),
    }))
}
