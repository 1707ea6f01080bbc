//! Companies: their names out of trades and families of the country, their places and figures.

use crate::calendar::DAYS;
use crate::chance::{Chance, Topic};
use crate::name::{Tongue, family, family_count};
use crate::place::{Country, country_of};
use crate::record::{DemoRecord, euros, tags};
use crate::staff::seller_of;
use crate::text::{Slots, texts};
use crate::world::{Customer, World};
use dictionary::{Email, Value};
use standard::company as noun;
use vocabulary::{EmailAddress, Id, Timestamp, fold};

/// What other records need to know of a company.
#[derive(Debug)]
pub(crate) struct Company {
    pub(crate) index: u64,
    pub(crate) country: &'static Country,
    pub(crate) name: String,
    pub(crate) sector: &'static str,
    pub(crate) city: (&'static str, &'static str, &'static str),
}

/// Words at the end of names that say what form a company has; web addresses leave them out.
const FORMS: &[&str] =
    &[" d.o.o.", " s.p.", " s.r.o.", " a.s.", " AB", " Ltd", " GmbH", " Inc.", " LLC", " Co."];

impl World {
    /// The company of an index.
    pub(crate) fn company(&self, index: u64) -> Company {
        let (country, place) = country_of(index);
        let mut chance = self.chance(Topic::Company, index);
        chance.next();
        let city = country.city(&mut chance);
        let (patterns, families) = (country.companies.len() as u64, family_count(country.tongue));
        let pair = pair_of(place, patterns, families);
        let round = place / (patterns * families).max(1);
        let (pattern, sector) =
            country.companies.get((pair % patterns.max(1)) as usize).copied().unwrap_or_default();
        let main = pair / patterns.max(1);
        let first = family(country.tongue, main);
        let mut bearer = first.to_string();
        if round > 0 {
            bearer = format!("{first} {}", family(country.tongue, main + round));
        }
        if round >= families {
            bearer = format!("{bearer} {}", round / families + 1);
        }
        let name = pattern.replace("{f}", &bearer).replace("{t}", city.0);
        Company { index, country, name, sector, city }
    }

    /// The country of a company and the family it is named after, as its list writes it.
    pub(crate) fn company_origin(&self, index: u64) -> (&'static Country, &'static str) {
        let (country, place) = country_of(index);
        let (patterns, families) = (country.companies.len() as u64, family_count(country.tongue));
        (country, family(country.tongue, pair_of(place, patterns, families) / patterns.max(1)))
    }

    /// When a company became known.
    pub(crate) fn company_at(&self, index: u64) -> Timestamp {
        self.calendar.moment(self.company_day(index), 8 * 3600 + (index * 41 % 28_000) as i64)
    }

    /// The day a company became known.
    pub(crate) fn company_day(&self, index: u64) -> i32 {
        let mut chance = self.chance(Topic::Company, index ^ (1 << 40));
        let day = match self.life(Customer::Company(index)) {
            Some(life) => life.from - chance.exponential(40.0) as i32 - 1,
            None if chance.happens(0.3) => -(chance.below(400) as i32),
            None => chance.below(DAYS as u64) as i32,
        };
        self.calendar.workday(day).clamp(-1_400, DAYS - 1)
    }

    /// The id of a company.
    pub(crate) fn company_id(&self, index: u64) -> Id {
        self.id(1, index, self.company_at(index))
    }

    /// The position of the user who looks after a company.
    pub(crate) fn company_seller(&self, company: &Company) -> usize {
        seller_of(company.country.code, company.index)
    }

