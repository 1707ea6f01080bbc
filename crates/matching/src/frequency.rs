//! How often words and values occur: agreement on what many share says little.

use crate::key::hash;
use crate::place;
use crate::view::{View, tail};
use std::collections::HashMap;

/// What is counted, each apart from the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Term {
    Given = 1,
    Family,
    Word,
    Mail,
    Phone,
    Place,
    City,
    Domain,
    Date,
    ExternalId,
    Text,
}

impl Term {
    /// The share of records that a value nothing is known about is taken to have.
    fn share(self) -> f64 {
        match self {
            Term::Given => 1.0 / 200.0,
            Term::Family => 1.0 / 1_500.0,
            Term::Word => 1.0 / 400.0,
            Term::City => 1.0 / 30.0,
            Term::Text => 1.0 / 50.0,
            Term::Date => 1.0 / 15_000.0,
            Term::Mail | Term::Phone | Term::Place | Term::Domain | Term::ExternalId => 1.0 / 50_000.0,
        }
    }
}

/// So many records' worth of prior knowledge is mixed into each count.
const PRIOR_RECORDS: f64 = 300.0;
/// Counts below this are not kept.
const FEWEST: u32 = 3;

/// How often values occur in a database. The default knows none and takes usual shares.
#[derive(Clone, Debug, Default)]
pub struct Frequencies {
    total: u64,
    counts: HashMap<u64, u32>,
}

impl Frequencies {
    /// Nothing but the number of records: for comparing one record when nothing has been counted yet.
    pub fn of_total(total: u64) -> Frequencies {
        Frequencies { total, counts: HashMap::new() }
    }

    /// From the hashes of all values of all records.
    pub(crate) fn count(total: u64, mut terms: Vec<u64>) -> Frequencies {
        terms.sort_unstable();
        let runs = terms.chunk_by(|a, b| a == b);
        let counts = runs.filter(|run| run.len() >= FEWEST as usize);
        let counts = counts.filter_map(|run| run.first().map(|term| (*term, run.len() as u32))).collect();
        Frequencies { total, counts }
    }

    fn times(&self, term: Term, text: &str) -> u32 {
        self.counts.get(&hash(term as u8, text)).copied().unwrap_or(0)
    }

    /// What agreement on this value is worth: the logarithm of one over its share.
    pub(crate) fn bits(&self, term: Term, text: &str) -> f64 {
        let times = f64::from(self.times(term, text).max(if self.counts.is_empty() { 0 } else { 2 }));
        ((self.total as f64 + PRIOR_RECORDS) / (times + PRIOR_RECORDS * term.share())).log2()
    }

    /// Whether so many share the word that it is no slip of another.
    pub(crate) fn is_common(&self, term: Term, text: &str) -> bool {
        self.times(term, text) > 10 + (self.total / 2_000) as u32
    }

    /// The logarithm of the odds that two records somebody thought worth comparing are one, before any evidence.
    pub(crate) fn prior(&self) -> f64 {
        -(self.total.max(10_000) as f64).log2() - 2.0
    }
}

/// The hashes of all that is counted of a record.
pub(crate) fn terms(view: &View<'_>, into: &mut Vec<u64>) {
    let mut push = |term: Term, text: &str| {
        if !text.is_empty() {
            into.push(hash(term as u8, text));
        }
    };
    for name in &view.names {
        name.given.split(' ').for_each(|word| push(Term::Given, word));
        name.family.split(' ').for_each(|word| push(Term::Family, word));
    }
    if view.names.is_empty() {
        view.words.split(' ').for_each(|word| push(Term::Word, word));
    }
    for mail in &view.mails {
        push(Term::Mail, &format!("{}@{}", mail.local, mail.domain));
        push(Term::Domain, mail.domain);
    }
    view.domains.iter().for_each(|domain| push(Term::Domain, domain));
    view.phones.iter().for_each(|phone| push(Term::Phone, tail(phone)));
    for place in &view.places {
        push(Term::City, place.city);
        push(Term::Place, &place::key(*place));
    }
    view.dates.iter().for_each(|date| push(Term::Date, date));
    view.external_ids.iter().for_each(|id| push(Term::ExternalId, id));
    view.texts.iter().for_each(|text| push(Term::Text, text));
}
