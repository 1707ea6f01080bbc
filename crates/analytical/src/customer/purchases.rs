//! All purchases one after the other.

use super::Places;
use crate::analysis::Ground;
use records::{FindRequest, Names};
use serde_json::Value as Json;
use standard::purchase;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use vocabulary::{Error, Id, Result, Timestamp};

/// Progress is told after so many.
const STEP: usize = if cfg!(test) { 10 } else { 20_000 };

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

/// What a row of a purchase says, before anybody has looked up whose it is.
struct Raw {
    customer: Id,
    at: Timestamp,
    cents: i64,
    is_return: bool,
}

/// So many rows go to the other thread at once, and so many times as many wait for it at most. Tests fill it with few.
const TOGETHER: usize = if cfg!(test) { 2 } else { 4_096 };
const WAITING: usize = 4;

/// Hands over the purchases and returns of the customers in `places`, in no particular sequence. `each` is called on another
/// thread: while the database hands over the next rows, the customers of those before are looked up.
pub fn purchases(
    ground: &mut Ground<'_>,
    places: &Places,
    filter: Option<Json>,
    each: &mut (dyn FnMut(Purchase) -> Result<()> + Send),
) -> Result<()> {
    std::thread::scope(|scope| {
        let (send, receive) = sync_channel::<Vec<Raw>>(WAITING);
        let worker = std::thread::Builder::new()
            .name("purchases".to_string())
            .spawn_scoped(scope, move || hand_over(&receive, places, each))
            .map_err(|error| {
                Error::Unavailable(format!("No room to look through purchases ({error}); try again."))
            })?;
        let read = read(ground, filter, &send);
        drop(send);
        // Whoever looks ends early only with an error of its own, which is the one to tell.
        worker.join().map_err(|_| Error::internal("purchases could not be looked through"))?.and(read)
    })
}

fn hand_over(
    receive: &Receiver<Vec<Raw>>,
    places: &Places,
    each: &mut (dyn FnMut(Purchase) -> Result<()> + Send),
) -> Result<()> {
    // The database hands over the purchases of a person one after the other, as a rule.
    let mut known = None;
    for raw in receive.iter().flatten() {
        let place = match known {
            Some((before, place)) if before == raw.customer => place,
            _ => places.of(raw.customer),
        };
        known = Some((raw.customer, place));
        let Some(customer) = place else { continue };
        each(Purchase { customer, at: raw.at, cents: raw.cents, is_return: raw.is_return })?;
    }
    Ok(())
}

fn read(ground: &mut Ground<'_>, filter: Option<Json>, send: &SyncSender<Vec<Raw>>) -> Result<()> {
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
    let request = FindRequest { fields: Some(Names(fields)), filter, ..FindRequest::default() };
    let mut count = 0;
    let mut rows = Vec::with_capacity(TOGETHER);
    let told = ground.teller();
    ground.reading.rows(purchase::KEY, &request, &mut |row| {
        count += 1;
        if count % STEP == 0 {
            told(i64::try_from(count).unwrap_or(i64::MAX), None)?;
        }
        let Some(customer) = row.id(company).or_else(|| row.id(person)) else { return Ok(true) };
        let Some(at) = row.timestamp(at) else { return Ok(true) };
        let money = row.money(total);
        let negative = money.is_some_and(|money| money.minor < 0);
        let is_return = negative || row.text(kind) == Some("return");
        let cents = money.filter(|money| money.currency == currency).map_or(0, |money| money.minor);
        rows.push(Raw { customer, at, cents, is_return });
        if rows.len() < TOGETHER {
            return Ok(true);
        }
        let full = std::mem::replace(&mut rows, Vec::with_capacity(TOGETHER));
        Ok(send.send(full).is_ok())
    })?;
    // Nobody takes the last ones where the other side has ended: it says why.
    let _ = send.send(rows);
    Ok(())
}
