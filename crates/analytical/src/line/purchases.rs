//! The purchases lines belong to.

use super::{NOBODY, Purchase, Seen};
use crate::analysis::Ground;
use standard::purchase;
use std::collections::HashMap;
use vocabulary::{Id, Result, Timestamp};

/// Progress is told after so many.
const STEP: usize = 20_000;

/// Purchases, and what they name by its place.
pub(super) struct Read {
    pub(super) purchases: Vec<Purchase>,
    pub(super) customers: Vec<(bool, Id)>,
    pub(super) channels: Vec<String>,
}

pub(super) fn read(ground: &mut Ground<'_>, since: Option<Timestamp>) -> Result<Read> {
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
    let mut customers: Vec<(bool, Id)> = Vec::new();
    let mut by_customer: HashMap<(bool, Id), u32> = HashMap::new();
    let mut channels: Vec<String> = Vec::new();
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
        let customer = row.id(company).map(|id| (true, id)).or(row.id(person).map(|id| (false, id)));
        let customer = customer.map_or(NOBODY, |customer| {
            *by_customer.entry(customer).or_insert_with(|| {
                customers.push(customer);
                u32::try_from(customers.len() - 1).unwrap_or(NOBODY)
            })
        });
        found.push(Purchase {
            id,
            at,
            cents: money.map(|money| money.minor),
            customer,
            channel: place_of(&mut channels, row.text(channel).unwrap_or_default()),
            is_return: row.text(kind) == Some("return"),
        });
        Ok(true)
    })?;
    drop(by_customer);
    found.sort_unstable_by_key(|one| one.id);
    Ok(Read { customers: in_sequence(&mut found, &customers), purchases: found, channels })
}

/// The place of a channel: there are few.
fn place_of(channels: &mut Vec<String>, channel: &str) -> u16 {
    let place = channels.iter().position(|known| known == channel).unwrap_or_else(|| {
        channels.push(channel.to_string());
        channels.len() - 1
    });
    u16::try_from(place).unwrap_or(u16::MAX)
}

/// The customers in the sequence of their first purchases, whatever the sequence the database has them in.
fn in_sequence(purchases: &mut [Purchase], customers: &[(bool, Id)]) -> Vec<(bool, Id)> {
    let mut places = vec![NOBODY; customers.len()];
    let mut ordered = Vec::with_capacity(customers.len());
    for purchase in purchases {
        let Some(customer) = purchase.customer() else { continue };
        let (Some(place), Some(known)) =
            (places.get_mut(customer as usize), customers.get(customer as usize))
        else {
            continue;
        };
        if *place == NOBODY {
            *place = u32::try_from(ordered.len()).unwrap_or(NOBODY);
            ordered.push(*known);
        }
        purchase.customer = *place;
    }
    ordered
}
