//! People: those who work for companies, and private customers, some of them sharing a household.

use crate::calendar::DAYS;
use crate::chance::{Chance, Topic};
use crate::company::{slug, tongue_in};
use crate::name::{Given, Tongue, family, family_count, given, given_count, job, whole};
use crate::place::{Country, country_of};
use crate::record::{DemoRecord, tags};
use crate::staff::seller_of;
use crate::text::{Slots, texts};
use crate::world::{Customer, World};
use dictionary::{Email, PersonName, Value};
use standard::person as noun;
use standard::{employment, household};
use vocabulary::{Date, EmailAddress, Id, Timestamp};

/// Private people stand in groups of this many; the first of a group share a household.
const GROUP: u64 = 5;

/// What other records need to know of a person.
#[derive(Debug)]
pub(crate) struct Person {
    pub(crate) index: u64,
    pub(crate) country: &'static Country,
    pub(crate) tongue: Tongue,
    pub(crate) name: PersonName,
    /// The company, for those who work for one.
    pub(crate) company: Option<u64>,
    given: Given,
    family: &'static str,
    /// Tells those apart who bear the same name at the same place; empty for the first.
    number: Option<u64>,
}

impl World {
    /// The person of an index.
    pub(crate) fn person(&self, index: u64) -> Person {
        if index < self.employed() { self.employee(index) } else { self.private_person(index) }
    }

    fn employee(&self, index: u64) -> Person {
        let company = self.company_of(index);
        let (first, _) = self.people_of(company);
        let place = index - first;
        let firm = self.company_origin(company);
        let mut chance = self.chance(Topic::Person, index);
        let tongue = tongue_in(firm.0, &mut chance);
        // The first names of a company never repeat before the list is through: its mail addresses stay apart.
        let start = self.chance(Topic::Person, company ^ (1 << 42)).below(given_count(tongue));
        let given = given(tongue, start + place * 7);
        let named_after = place == 0 && chance.happens(0.6);
        let family = if named_after { firm.1 } else { family(tongue, chance.below(family_count(tongue))) };
        let round = place / given_count(tongue).max(1);
        let number = (round > 0).then_some(round + 1);
        Person {
            index,
            country: firm.0,
            tongue,
            name: whole(tongue, given, family),
            company: Some(company),
            given,
            family,
            number,
        }
    }

    fn private_person(&self, index: u64) -> Person {
        let place = index - self.employed();
        let group = place / GROUP;
        let (country, _) = country_of(group);
        let mut shared = self.chance(Topic::Household, group);
        let tongue = tongue_in(country, &mut shared);
        let home_family = family(tongue, shared.below(family_count(tongue)));
        let start = shared.below(given_count(tongue));
        let mut chance = self.chance(Topic::Person, index);
        let given = given(tongue, start + place % GROUP * 31);
        let family = if self.household_of(index).is_some() {
            home_family
        } else {
            family(tongue, chance.below(family_count(tongue)))
        };
        Person {
            index,
            country,
            tongue,
            name: whole(tongue, given, family),
            company: None,
            given,
            family,
            number: None,
        }
    }

    /// The household of a private person: two or three of each group share one.
    pub(crate) fn household_of(&self, person: u64) -> Option<u64> {
        let place = person.checked_sub(self.employed())?;
        let (group, seat) = (place / GROUP, place % GROUP);
        let people = if group % 3 == 0 { 3 } else { 2 };
        (seat < people).then_some(group)
    }

    /// How many households there are.
    pub(crate) fn households(&self) -> u64 {
        u64::from(self.size.people).saturating_sub(self.employed()).div_ceil(GROUP)
    }

    /// The day a person became known.
    pub(crate) fn person_day(&self, index: u64) -> i32 {
        let mut chance = self.chance(Topic::Person, index ^ (1 << 40));
        if index < self.employed() {
            let company = self.company_of(index);
            let (first, _) = self.people_of(company);
            let day = self.company_day(company);
            // The first is known with the company, the others turn up over time.
            let later = if index == first { 0 } else { chance.exponential(120.0) as i32 };
            return self.calendar.workday((day + later).min(DAYS - 3)).max(day).min(DAYS - 1);
        }
        match self.life(Customer::Private(index)) {
            Some(life) => life.from - 1,
            None => chance.below(DAYS as u64) as i32,
        }
    }

    /// When a person became known.
    pub(crate) fn person_at(&self, index: u64) -> Timestamp {
        // Companies are known from eight to four; their people follow later on that day.
        self.calendar.moment(self.person_day(index), 16 * 3600 + (index * 37 % 7_000) as i64)
    }

