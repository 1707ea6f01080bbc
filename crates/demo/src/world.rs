//! What is decided once for all records: the size of each company and who buys when. Compact arrays, a few bytes for each.

use crate::calendar::{Calendar, DAYS};
use crate::catalog::Catalog;
use crate::chance::{Chance, Topic};
use crate::quote::Quoted;
use crate::size::Size;
use vocabulary::{Date, Id, Timestamp};

/// Who buys: a company, or a person without one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Customer {
    /// The company of that index.
    Company(u64),
    /// The person of that index.
    Private(u64),
}

/// The life of a customer: when it comes, when it leaves, how much it buys (Pareto/NBD: Schmittlein, Morrison, Colombo, 1987).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Life {
    /// The day of the first purchase.
    pub(crate) from: i32,
    /// The day after which it never buys again.
    pub(crate) until: i32,
    /// How much it buys, against others.
    rate: f64,
    /// Buys at regular intervals.
    regular: bool,
}

/// Everything the generators share.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) seed: u64,
    pub(crate) size: Size,
    pub(crate) today: Date,
    pub(crate) owners: Vec<Id>,
    pub(crate) calendar: Calendar,
    pub(crate) catalog: Catalog,
    /// The index of the first person of each company, and the number of people who work for one.
    first_person: Vec<u32>,
    /// Sums of the business expected from customers.
    expected: Vec<f64>,
    /// Customers by day of sale.
    sales: Vec<u32>,
    /// Where each day begins among the sales.
    day_start: Vec<u32>,
    /// Won deals by day, as (day, deal).
    pub(crate) won: Vec<(i32, u32)>,
    /// The quotes, in the sequence in which they were sent.
    pub(crate) quoted: Vec<Quoted>,
    /// The day of the last purchase of each customer, -1 for none.
    last_sale: Vec<i16>,
}

impl World {
    pub(crate) fn new(seed: u64, size: Size, today: Date, owners: Vec<Id>) -> World {
        let calendar = Calendar::new(today);
        let catalog = Catalog::new(seed, &calendar);
        let first_person = first_people(seed, size);
        let mut world = World {
            seed,
            size,
            today,
            owners,
            calendar,
            catalog,
            first_person,
            expected: Vec::new(),
            sales: Vec::new(),
            day_start: Vec::new(),
            won: Vec::new(),
            quoted: Vec::new(),
            last_sale: Vec::new(),
        };
        world.expect_business();
        world.collect_won_deals();
        world.spread_sales();
        world.collect_quotes();
        world
    }

    pub(crate) fn chance(&self, topic: Topic, index: u64) -> Chance {
        Chance::of(self.seed, topic, index)
    }

    /// An id made of the moment, the object and the number of the record: never twice, and known without looking.
    pub(crate) fn id(&self, object: u8, index: u64, at: Timestamp) -> Id {
        let noise = Chance::of(self.seed ^ (u64::from(object) << 56), Topic::Id, index).next().to_be_bytes();
        let [a, b, c, d, ..] = noise;
        let [_, _, _, e, f, g, h, i] = index.to_be_bytes();
        // Two bits of the first and of the third byte belong to version and variant; what tells records apart stays clear of them.
        Id::v7(at, [a, b, c, object, e, f, g, h, i, d])
    }

    /// The user at a position among the owners.
    pub(crate) fn owner(&self, position: usize) -> Option<Id> {
        self.owners.get(position % self.owners.len().max(1)).copied()
    }

