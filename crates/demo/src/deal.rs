//! Deals in two pipelines: new business, and service with its renewals. Referrals and customers are won more often,
//! large amounts less often and later.

use crate::calendar::DAYS;
use crate::catalog::ITEMS;
use crate::chance::{Chance, Topic};
use crate::lead::{SOURCES, Weights};
use crate::pricing::unit_of;
use crate::record::{DemoChange, DemoRecord, Fill, euros, percent, tags};
use crate::shelf::PIPELINES;
use crate::staff::{SERVICE, USERS};
use crate::text::texts;
use crate::world::{Customer, World};
use dictionary::Value;
use standard::{deal as noun, deal_line};
use vocabulary::{Decimal, Id, Timestamp};

/// How a deal stands today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Still open, in that stage.
    Open(usize),
    /// Won.
    Won,
    /// Lost.
    Lost,
}

/// A line of a deal.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Offer {
    pub(crate) product: usize,
    pub(crate) quantity: i64,
    /// Cents for one.
    pub(crate) price: i64,
    pub(crate) cost: i64,
    /// Whole percent.
    pub(crate) discount: i64,
}

impl Offer {
    /// Cents for all, less the discount, rounded half up.
    pub(crate) fn total(&self) -> i64 {
        (self.price * self.quantity * (100 - self.discount) + 50).div_euclid(100)
    }
}

/// What other records need to know of a deal.
#[derive(Debug)]
pub(crate) struct Deal {
    pub(crate) company: u64,
    pub(crate) person: u64,
    pub(crate) pipeline: usize,
    pub(crate) engaged: i32,
    /// The day it was decided, or should be.
    pub(crate) close: i32,
    pub(crate) standing: Standing,
    pub(crate) source: &'static str,
    pub(crate) offers: Vec<Offer>,
}

impl Deal {
    /// The day it was won.
    pub(crate) fn won_on(&self) -> Option<i32> {
        (self.standing == Standing::Won).then_some(self.close)
    }

    /// Cents of all lines.
    pub(crate) fn amount(&self) -> i64 {
        self.offers.iter().map(Offer::total).sum()
    }
}

/// The tax on what the demo company sells, in percent.
pub(crate) const TAX: i64 = 22;

/// What the lines come to, as the rules of prices would tell.
fn with_sums(record: DemoRecord, deal: &Deal) -> DemoRecord {
    let (net, cost) =
        (deal.amount(), deal.offers.iter().map(|offer| offer.cost * offer.quantity).sum::<i64>());
    let tax = (net * TAX * 2 + 100).div_euclid(200);
    let record = record
        .with(&noun::LINE_TOTAL, euros(net))
        .with(&noun::LINE_TAX, euros(tax))
        .with(&noun::LINE_GROSS, euros(net + tax))
        .with(&noun::LINE_COST, euros(cost));
    match net {
        0 => record,
        _ => {
            let hundredths = ((net - cost) as f64 * 10_000.0 / net as f64).round() as i64;
            record.with(&noun::MARGIN, Some(Decimal::from_millionths(hundredths * 10_000)))
        }
    }
}

const LOST_REASONS: &[&str] = &[
    "Price",
    "Price",
    "Competitor",
    "Competitor",
    "No budget",
    "No decision",
    "Delivery time",
    "Did not fit",
    "Postponed",
];

