//! Who bought when and for how much: days, sums and customers, in the form all methods of this folder take what they need from.
//!
//! A customer is the company a purchase was made for, else the person. Days are those of universal time, purchases of one day are
//! one, and a return takes its amount from the day it came on, as in the customer's summary.

use math::buying::{Customer, Spend};
use std::collections::HashMap;
use std::ops::Range;
use vocabulary::{Id, Timestamp};

const DAY_MICROS: i64 = 86_400_000_000;

/// A customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Who {
    /// A company.
    Company(Id),
    /// A person.
    Person(Id),
}

impl Who {
    pub(crate) fn object(self) -> &'static str {
        match self {
            Self::Company(_) => standard::company::KEY,
            Self::Person(_) => standard::person::KEY,
        }
    }

    pub(crate) fn id(self) -> Id {
        match self {
            Self::Company(id) | Self::Person(id) => id,
        }
    }
}

/// The day of universal time a moment lies in, counted from 1970.
pub(crate) fn day_of(moment: Timestamp) -> i32 {
    i32::try_from(moment.micros().div_euclid(DAY_MICROS)).unwrap_or(i32::MAX)
}

/// One purchase or return.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    pub(crate) who: Who,
    pub(crate) day: i32,
    pub(crate) bought: bool,
    /// Minor units of the workspace's currency; none in another one.
    pub(crate) amount: Option<i64>,
}

/// What one customer did on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Day {
    pub(crate) day: i32,
    /// Whether something was bought; else only returned.
    pub(crate) bought: bool,
    /// Whether a purchase had an amount that can be added.
    pub(crate) valued: bool,
    /// Bought less returned.
    pub(crate) amount: i64,
    /// Of it returned, zero or negative.
    pub(crate) returned: i64,
}

/// Everybody's days.
#[derive(Debug, Default)]
pub(crate) struct History {
    who: Vec<Who>,
    ends: Vec<usize>,
    days: Vec<Day>,
}

/// Entries as they come in, the customers by number: ten million of them are held at once.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    numbers: HashMap<Who, u32>,
    who: Vec<Who>,
    entries: Vec<(u32, i32, bool, Option<i64>)>,
    /// Whose entry came last: those of one customer follow each other, as a rule.
    last: Option<(Who, u32)>,
}

impl Gathered {
    pub(crate) fn add(&mut self, entry: Entry) {
        let number = match self.last {
            Some((known, number)) if known == entry.who => number,
            _ => {
                let next = u32::try_from(self.who.len()).unwrap_or(u32::MAX);
                let who = &mut self.who;
                *self.numbers.entry(entry.who).or_insert_with(|| {
                    who.push(entry.who);
                    next
                })
            }
        };
        self.last = Some((entry.who, number));
        self.entries.push((number, entry.day, entry.bought, entry.amount));
    }

    /// The history, customers in the sequence of their ids so that it comes out the same however the rows came in.
    pub(crate) fn finish(mut self) -> History {
        let mut sequence: Vec<u32> = (0..).take(self.who.len()).collect();
        sequence.sort_unstable_by_key(|number| self.who.get(*number as usize).copied());
        let mut place = vec![0_u32; self.who.len()];
        for (position, number) in (0..).zip(&sequence) {
            if let Some(slot) = place.get_mut(*number as usize) {
                *slot = position;
            }
        }
        for entry in &mut self.entries {
            entry.0 = place.get(entry.0 as usize).copied().unwrap_or_default();
        }
        self.entries.sort_unstable_by_key(|entry| (entry.0, entry.1));
        let mut history = History::default();
        let mut customer = None;
        for (number, day, bought, amount) in self.entries {
            if customer != Some(number) {
                if customer.is_some() {
                    history.ends.push(history.days.len());
                }
                customer = Some(number);
                let who = sequence.get(number as usize).and_then(|number| self.who.get(*number as usize));
                history.who.extend(who);
            }
            let started = history.ends.last().copied().unwrap_or_default();
            let same = history.days.len() > started;
            match history.days.last_mut().filter(|known| same && known.day == day) {
                Some(known) => {
                    known.bought |= bought;
                    known.valued |= bought && amount.is_some();
                    known.amount = known.amount.saturating_add(amount.unwrap_or_default());
                    known.returned += if bought { 0 } else { amount.unwrap_or_default() };
                }
                None => history.days.push(Day {
                    day,
                    bought,
                    valued: bought && amount.is_some(),
                    amount: amount.unwrap_or_default(),
                    returned: if bought { 0 } else { amount.unwrap_or_default() },
                }),
            }
        }
        if customer.is_some() {
            history.ends.push(history.days.len());
        }
        history
    }
}

