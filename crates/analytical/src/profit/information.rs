//! What customers bought after something about them stood on the list of what to do next, whether it was acted on, dismissed or left:
//! the only thing Kith keeps that what it told can be held against.
//!
//! Looked at are the days after the decision, or after it was shown where nobody decided. What a customer buys counts once: where spans of one
//! customer overlap, the one that was acted on stays before the one that was dismissed, and that one before the one that was left.

use super::gather::{Customer, Sum};
use crate::analysis::Ground;
use crate::line::{Purchase, Seen, Till};
use crate::next::{DAYS, Suggested, suggested};
use serde_json::json;
use standard::{company, deal, lead, person, purchase, quote};
use std::collections::{BTreeMap, HashMap, HashSet};
use store::query::{Scope, Visibility};
use vocabulary::{Id, Result, Timestamp};

/// So many lines of lists are read, the newest.
const MOST: u32 = 100_000;
/// Ids in one statement.
const PIECE: usize = 500;

/// What was done with it. Those that come first win where spans overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Done {
    Acted,
    Dismissed,
    /// Nobody decided, or it was put off.
    Left,
}

/// The days after something was told about a customer, and what they bought in them.
#[derive(Clone, Debug)]
pub(super) struct Span {
    pub(super) done: Done,
    from: Timestamp,
    until: Timestamp,
    pub(super) lines: u64,
    pub(super) sum: Sum,
}

/// The spans of all customers.
#[derive(Default)]
pub(super) struct Watch {
    /// By the place of a customer in the till, the place of its spans; empty where nobody is watched.
    by_place: Vec<Option<usize>>,
    /// Spans by customer; those of one do not overlap.
    pub(super) spans: Vec<Vec<Span>>,
    /// Lines of lists that are looked at, by what was done: acted on, dismissed, left.
    pub(super) suggestions: [u64; 3],
    /// Lines whose days are not over yet.
    pub(super) waiting: u64,
    /// When the first line was shown whose days are over.
    pub(super) shown: Option<Timestamp>,
    /// The asker sees the lists of some only.
    pub(super) partly: bool,
}

impl Watch {
    /// Counts a line of a purchase where it belongs.
    pub(super) fn take(&mut self, purchase: &Purchase, sum: &Sum) {
        let place = purchase.customer().and_then(|place| *self.by_place.get(place as usize)?);
        let Some(spans) = place.and_then(|place| self.spans.get_mut(place)) else { return };
        if let Some(span) = spans.iter_mut().find(|span| span.from < purchase.at && purchase.at <= span.until)
        {
            span.lines += 1;
            span.sum.add(sum);
        }
    }
}

pub(super) fn watch(ground: &mut Ground<'_>, till: &Till, since: Option<Timestamp>) -> Result<Watch> {
    let rights = &ground.reading.context().rights;
    let about = [deal::KEY, company::KEY, person::KEY, lead::KEY, quote::KEY, purchase::KEY];
    let partly = about.iter().any(|key| rights.scope(key) != Scope::All);
    let mut watch = Watch { partly, ..Watch::default() };
    let as_of = ground.as_of;
    let told = suggested(&mut ground.reading, (since, as_of), MOST)?;
    if told.is_empty() {
        return Ok(watch);
    }
    let bought: HashMap<Customer, u32> = till.customers.iter().copied().zip(0_u32..).collect();
    let whom = whom(ground, &told, &bought)?;
    let mut spans: BTreeMap<Customer, Vec<Span>> = BTreeMap::new();
    // The days of what was shown later than this are not over, whatever was decided.
    let over = as_of.plus_seconds(-DAYS * 86_400);
    for one in &told {
        let Some(customer) = whom.get(&one.record) else { continue };
        let (done, from) = judged(one, as_of);
        if from > over {
            watch.waiting += 1;
            continue;
        }
        watch.shown = Some(watch.shown.map_or(one.shown_at, |first| first.min(one.shown_at)));
        if let Some(count) = watch.suggestions.get_mut(done as usize) {
            *count += 1;
        }
        let until = from.plus_seconds(DAYS * 86_400);
        spans.entry(*customer).or_default().push(Span { done, from, until, lines: 0, sum: Sum::default() });
    }
    watch.by_place = vec![None; till.customers.len()];
    for (customer, all) in spans {
        let place = bought.get(&customer).and_then(|place| watch.by_place.get_mut(*place as usize));
        if let Some(place) = place {
            *place = Some(watch.spans.len());
        }
        watch.spans.push(apart(all));
    }
    Ok(watch)
}

