//! All purchases one after the other.

use super::Places;
use crate::analysis::Ground;
use records::{FindRequest, Names};
use standard::purchase;
use vocabulary::{Result, Timestamp};

/// Progress is told after so many.
const STEP: usize = 20_000;

/// A purchase or a return of a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Purchase {
    /// The place of the customer.
    pub customer: u32,
    /// When.
    pub at: Timestamp,
    /// Money in minor units; 0 for another currency, and where amounts are hidden.
    pub cents: i64,
    /// It is no purchase, but takes from the money.
    pub is_return: bool,
}

/// Hands over the purchases and returns of the customers in `places`, in no particular sequence.
pub fn purchases(
    ground: &mut Ground<'_>,
    places: &Places,
    each: &mut dyn FnMut(Purchase) -> Result<()>,
) -> Result<()> {
    let currency = ground.currency;
    let wanted = [
        purchase::COMPANY.key(),
        purchase::PERSON.key(),
        purchase::PURCHASED_AT.key(),
        purchase::KIND.key(),
        purchase::TOTAL.key(),
    ];
    // A field that is hidden from the asker is as good as empty.
    let seen: Vec<&str> =
        wanted.into_iter().filter(|key| ground.reading.sees_field(purchase::KEY, key)).collect();
    let place = |key: &str| seen.iter().position(|seen| *seen == key).unwrap_or(usize::MAX);
    let [company, person, at, kind, total] = wanted.map(place);
    let fields = seen.iter().map(|key| (*key).to_string()).collect();
    let request = FindRequest { fields: Some(Names(fields)), ..FindRequest::default() };
    let mut read = 0;
    // The database hands over the purchases of a person one after the other, as a rule.
    let mut known = None;
    let told = ground.teller();
    ground.reading.rows(purchase::KEY, &request, &mut |row| {
        read += 1;
        if read % STEP == 0 {
            told(i64::try_from(read).unwrap_or(i64::MAX), None)?;
        }
        let Some(id) = row.id(company).or_else(|| row.id(person)) else { return Ok(true) };
        let place = match known {
            Some((before, place)) if before == id => place,
            _ => places.of(id),
        };
        known = Some((id, place));
        let Some(customer) = place else { return Ok(true) };
        let Some(at) = row.timestamp(at) else { return Ok(true) };
        let money = row.money(total);
        let negative = money.is_some_and(|money| money.minor < 0);
        let is_return = negative || row.text(kind) == Some("return");
        let cents = money.filter(|money| money.currency == currency).map_or(0, |money| money.minor);
        each(Purchase { customer, at, cents, is_return })?;
        Ok(true)
    })
}
