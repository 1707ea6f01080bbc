//! Activities: calls, meetings, tasks and notes around deals, leads and good customers, in the language of the customer.

use crate::calendar::DAYS;
use crate::catalog::ITEMS;
use crate::chance::{Chance, Topic};
use crate::company::Company;
use crate::person::Person;
use crate::record::DemoRecord;
use crate::staff::{SERVICE, USERS};
use crate::text::{Slots, texts};
use crate::world::{Customer, World};
use dictionary::Field;
use dictionary::marker::Link;
use standard::{call, meeting, note, task};
use vocabulary::{Id, Timestamp};

/// What an activity is about.
#[derive(Debug)]
struct About {
    person: Person,
    company: Option<Company>,
    deal: Option<Id>,
    lead: Option<Id>,
    product: usize,
    seller: usize,
}

impl About {
    fn link(&self, world: &World, record: DemoRecord, fields: &[Field<Link>; 4]) -> DemoRecord {
        let [person, company, deal, lead] = fields;
        record
            .with(person, world.person_id(self.person.index))
            .with(company, self.company.as_ref().map(|company| world.company_id(company.index)))
            .with(deal, self.deal)
            .with(lead, self.lead)
    }
}

impl World {
    /// The activity of an index; they happen one after the other in time.
    pub(crate) fn activity_record(&self, index: u64) -> DemoRecord {
        let mut chance = self.chance(Topic::Activity, index);
        let share = (index as f64 + chance.unit()) / f64::from(self.size.activities.max(1));
        let day = self.calendar.workday(self.calendar.day_at(0, DAYS, share)).min(DAYS - 1);
        let sort = chance.weighted(&[0.42, 0.1, 0.2, 0.28]);
        let about = self.about(day, &mut chance);
        let name = about.person.name.display();
        let company = about.company.as_ref().map_or(name.clone(), |company| company.name.clone());
        // A colleague who is mentioned is another one than the writer.
        let colleague = USERS
            .get((about.seller + 1 + chance.below(3) as usize) % USERS.len())
            .map_or("", |user| user.name);
        let slots = self.slots(&about.person, &name, &company, about.product, colleague, day, &mut chance);
        match sort {
            0 => self.call_record(index, day, &about, &slots, &mut chance),
            1 => self.meeting_record(index, day, &about, &slots, &mut chance),
            2 => self.task_record(index, day, &about, &slots, &mut chance),
            _ => self.note_record(index, day, &about, &slots, &mut chance),
        }
    }