/// What was done by the moment of the analysis, and from when on its days count.
fn judged(one: &Suggested, as_of: Timestamp) -> (Done, Timestamp) {
    match one.decision {
        Some(("acted", at)) if at <= as_of => (Done::Acted, at),
        Some(("dismissed", at)) if at <= as_of => (Done::Dismissed, at),
        _ => (Done::Left, one.shown_at),
    }
}

/// Of the spans of one customer those that do not overlap.
fn apart(mut all: Vec<Span>) -> Vec<Span> {
    all.sort_by_key(|span| (span.done, span.from));
    let mut kept: Vec<Span> = Vec::new();
    for span in all {
        if kept.iter().all(|other| span.until <= other.from || other.until <= span.from) {
            kept.push(span);
        }
    }
    kept
}

/// Whose records they were about, of those the asker sees: the company, else the person, else their employer, the first of them who has
/// bought, as calls and meetings are counted; the first of them where none has.
fn whom(
    ground: &mut Ground<'_>,
    told: &[Suggested],
    bought: &HashMap<Customer, u32>,
) -> Result<HashMap<Id, Customer>> {
    let mut found = HashMap::new();
    for (object, links) in [
        (company::KEY, &["id"][..]),
        (person::KEY, &["id", "company"]),
        (deal::KEY, &["id", "company", "person", "person.company"]),
        (quote::KEY, &["id", "company", "person", "person.company"]),
        (lead::KEY, &["id", "company", "person", "person.company"]),
    ] {
        let of = told.iter().filter(|one| one.object == object).map(|one| one.record);
        let ids: HashSet<Id> = of.collect();
        if ids.is_empty() || ground.reading.object(object).is_err() {
            continue;
        }
        let links: Vec<&str> =
            if ground.reading.sees_field(person::KEY, person::COMPANY.key()) || object == person::KEY {
                links.to_vec()
            } else {
                links.iter().copied().filter(|link| *link != "person.company").collect()
            };
        let seen = Seen::of(ground, object, &links);
        let of_company = |link: &str| match link {
            "id" => (object == company::KEY).then_some(true).or((object == person::KEY).then_some(false)),
            link => Some(link != "person"),
        };
        let who: Vec<(bool, usize)> = links
            .iter()
            .enumerate()
            .filter_map(|(place, link)| Some((of_company(link)?, seen.place(place))))
            .collect();
        let mut ids: Vec<Id> = ids.into_iter().collect();
        ids.sort_unstable();
        for piece in ids.chunks(PIECE) {
            ground.count(found.len())?;
            let filter = json!({"field": "id", "op": "in", "value": piece});
            ground.reading.rows(object, &seen.request(Some(filter)), &mut |row| {
                let Some(id) = row.id(0) else { return Ok(true) };
                let candidates: Vec<Customer> =
                    who.iter().filter_map(|(company, place)| Some((*company, row.id(*place)?))).collect();
                let customer = candidates.iter().find(|one| bought.contains_key(one));
                if let Some(customer) = customer.or(candidates.first()) {
                    found.insert(id, *customer);
                }
                Ok(true)
            })?;
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(done: Done, day: i64) -> Span {
        let from = Timestamp::from_micros(0).plus_seconds(day * 86_400);
        Span { done, from, until: from.plus_seconds(DAYS * 86_400), lines: 0, sum: Sum::default() }
    }

    #[test]
    fn what_was_acted_on_stays_where_spans_overlap() {
        let all = vec![
            span(Done::Left, 0),
            span(Done::Acted, 10),
            span(Done::Dismissed, 39),
            span(Done::Left, 40),
            span(Done::Dismissed, 75),
            span(Done::Left, 105),
        ];
        let kept: Vec<(Done, i64)> =
            apart(all).into_iter().map(|one| (one.done, one.from.micros() / 86_400_000_000)).collect();
        assert_eq!(kept, [(Done::Acted, 10), (Done::Dismissed, 75), (Done::Left, 40), (Done::Left, 105)]);
    }

    #[test]
    fn a_decision_of_later_does_not_count_yet() {
        let at = |day: i64| Timestamp::from_micros(0).plus_seconds(day * 86_400);
        let one = |decision| Suggested {
            object: "deal".to_string(),
            record: "01890000-0000-7000-8000-000000000001".parse().unwrap(),
            shown_at: at(1),
            decision,
        };
        assert_eq!(judged(&one(Some(("acted", at(5)))), at(9)), (Done::Acted, at(5)));
        assert_eq!(judged(&one(Some(("acted", at(5)))), at(4)), (Done::Left, at(1)));
        assert_eq!(judged(&one(Some(("snoozed", at(5)))), at(9)), (Done::Left, at(1)));
        assert_eq!(judged(&one(None), at(9)), (Done::Left, at(1)));
    }
}