impl World {
    /// The deal of an index; deals begin one after the other in time.
    pub(crate) fn deal(&self, index: u64) -> Deal {
        let mut chance = self.chance(Topic::Deal, index);
        let share = (index as f64 + chance.unit()) / f64::from(self.size.deals.max(1));
        let engaged = self.calendar.day_at(0, DAYS, share);
        let pipeline = usize::from(chance.happens(0.33));
        let company = self.company_for_deal(engaged, pipeline, &mut chance);
        let engaged = engaged.max(self.company_day(company)).min(DAYS - 1);
        let (first, people) = self.people_of(company);
        let mut person = first;
        if people > 1 && chance.happens(0.4) {
            let other = first + chance.below(people);
            person = if self.person_day(other) <= engaged { other } else { first };
        }
        let offers = self.offers(pipeline, engaged, &mut chance);
        let amount: i64 = offers.iter().map(Offer::total).sum();
        let source = SOURCES.get(chance.weighted(&SOURCES.map_weights())).copied();
        let (source, _, quality) = source.unwrap_or(("other", 1.0, 1.0));
        // Large sums take longer and are won less often; customers know us already.
        let weight = (amount.max(1) as f64 / 400_000.0).ln().clamp(-2.0, 3.0);
        let customer = self.life(Customer::Company(company)).is_some_and(|life| life.from <= engaged);
        let (median, base) = if pipeline == 0 { (48.0 + 14.0 * weight, 0.38) } else { (24.0, 0.68) };
        let length = (median.max(10.0) * (0.6 * chance.normal()).exp()).clamp(2.0, 420.0) as i32;
        let odds = base * quality * if customer { 1.25 } else { 0.85 } * (1.0 - 0.07 * weight);
        let close = self.calendar.workday(engaged + length);
        // Nobody came back to some of the latest; older ones were cleaned up long ago.
        let forgotten = chance.happens(0.12) && close + 90 > DAYS;
        let won = chance.happens(odds.clamp(0.05, 0.92));
        let standing = match (close < DAYS && !forgotten, won) {
            (true, true) => Standing::Won,
            (true, false) => Standing::Lost,
            (false, _) => Standing::Open(self.stage_of(pipeline, engaged, length, &mut chance)),
        };
        let person = if people == 0 { u64::from(self.size.people).saturating_sub(1) } else { person };
        Deal { company, person, pipeline, engaged, close, standing, source, offers }
    }

    fn company_for_deal(&self, day: i32, pipeline: usize, chance: &mut Chance) -> u64 {
        let mut company = 0;
        for _ in 0..8 {
            company = match self.busy_customer_or_none(pipeline, chance) {
                Some(Customer::Company(company)) => company,
                _ => chance.below(u64::from(self.size.companies)),
            };
            if self.company_day(company) <= day {
                break;
            }
        }
        company
    }

    /// Renewals and half of the new business come from those who buy.
    fn busy_customer_or_none(&self, pipeline: usize, chance: &mut Chance) -> Option<Customer> {
        chance.happens(if pipeline == 1 { 0.8 } else { 0.45 }).then(|| self.busy_customer(chance))
    }

    fn offers(&self, pipeline: usize, day: i32, chance: &mut Chance) -> Vec<Offer> {
        let category = if pipeline == 1 { 8 } else { 1 + chance.weighted(&[3.0, 2.0, 1.5, 2.5]) };
        let discount = chance.pick(&[0, 0, 0, 3, 5, 5, 8, 10, 12]);
        let mut offers: Vec<Offer> = Vec::with_capacity(3);
        let mut add = |category: usize, most: i64, chance: &mut Chance| {
            let product = self.catalog.product(category, day, chance);
            if offers.iter().any(|known| known.product == product) {
                return;
            }
            let (price, cost) = self.catalog.price(product, day);
            offers.push(Offer { product, quantity: chance.between(1, most), price, cost, discount });
        };
        add(category, if category == 8 { 4 } else { 2 }, chance);
        if chance.happens(0.55) {
            add(if pipeline == 1 { 8 } else { 7 }, 6, chance);
        }
        if chance.happens(0.3) {
            add(if pipeline == 1 { 7 } else { 8 }, 3, chance);
        }
        offers
    }

    /// The stage an open deal has come to: the longer it goes, the further.
    fn stage_of(&self, pipeline: usize, engaged: i32, length: i32, chance: &mut Chance) -> usize {
        let open = PIPELINES.get(pipeline).map_or(1, |(_, stages)| stages.len().saturating_sub(2)).max(1);
        let age = f64::from(DAYS - engaged) / f64::from(length.max(1));
        let reached = (age.min(1.0) * open as f64 + 0.5 * chance.normal()).max(0.0) as usize;
        reached.min(open - 1)
    }

    /// When work on a deal began.
    pub(crate) fn deal_at(&self, index: u64, engaged: i32) -> Timestamp {
        // After the people, who are known from four on, and still in the evening of that day.
        self.calendar.moment(engaged, 63_000 + (index * 29 % 18_000) as i64)
    }