    /// The id of a person.
    pub(crate) fn person_id(&self, index: u64) -> Id {
        self.id(2, index, self.person_at(index))
    }

    /// The position of the user who looks after a person.
    pub(crate) fn person_seller(&self, person: &Person) -> usize {
        seller_of(person.country.code, person.company.unwrap_or(person.index))
    }

    /// The record of a person.
    pub(crate) fn person_record(&self, index: u64) -> DemoRecord {
        let person = self.person(index);
        let mut chance = self.chance(Topic::Person, index ^ (1 << 41));
        let owner = self.owner(self.person_seller(&person));
        let mut record = DemoRecord::new(noun::KEY, self.person_id(index), self.person_at(index), owner)
            .with(&noun::NAME, Value::Name(person.name.clone()))
            .with(&noun::LANGUAGE, person.tongue.key())
            .with(&noun::GENDER, if person.given.female { "female" } else { "male" })
            .with(&noun::EMAILS, self.emails(&person, &mut chance))
            .with(&noun::PHONES, phones(&person, &mut chance));
        record = match person.company {
            Some(company) => record
                .with(&noun::COMPANY, self.company_id(company))
                .with(&noun::JOB_TITLE, self.job_of(&person))
                .with(&noun::LIFECYCLE, self.lifecycle(Customer::Company(company))),
            None => {
                let city = person.country.city(&mut self.chance(Topic::Household, index / GROUP));
                let address = person.country.address("home", city, person.tongue, &mut chance);
                record
                    .with(&noun::ADDRESSES, self.home(&person).unwrap_or(Value::Addresses(vec![address])))
                    .with(
                        &noun::HOUSEHOLD,
                        self.household_of(index).map(|household| self.household_id(household)),
                    )
                    .with(&noun::LIFECYCLE, self.lifecycle(Customer::Private(index)))
            }
        };
        if chance.happens(if person.company.is_some() { 0.4 } else { 0.75 }) {
            record = record.with(&noun::BIRTH_DATE, birth_date(self.today, &mut chance));
        }
        record
            .with(&noun::INTERESTS, interests(&person, &mut chance))
            .with(&noun::PREFERENCES, self.preference(&person, &mut chance))
            .with(&noun::TAGS, labels(&person, &mut chance))
    }

    fn emails(&self, person: &Person, chance: &mut Chance) -> Value {
        let read = |text: String, label: &str| {
            EmailAddress::parse(&text).ok().map(|address| Email { address, label: label.to_string() })
        };
        let local = format!(
            "{}.{}",
            slug(person.given.name),
            slug(&latin_family(person.tongue, person.given, person.family))
        );
        let number = person.number.map_or(String::new(), |number| number.to_string());
        let work = person
            .company
            .and_then(|company| read(format!("{local}{number}@{}", self.company(company).domain()), "work"));
        let provider = match person.tongue {
            Tongue::Slovenian => "posta.si.example",
            Tongue::Slovak => "schranka.sk.example",
            Tongue::Swedish => "brev.se.example",
            Tongue::SerbianLatin | Tongue::SerbianCyrillic => "posta.rs.example",
            Tongue::German => "brief.de.example",
            Tongue::English => "letterbox.example",
        };
        // A private address carries the person's number: it is given once.
        let at_home = || read(format!("{local}{}@{provider}", person.index), "home");
        let emails: Vec<Email> = match work {
            Some(work) if chance.happens(0.15) => [Some(work), at_home()].into_iter().flatten().collect(),
            Some(work) => vec![work],
            None if chance.happens(0.93) => at_home().into_iter().collect(),
            None => Vec::new(),
        };
        if emails.is_empty() { Value::Null } else { Value::Emails(emails) }
    }

    /// What a person does at work.
    pub(crate) fn job_of(&self, person: &Person) -> String {
        job(person.tongue, person.given.female, &mut self.chance(Topic::Employment, person.index))
    }

    fn preference(&self, person: &Person, chance: &mut Chance) -> Option<String> {
        let slots = Slots {
            tongue: person.tongue,
            person: "",
            company: "",
            product: "",
            colleague: "",
            quantity: 0,
            day: self.today,
            euros: 0,
        };
        chance.happens(0.18).then(|| slots.one(texts(person.tongue).preferences, chance))
    }