    /// What fills the slots of a text written on a day.
    #[expect(clippy::too_many_arguments, reason = "each is one slot; a struct of them is what this makes")]
    pub(crate) fn slots<'a>(
        &self,
        person: &Person,
        name: &'a str,
        company: &'a str,
        product: usize,
        colleague: &'a str,
        day: i32,
        chance: &mut Chance,
    ) -> Slots<'a> {
        let (price, _) = self.catalog.price(product, day.min(DAYS - 1));
        let quantity = if price > 100_000 { chance.between(2, 3) } else { chance.between(2, 12) };
        // People name round sums.
        let euros = (price * quantity / 100).max(500) / 100 * 100;
        Slots {
            tongue: person.tongue,
            person: name,
            company,
            product: ITEMS.get(product).map_or("", |item| item.name),
            colleague,
            quantity,
            day: self.calendar.date(self.calendar.workday(day + chance.between(2, 24) as i32)),
            euros,
        }
    }

    fn about(&self, day: i32, chance: &mut Chance) -> About {
        let found = match chance.weighted(&[0.46, 0.08, 0.46]) {
            0 => self.about_deal(day, chance),
            1 => self.about_lead(day, chance),
            _ => None,
        };
        found.unwrap_or_else(|| self.about_customer(day, chance))
    }

    /// A deal that is being worked on that day, if one is found at once.
    fn about_deal(&self, day: i32, chance: &mut Chance) -> Option<About> {
        let deals = u64::from(self.size.deals);
        let begun = self.begun(deals, day);
        for _ in 0..3 {
            let back = chance.exponential(deals as f64 * 60.0 / f64::from(DAYS)) as u64;
            let Some(index) = begun.checked_sub(1 + back) else { continue };
            let deal = self.deal(index);
            if deal.engaged > day || deal.close + 20 < day {
                continue;
            }
            let company = self.company(deal.company);
            let seller = self.deal_seller(index, &deal);
            let offered = deal.offers.first().map(|offer| offer.product);
            let machine =
                offered.filter(|product| ITEMS.get(*product).is_some_and(|item| item.category <= 4));
            return Some(About {
                person: self.person(deal.person),
                company: Some(company),
                deal: Some(self.deal_id(index, deal.engaged)),
                lead: None,
                product: machine.unwrap_or_else(|| self.any_product(true, day, chance)),
                seller,
            });
        }
        None
    }

    fn about_lead(&self, day: i32, chance: &mut Chance) -> Option<About> {
        let leads = u64::from(self.size.leads);
        let back = chance.exponential(leads as f64 * 20.0 / f64::from(DAYS)) as u64;
        let index = self.begun(leads, day).checked_sub(1 + back)?;
        let lead = self.lead(index);
        if lead.day > day {
            return None;
        }
        let person = self.person(lead.person);
        Some(About {
            seller: self.person_seller(&person),
            company: lead.company.map(|company| self.company(company)),
            deal: None,
            lead: Some(self.lead_id(index, lead.day)),
            product: self.any_product(lead.company.is_some(), day, chance),
            person,
        })
    }

    /// Of so many records spread over the history, how many had begun by a day.
    fn begun(&self, count: u64, day: i32) -> u64 {
        let share = self.calendar.business(0, day) / self.calendar.business(0, DAYS).max(1.0);
        (share * count as f64) as u64
    }

    /// A customer, good ones more often, private ones seldom.
    fn about_customer(&self, day: i32, chance: &mut Chance) -> About {
        let mut person = None;
        for _ in 0..6 {
            let customer = self.busy_customer(chance);
            let life = self.life(customer);
            if life.is_none_or(|life| life.from > day || life.until + 200 < day) {
                continue;
            }
            let candidate = match customer {
                Customer::Private(person) => chance.happens(0.3).then_some(person),
                Customer::Company(company) => {
                    let (first, people) = self.people_of(company);
                    let other = first + chance.below(people);
                    let chosen = if chance.happens(0.5) { first } else { other };
                    (people > 0).then_some(chosen)
                }
            };
            if let Some(candidate) = candidate.filter(|candidate| self.person_day(*candidate) <= day) {
                person = Some(candidate);
                break;
            }
        }
        let person = person.unwrap_or_else(|| self.somebody_known(day, chance));
        let person = self.person(person);
        let seller = if chance.happens(0.12) { SERVICE } else { self.person_seller(&person) };
        let company = person.company.map(|company| self.company(company));
        About {
            product: self.any_product(company.is_some(), day, chance),
            company,
            deal: None,
            lead: None,
            seller,
            person,
        }
    }

    fn somebody_known(&self, day: i32, chance: &mut Chance) -> u64 {
        let mut person = 0;
        for _ in 0..12 {
            person = chance.below(u64::from(self.size.people));
            if self.person_day(person) <= day {
                break;
            }
        }
        person
    }

    /// The moment of an activity: between eight and five.
    fn working_hour(&self, day: i32, chance: &mut Chance) -> Timestamp {
        self.calendar.moment(day, 8 * 3600 + chance.between(0, 9 * 60 - 1) * 60)
    }

    fn call_record(
        &self,
        index: u64,
        day: i32,
        about: &About,
        slots: &Slots<'_>,
        chance: &mut Chance,
    ) -> DemoRecord {
        let at = self.working_hour(day, chance);
        let texts = texts(slots.tongue);
        let incoming = chance.happens(0.35);
        let missed = if incoming { 0.0 } else { 0.32 };
        let reached = !chance.happens(missed);
        let body = match (reached, chance.happens(0.7)) {
            (false, _) => slots.one(texts.missed, chance),
            (true, true) => slots.several(&[texts.call_openings, texts.remarks, texts.steps], chance),
            (true, false) => slots.several(&[texts.call_openings, texts.steps], chance),
        };
        let result = match (reached, chance.below(10)) {
            (true, _) => "reached",
            (false, 0..=5) => "no_answer",
            (false, 6..=8) => "voicemail",
            (false, _) => "wrong_number",
        };
        let seconds =
            if reached { 40 + chance.exponential(330.0).min(3_000.0) as i64 } else { chance.between(5, 45) };
        let record = DemoRecord::new(call::KEY, self.id(20, index, at), at, self.owner(about.seller))
            .with(&call::SUBJECT, slots.one(texts.call_subjects, chance))
            .with(&call::HAPPENED_AT, at)
            .with(&call::DIRECTION, if incoming { "in" } else { "out" })
            .with(&call::DURATION, seconds)
            .with(&call::RESULT, result)
            .with(&call::BODY, body);
        about.link(self, record, &[call::PERSON, call::COMPANY, call::DEAL, call::LEAD])
    }

    fn meeting_record(
        &self,
        index: u64,
        day: i32,
        about: &About,
        slots: &Slots<'_>,
        chance: &mut Chance,
    ) -> DemoRecord {
        let made = self.working_hour(day, chance);
        // Agreed on some days before: the latest ones lie ahead.
        let held = self.calendar.workday(day + chance.between(1, 12) as i32);
        let start = self.calendar.moment(held, chance.between(16, 30) * 1_800);
        let texts = texts(slots.tongue);
        let place = match (chance.below(10), &about.company) {
            (0..=4, Some(company)) => slots.tongue.written(company.city.0),
            (5..=6, _) => "Online".to_string(),
            _ => "Ljubljana, Nakovalo".to_string(),
        };
        let mut record =
            DemoRecord::new(meeting::KEY, self.id(21, index, made), made, self.owner(about.seller))
                .with(&meeting::SUBJECT, slots.one(texts.meeting_subjects, chance))
                .with(&meeting::HAPPENED_AT, start)
                .with(&meeting::DURATION, chance.pick(&[1_800i64, 2_700, 3_600, 3_600, 5_400, 7_200]))
                .with(&meeting::PLACE, place);
        if held < DAYS {
            record = record.with(&meeting::RESULT, slots.one(texts.meeting_results, chance)).with(
                &meeting::BODY,
                slots.several(&[texts.meeting_openings, texts.remarks, texts.steps], chance),
            );
        }
        about.link(self, record, &[meeting::PERSON, meeting::COMPANY, meeting::DEAL, meeting::LEAD])
    }

    fn task_record(
        &self,
        index: u64,
        day: i32,
        about: &About,
        slots: &Slots<'_>,
        chance: &mut Chance,
    ) -> DemoRecord {
        let made = self.working_hour(day, chance);
        let texts = texts(slots.tongue);
        let due_day = self.calendar.workday(day + chance.between(1, 21) as i32);
        let due = self.calendar.moment(due_day, chance.between(16, 34) * 1_800);
        // Most are done around their day, a few late, and some are forgotten.
        let done_day = self.calendar.workday(due_day + chance.between(-3, 4) as i32).max(day + 1);
        let done = done_day < DAYS && !chance.happens(0.04);
        let done_at = done.then(|| self.working_hour(done_day, chance));
        let priority = chance.pick(&["normal", "normal", "normal", "normal", "high", "low"]);
        let mut record = DemoRecord::new(task::KEY, self.id(22, index, made), made, self.owner(about.seller))
            .with(&task::SUBJECT, slots.one(texts.task_subjects, chance))
            .with(&task::DUE_AT, due)
            .with(&task::DONE, done)
            .with(&task::DONE_AT, done_at)
            .with(&task::PRIORITY, priority);
        if chance.happens(0.7) {
            record = record.with(&task::BODY, slots.one(texts.task_bodies, chance));
        }
        about.link(self, record, &[task::PERSON, task::COMPANY, task::DEAL, task::LEAD])
    }

    fn note_record(
        &self,
        index: u64,
        day: i32,
        about: &About,
        slots: &Slots<'_>,
        chance: &mut Chance,
    ) -> DemoRecord {
        let at = self.working_hour(day, chance);
        let texts = texts(slots.tongue);
        let body = match chance.below(3) {
            0 => slots.one(texts.note_bodies, chance),
            1 => slots.several(&[texts.note_bodies, texts.remarks], chance),
            _ => slots.several(&[texts.note_bodies, texts.steps], chance),
        };
        let record = DemoRecord::new(note::KEY, self.id(23, index, at), at, self.owner(about.seller))
            .with(&note::SUBJECT, slots.one(texts.note_subjects, chance))
            .with(&note::HAPPENED_AT, at)
            .with(&note::BODY, body)
            .with(&note::PINNED, chance.happens(0.02).then_some(true));
        about.link(self, record, &[note::PERSON, note::COMPANY, note::DEAL, note::LEAD])
    }
}
