//! Purchases, day by day: what each customer buys follows its trade, its habits, the season and the price list of the day.

use crate::calendar::DAYS;
use crate::catalog::{CATEGORIES, ITEMS};
use crate::chance::{Chance, Topic};
use crate::deal::Offer;
use crate::record::{DemoRecord, euros, percent};
use crate::staff::seller_of;
use crate::text::texts;
use crate::world::{Customer, World};
use standard::{purchase as noun, purchase_line};
use std::collections::BTreeMap;
use vocabulary::{Decimal, Id};

/// Goods on their way back.
#[derive(Debug)]
struct Back {
    person: Option<u64>,
    company: Option<u64>,
    number: String,
    line: Offer,
}

/// Who a purchase is for and through which door it came.
#[derive(Clone, Copy, Debug)]
struct Buyer {
    person: Option<u64>,
    company: Option<u64>,
    channel: &'static str,
    deal: Option<Id>,
}

/// Walks through the days of the history and hands out their purchases.
#[derive(Debug)]
pub(crate) struct Purchases<'w> {
    world: &'w World,
    day: i32,
    year: i32,
    /// Purchases so far, and those of the year: the numbers on invoices.
    count: u64,
    count_in_year: u64,
    /// Sales so far, to spread the returns among them.
    sales: u64,
    all_sales: u64,
    won: usize,
    back: BTreeMap<i32, Vec<Back>>,
    ready: std::collections::VecDeque<DemoRecord>,
}

