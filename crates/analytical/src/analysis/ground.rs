//! What an analysis stands on: one view of the database in the asker's name, the moment it is about, and the way to say how far it
//! is.

use records::Reading;
use serde_json::{Value as Json, json};
use vocabulary::{Currency, Date, Money, Result, Timestamp};

/// Says how far an analysis is; ends it with an error when somebody asked to stop.
pub type Told<'r> = &'r dyn Fn(i64, Option<i64>) -> Result<()>;

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

    /// The day the analysis is about.
    pub fn today(&self) -> Date {
        self.as_of.date_in(&self.zone)
    }
}
