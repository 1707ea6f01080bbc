//! Leads: signs that somebody may want to buy.

use crate::calendar::DAYS;
use crate::chance::Topic;
use crate::record::{DemoChange, DemoRecord, tags};
use crate::staff::USERS;
use crate::text::texts;
use crate::world::World;
use dictionary::Value;
use standard::lead as noun;
use vocabulary::{Id, Timestamp};

/// What other records need to know of a lead.
#[derive(Debug)]
pub(crate) struct Lead {
    pub(crate) person: u64,
    pub(crate) company: Option<u64>,
    pub(crate) day: i32,
}

/// Where leads and deals come from, how often, and how much better or worse than others they are won.
pub(crate) const SOURCES: &[(&str, f64, f64)] = &[
    ("web", 0.32, 0.85),
    ("referral", 0.16, 1.35),
    ("event", 0.18, 1.05),
    ("phone", 0.14, 1.0),
    ("email", 0.1, 0.9),
    ("partner", 0.1, 1.15),
];

impl World {
    /// The lead of an index; leads come one after the other in time.
    pub(crate) fn lead(&self, index: u64) -> Lead {
        let mut chance = self.chance(Topic::Lead, index);
        let share = (index as f64 + chance.unit()) / f64::from(self.size.leads.max(1));
        let day = self.calendar.day_at(0, DAYS, lately(share));
        // Somebody who is known by that day: people become known all along, so a few tries find one.
        let mut person = 0;
        for _ in 0..8 {
            person = chance.below(u64::from(self.size.people));
            if self.person_day(person) <= day {
                break;
            }
        }
        let company = (person < self.employed()).then(|| self.company_of(person));
        Lead { person, company, day: day.max(self.person_day(person)) }
    }

    fn lead_at(&self, index: u64, day: i32) -> Timestamp {
        self.calendar.moment(day, 63_000 + (index * 31 % 18_000) as i64)
    }

    /// The id of a lead.
    pub(crate) fn lead_id(&self, index: u64, day: i32) -> Id {
        self.id(5, index, self.lead_at(index, day))
    }

    /// The record of a lead.
    pub(crate) fn lead_record(&self, index: u64) -> DemoRecord {
        let lead = self.lead(index);
        let person = self.person(lead.person);
        let mut chance = self.chance(Topic::Lead, index ^ (1 << 40));
        let seller = self.person_seller(&person);
        let product = self.any_product(lead.company.is_some(), lead.day, &mut chance);
        let name = person.name.display();
        let company = lead.company.map_or(name.clone(), |company| self.company(company).name);
        let slots = self.slots(
            &person,
            &name,
            &company,
            product,
            USERS.get(seller).map_or("", |user| user.name),
            lead.day,
            &mut chance,
        );
        let age = DAYS - lead.day;
        let states: &[(&str, f64)] = match age {
            ..15 => &[("new", 0.7), ("working", 0.3)],
            15..60 => &[
                ("new", 0.1),
                ("working", 0.5),
                ("qualified", 0.2),
                ("converted", 0.1),
                ("disqualified", 0.1),
            ],
            _ => &[("working", 0.06), ("qualified", 0.09), ("converted", 0.4), ("disqualified", 0.45)],
        };
        let weights: Vec<f64> = states.iter().map(|(_, weight)| *weight).collect();
        let state = states.get(chance.weighted(&weights)).map_or("new", |(state, _)| *state);
        let source = chance.weighted(&SOURCES.map_weights());
        let (source, _, quality) = SOURCES.get(source).copied().unwrap_or(("other", 1.0, 1.0));
        let score = (45.0 * quality + 18.0 * chance.normal()).clamp(1.0, 99.0) as i64;
        let mut record = DemoRecord::new(
            noun::KEY,
            self.lead_id(index, lead.day),
            self.lead_at(index, lead.day),
            self.owner(seller),
        );
        if state != "new" {
            record = record.at_first(&noun::STATE, "new");
            let mut day = lead.day;
            for state in ["working", state].iter().skip(usize::from(state == "working")) {
                day = self.calendar.workday(day + 1 + chance.exponential(6.0) as i32).min(DAYS - 1);
                let at = self
                    .calendar
                    .moment(day, 82_000)
                    .max(record.changes.last().map_or(record.at, |change| change.at).plus_seconds(60));
                record.changes.push(DemoChange {
                    at,
                    values: vec![(noun::STATE.key(), Value::Text((*state).to_string()))],
                });
            }
        }
        record
            .with(&noun::NAME, slots.one(texts(person.tongue).lead_names, &mut chance))
            .with(&noun::PERSON, self.person_id(lead.person))
            .with(&noun::COMPANY, lead.company.map(|company| self.company_id(company)))
            .with(&noun::SOURCE, source)
            .with(&noun::STATE, state)
            .with(&noun::SCORE, score)
            .with(&noun::MESSAGE, slots.one(texts(person.tongue).lead_messages, &mut chance))
            .with(&noun::TAGS, tags(if source == "event" { &["trade fair"] } else { &[] }))
    }
}

/// When in the years a lead comes: business grows, and the last weeks bring a tenth of all, so that the inbox has something in it.
fn lately(share: f64) -> f64 {
    const LAST: f64 = 25.0 / DAYS as f64;
    if share < 0.9 { share / 0.9 * (1.0 - LAST) } else { 1.0 - LAST + (share - 0.9) / 0.1 * LAST }
}

/// The weights of a list of sources.
pub(crate) trait Weights {
    /// How often each comes up.
    fn map_weights(&self) -> Vec<f64>;
}

impl Weights for &[(&str, f64, f64)] {
    fn map_weights(&self) -> Vec<f64> {
        self.iter().map(|(_, weight, _)| *weight).collect()
    }
}