    /// The record of a company.
    pub(crate) fn company_record(&self, index: u64) -> DemoRecord {
        let company = self.company(index);
        let domain = company.domain();
        let mut chance = self.chance(Topic::Company, index ^ (1 << 41));
        let employees = ((chance.normal() * 1.1 + 2.6).exp() as i64).clamp(1, 4_000);
        let revenue = (employees as f64 * 70_000.0 * (0.4 + chance.gamma(4.0))) as i64 / 1_000 * 100_000;
        let founded = self.today.parts().0 as i64 - 1 - (chance.exponential(18.0) as i64).min(120);
        let lifecycle = self.lifecycle(Customer::Company(index));
        let mut record = DemoRecord::new(
            noun::KEY,
            self.company_id(index),
            self.company_at(index),
            self.owner(self.company_seller(&company)),
        )
        .with(&noun::NAME, company.name.as_str())
        .with(&noun::DOMAINS, tags(&[domain.as_str()]))
        .with(&noun::SECTOR, company.sector)
        .with(&noun::EMPLOYEES, employees)
        .with(&noun::FOUNDED, founded)
        .with(&noun::LIFECYCLE, lifecycle)
        .with(&noun::WEBSITE, format!("https://www.{domain}"))
        .with(&noun::EMAILS, mailbox("info", &domain))
        .with(&noun::PHONES, Value::Phones(vec![company.country.office(&mut chance)]))
        .with(&noun::TAX_NUMBER, format!("{}{:08}", company.country.code, 10_000_000 + tax_digits(index)));
        let mut addresses =
            vec![company.country.address("work", company.city, company.country.tongue, &mut chance)];
        if chance.happens(0.12) {
            let city = company.country.city(&mut chance);
            addresses.push(company.country.address("delivery", city, company.country.tongue, &mut chance));
        }
        record = record.with(&noun::ADDRESSES, Value::Addresses(addresses));
        if chance.happens(0.8) {
            record = record.with(&noun::REVENUE, euros(revenue));
        }
        if index > 40 && chance.happens(0.04) {
            record = record.with(&noun::PARENT, self.company_id(chance.below(index)));
        }
        let mut labels = Vec::new();
        for (label, share) in
            [("vip", 0.03), ("service contract", 0.08), ("trade fair", 0.12), ("newsletter", 0.3)]
        {
            if chance.happens(share) {
                labels.push(label);
            }
        }
        if chance.happens(0.35) {
            record = record.with(&noun::DESCRIPTION, self.company_remark(&company, &mut chance));
        }
        record.with(&noun::TAGS, tags(&labels))
    }

    fn company_remark(&self, company: &Company, chance: &mut Chance) -> String {
        let slots = Slots {
            tongue: company.country.tongue,
            person: "",
            company: &company.name,
            product: "",
            colleague: "",
            quantity: 0,
            day: self.today,
            euros: 0,
        };
        slots.one(texts(company.country.tongue).company_remarks, chance)
    }
}

/// Stepping by a large prime goes through all pairs of trade and family before any comes again.
fn pair_of(place: u64, patterns: u64, families: u64) -> u64 {
    place * 7_919 % (patterns * families).max(1)
}

impl Company {
    /// The domain of its web and mail addresses: one that can never reach anybody.
    pub(crate) fn domain(&self) -> String {
        let stem =
            FORMS.iter().fold(self.name.as_str(), |name, form| name.strip_suffix(form).unwrap_or(name));
        format!("{}.{}.example", slug(stem), self.country.ending)
    }
}

/// Eight digits that look drawn and never come twice.
fn tax_digits(index: u64) -> u64 {
    // 48,611 has no factor in common with 90 million.
    index * 48_611 % 90_000_000
}

fn mailbox(local: &str, domain: &str) -> Value {
    match EmailAddress::parse(&format!("{local}@{domain}")) {
        Ok(address) => Value::Emails(vec![Email { address, label: "work".to_string() }]),
        Err(_) => Value::Null,
    }
}

/// A name as it stands in a web address.
pub(crate) fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in fold(text).chars() {
        if letter.is_ascii_alphanumeric() {
            out.push(letter);
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_string()
}

/// The language and script somebody there uses: in Serbia either script.
pub(crate) fn tongue_in(country: &Country, chance: &mut Chance) -> Tongue {
    match country.tongue {
        Tongue::SerbianLatin if chance.happens(0.45) => Tongue::SerbianCyrillic,
        other => other,
    }
}