    /// The id of a deal.
    pub(crate) fn deal_id(&self, index: u64, engaged: i32) -> Id {
        self.id(6, index, self.deal_at(index, engaged))
    }

    /// The position of the user who works on a deal.
    pub(crate) fn deal_seller(&self, index: u64, deal: &Deal) -> usize {
        match (deal.pipeline, index % 3) {
            (1, 0) => SERVICE,
            _ => self.company_seller(&self.company(deal.company)),
        }
    }

    /// A deal and its lines.
    pub(crate) fn deal_records(&self, index: u64) -> Vec<DemoRecord> {
        let deal = self.deal(index);
        let mut chance = self.chance(Topic::Deal, index ^ (1 << 40));
        let at = self.deal_at(index, deal.engaged);
        let seller = self.deal_seller(index, &deal);
        let company = self.company(deal.company);
        let product = deal.offers.first().map_or(0, |offer| offer.product);
        let title = ITEMS.get(product).map_or("", |item| item.name);
        let stages = PIPELINES.get(deal.pipeline).map_or(0, |(_, stages)| stages.len());
        let (stage, outcome) = match deal.standing {
            Standing::Open(stage) => (stage, "open"),
            Standing::Won => (stages.saturating_sub(2), "won"),
            Standing::Lost => (stages.saturating_sub(1), "lost"),
        };
        let probability =
            PIPELINES.get(deal.pipeline).and_then(|(_, stages)| stages.get(stage)).map_or(0, |stage| stage.1);
        let closed = (outcome != "open")
            .then(|| self.calendar.moment(deal.close, 9 * 3600 + chance.between(0, 27_000)));
        let mut record =
            DemoRecord::new(noun::KEY, self.deal_id(index, deal.engaged), at, self.owner(seller))
                .with(&noun::NAME, format!("{title}, {}", company.name))
                .with(&noun::COMPANY, self.company_id(deal.company))
                .with(&noun::PERSON, self.person_id(deal.person))
                .with(&noun::PIPELINE, self.pipeline_id(deal.pipeline))
                .with(&noun::STAGE, self.stage_id(deal.pipeline, stage))
                .with(&noun::AMOUNT, euros(deal.amount()))
                .with(&noun::PROBABILITY, Decimal::from_integer(probability))
                .with(&noun::CLOSE_DATE, self.calendar.date(deal.close))
                .with(&noun::ENGAGED_ON, self.calendar.date(deal.engaged))
                .with(&noun::OUTCOME, outcome)
                .with(&noun::CLOSED_AT, closed)
                .with(&noun::SOURCE, deal.source)
                .with(&noun::PRODUCT, self.product_id(product));
        record = with_sums(record, &deal);
        if outcome == "lost" {
            record = record.with(&noun::LOST_REASON, chance.pick(LOST_REASONS));
        }
        if chance.happens(0.6) {
            let person = self.person(deal.person);
            let name = person.name.display();
            let colleague = USERS.get(seller).map_or("", |user| user.name);
            let slots =
                self.slots(&person, &name, &company.name, product, colleague, deal.engaged, &mut chance);
            record =
                record.with(&noun::DESCRIPTION, slots.one(texts(person.tongue).deal_remarks, &mut chance));
        }
        if chance.happens(0.06) {
            record = record.with(&noun::TAGS, tags(&["urgent"]));
        }
        let record = self.with_history(record, &deal, stage, &mut chance);
        // What came later has a chance of its own, so that nothing else moves.
        let mut later = self.chance(Topic::Deal, index ^ (1 << 41));
        let record = self.with_next_step(record, &deal, &mut later);
        let owner = record.owner;
        let deal_id = record.id;
        let lines = deal.offers.iter().enumerate().map(|(number, offer)| {
            DemoRecord::new(deal_line::KEY, self.id(7, index * 8 + number as u64, at), at, owner)
                .with(&deal_line::DESCRIPTION, ITEMS.get(offer.product).map_or("", |item| item.name))
                .with(&deal_line::DEAL, deal_id)
                .with(&deal_line::PRODUCT, self.product_id(offer.product))
                .with(&deal_line::QUANTITY, Decimal::from_integer(offer.quantity))
                .with(&deal_line::UNIT, unit_of(offer.product))
                .with(&deal_line::UNIT_PRICE, euros(offer.price))
                .with(&deal_line::DISCOUNT, percent(offer.discount))
                .with(&deal_line::POSITION, number as i64 + 1)
                .with(&deal_line::LIST_PRICE, euros(offer.price))
                .with(&deal_line::TAX_RATE, Decimal::from_integer(TAX))
                .with(&deal_line::COST, euros(offer.cost))
        });
        let around = self.around_deal(index, &deal, (deal_id, at, seller), &mut later);
        std::iter::once(record).chain(lines).chain(around).collect()
    }
    /// How a deal went from stage to stage. Lost ones stopped somewhere on the way, and some were put off once.
    fn with_history(&self, record: DemoRecord, deal: &Deal, stage: usize, chance: &mut Chance) -> DemoRecord {
        let stages = PIPELINES.get(deal.pipeline).map(|(_, stages)| *stages).unwrap_or_default();
        let open = stages.len().saturating_sub(2).max(1);
        let reached = match deal.standing {
            Standing::Open(stage) => stage,
            Standing::Won => open - 1,
            Standing::Lost => chance.below(open as u64) as usize,
        };
        let steps = reached + usize::from(stage != reached);
        let planned = deal.close - chance.pick(&[0, 0, 0, 7, 14, 30]);
        let planned = planned.max(deal.engaged + 1);
        if steps == 0 && planned == deal.close {
            return record;
        }
        let until = deal.close.min(DAYS - 1);
        let probability = |stage: usize| stages.get(stage).and_then(|spec| Decimal::from_integer(spec.1));
        let mut record = record
            .at_first(&noun::STAGE, self.stage_id(deal.pipeline, 0))
            .at_first(&noun::PROBABILITY, probability(0))
            .at_first(&noun::CLOSE_DATE, self.calendar.date(planned));
        let day_of = |step: usize| deal.engaged + (until - deal.engaged) * step as i32 / steps.max(1) as i32;
        for step in 1..=reached {
            let day = if step == steps { until } else { day_of(step) };
            let mut values = vec![
                (noun::STAGE.key(), Fill::from(self.stage_id(deal.pipeline, step)).0),
                (noun::PROBABILITY.key(), Fill::from(probability(step)).0),
            ];
            if step == reached && planned != deal.close && stage == reached {
                values.push((noun::CLOSE_DATE.key(), Value::Date(self.calendar.date(deal.close))));
            }
            // Later than it was made, whatever the hour of that.
            let at = self
                .calendar
                .moment(day, 82_000 + chance.between(0, 2_000))
                .max(record.at.plus_seconds(60 * step as i64));
            record.changes.push(DemoChange { at, values });
        }
        if stage != reached {
            let ends = [
                noun::OUTCOME.key(),
                noun::CLOSED_AT.key(),
                noun::LOST_REASON.key(),
                noun::STAGE.key(),
                noun::PROBABILITY.key(),
            ];
            let mut values: Vec<(&'static str, Value)> = ends
                .iter()
                .map(|key| (*key, record.value(key).clone()))
                .filter(|(_, value)| !value.is_null())
                .collect();
            values.push((noun::CLOSE_DATE.key(), Value::Date(self.calendar.date(deal.close))));
            record = record
                .at_first(&noun::OUTCOME, "open")
                .at_first(&noun::CLOSED_AT, Value::Null)
                .at_first(&noun::LOST_REASON, Value::Null);
            let last = record.changes.last().map_or(record.at, |change| change.at);
            let at = self.calendar.moment(until, 84_500).max(last.plus_seconds(1));
            record.changes.push(DemoChange { at, values });
        } else if reached == 0 {
            let values = vec![(noun::CLOSE_DATE.key(), Value::Date(self.calendar.date(deal.close)))];
            record.changes.push(DemoChange { at: record.at.plus_seconds(3_600), values });
        }
        record
    }
}
