//! A row of chosen fields, read where it lies: nothing is made of a cell before it is asked for.

use crate::Datum;
use vocabulary::{Currency, Date, Decimal, Id, Money, Timestamp};

/// A row of the fields a query selects, by their place in the selection. An empty cell, and one whose kind is another, is
/// none.
#[derive(Clone, Copy)]
pub struct Row<'r> {
    cells: &'r [Datum],
    at: &'r [usize],
}

impl<'r> Row<'r> {
    pub(crate) fn new(cells: &'r [Datum], at: &'r [usize]) -> Row<'r> {
        Row { cells, at }
    }

    fn cell(&self, place: usize, part: usize) -> &'r Datum {
        self.at.get(place).and_then(|at| self.cells.get(at + part)).unwrap_or(&Datum::Null)
    }

    /// Whether a field is empty.
    pub fn is_empty(&self, place: usize) -> bool {
        self.cell(place, 0).is_null()
    }

    /// A whole number, or a duration in seconds.
    pub fn integer(&self, place: usize) -> Option<i64> {
        self.cell(place, 0).integer()
    }

    /// A decimal number, or a percentage.
    pub fn decimal(&self, place: usize) -> Option<Decimal> {
        self.integer(place).map(Decimal::from_millionths)
    }

    /// Yes or no.
    pub fn boolean(&self, place: usize) -> Option<bool> {
        self.integer(place).map(|number| number != 0)
    }

    /// A moment.
    pub fn timestamp(&self, place: usize) -> Option<Timestamp> {
        self.integer(place).map(Timestamp::from_micros)
    }

    /// A day.
    pub fn date(&self, place: usize) -> Option<Date> {
        Date::from_number(self.integer(place)?)
    }

    /// Money.
    pub fn money(&self, place: usize) -> Option<Money> {
        let currency: Currency = self.cell(place, 1).text()?.parse().ok()?;
        Some(Money::new(self.integer(place)?, currency))
    }

    /// A text or a choice; several choices or tags as JSON.
    pub fn text(&self, place: usize) -> Option<&'r str> {
        self.cell(place, 0).text()
    }

    /// The id of the record, or of the one a link leads to.
    pub fn id(&self, place: usize) -> Option<Id> {
        self.cell(place, 0).id()
    }
}
