//! The purchases lines belong to.

use super::{Purchase, Seen};
use crate::analysis::Ground;
use standard::purchase;
use vocabulary::{Result, Timestamp};

/// Progress is told after so many.
const STEP: usize = 20_000;

pub(super) fn read(ground: &mut Ground<'_>, since: Option<Timestamp>) -> Result<Vec<Purchase>> {
    let (currency, as_of) = (ground.currency, ground.as_of);
    let wanted = Seen::of(
        ground,
        purchase::KEY,
        &[
            "id",
            purchase::PURCHASED_AT.key(),
            purchase::COMPANY.key(),
            purchase::PERSON.key(),
            purchase::KIND.key(),
            purchase::TOTAL.key(),
            purchase::CHANNEL.key(),
        ],
    );
    let [id, at, company, person, kind, total, channel] =
        [0, 1, 2, 3, 4, 5, 6].map(|place| wanted.place(place));
    let told = ground.teller();
    let mut found: Vec<Purchase> = Vec::new();
    let mut read = 0;
    ground.reading.rows(purchase::KEY, &wanted.request(None), &mut |row| {
        read += 1;
        if read % STEP == 0 {
            told(i64::try_from(read).unwrap_or(i64::MAX), None)?;
        }
        let (Some(id), Some(at)) = (row.id(id), row.timestamp(at)) else { return Ok(true) };
        if at > as_of || since.is_some_and(|since| at < since) {
            return Ok(true);
        }
        let money = row.money(total).filter(|money| money.currency == currency);
        found.push(Purchase {
            id,
            at,
            company: row.id(company),
            person: row.id(person),
            is_return: row.text(kind) == Some("return"),
            cents: money.map(|money| money.minor),
            channel: row.text(channel).unwrap_or_default().to_string(),
        });
        Ok(true)
    })?;
    found.sort_unstable_by_key(|one| one.id);
    Ok(found)
}