impl History {
    fn range(&self, customer: usize) -> Range<usize> {
        let start = customer.checked_sub(1).and_then(|before| self.ends.get(before)).copied();
        start.unwrap_or_default()..self.ends.get(customer).copied().unwrap_or_default()
    }

    /// Each customer with the days on which something was bought or returned, in sequence.
    pub(crate) fn customers(&self) -> impl Iterator<Item = (Who, &[Day])> {
        let days = |customer: usize| self.days.get(self.range(customer)).unwrap_or_default();
        self.who.iter().enumerate().map(move |(customer, who)| (*who, days(customer)))
    }

    /// The first and the last day with a purchase.
    pub(crate) fn span(&self) -> Option<(i32, i32)> {
        let bought = || self.days.iter().filter(|day| day.bought).map(|day| day.day);
        bought().min().zip(bought().max())
    }
}

/// What is known of a customer at the end of a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Summary {
    /// What the buying models take, in weeks.
    pub(crate) customer: Customer,
    /// Repeat purchases and their mean in minor units.
    pub(crate) spend: Spend,
    /// The first day with a purchase, and the last.
    pub(crate) first: i32,
    pub(crate) last: i32,
    /// Bought less returned, in minor units.
    pub(crate) total: i64,
    /// The same in the 365 days before.
    pub(crate) year: i64,
    /// Days with purchases afterwards.
    pub(crate) later: u32,
}

/// A customer as it stands at the end of the day `cut`; none who had not bought by then. What comes after is counted up to `until`.
pub(crate) fn summary(days: &[Day], cut: i32, until: i32) -> Option<Summary> {
    let first = days.iter().find(|day| day.bought).map(|day| day.day).filter(|first| *first <= cut)?;
    let (mut repeats, mut valued, mut repeated, mut total, mut year) = (0_u32, 0_u32, 0_i64, 0_i64, 0_i64);
    let (mut last, mut later) = (first, 0_u32);
    for day in days {
        if day.day > cut {
            later += u32::from(day.bought && day.day <= until);
            continue;
        }
        total = total.saturating_add(day.amount);
        if day.day > cut.saturating_sub(365) {
            year = year.saturating_add(day.amount);
        }
        if day.day > first {
            // What came back later is taken from what was bought later: which purchase it belongs to is not known.
            repeated = repeated.saturating_add(day.amount);
            if day.bought {
                (repeats, valued, last) = (repeats + 1, valued + u32::from(day.valued), day.day);
            }
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "amounts of one customer are far below 2^53")]
    let mean = if valued > 0 { repeated as f64 / f64::from(valued) } else { 0.0 };
    let weeks = |from: i32, to: i32| f64::from(to - from) / 7.0;
    Some(Summary {
        customer: Customer { frequency: repeats, recency: weeks(first, last), age: weeks(first, cut) },
        spend: Spend { purchases: valued, mean },
        first,
        last,
        total,
        year,
        later,
    })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn person(number: u128) -> Who {
        Who::Person(Id::from_bytes(number.to_be_bytes()))
    }

    pub(crate) fn history(entries: &[(u128, i32, i64)]) -> History {
        let mut gathered = Gathered::default();
        for (number, day, amount) in entries {
            gathered.add(Entry {
                who: person(*number),
                day: *day,
                bought: *amount >= 0,
                amount: Some(*amount),
            });
        }
        gathered.finish()
    }

    #[test]
    fn purchases_of_a_day_are_one_and_returns_take_from_what_was_bought_later() {
        // Rows in no sequence; the second customer only returned something.
        let history = history(&[
            (7, 140, 3000),
            (7, 100, 1000),
            (7, 114, 500),
            (7, 114, 700),
            (7, 120, -200),
            (9, 100, -50),
        ]);
        assert_eq!((history.customers().count(), history.span()), (2, Some((100, 140))));
        let (who, days) = history.customers().next().unwrap();
        assert_eq!(who, person(7));
        let at = summary(days, 128, 200).unwrap();
        assert_eq!(at.customer, Customer { frequency: 1, recency: 2.0, age: 4.0 });
        assert_eq!(at.spend, Spend { purchases: 1, mean: 1000.0 });
        assert_eq!((at.first, at.last, at.total, at.later), (100, 114, 2000, 1));
        assert_eq!(summary(days, 128, 139).unwrap().later, 0);
        assert_eq!(summary(days, 99, 200), None);
        assert_eq!(summary(days, 480, 480).unwrap().year, 3000 - 200);
        let (_, returned) = history.customers().nth(1).unwrap();
        assert_eq!(summary(returned, 128, 200), None);
    }
}