    /// The employments of a person: the main one, and for some an earlier or a second one.
    pub(crate) fn employment_records(&self, index: u64) -> impl Iterator<Item = DemoRecord> {
        let person = self.person(index);
        let mut chance = self.chance(Topic::Employment, index ^ (1 << 40));
        let at = self.person_at(index);
        let role = self.job_of(&person);
        let owner = self.owner(self.person_seller(&person));
        let began = self.person_day(index) - 20 - chance.exponential(900.0).min(1_300.0) as i32;
        let record = |number: u64, company: u64, role: &str| {
            DemoRecord::new(employment::KEY, self.id(4, index * 2 + number, at), at, owner)
                .with(&employment::ROLE, role)
                .with(&employment::PERSON, self.person_id(index))
                .with(&employment::COMPANY, self.company_id(company))
        };
        let main = person.company.map(|company| {
            record(0, company, &role)
                .with(&employment::FROM_DATE, self.calendar.date(began))
                .with(&employment::MAIN, true)
        });
        let other = chance.below(u64::from(self.size.companies));
        let second = person.company.filter(|company| *company != other && chance.happens(0.07)).map(|_| {
            let second = record(1, other, &role).with(&employment::MAIN, false);
            if chance.happens(0.6) {
                let left = self.calendar.date(began).plus_days(-10);
                second.with(&employment::FROM_DATE, left.plus_days(-700)).with(&employment::UNTIL_DATE, left)
            } else {
                second.with(&employment::FROM_DATE, self.calendar.date(began).plus_days(90))
            }
        });
        [main, second].into_iter().flatten()
    }

    /// When a household became known: with the first of its people.
    fn household_at(&self, index: u64) -> Timestamp {
        self.calendar.moment(-60 + (index % 55) as i32, 9 * 3600 + (index % 20_000) as i64)
    }

    /// The id of a household.
    fn household_id(&self, index: u64) -> Id {
        self.id(3, index, self.household_at(index))
    }

    fn home(&self, person: &Person) -> Option<Value> {
        self.household_of(person.index)
            .map(|household| self.household_address(household, person.country, person.tongue))
    }

    fn household_address(&self, index: u64, country: &Country, tongue: Tongue) -> Value {
        let mut chance = self.chance(Topic::Household, index ^ (1 << 41));
        let city = country.city(&mut chance);
        Value::Addresses(vec![country.address("home", city, tongue, &mut chance)])
    }

    /// The record of a household, named after its first person.
    pub(crate) fn household_record(&self, index: u64) -> DemoRecord {
        let head = self.person(self.employed() + index * GROUP);
        let owner = self.owner(self.person_seller(&head));
        DemoRecord::new(household::KEY, self.household_id(index), self.household_at(index), owner)
            .with(&household::NAME, head.name.family.as_str())
            .with(&household::ADDRESSES, self.household_address(index, head.country, head.tongue))
    }
}

fn latin_family(tongue: Tongue, given: Given, family: &str) -> String {
    let latin = if tongue.is_cyrillic() { Tongue::SerbianLatin } else { tongue };
    whole(latin, given, family).family
}

fn phones(person: &Person, chance: &mut Chance) -> Value {
    let mut phones = Vec::new();
    if chance.happens(0.9) {
        phones.push(person.country.mobile(chance));
    }
    if person.company.is_some() && chance.happens(0.25) {
        phones.push(person.country.office(chance));
    }
    if phones.is_empty() { Value::Null } else { Value::Phones(phones) }
}

/// Between 19 and 80 years old, most in the middle.
fn birth_date(today: Date, chance: &mut Chance) -> Date {
    let age = (46.0 + 13.0 * chance.normal()).clamp(19.0, 80.0);
    today.plus_days(-((age * 365.25) as i64 + chance.between(0, 364)))
}

fn interests(person: &Person, chance: &mut Chance) -> Value {
    const INTERESTS: &[&str] = &[
        "woodworking",
        "metalworking",
        "welding",
        "model making",
        "restoration",
        "motorcycles",
        "gardening",
        "3D printing",
        "knife making",
        "electronics",
    ];
    if !chance.happens(if person.company.is_some() { 0.12 } else { 0.6 }) {
        return Value::Null;
    }
    let (first, second) = (chance.pick(INTERESTS), chance.pick(INTERESTS));
    if first == second || chance.happens(0.4) { tags(&[first]) } else { tags(&[first, second]) }
}

fn labels(person: &Person, chance: &mut Chance) -> Value {
    let mut labels = Vec::new();
    if person.company.is_some() && chance.happens(0.2) {
        labels.push("decision maker");
    }
    if chance.happens(0.25) {
        labels.push("newsletter");
    }
    tags(&labels)
}
