//! Customers and what they bought, gathered for analyses under the asker's rights.
//!
//! A customer is the company a purchase was made for, else the person who made it, as far as the asker sees them. A purchase is one
//! that is neither a return nor negative; a return takes from the money and leaves the number of purchases. Money in another
//! currency than the workspace's is left out of sums, and the purchase still counted: as in the kept summary (`standard::customer`),
//! which is used where it says the same and is seen.

mod purchases;
mod summary;
#[cfg(test)]
mod tests;

pub use purchases::{Purchase, purchases};
use summary::Reach;
pub use summary::summary_tells;

use crate::analysis::Ground;
use records::{FindRequest, Names};
use serde_json::{Value as Json, json};
use standard::{company, person, purchase};
use std::collections::HashMap;
use vocabulary::{Id, Result, Timestamp};

/// Which object a customer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A company.
    Company,
    /// A person.
    Person,
}

impl Kind {
    /// Both.
    pub const ALL: [Kind; 2] = [Kind::Company, Kind::Person];

    /// The key of the object.
    pub fn object(self) -> &'static str {
        match self {
            Kind::Company => company::KEY,
            Kind::Person => person::KEY,
        }
    }
}

/// A customer and what they bought by a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Customer {
    /// Company or person.
    pub kind: Kind,
    /// Their id.
    pub id: Id,
    /// The first purchase.
    pub first: Timestamp,
    /// The last purchase.
    pub last: Timestamp,
    /// How many purchases.
    pub count: u32,
    /// Money in minor units, less returns.
    pub total: i64,
}

/// Who may be a customer: all companies and people the asker sees, by their ids.
pub struct Places {
    kinds: Vec<(Kind, Id)>,
    by_id: HashMap<Id, u32>,
}

impl Places {
    /// Reads who there is.
    pub fn read(ground: &mut Ground<'_>) -> Result<Places> {
        Places::of_kinds(ground, &Kind::ALL)
    }

    fn of_kinds(ground: &mut Ground<'_>, wanted: &[Kind]) -> Result<Places> {
        let mut kinds = Vec::new();
        for kind in wanted.iter().copied() {
            if ground.reading.object(kind.object()).is_err() {
                continue;
            }
            let request =
                FindRequest { fields: Some(Names(vec!["id".to_string()])), ..FindRequest::default() };
            ground.reading.rows(kind.object(), &request, &mut |row| {
                kinds.extend(row.id(0).map(|id| (kind, id)));
                Ok(true)
            })?;
        }
        // Whatever the sequence the database has them in: results are the same.
        kinds.sort_unstable();
        let by_id = kinds.iter().zip(0_u32..).map(|((_, id), place)| (*id, place)).collect();
        Ok(Places { kinds, by_id })
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.kinds.len()
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    /// Who stands at a place.
    pub fn at(&self, place: u32) -> Option<(Kind, Id)> {
        self.kinds.get(place as usize).copied()
    }

    /// The place of a customer.
    pub fn of(&self, id: Id) -> Option<u32> {
        self.by_id.get(&id).copied()
    }
}

/// The customers who had bought by a moment, in the sequence of kind and id. The kept summary is used where it tells the same.
pub fn customers(ground: &mut Ground<'_>, at: Timestamp) -> Result<Vec<Customer>> {
    match summary::reach(ground, at)? {
        Reach::Everybody => summary::customers(ground, &Kind::ALL),
        // Of people only what they bought for themselves is read: what they bought for a company stands in the company's summary.
        Reach::Companies => {
            let mut found = summary::customers(ground, &[Kind::Company])?;
            let own = json!({"field": purchase::COMPANY.key(), "op": "is_empty"});
            let people = Places::of_kinds(ground, &[Kind::Person])?;
            found.append(&mut bought_by(ground, &people, Some(own), &[at])?.pop().unwrap_or_default());
            Ok(found)
        }
        Reach::Nobody => {
            let places = Places::read(ground)?;
            Ok(customers_at(ground, &places, &[at])?.pop().unwrap_or_default())
        }
    }
}

/// The customers who had bought by each of some moments, all from one pass over the purchases.
pub fn customers_at(
    ground: &mut Ground<'_>,
    places: &Places,
    moments: &[Timestamp],
) -> Result<Vec<Vec<Customer>>> {
    bought_by(ground, places, None, moments)
}

fn bought_by(
    ground: &mut Ground<'_>,
    places: &Places,
    filter: Option<Json>,
    moments: &[Timestamp],
) -> Result<Vec<Vec<Customer>>> {
    let mut sums: Vec<Vec<Sum>> = moments.iter().map(|_| vec![Sum::default(); places.len()]).collect();
    purchases(ground, places, filter, &mut |purchase| {
        for (moment, sums) in moments.iter().zip(&mut sums) {
            if purchase.at <= *moment
                && let Some(sum) = sums.get_mut(purchase.customer as usize)
            {
                sum.add(&purchase);
            }
        }
        Ok(())
    })?;
    let listed = |sums: Vec<Sum>| {
        let told = |((kind, id), sum): (&(Kind, Id), Sum)| {
            let (first, last) = sum.span?;
            Some(Customer { kind: *kind, id: *id, first, last, count: sum.count, total: sum.total })
        };
        places.kinds.iter().zip(sums).filter_map(told).collect()
    };
    Ok(sums.into_iter().map(listed).collect())
}

#[derive(Clone, Default)]
struct Sum {
    span: Option<(Timestamp, Timestamp)>,
    count: u32,
    total: i64,
}

impl Sum {
    fn add(&mut self, purchase: &Purchase) {
        self.total = self.total.saturating_add(purchase.cents);
        if purchase.is_return {
            return;
        }
        self.count += 1;
        let (first, last) = self.span.unwrap_or((purchase.at, purchase.at));
        self.span = Some((first.min(purchase.at), last.max(purchase.at)));
    }
}

/// Whether the asker sees all fields of purchases that sums are made of.
pub(crate) fn sees_money(ground: &Ground<'_>) -> bool {
    ground.reading.sees_field(purchase::KEY, purchase::TOTAL.key())
}
