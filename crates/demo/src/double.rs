//! Records entered twice, as it happens everywhere: somebody asked at a fair and a colleague typed them in again, a little
//! differently. They come after everything else and have a note of their own, so that there is something to bring together.

use crate::calendar::DAYS;
use crate::chance::Topic;
use crate::record::DemoRecord;
use crate::world::World;
use dictionary::{PersonName, Value};
use standard::{company, note, person};
use vocabulary::{Id, Timestamp, fold};

/// Of so many people one was entered twice, and of so many companies.
const PEOPLE: u64 = 90;
const COMPANIES: u64 = 70;

/// How the second entry differs from the first.
#[derive(Clone, Copy, Default)]
enum Slip {
    /// Accents and script were left out.
    #[default]
    Plain,
    /// Two letters changed places.
    Swapped,
    /// Given and family name changed places.
    Turned,
}

impl World {
    /// Second entries of people and companies, each with a note.
    pub(crate) fn double_records(&self) -> impl Iterator<Item = DemoRecord> + Send + '_ {
        let people = (PEOPLE / 3..u64::from(self.size.people)).step_by(PEOPLE as usize);
        let companies = (COMPANIES / 3..u64::from(self.size.companies)).step_by(COMPANIES as usize);
        let people = people.filter_map(|index| self.second_person(index));
        people.chain(companies.filter_map(|index| self.second_company(index))).flatten()
    }

    fn second_person(&self, index: u64) -> Option<[DemoRecord; 2]> {
        let first = self.person_record(index);
        let Value::Name(name) = first.value(person::NAME.key()) else { return None };
        // Without a phone nothing but the name would be the same: that is a namesake.
        if first.value(person::PHONES.key()).is_null() {
            return None;
        }
        let mut chance = self.chance(Topic::Person, index ^ (1 << 43));
        let at = self.later(first.at, 20 + chance.below(200) as i32);
        let slip = chance.pick(&[Slip::Plain, Slip::Plain, Slip::Swapped, Slip::Turned]);
        let id = self.id(15, index, at);
        let kept = [
            person::PHONES.key(),
            person::ADDRESSES.key(),
            person::BIRTH_DATE.key(),
            person::COMPANY.key(),
            person::LANGUAGE.key(),
        ];
        let mut record = DemoRecord::new(person::KEY, id, at, self.owner(chance.below(8) as usize))
            .with(&person::NAME, Value::Name(slipped(name, slip)))
            .with(&person::LIFECYCLE, "prospect");
        for (key, value) in &first.values {
            if kept.contains(key) {
                record.values.push((key, value.clone()));
            }
        }
        Some([record, self.remark(index, id, at, person::KEY)])
    }

    fn second_company(&self, index: u64) -> Option<[DemoRecord; 2]> {
        let first = self.company_record(index);
        let Value::Text(name) = first.value(company::NAME.key()) else { return None };
        let mut chance = self.chance(Topic::Company, index ^ (1 << 43));
        let at = self.later(first.at, 20 + chance.below(200) as i32);
        let id = self.id(16, index, at);
        let short = name.rsplit_once(' ').map_or(name.as_str(), |(short, _)| short);
        let name = if chance.happens(0.5) { short.to_string() } else { fold(name).to_uppercase() };
        let kept = [company::PHONES.key(), company::ADDRESSES.key(), company::WEBSITE.key()];
        let mut record = DemoRecord::new(company::KEY, id, at, self.owner(chance.below(8) as usize))
            .with(&company::NAME, name);
        for (key, value) in &first.values {
            if kept.contains(key) {
                record.values.push((key, value.clone()));
            }
        }
        Some([record, self.remark(index, id, at, company::KEY)])
    }

    fn later(&self, at: Timestamp, days: i32) -> Timestamp {
        at.plus_seconds(i64::from(days) * 86_400).min(self.calendar.moment(DAYS - 1, 8 * 3600))
    }

    /// What was said when they were entered again.
    fn remark(&self, index: u64, id: Id, at: Timestamp, object: &str) -> DemoRecord {
        let number = index * 2 + u64::from(object == company::KEY);
        let at = at.plus_seconds(120);
        let link = if object == company::KEY { &note::COMPANY } else { &note::PERSON };
        DemoRecord::new(note::KEY, self.id(17, number, at), at, self.owner((index % 8) as usize))
            .with(&note::SUBJECT, "Asked at the trade fair")
            .with(link, id)
            .with(&note::HAPPENED_AT, at)
            .with(&note::BODY, "Asked for the new catalog and a call next week.")
    }
}

fn slipped(name: &PersonName, slip: Slip) -> PersonName {
    let plain = |text: &str| {
        let folded = fold(text);
        let mut letters = folded.chars();
        letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
    };
    match slip {
        Slip::Plain => PersonName { given: plain(&name.given), family: plain(&name.family) },
        Slip::Swapped => PersonName { given: name.given.clone(), family: swapped(&name.family) },
        Slip::Turned => PersonName { given: name.family.clone(), family: name.given.clone() },
    }
}

/// The third and fourth letter exchanged, where there are so many.
fn swapped(text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    if letters.len() > 4 {
        letters.swap(2, 3);
    }
    letters.into_iter().collect()
}
