//! The time of calls and meetings, and the handling of purchases and returns, added to the customers they were for.
//!
//! A call or meeting is the company's it was with, else the person's, else their employer's, else whoever the deal is with: the
//! first of them who has bought. With nobody who has bought, it is what it cost to win customers.

use super::gather::{Customer, Gathered, Sum};
use super::{Asked, minor};
use crate::analysis::Ground;
use crate::line::Seen;
use serde_json::json;
use standard::{call, deal, meeting, person};
use vocabulary::{Id, Result, Timestamp};

pub(super) fn add(
    ground: &mut Ground<'_>,
    asked: &Asked,
    since: Option<Timestamp>,
    gathered: &mut Gathered,
) -> Result<()> {
    for is_call in [true, false] {
        talks(ground, asked, since, gathered, is_call)?;
    }
    let (hour, purchase, taken_back) =
        (minor(asked.hour, ground), minor(asked.purchase, ground), minor(asked.taken_back, ground));
    let price = |sum: &mut Sum| {
        sum.time = times(hour, sum.seconds, 3600);
        sum.handling = handling(sum, purchase, taken_back);
    };
    gathered.customers.values_mut().for_each(price);
    price(&mut gathered.nobody);
    price(&mut gathered.not_yet);
    for sum in gathered.channels.values_mut() {
        sum.handling = handling(sum, purchase, taken_back);
    }
    Ok(())
}

fn handling(sum: &Sum, purchase: i64, taken_back: i64) -> i64 {
    let count = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let bought = purchase.saturating_mul(count(sum.purchases));
    bought.saturating_add(taken_back.saturating_mul(count(sum.returns)))
}

/// Rounded half up to minor units.
pub(super) fn times(rate: i64, amount: i64, per: i64) -> i64 {
    let product = i128::from(rate) * i128::from(amount);
    i64::try_from((2 * product + i128::from(per)).div_euclid(2 * i128::from(per))).unwrap_or(i64::MAX)
}

fn talks(
    ground: &mut Ground<'_>,
    asked: &Asked,
    since: Option<Timestamp>,
    gathered: &mut Gathered,
    is_call: bool,
) -> Result<()> {
    let (object, at, usual) = if is_call {
        (call::KEY, call::HAPPENED_AT.key(), asked.call_minutes)
    } else {
        (meeting::KEY, meeting::HAPPENED_AT.key(), asked.meeting_minutes)
    };
    // What is hidden from the asker has not happened for them.
    if ground.reading.object(object).is_err() || !ground.reading.sees_field(object, at) {
        return Ok(());
    }
    let sees = |object: &str, field: &str| ground.reading.sees_field(object, field);
    let employer = sees(person::KEY, person::COMPANY.key());
    let (deal_company, deal_person) =
        (sees(deal::KEY, deal::COMPANY.key()), sees(deal::KEY, deal::PERSON.key()));
    let mut keys = vec!["company", "person", at, "duration"];
    keys.extend(employer.then_some("person.company"));
    keys.extend(deal_company.then_some("deal.company"));
    keys.extend(deal_person.then_some("deal.person"));
    let seen = Seen::of(ground, object, &keys);
    let place =
        |key: &str| keys.iter().position(|one| *one == key).map_or(usize::MAX, |wanted| seen.place(wanted));
    let who = [
        (true, place("company")),
        (false, place("person")),
        (true, place("person.company")),
        (true, place("deal.company")),
        (false, place("deal.person")),
    ];
    let (at, duration) = (place(at), place("duration"));
    // A meeting that is only planned, was called off or to which nobody came took nobody's time.
    let held = meeting::STATE.key();
    let filter = (!is_call && ground.reading.sees_field(meeting::KEY, held))
        .then(|| json!({"field": held, "op": "is", "value": "held"}));
    let (as_of, told) = (ground.as_of, ground.teller());
    let mut read = 0_i64;
    ground.reading.rows(object, &seen.request(filter), &mut |row| {
        read += 1;
        if read % 20_000 == 0 {
            told(read, None)?;
        }
        let Some(at) = row.timestamp(at) else { return Ok(true) };
        if at > as_of || since.is_some_and(|since| at < since) {
            return Ok(true);
        }
        let sum = Sum {
            seconds: row.integer(duration).filter(|seconds| *seconds > 0).unwrap_or(usual * 60),
            calls: u64::from(is_call),
            meetings: u64::from(!is_call),
            ..Sum::default()
        };
        let candidates = who.iter().filter_map(|(company, place)| Some((*company, row.id(*place)?)));
        let customer = candidates.into_iter().find(|one: &Customer| gathered.customers.contains_key(one));
        match customer.and_then(|customer: (bool, Id)| gathered.customers.get_mut(&customer)) {
            Some(known) => known.add(&sum),
            None => gathered.not_yet.add(&sum),
        }
        Ok(true)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_rounded_once() {
        assert_eq!(times(6000, 1800, 3600), 3000);
        assert_eq!(times(3601, 1, 3600), 1);
        assert_eq!(times(1799, 1, 3600), 0);
        assert_eq!(times(i64::MAX, i64::MAX, 3600), i64::MAX);
    }
}
