//! What an analysis stands on: one view of the database in the asker's name, the moment it is about, and the way to say how far it
//! is.

use records::Reading;
use serde_json::{Value as Json, json};
use std::cell::RefCell;
use vocabulary::{Currency, Date, Id, Money, Result, Timestamp};

/// A list is given by the ids of its records when it is no longer than this: an address has to hold them.
const IDS: usize = 200;

/// Says how far an analysis is; ends it with an error when somebody asked to stop.
pub type Told<'r> = &'r dyn Fn(i64, Option<i64>) -> Result<()>;

/// A mark whose records somebody asks for by name, because they are too many for an address.
#[derive(Debug)]
pub(super) struct Wanted {
    /// As [`Ground::list`] was told it.
    pub(super) mark: String,
    pub(super) object: String,
    /// The records, once the analysis came by the mark.
    pub(super) found: RefCell<Option<Vec<Id>>>,
}

/// What an analysis stands on.
pub struct Ground<'r> {
    /// The records, as the asker sees them. Relative dates in filters count from [`Ground::as_of`].
    pub reading: Reading<'r>,
    /// The moment the analysis is about: what happened later does not count.
    pub as_of: Timestamp,
    /// The zone in which days and months begin.
    pub zone: jiff::tz::TimeZone,
    /// The currency in which money is added up; other amounts are left out.
    pub currency: Currency,
    /// Where chance begins: the same for the same analysis with the same parameters.
    pub seed: u64,
    pub(super) told: Told<'r>,
    pub(super) wanted: Option<&'r Wanted>,
}

impl<'r> Ground<'r> {
    /// Says how far it is, and ends with an error when somebody asked to stop: hand it on with `?`. Call it at each step that may
    /// take more than some tenths of a second; it costs nothing.
    pub fn step(&self, done: usize, of: usize) -> Result<()> {
        let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        (self.told)(number(done), Some(number(of)))
    }

    /// The same where nobody knows how much there is in all.
    pub fn count(&self, done: usize) -> Result<()> {
        (self.told)(i64::try_from(done).unwrap_or(i64::MAX), None)
    }

    /// What says how far it is, for as long as records are being read.
    pub fn teller(&self) -> Told<'r> {
        self.told
    }

    /// An amount of minor units in the currency of the analysis, as answers show it.
    pub fn money(&self, minor: i64) -> Json {
        json!({"amount": Money::new(minor, self.currency).amount(), "currency": self.currency.code()})
    }

    /// The records of an object behind a mark, as a list that can be opened. Where they are too many to be named in a filter, `mark`
    /// tells by which name they can be had as an audience: it must be of this mark and no other.
    pub fn list(&self, mark: &str, object: &str, ids: Vec<Id>) -> Json {
        let (customers, short) = (ids.len(), ids.len() <= IDS);
        let filter = short.then(|| json!({"field": "id", "op": "in", "value": ids}));
        let digest = (!short).then(|| digest(&ids));
        if let Some(wanted) = self.wanted.filter(|wanted| wanted.mark == mark && wanted.object == object) {
            wanted.found.replace(Some(ids));
        }
        let mark = (!short).then_some(mark);
        json!({"object": object, "customers": customers, "filter": filter, "mark": mark, "digest": digest})
    }

    /// The day the analysis is about.
    pub fn today(&self) -> Date {
        self.as_of.date_in(&self.zone)
    }
}

/// Tells whether the same records stand behind a mark, in whatever sequence.
pub(super) fn digest(ids: &[Id]) -> String {
    let mut sorted: Vec<[u8; 16]> = ids.iter().map(|id| *id.as_bytes()).collect();
    sorted.sort_unstable();
    let hash = platform::sha256(sorted.as_flattened());
    hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