    /// The name of an owner: who sits at that position among the demo users.
    pub(crate) fn owner_name(&self, owner: Id) -> Option<&'static str> {
        let position = self.owners.iter().position(|known| *known == owner)?;
        crate::staff::USERS.get(position).map(|user| user.name)
    }

    /// How many people work for companies; those after them are private.
    pub(crate) fn employed(&self) -> u64 {
        self.first_person.last().copied().map_or(0, u64::from)
    }

    /// The people of a company: index of the first, and how many.
    pub(crate) fn people_of(&self, company: u64) -> (u64, u64) {
        let at = |index: u64| self.first_person.get(index as usize).copied().map_or(0, u64::from);
        (at(company), at(company + 1).saturating_sub(at(company)))
    }

    /// The company of an employed person.
    pub(crate) fn company_of(&self, person: u64) -> u64 {
        (self.first_person.partition_point(|first| u64::from(*first) <= person) as u64).saturating_sub(1)
    }

    fn customers(&self) -> u64 {
        u64::from(self.size.companies) + u64::from(self.size.people).saturating_sub(self.employed())
    }

    fn customer(&self, index: u64) -> Customer {
        let companies = u64::from(self.size.companies);
        if index < companies {
            Customer::Company(index)
        } else {
            Customer::Private(self.employed() + index - companies)
        }
    }

    fn index_of(&self, customer: Customer) -> u64 {
        match customer {
            Customer::Company(company) => company,
            Customer::Private(person) => {
                u64::from(self.size.companies) + person.saturating_sub(self.employed())
            }
        }
    }

    /// The life of a customer; none for those who never buy by themselves.
    pub(crate) fn life(&self, customer: Customer) -> Option<Life> {
        let company = matches!(customer, Customer::Company(_));
        let mut chance = self.chance(Topic::Buyer, self.index_of(customer));
        if !chance.happens(if company { 0.68 } else { 0.85 }) {
            return None;
        }
        // A third was there before the history begins and shows up in its first weeks.
        let known = chance.happens(0.34);
        let from =
            if known { chance.exponential(30.0).min(200.0) as i32 } else { chance.below(DAYS as u64) as i32 };
        let regular = chance.happens(if company { 0.12 } else { 0.03 });
        let mean = match (regular, company) {
            (true, _) => 2_500.0,
            (false, true) => 1_000.0,
            (false, false) => 550.0,
        };
        let patience = chance.gamma(2.5).max(0.05);
        let span = chance.exponential(mean / patience);
        let rate = if company { 4.5 * chance.gamma(0.9) } else { 1.2 * chance.gamma(0.8) };
        let rate = if regular { rate.max(3.0) } else { rate };
        let until = from.saturating_add(span.min(4_000.0) as i32 + 1).min(DAYS);
        Some(Life { from, until, rate, regular })
    }

    fn expect_business(&mut self) {
        let mut sum = 0.0;
        let mut expected = Vec::with_capacity(self.customers() as usize);
        for index in 0..self.customers() {
            if let Some(life) = self.life(self.customer(index)) {
                sum += life.rate * self.calendar.business(life.from, life.until);
            }
            expected.push(sum);
        }
        self.expected = expected;
    }

    /// A customer, those who buy more coming up more often.
    pub(crate) fn busy_customer(&self, chance: &mut Chance) -> Customer {
        let wanted = chance.unit() * self.expected.last().copied().unwrap_or_default();
        let index = self.expected.partition_point(|sum| *sum <= wanted) as u64;
        self.customer(index.min(self.customers().saturating_sub(1)))
    }

    fn collect_won_deals(&mut self) {
        let deals = (0..u64::from(self.size.deals))
            .filter_map(|index| Some((self.deal(index).won_on()?, index as u32)));
        let mut won: Vec<(i32, u32)> = deals.collect();
        won.sort_unstable();
        won.truncate(self.size.purchases as usize / 2);
        self.won = won;
    }

    /// How many of the purchases are returns.
    pub(crate) fn returns(&self) -> u64 {
        u64::from(self.size.purchases) * 3 / 100
    }

    /// Deals out the sales: one to everybody who buys at all, the others as each one's rate says.
    fn spread_sales(&mut self) {
        let total = (u64::from(self.size.purchases) - self.returns()).saturating_sub(self.won.len() as u64);
        let mut counts = vec![0u32; self.customers() as usize];
        let buyers =
            (0..self.customers()).filter(|index| self.life(self.customer(*index)).is_some()).count() as u64;
        let first = total >= buyers;
        let mut chance = self.chance(Topic::Purchase, u64::MAX);
        for _ in 0..total - if first { buyers } else { 0 } {
            let index = self.index_of(self.busy_customer(&mut chance));
            if let Some(count) = counts.get_mut(index as usize) {
                *count += 1;
            }
        }
        let mut dated: Vec<(u16, u32)> = Vec::with_capacity(total as usize);
        for (index, count) in counts.iter().enumerate() {
            if let Some(life) = self.life(self.customer(index as u64)) {
                self.date_sales(index as u64, life, *count, first, &mut dated);
            }
        }
        drop(counts);
        self.last_sale = vec![-1; self.customers() as usize];
        let won: Vec<(i32, u64)> =
            self.won.iter().map(|(day, deal)| (*day, self.deal(u64::from(*deal)).company)).collect();
        let sold = dated.iter().map(|(day, customer)| (i32::from(*day), u64::from(*customer)));
        for (day, customer) in sold.chain(won) {
            if let Some(last) = self.last_sale.get_mut(customer as usize) {
                *last = (*last).max(day as i16);
            }
        }
        self.sort_sales(&dated);
    }

    fn date_sales(&self, index: u64, life: Life, count: u32, first: bool, dated: &mut Vec<(u16, u32)>) {
        let mut chance = self.chance(Topic::Day, index);
        if first {
            dated.push((life.from.min(DAYS - 1) as u16, index as u32));
        }
        let step = f64::from(life.until - life.from) / f64::from(count.max(1));
        for turn in 0..count {
            let day = if life.regular {
                life.from + (step * (f64::from(turn) + 0.5) + chance.normal() * step.min(14.0) / 8.0) as i32
            } else {
                self.calendar.day_at(life.from, life.until, chance.unit())
            };
            let day = day.clamp(life.from, (life.until - 1).max(life.from));
            let day = if life.regular { self.calendar.workday(day) } else { day };
            dated.push((day.clamp(0, DAYS - 1) as u16, index as u32));
        }
    }

    fn sort_sales(&mut self, dated: &[(u16, u32)]) {
        let mut starts = vec![0u32; DAYS as usize + 1];
        for (day, _) in dated {
            if let Some(start) = starts.get_mut(usize::from(*day) + 1) {
                *start += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut sales = vec![0u32; dated.len()];
        for (day, customer) in dated {
            if let Some(place) = next.get_mut(usize::from(*day)) {
                if let Some(slot) = sales.get_mut(*place as usize) {
                    *slot = *customer;
                }
                *place += 1;
            }
        }
        self.sales = sales;
        self.day_start = starts;
    }

    /// The customers who buy on a day, and the number of the first of these sales.
    pub(crate) fn sales_on(&self, day: i32) -> (u64, impl Iterator<Item = Customer> + '_) {
        let bound = |index: i32| self.day_start.get(index.max(0) as usize).copied().unwrap_or(0) as usize;
        let today = self.sales.get(bound(day)..bound(day + 1)).unwrap_or_default();
        (bound(day) as u64, today.iter().map(|index| self.customer(u64::from(*index))))
    }

    /// How far a customer has come, as the choice of its lifecycle.
    pub(crate) fn lifecycle(&self, customer: Customer) -> &'static str {
        match self.last_sale.get(self.index_of(customer) as usize).copied().unwrap_or(-1) {
            -1 => "prospect",
            last if i32::from(last) < DAYS - 400 => "former",
            _ => "customer",
        }
    }
}

/// The index of the first person of each company: a few large ones, many small ones.
fn first_people(seed: u64, size: Size) -> Vec<u32> {
    let companies = u64::from(size.companies);
    let employed = u64::from(size.people) * 3 / 4;
    let weight = |index: u64| (Chance::of(seed, Topic::Company, index).normal() * 1.0).exp();
    let total: f64 = (0..companies).map(weight).sum();
    let each = if employed >= companies { 1 } else { 0 };
    let spare = (employed - each * companies.min(employed)) as f64;
    let mut firsts = Vec::with_capacity(companies as usize + 1);
    let mut sum = 0.0;
    for index in 0..companies {
        firsts.push((each * index + (sum / total * spare) as u64) as u32);
        sum += weight(index);
    }
    firsts.push(employed as u32);
    firsts
}
