//! Where the customers are: countries with real cities, postal codes, streets and ways to number phones.

mod country;

use crate::chance::Chance;
use crate::name::Tongue;
use country::{AMERICA, BRITAIN, GERMANY, IRELAND, SERBIA, SLOVAKIA, SLOVENIA, SWEDEN};
use dictionary::{Phone, PostalAddress};
use vocabulary::PhoneNumber;

/// A country customers come from.
#[derive(Debug)]
pub(crate) struct Country {
    /// ISO 3166 code.
    pub(crate) code: &'static str,
    /// Its language; Serbia's is written in either script.
    pub(crate) tongue: Tongue,
    /// How many of a hundred companies are there.
    pub(crate) share: u64,
    /// The end of its web addresses, as a word inside the domains of the demo.
    pub(crate) ending: &'static str,
    /// City, postal code, region, larger cities first.
    cities: &'static [(&'static str, &'static str, &'static str)],
    streets: &'static [&'static str],
    /// The house number stands before the street.
    number_first: bool,
    /// Beginnings of mobile numbers and how many digits follow.
    mobile: &'static [(&'static str, u32)],
    /// Beginnings of numbers in offices and how many digits follow.
    office: &'static [(&'static str, u32)],
    /// What companies are called: a trade with `{f}` for a family name and `{t}` for a town.
    pub(crate) companies: &'static [(&'static str, &'static str)],
}

/// All countries; Slovenia, the home market, comes first.
pub(crate) static COUNTRIES: &[Country] =
    &[SLOVENIA, SERBIA, SLOVAKIA, SWEDEN, BRITAIN, GERMANY, AMERICA, IRELAND];

impl Country {
    /// A city, larger ones more often.
    pub(crate) fn city(&self, chance: &mut Chance) -> (&'static str, &'static str, &'static str) {
        let share = chance.unit();
        let index = (share * share * self.cities.len() as f64) as usize;
        self.cities.get(index).copied().unwrap_or_default()
    }

    /// An address in a city, written in the script of the language.
    pub(crate) fn address(
        &self,
        label: &str,
        city: (&str, &str, &str),
        tongue: Tongue,
        chance: &mut Chance,
    ) -> PostalAddress {
        let number = 1 + (chance.exponential(28.0) as u64).min(240);
        let street = chance.pick(self.streets);
        let street =
            if self.number_first { format!("{number} {street}") } else { format!("{street} {number}") };
        let (city, postal_code, region) = city;
        PostalAddress {
            label: label.to_string(),
            street: tongue.written(&street),
            city: tongue.written(city),
            region: region.to_string(),
            postal_code: postal_code.to_string(),
            country: self.code.to_string(),
        }
    }

    /// A mobile number.
    pub(crate) fn mobile(&self, chance: &mut Chance) -> Phone {
        Phone { number: number(self.mobile, chance), label: "mobile".to_string() }
    }

    /// The number of an office.
    pub(crate) fn office(&self, chance: &mut Chance) -> Phone {
        Phone { number: number(self.office, chance), label: "work".to_string() }
    }
}

fn number(plans: &[(&str, u32)], chance: &mut Chance) -> PhoneNumber {
    let plan = chance.below(plans.len() as u64) as usize;
    let (start, digits) = plans.get(plan).copied().unwrap_or(("+386", 8));
    // The first digit after the beginning stays above 1: in most countries 0 and 1 lead elsewhere.
    let first = 10u64.pow(digits.saturating_sub(1));
    let tail =
        if start.starts_with("+1") { 100 + chance.below(100) } else { 2 * first + chance.below(8 * first) };
    PhoneNumber::from_e164(&format!("{start}{tail:0width$}", width = digits as usize))
}

/// The country of the company at an index, and how many companies of that country come before it.
pub(crate) fn country_of(index: u64) -> (&'static Country, u64) {
    let hundred: u64 = COUNTRIES.iter().map(|country| country.share).sum::<u64>().max(1);
    // Stepping through the hundred by 37 mixes the countries evenly.
    let mut place = (index % hundred) * 37 % hundred;
    for country in COUNTRIES {
        if place < country.share {
            return (country, index / hundred * country.share + place);
        }
        place -= country.share;
    }
    (&SLOVENIA, index)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Topic;
    use std::collections::HashSet;

    #[test]
    fn every_number_is_valid_in_its_country() {
        let mut chance = Chance::of(3, Topic::Person, 0);
        for country in COUNTRIES {
            for _ in 0..300 {
                for phone in [country.mobile(&mut chance), country.office(&mut chance)] {
                    let number = phonenumber::parse(None, phone.number.as_str()).unwrap();
                    assert!(phonenumber::is_valid(&number), "{} in {}", phone.number, country.code);
                    assert_eq!(PhoneNumber::parse(phone.number.as_str(), None).unwrap(), phone.number);
                }
            }
        }
    }

    #[test]
    fn companies_spread_over_the_countries_by_their_shares() {
        let found: Vec<(&str, u64)> =
            (0..1000).map(country_of).map(|(country, n)| (country.code, n)).collect();
        assert_eq!(found.iter().filter(|(code, _)| *code == "SI").count(), 380);
        assert_eq!(found.iter().collect::<HashSet<_>>().len(), 1000, "a place in a country is given once");
    }
}