impl<'w> Purchases<'w> {
    pub(crate) fn new(world: &'w World) -> Purchases<'w> {
        let all_sales = (u64::from(world.size.purchases) - world.returns()).max(1);
        Purchases {
            world,
            day: 0,
            year: 0,
            count: 0,
            count_in_year: 0,
            sales: 0,
            all_sales,
            won: 0,
            back: BTreeMap::new(),
            ready: std::collections::VecDeque::new(),
        }
    }

    fn next_day(&mut self) {
        let (world, day) = (self.world, self.day);
        let year = world.calendar.date(day).parts().0;
        if year != self.year {
            (self.year, self.count_in_year) = (year, 0);
        }
        let (first, customers) = world.sales_on(day);
        let customers: Vec<Customer> = customers.collect();
        let mut won = Vec::new();
        while let Some((won_on, deal)) = world.won.get(self.won).filter(|(won_on, _)| *won_on <= day) {
            debug_assert!(*won_on <= day);
            won.push(u64::from(*deal));
            self.won += 1;
        }
        let busy = customers.len() + won.len() + self.back.get(&day).map_or(0, Vec::len);
        let mut clock = Clock {
            step: 36_000 / busy.max(1) as i64,
            at: 8 * 3600,
            chance: world.chance(Topic::Day, (1 << 40) | day as u64),
        };
        for index in won {
            self.sell_deal(index, clock.tick());
        }
        for (index, customer) in customers.into_iter().enumerate() {
            self.sell(customer, first + index as u64, clock.tick());
        }
        // What is sold on the last day comes back on it too: the count of returns is promised.
        for back in self.back.remove(&day).unwrap_or_default() {
            self.take_back(&back, clock.tick());
        }
        self.day += 1;
    }

    /// An everyday sale.
    fn sell(&mut self, customer: Customer, index: u64, seconds: i64) {
        let world = self.world;
        let mut chance = world.chance(Topic::Purchase, index);
        let (person, company) = match customer {
            Customer::Private(person) => (Some(person), None),
            Customer::Company(company) => (self.buyer_at(company, &mut chance), Some(company)),
        };
        let channel = channel_of(customer, world.calendar.weekday(self.day), &mut chance);
        let lines = world.basket(customer, self.day, &mut chance);
        self.push(Buyer { person, company, channel, deal: None }, &lines, seconds, None);
        self.maybe_return(person, company, &lines, &mut chance);
    }

    /// The person who buys for a company: mostly the same one.
    fn buyer_at(&self, company: u64, chance: &mut Chance) -> Option<u64> {
        let (first, people) = self.world.people_of(company);
        if people == 0 {
            return None;
        }
        let other = first + chance.below(people);
        Some(if chance.happens(0.75) || self.world.person_day(other) > self.day { first } else { other })
    }

    /// The purchase a won deal ends in.
    fn sell_deal(&mut self, index: u64, seconds: i64) {
        let deal = self.world.deal(index);
        let id = self.world.deal_id(index, deal.engaged);
        let mut chance = self.world.chance(Topic::Purchase, index ^ (1 << 40));
        let buyer = Buyer {
            person: Some(deal.person),
            company: Some(deal.company),
            channel: "representative",
            deal: Some(id),
        };
        self.push(buyer, &deal.offers, seconds, None);
        self.maybe_return(Some(deal.person), Some(deal.company), &deal.offers, &mut chance);
    }

    /// Spreads the returns evenly over the sales; they come back some days later.
    fn maybe_return(
        &mut self,
        person: Option<u64>,
        company: Option<u64>,
        lines: &[Offer],
        chance: &mut Chance,
    ) {
        let returns = self.world.returns();
        let due = (self.sales + 1) * returns / self.all_sales > self.sales * returns / self.all_sales;
        self.sales += 1;
        let (true, Some(line)) = (due, lines.first()) else { return };
        let quantity = chance.between(1, line.quantity.max(1));
        let later = self.day + 2 + chance.exponential(7.0).min(40.0) as i32;
        let day = self.world.calendar.workday(later).min(DAYS - 1);
        let back =
            Back { person, company, number: self.number(), line: Offer { quantity: -quantity, ..*line } };
        self.back.entry(day).or_default().push(back);
    }

    fn take_back(&mut self, back: &Back, seconds: i64) {
        let buyer = Buyer { person: back.person, company: back.company, channel: "shop", deal: None };
        let tongue =
            back.person.map_or(crate::name::Tongue::English, |person| self.world.person(person).tongue);
        let mut chance = self.world.chance(Topic::Purchase, self.count ^ (1 << 41));
        let note = tongue.written(chance.pick(texts(tongue).return_notes));
        self.push(
            buyer,
            std::slice::from_ref(&back.line),
            seconds,
            Some(format!("{} · {note}", back.number)),
        );
    }

    /// The number of the latest purchase.
    fn number(&self) -> String {
        format!("{}-{:06}", self.year, self.count_in_year)
    }

    fn push(&mut self, buyer: Buyer, lines: &[Offer], seconds: i64, note: Option<String>) {
        self.count += 1;
        self.count_in_year += 1;
        let world = self.world;
        let at = world.calendar.moment(self.day, seconds);
        let id = world.id(8, self.count, at);
        let country = match (buyer.company, buyer.person) {
            (Some(company), _) => crate::place::country_of(company).0.code,
            (None, Some(person)) => world.person(person).country.code,
            (None, None) => "SI",
        };
        let person = buyer.person.map(|person| world.person_id(person));
        let company = buyer.company.map(|company| world.company_id(company));
        let owner = world.owner(seller_of(country, buyer.company.or(buyer.person).unwrap_or_default()));
        let tax = if country == "SI" || buyer.company.is_none() { 22 } else { 0 };
        let total: i64 = lines.iter().map(Offer::total).sum();
        let record = DemoRecord::new(noun::KEY, id, at, owner)
            .with(&noun::NUMBER, self.number())
            .with(&noun::PERSON, person)
            .with(&noun::COMPANY, company)
            .with(&noun::PURCHASED_AT, at)
            .with(&noun::CHANNEL, buyer.channel)
            .with(&noun::KIND, if note.is_some() { "return" } else { "sale" })
            .with(&noun::TOTAL, euros(total))
            .with(&noun::DEAL, buyer.deal)
            .with(&noun::NOTE, note);
        self.ready.push_back(record);
        for (number, line) in lines.iter().enumerate() {
            let item = ITEMS.get(line.product);
            self.ready.push_back(
                DemoRecord::new(
                    purchase_line::KEY,
                    world.id(9, self.count * 16 + number as u64, at),
                    at,
                    owner,
                )
                .with(&purchase_line::DESCRIPTION, item.map_or("", |item| item.name))
                .with(&purchase_line::PURCHASE, id)
                .with(&purchase_line::PERSON, person)
                .with(&purchase_line::COMPANY, company)
                .with(&purchase_line::PURCHASED_AT, at)
                .with(&purchase_line::PRODUCT, world.product_id(line.product))
                .with(&purchase_line::CATEGORY, world.category_id(item.map_or(0, |item| item.category)))
                .with(&purchase_line::QUANTITY, Decimal::from_integer(line.quantity))
                .with(&purchase_line::UNIT_PRICE, euros(line.price))
                .with(&purchase_line::DISCOUNT, percent(line.discount))
                .with(&purchase_line::TAX_RATE, Decimal::from_integer(tax))
                .with(&purchase_line::COST, euros(line.cost))
                .with(&purchase_line::TOTAL, euros(line.total())),
            );
        }
    }
}

impl Iterator for Purchases<'_> {
    type Item = DemoRecord;
    fn next(&mut self) -> Option<DemoRecord> {
        while self.ready.is_empty() && self.day < DAYS {
            self.next_day();
        }
        self.ready.pop_front()
    }
}

/// Hands out the moments of a day in sequence, so that invoice numbers grow with time.
struct Clock {
    step: i64,
    at: i64,
    chance: Chance,
}

impl Clock {
    fn tick(&mut self) -> i64 {
        let now = self.at + self.chance.below(self.step.max(1) as u64) as i64;
        self.at += self.step;
        now
    }
}

