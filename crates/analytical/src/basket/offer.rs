//! The next product for a customer, out of the newest run: what goes best with what they have bought, with the reason; for one customer
//! all that may be offered, for many the best.

use super::answer::{interval, ratio, rounded};
use super::{Asked, Level, Unit};
use crate::analysis::{Newest, newest};
use crate::line::chosen;
use platform::Platform;
use platform::identity::Authenticated;
use records::{FindRequest, Reading};
use serde::Deserialize;
use serde_json::{Value as Json, json};
use standard::{person, product, purchase, purchase_line};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use vocabulary::{Error, Id, Result};

/// Products offered at most.
const MOST: usize = 5;
/// Purchases of a customer that are looked at, the newest.
const PURCHASES: usize = 2_000;
/// Of so many purchases the lines are asked for in one go.
const CHUNK: usize = 500;

/// What of the result of a run is needed.
#[derive(Deserialize)]
pub(super) struct Kept {
    pub(super) baskets: u64,
    pub(super) things: Vec<Thing>,
    pub(super) pairs: Vec<(usize, usize, u64)>,
}

#[derive(Deserialize)]
pub(super) struct Thing {
    pub(super) id: Id,
    pub(super) name: String,
    pub(super) baskets: u64,
}

/// The newest run by products that the asker may see and that found something, with what it kept: who asks in a way in which nothing goes
/// together takes nobody's offers away.
pub(super) fn newest_run(
    platform: &Platform,
    asker: &Authenticated,
    reading: &Reading<'_>,
) -> Result<Option<(Newest, Asked, Kept)>> {
    let by_product =
        |parameters: &Json| Asked::of(parameters).is_ok_and(|asked| asked.level == Level::Product);
    let kept = |run: &Newest| Kept::deserialize(&run.result).map_err(Error::internal);
    let found = |run: &Newest| Ok(!kept(run)?.ways()?.is_empty());
    let Some(run) = newest(platform, asker, reading, super::KEY, &by_product, &found)? else {
        return Ok(None);
    };
    let (asked, kept) = (Asked::of(&run.parameters)?, kept(&run)?);
    Ok(Some((run, asked, kept)))
}

/// How often who has one thing has another: both ways of a pair.
pub(super) struct Goes {
    pub(super) given: usize,
    pub(super) then: usize,
    pub(super) both: u64,
    pub(super) before: u64,
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) lift: f64,
    pub(super) lift_low: f64,
}

impl Kept {
    /// All ways in which one thing leads to another more often than by chance.
    pub(super) fn ways(&self) -> Result<Vec<Goes>> {
        let mut ways = Vec::with_capacity(self.pairs.len() * 2);
        for (one, other, both) in &self.pairs {
            for (given, then) in [(*one, *other), (*other, *one)] {
                let (Some(before), Some(after)) = (self.things.get(given), self.things.get(then)) else {
                    continue;
                };
                let (low, high) = interval(*both, before.baskets)?;
                let often = ratio(after.baskets, self.baskets);
                let (lift, lift_low) = (ratio(*both, before.baskets) / often, low / often);
                if lift_low > 1.0 {
                    let before = before.baskets;
                    ways.push(Goes { given, then, both: *both, before, low, high, lift, lift_low });
                }
            }
        }
        Ok(ways)
    }
}

/// What may be offered to whom, out of the newest run: by what was bought, what goes best with it.
pub(crate) struct Offers {
    by_given: HashMap<Id, Vec<Offer>>,
}

/// A product that goes with another one.
pub(crate) struct Offer {
    pub(crate) product: Id,
    pub(crate) name: String,
    /// With what it goes.
    pub(crate) given: String,
    /// What makes a basket.
    pub(crate) unit: Unit,
    /// Baskets that hold both, and those that hold what it goes with.
    pub(crate) both: u64,
    pub(crate) of: u64,
    /// The lower end of the share: so many at least.
    pub(crate) low: f64,
}

impl Offers {
    /// The offers of the newest run the asker may see; none without a run.
    pub(crate) fn read(
        platform: &Platform,
        asker: &Authenticated,
        reading: &Reading<'_>,
    ) -> Result<Option<Offers>> {
        if reading.object(purchase_line::KEY).is_err() {
            return Ok(None);
        }
        let Some((_, asked, kept)) = newest_run(platform, asker, reading)? else { return Ok(None) };
        let mut by_given: HashMap<Id, Vec<Offer>> = HashMap::new();
        for goes in kept.ways()? {
            let (Some(given), Some(then)) = (kept.things.get(goes.given), kept.things.get(goes.then)) else {
                continue;
            };
            by_given.entry(given.id).or_default().push(Offer {
                product: then.id,
                name: then.name.clone(),
                given: given.name.clone(),
                unit: asked.unit,
                both: goes.both,
                of: goes.before,
                low: goes.low,
            });
        }
        Ok(Some(Offers { by_given }))
    }

