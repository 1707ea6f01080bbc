//! How likely open deals and new leads come to something, from what became of earlier ones that the asker sees.

use dictionary::{LinkValue, Value};
use records::{GroupRequest, Reading};
use serde_json::{Value as Json, json};
use standard::{deal, lead, stage_visit};
use std::collections::HashMap;
use vocabulary::{Currency, Id, Money, Result};

/// With fewer ended deals a stage does not speak for itself.
const ENDED: i64 = 20;

/// What became of earlier deals and leads.
#[derive(Clone, Debug, Default)]
pub(super) struct Chances {
    /// Of the deals that stood in a stage and came to an end: won, and all.
    stages: HashMap<Id, (i64, i64)>,
    /// Mean amount of won deals, in the currency most of them have.
    pub(super) usual: Option<Money>,
    /// Share of leads that become a deal, and of deals that are won.
    pub(super) of_lead: Option<f64>,
}

impl Chances {
    pub(super) fn read(reading: &mut Reading<'_>, own: Currency) -> Result<Chances> {
        let mut found = Chances::default();
        let outcome = format!("{}.{}", stage_visit::DEAL.key(), deal::OUTCOME.key());
        if reading.object(stage_visit::KEY).is_ok() && reading.sees_field(deal::KEY, deal::OUTCOME.key()) {
            let ended = json!({"field": outcome, "op": "in", "value": ["won", "lost"]});
            for (keys, _, count) in
                groups(reading, stage_visit::KEY, ended, &[stage_visit::STAGE.key(), &outcome], None)?
            {
                if let (Some(Value::Link(LinkValue { id, .. })), Some(Value::Text(outcome))) =
                    (keys.first(), keys.get(1))
                {
                    let place = found.stages.entry(*id).or_default();
                    place.0 += if outcome == "won" { count } else { 0 };
                    place.1 += count;
                }
            }
        }
        if reading.object(deal::KEY).is_ok() && reading.sees_field(deal::KEY, deal::AMOUNT.key()) {
            let won = json!({"and": [
                {"field": deal::OUTCOME.key(), "op": "is", "value": "won"},
                {"field": deal::AMOUNT.key(), "op": "is_not_empty"},
            ]});
            let sums = groups(reading, deal::KEY, won, &[], Some(deal::AMOUNT.key()))?;
            let most = sums.iter().filter_map(|(_, sum, count)| Some(((*sum)?, *count)));
            let most = most.max_by_key(|(sum, count)| (sum.currency == own, *count));
            found.usual = most
                .filter(|(_, count)| *count > 0)
                .map(|(sum, count)| Money::new(sum.minor / count, sum.currency));
        }
        found.of_lead = of_lead(reading)?;
        Ok(found)
    }

    /// How likely a deal in a stage is won: as those before it, else as its own field says.
    pub(super) fn of_deal(&self, stage: Option<Id>, says: Option<f64>) -> f64 {
        match stage.and_then(|stage| self.stages.get(&stage)).filter(|(_, all)| *all >= ENDED) {
            Some((won, all)) => *won as f64 / *all as f64,
            None => says.unwrap_or(0.3),
        }
    }
}

fn of_lead(reading: &mut Reading<'_>) -> Result<Option<f64>> {
    if reading.object(lead::KEY).is_err() || reading.object(deal::KEY).is_err() {
        return Ok(None);
    }
    let share = |counts: &[(Vec<Value>, Option<Money>, i64)], good: &str, bad: &str| {
        let of = |word: &str| -> i64 {
            counts
                .iter()
                .filter(|(keys, ..)| keys.first() == Some(&Value::Text(word.to_string())))
                .map(|(_, _, count)| count)
                .sum()
        };
        let (good, all) = (of(good), of(good) + of(bad));
        (all > 0).then(|| good as f64 / all as f64)
    };
    let ended = json!({"field": lead::STATE.key(), "op": "in", "value": ["converted", "disqualified"]});
    let leads = groups(reading, lead::KEY, ended, &[lead::STATE.key()], None)?;
    let decided = json!({"field": deal::OUTCOME.key(), "op": "in", "value": ["won", "lost"]});
    let deals = groups(reading, deal::KEY, decided, &[deal::OUTCOME.key()], None)?;
    let (leads, deals) = (share(&leads, "converted", "disqualified"), share(&deals, "won", "lost"));
    Ok(leads.zip(deals).map(|(lead, deal)| lead * deal))
}

type Counted = (Vec<Value>, Option<Money>, i64);

fn groups(
    reading: &mut Reading<'_>,
    object: &str,
    filter: Json,
    by: &[&str],
    sum: Option<&str>,
) -> Result<Vec<Counted>> {
    let mut measures = vec![json!({"measure": "count"})];
    measures.extend(sum.map(|field| json!({"measure": "sum", "field": field})));
    let request = GroupRequest {
        filter: Some(filter),
        by: by.iter().map(|field| json!({ "field": field })).collect(),
        measures: Json::Array(measures),
        limit: json!(10_000),
        ..GroupRequest::default()
    };
    let groups = reading.groups(object, &request)?.groups;
    let told = groups.into_iter().map(|group| {
        let count = match group.values.first() {
            Some(Value::Integer(count)) => *count,
            _ => 0,
        };
        let sum = match group.values.get(1) {
            Some(Value::Money(money)) => Some(*money),
            _ => None,
        };
        (group.key.into_iter().map(|(value, _)| value).collect(), sum, count)
    });
    Ok(told.collect())
}
