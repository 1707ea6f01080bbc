//! What is known of a record, by the roles of its fields.

use serde::{Deserialize, Serialize};
use vocabulary::{Date, Id};

/// A record as matching sees it. Whatever is empty neither speaks for nor against a duplicate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// Which record this is.
    pub id: Id,
    /// Its name as one text. Compared word by word, with legal forms apart, when there are no parts of a name.
    pub title: String,
    /// Names of a human being in parts; more than one when former names are known.
    pub names: Vec<PersonName>,
    /// Mail addresses.
    pub mails: Vec<String>,
    /// Phone numbers, best in E.164 form; a number without `+` is compared by its last digits.
    pub phones: Vec<String>,
    /// Postal addresses.
    pub places: Vec<Place>,
    /// Web domains or addresses of web sites.
    pub domains: Vec<String>,
    /// Dates that belong to the record for life, such as a birth date.
    pub dates: Vec<Date>,
    /// Ids in other systems, best with the system before a colon: `shop:17`.
    pub external_ids: Vec<String>,
    /// Other short texts that say little by themselves.
    pub texts: Vec<String>,
}

impl Candidate {
    /// A candidate of which nothing is known yet.
    pub fn new(id: Id) -> Candidate {
        Candidate {
            id,
            title: String::new(),
            names: Vec::new(),
            mails: Vec::new(),
            phones: Vec::new(),
            places: Vec::new(),
            domains: Vec::new(),
            dates: Vec::new(),
            external_ids: Vec::new(),
            texts: Vec::new(),
        }
    }
}

/// The parts of a human name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonName {
    /// Given names.
    pub given: String,
    /// Family names.
    pub family: String,
}

/// A postal address. The house number may stand inside the street.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Street and house number.
    pub street: String,
    /// Postal code.
    pub postal_code: String,
    /// City or village.
    pub city: String,
    /// Country, in whatever form the caller keeps it.
    pub country: String,
}