    /// What goes best with what somebody has, of what they have not and `sold` lets through.
    pub(crate) fn best(
        &self,
        bought: &BTreeSet<Id>,
        sold: &mut dyn FnMut(Id) -> Result<bool>,
    ) -> Result<Option<&Offer>> {
        let all = bought.iter().filter_map(|id| self.by_given.get(id)).flatten();
        let mut all: Vec<&Offer> = all.filter(|offer| !bought.contains(&offer.product)).collect();
        all.sort_by(|left, right| right.low.total_cmp(&left.low).then(left.product.cmp(&right.product)));
        for offer in all {
            if sold(offer.product)? {
                return Ok(Some(offer));
            }
        }
        Ok(None)
    }
}

/// A reason as it is told.
pub(super) fn reason(goes: &Goes, because: &Thing, unit: Unit) -> Json {
    json!({
        "id": because.id,
        "name": because.name,
        "unit": unit,
        "both": goes.both,
        "given": goes.before,
        "share": rounded(ratio(goes.both, goes.before)),
        "low": rounded(goes.low),
        "high": rounded(goes.high),
        "lift": rounded(goes.lift),
    })
}

/// The next products for a company or a person.
pub(super) fn next_products(
    platform: &Platform,
    asker: &Authenticated,
    reading: &mut Reading<'_>,
    object: &'static str,
    customer: Id,
) -> Result<Json> {
    reading.get(object, customer)?;
    reading.object(purchase_line::KEY)?;
    let none = |why: &str, run: Option<&Newest>| json!({"run": run.map(|run| run.id), "as_of": run.map(|run| run.as_of), "data": [], "none": why});
    let Some((run, asked, kept)) = newest_run(platform, asker, reading)? else {
        return Ok(none("no_run", None));
    };
    let bought = bought(reading, object, customer)?;
    if bought.is_empty() {
        return Ok(none("nothing_bought", Some(&run)));
    }
    let mut best: BTreeMap<usize, Goes> = BTreeMap::new();
    for goes in kept.ways()? {
        let id = |place: usize| kept.things.get(place).map(|thing| thing.id);
        let (Some(given), Some(then)) = (id(goes.given), id(goes.then)) else { continue };
        if !bought.contains(&given) || bought.contains(&then) {
            continue;
        }
        if best.get(&goes.then).is_none_or(|known| goes.low > known.low) {
            best.insert(goes.then, goes);
        }
    }
    let mut ranked: Vec<Goes> = best.into_values().collect();
    ranked.sort_by(|left, right| right.low.total_cmp(&left.low).then(left.then.cmp(&right.then)));
    let mut data = Vec::new();
    for goes in ranked {
        let (Some(offer), Some(because)) = (kept.things.get(goes.then), kept.things.get(goes.given)) else {
            continue;
        };
        // What is not sold any more, or was hidden or removed since, is not offered.
        let Ok(found) = reading.get(product::KEY, offer.id) else { continue };
        if found.value(product::ACTIVE.key()) == Some(&dictionary::Value::Boolean(false)) {
            continue;
        }
        data.push(json!({"id": offer.id, "name": offer.name, "because": reason(&goes, because, asked.unit)}));
        if data.len() == MOST {
            break;
        }
    }
    let why = if data.is_empty() { Some("nothing_goes_with") } else { None };
    Ok(json!({"run": run.id, "as_of": run.as_of, "data": data, "none": why}))
}

/// The products a customer has bought, as far as the asker sees it.
fn bought(reading: &mut Reading<'_>, object: &str, customer: Id) -> Result<BTreeSet<Id>> {
    let field = if object == person::KEY { purchase::PERSON.key() } else { purchase::COMPANY.key() };
    let mut purchases: Vec<Id> = Vec::new();
    let request = FindRequest {
        filter: Some(json!({"field": field, "op": "is", "value": customer})),
        sort: Some(records::Names(vec![format!("-{}", purchase::PURCHASED_AT.key())])),
        ..chosen(&["id"])
    };
    reading.rows(purchase::KEY, &request, &mut |row| {
        purchases.extend(row.id(0));
        Ok(purchases.len() < PURCHASES)
    })?;
    let mut products = BTreeSet::new();
    for chunk in purchases.chunks(CHUNK) {
        let request = FindRequest {
            filter: Some(json!({"field": purchase_line::PURCHASE.key(), "op": "in", "value": chunk})),
            ..chosen(&[purchase_line::PRODUCT.key()])
        };
        reading.rows(purchase_line::KEY, &request, &mut |row| {
            products.extend(row.id(0));
            Ok(true)
        })?;
    }
    // What came back stands among them: it is not offered again.
    Ok(products)
}
