//! Customers out of the kept summary: a row for each of them instead of all their purchases.

use super::{Customer, Kind};
use crate::analysis::Ground;
use records::{FindRequest, Names};
use serde_json::{Value as Json, json};
use standard::{customer, purchase};
use vocabulary::{Result, Timestamp};

const KEYS: [&str; 4] =
    [customer::FIRST.key(), customer::LAST.key(), customer::COUNT.key(), customer::TOTAL.key()];

/// Whom the kept summary tells of as the purchases do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// All customers.
    Everybody,
    /// Companies: some people bought for one, and what they did counts for it and yet stands in their own summary too.
    Companies,
    /// It is not seen, or purchases were made later.
    Nobody,
}

/// The kinds of customers of whom the kept summary is seen and tells at a moment: of none where purchases were made later, and of no people
/// where some of theirs count for a company.
pub fn summary_tells(ground: &mut Ground<'_>, at: Timestamp) -> Result<&'static [Kind]> {
    Ok(match reach(ground, at)? {
        Reach::Everybody => &Kind::ALL,
        Reach::Companies => &[Kind::Company],
        Reach::Nobody => &[],
    })
}

/// Whom the kept summary tells of at a moment.
pub(super) fn reach(ground: &mut Ground<'_>, at: Timestamp) -> Result<Reach> {
    let sees = |kind: &Kind| KEYS.iter().all(|key| ground.reading.sees_field(kind.object(), key));
    let whose = [purchase::COMPANY.key(), purchase::PERSON.key()];
    if !Kind::ALL.iter().all(sees) || !whose.iter().all(|key| ground.reading.sees_field(purchase::KEY, key)) {
        return Ok(Reach::Nobody);
    }
    let mut is_there = |filter: Json| -> Result<bool> {
        let request = FindRequest { filter: Some(filter), ..FindRequest::default() };
        Ok(ground.reading.count(purchase::KEY, &request, Some(1))?.value > 0)
    };
    if is_there(json!({"field": purchase::PURCHASED_AT.key(), "op": "after", "value": at.to_string()}))? {
        return Ok(Reach::Nobody);
    }
    let both = whose.map(|key| json!({"field": key, "op": "is_not_empty"}));
    Ok(if is_there(json!({"and": both}))? { Reach::Companies } else { Reach::Everybody })
}

/// The customers of these kinds out of the summary.
pub(super) fn customers(ground: &mut Ground<'_>, kinds: &[Kind]) -> Result<Vec<Customer>> {
    let mut found = Vec::new();
    for kind in kinds.iter().copied() {
        let fields = ["id"].into_iter().chain(KEYS).map(str::to_string).collect();
        let request = FindRequest { fields: Some(Names(fields)), ..FindRequest::default() };
        let told = ground.teller();
        ground.reading.rows(kind.object(), &request, &mut |row| {
            let (Some(id), Some(first), Some(last)) = (row.id(0), row.timestamp(1), row.timestamp(2)) else {
                return Ok(true);
            };
            let count = row.integer(3).and_then(|count| u32::try_from(count).ok()).unwrap_or_default();
            let total = row.money(4).map_or(0, |money| money.minor);
            found.push(Customer { kind, id, first, last, count, total });
            if found.len() % 50_000 == 0 {
                told(i64::try_from(found.len()).unwrap_or(i64::MAX), None)?;
            }
            Ok(true)
        })?;
    }
    found.sort_unstable_by_key(|customer| (customer.kind, customer.id));
    Ok(found)
}
