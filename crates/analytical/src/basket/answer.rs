//! What the analysis answers: the rules, the surest first, each with the purchases behind it, and for each thing what goes best with
//! it, whether or not that is a rule.

use super::list::lists;
use super::{Asked, Baskets, Level};
use crate::analysis::{Ground, refused};
use crate::line::Till;
use math::basket::{FrequentSet, Rule};
use math::proportion::wilson;
use serde_json::{Value as Json, json};
use standard::{product, product_category};
use std::collections::{BTreeMap, BTreeSet};
use vocabulary::{Id, Result};

/// Rules that are told; how many there are is told as well.
const MOST: usize = 500;
/// Of each thing so many others that go best with it.
const PARTNERS: usize = 8;
/// How sure intervals are.
pub(super) const SURE: f64 = 0.95;

/// A rule with how sure it is.
struct Judged<'r> {
    rule: &'r Rule,
    before: u64,
    after: u64,
    low: f64,
    high: f64,
    /// The least lift the interval allows.
    lift_low: f64,
}

#[expect(clippy::cast_precision_loss, reason = "numbers of baskets are far below 2^53")]
pub(super) fn ratio(part: u64, all: u64) -> f64 {
    part as f64 / all.max(1) as f64
}

/// The least and the most share of the baskets with `given` that hold the other as well.
pub(super) fn interval(both: u64, given: u64) -> Result<(f64, f64)> {
    let share = wilson(both, given, SURE).map_err(|refusal| refused(&refusal))?;
    Ok((share.low, share.high))
}

pub(super) fn told(
    ground: &Ground<'_>,
    till: &Till,
    asked: &Asked,
    baskets: &Baskets,
    least: u64,
    sets: &[FrequentSet],
    rules: &[Rule],
) -> Result<Json> {
    let all = u64::try_from(baskets.len()).unwrap_or(u64::MAX);
    let known: BTreeMap<&[u32], u64> =
        sets.iter().map(|set| (set.products.as_slice(), set.baskets)).collect();
    let of = |things: &[u32]| known.get(things).copied().unwrap_or_default();
    let mut judged = Vec::with_capacity(rules.len());
    for rule in rules {
        let (before, after) = (of(&rule.given), of(&rule.then));
        let (low, high) = interval(rule.baskets, before)?;
        judged.push(Judged { rule, before, after, low, high, lift_low: low / ratio(after, all) });
    }
    // The surest first: a lift of fifty out of three baskets is mostly luck.
    judged.sort_by(|left, right| {
        right
            .lift_low
            .total_cmp(&left.lift_low)
            .then(right.rule.baskets.cmp(&left.rule.baskets))
            .then_with(|| left.rule.given.cmp(&right.rule.given))
            .then_with(|| left.rule.then.cmp(&right.rule.then))
    });
    judged.truncate(MOST);
    let pairs = pairs(sets, all, &of)?;
    let mut used: BTreeSet<u32> = BTreeSet::new();
    for one in &judged {
        used.extend(one.rule.given.iter().chain(&one.rule.then));
    }
    used.extend(pairs.iter().flat_map(|(one, other, _)| [one, other]));
    let places: BTreeMap<u32, usize> = used.iter().zip(0..).map(|(thing, place)| (*thing, place)).collect();
    let at =
        |things: &[u32]| -> Vec<usize> { things.iter().filter_map(|one| places.get(one).copied()).collect() };
    let ids = |things: &[u32]| -> Vec<Id> {
        things.iter().filter_map(|one| named(till, asked, *one)).map(|(id, _)| id).collect()
    };
    let things: Vec<Json> = (used.iter())
        .filter_map(|thing| {
            let (id, name) = named(till, asked, *thing)?;
            Some(json!({"key": id, "id": id, "name": name, "baskets": of(&[*thing])}))
        })
        .collect();
    let rules_told: Vec<Json> = judged
        .iter()
        .map(|one| {
            let (given, then) = (ids(&one.rule.given), ids(&one.rule.then));
            let both: Vec<Id> = given.iter().chain(&then).copied().collect();
            json!({
                "key": format!("{}>{}", joined(&given), joined(&then)),
                "given": at(&one.rule.given),
                "then": at(&one.rule.then),
                "baskets": one.rule.baskets,
                "given_baskets": one.before,
                "then_baskets": one.after,
                "support": rounded(one.rule.support),
                "confidence": rounded(one.rule.confidence),
                "low": rounded(one.low),
                "high": rounded(one.high),
                "lift": rounded(one.rule.lift),
                "lift_low": rounded(one.lift_low),
                "lists": lists(&ground.reading, asked, &both),
            })
        })
        .collect();
    let day = |at: vocabulary::Timestamp| at.date_in(&ground.zone);
    let span = till.span().map(|(from, to)| json!({"from": day(from), "to": day(to)}));
    let pairs_told: Vec<Json> = pairs
        .iter()
        .filter_map(|(one, other, both)| Some(json!([places.get(one)?, places.get(other)?, both])))
        .collect();
    Ok(json!({
        "object": if asked.level == Level::Product { product::KEY } else { product_category::KEY },
        "baskets": all,
        "least": least,
        "things_sold": baskets.things(),
        "things_frequent": sets.iter().filter(|set| set.products.len() == 1).count(),
        "span": span,
        "rules_found": rules.len(),
        "rules": rules_told,
        "things": things,
        "pairs": pairs_told,
    }))
}

/// Of each thing the partners it goes best with, surely more often than by chance; each pair once.
fn pairs(sets: &[FrequentSet], all: u64, of: &dyn Fn(&[u32]) -> u64) -> Result<Vec<(u32, u32, u64)>> {
    let mut partners: BTreeMap<u32, Vec<(f64, u32, u64)>> = BTreeMap::new();
    for set in sets {
        let [one, other] = set.products.as_slice() else { continue };
        for (given, then) in [(*one, *other), (*other, *one)] {
            let (low, _) = interval(set.baskets, of(&[given]))?;
            let lift = low / ratio(of(&[then]), all);
            if lift > 1.0 {
                partners.entry(given).or_default().push((lift, then, set.baskets));
            }
        }
    }
    let mut kept: BTreeSet<(u32, u32, u64)> = BTreeSet::new();
    for (given, mut list) in partners {
        list.sort_by(|left, right| right.0.total_cmp(&left.0).then(left.1.cmp(&right.1)));
        for (_, then, both) in list.into_iter().take(PARTNERS) {
            kept.insert((given.min(then), given.max(then), both));
        }
    }
    Ok(kept.into_iter().collect())
}

fn named<'t>(till: &'t Till, asked: &Asked, thing: u32) -> Option<(Id, &'t str)> {
    match asked.level {
        Level::Product => till.product(thing).map(|one| (one.id, one.name.as_str())),
        Level::Category => till.category(thing).map(|one| (one.id, one.name.as_str())),
    }
}

fn joined(ids: &[Id]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join("+")
}

/// To six digits after the point: no difference of the last bit changes a hash.
pub(super) fn rounded(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}