fn channel_of(customer: Customer, weekday: u8, chance: &mut Chance) -> &'static str {
    const CHANNELS: &[&str] = &["shop", "web", "phone", "partner", "representative"];
    let weights = match (customer, weekday) {
        (_, 7) => [0.0, 1.0, 0.0, 0.0, 0.0],
        (Customer::Company(_), _) => [0.15, 0.35, 0.2, 0.12, 0.18],
        (Customer::Private(_), _) => [0.42, 0.5, 0.05, 0.03, 0.0],
    };
    CHANNELS.get(chance.weighted(&weights)).copied().unwrap_or("shop")
}

impl World {
    /// How much a customer is drawn to each category on a day.
    fn taste(&self, customer: Customer, day: i32) -> [f64; 9] {
        let mut taste = match customer {
            Customer::Company(company) => {
                match crate::place::country_of(company).0.companies.len() as u64 + company {
                    n if n % 4 == 0 => [0.0, 0.15, 0.25, 0.15, 0.2, 3.0, 3.5, 6.0, 1.6],
                    n if n % 4 == 1 => [0.0, 0.35, 0.1, 0.15, 0.1, 2.5, 1.0, 9.0, 1.4],
                    _ => [0.0, 0.15, 0.12, 0.15, 0.45, 1.5, 2.0, 9.0, 1.1],
                }
            }
            Customer::Private(_) => [0.0, 0.05, 0.06, 0.25, 0.25, 5.0, 5.0, 3.5, 0.15],
        };
        let mut habit = self.chance(Topic::Buyer, self.habit_of(customer));
        let (_, month, _) = self.calendar.date(day).parts();
        for (category, weight) in taste.iter_mut().enumerate() {
            *weight *= 0.3
                + habit.exponential(0.9)
                + if category == 0 { 0.0 } else { season(category, month, customer) - 1.0 }.max(-0.2);
        }
        taste
    }

    fn habit_of(&self, customer: Customer) -> u64 {
        match customer {
            Customer::Company(company) => company | (1 << 42),
            Customer::Private(person) => person | (1 << 43),
        }
    }

    /// What a customer buys in one go.
    fn basket(&self, customer: Customer, day: i32, chance: &mut Chance) -> Vec<Offer> {
        let taste = self.taste(customer, day);
        let count = 1 + chance.weighted(&[0.5, 0.28, 0.13, 0.06, 0.03]);
        let terms = self.terms(customer, day);
        let mut lines: Vec<Offer> = Vec::with_capacity(count);
        for _ in 0..count {
            let category = chance.weighted(&taste).min(CATEGORIES.len() - 1).max(1);
            let product = self.catalog.product(category, day, chance);
            if lines.iter().any(|known| known.product == product) {
                continue;
            }
            let (price, cost) = self.catalog.shelf_price(product, day);
            let most = match (category, customer) {
                (7, Customer::Company(_)) => 1.0 + chance.exponential(3.5),
                (7, _) => 1.0 + chance.exponential(0.8),
                (5 | 6, Customer::Company(_)) => 1.0 + chance.exponential(0.9),
                (8, Customer::Company(_)) => 1.0 + chance.exponential(1.2),
                _ => 1.0,
            };
            lines.push(Offer { product, quantity: most.min(60.0) as i64, price, cost, discount: terms });
        }
        lines
    }

    /// The discount of a customer on a day: agreed with some companies, and for all in the last week of November.
    fn terms(&self, customer: Customer, day: i32) -> i64 {
        let agreed = match customer {
            Customer::Company(company) => match self.chance(Topic::Buyer, company | (1 << 44)).below(20) {
                0 => 10,
                1..=3 => 5,
                4..=6 => 3,
                _ => 0,
            },
            Customer::Private(_) => 0,
        };
        let (_, month, of_month) = self.calendar.date(day).parts();
        if month == 11 && of_month >= 24 { agreed.max(12) } else { agreed }
    }

    /// A machine or power tool somebody may ask about: what one talks about, not what one just buys.
    pub(crate) fn any_product(&self, company: bool, day: i32, chance: &mut Chance) -> usize {
        let weights: [f64; 9] = if company {
            [0.0, 3.0, 2.0, 2.0, 3.0, 0.0, 1.5, 0.0, 0.0]
        } else {
            [0.0, 1.0, 1.0, 2.0, 2.0, 0.0, 4.0, 0.0, 0.0]
        };
        self.catalog.product(chance.weighted(&weights).max(1), day.min(DAYS - 1), chance)
    }
}

/// The season of a category, around 1: budgets are spent on machines in November, service comes when the works stand still,
/// and private customers work on house and garden in spring and give tools in December.
fn season(category: usize, month: u8, customer: Customer) -> f64 {
    match (category, month, customer) {
        (1..=4, 10..=12, _) => 1.9,
        (8, 1 | 7 | 8, _) => 2.4,
        (5 | 6, 4 | 5 | 12, Customer::Private(_)) => 1.8,
        (7, 8, _) => 0.85,
        _ => 1.0,
    }
}
