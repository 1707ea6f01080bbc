//! Quotes of deals, in all the states a quote can be in: those that wait for an answer are from the last weeks.

use crate::calendar::DAYS;
use crate::catalog::ITEMS;
use crate::deal::{Deal, Standing, TAX};
use crate::pricing::{in_euros, unit_of};
use crate::record::{DemoRecord, euros, percent};
use crate::world::World;
use dictionary::Value;
use standard::{discount_approval, quote as noun, quote_line};
use vocabulary::{Decimal, Id, Timestamp};

/// Days a quote holds.
const VALID: i32 = 30;
/// The largest discount a seller gives without asking.
const LIMIT: i64 = 8;

/// How far a quote is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Draft,
    Sent,
    Viewed,
    Asked,
    Accepted,
    Declined,
    Expired,
}

/// A quote of a deal.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Quoted {
    pub(crate) deal: u32,
    pub(crate) state: State,
    /// The day it was sent, or made where it was not sent yet.
    pub(crate) day: i32,
    /// Which one of its year it is; none for a draft.
    pub(crate) number: Option<u32>,
}

/// What open deals have, one after the other: so that each state is there however small the company is.
const OPEN: &[State] = &[State::Viewed, State::Sent, State::Asked, State::Draft, State::Expired, State::Sent];

const REASONS: &[&str] = &[
    "We chose another machine.",
    "The investment was put off until next year.",
    "Too expensive for us at the moment.",
    "The delivery time is too long.",
];

const ASKS: &[&str] = &["They buy for the third time this year.", "A competitor offers the same for less."];

impl World {
    /// Chooses the deals that have a quote, and numbers these in the sequence in which they were sent.
    pub(crate) fn collect_quotes(&mut self) {
        let (mut quoted, mut open, mut lost) = (Vec::new(), 0usize, 0u64);
        for index in 0..u64::from(self.size.deals) {
            let deal = self.deal(index);
            let pick = index.wrapping_mul(0x9E37_79B9) % 100;
            let state = match deal.standing {
                Standing::Open(stage) if stage >= if deal.pipeline == 0 { 2 } else { 1 } => {
                    open += 1;
                    OPEN.get(open % OPEN.len()).copied().unwrap_or(State::Sent)
                }
                Standing::Won if pick < 30 => State::Accepted,
                Standing::Lost if pick < 25 => {
                    lost += 1;
                    if lost % 3 == 0 { State::Expired } else { State::Declined }
                }
                _ => continue,
            };
            let (state, day) = day_of(&deal, state, index);
            quoted.push(Quoted { deal: index as u32, state, day, number: None });
        }
        quoted.sort_by_key(|quoted| (quoted.day, quoted.deal));
        let (mut year, mut count) = (0, 0);
        for one in quoted.iter_mut().filter(|one| one.state != State::Draft) {
            let of = self.calendar.date(one.day).parts().0;
            if of != year {
                (year, count) = (of, 0);
            }
            count += 1;
            one.number = Some(count);
        }
        self.quoted = quoted;
    }

    /// All quotes with their lines, and what was asked about their discounts.
    pub(crate) fn quote_records(&self) -> impl Iterator<Item = DemoRecord> + Send + '_ {
        self.quoted.iter().flat_map(|quoted| self.quote(quoted))
    }

    fn quote(&self, quoted: &Quoted) -> Vec<DemoRecord> {
        let index = u64::from(quoted.deal);
        let deal = self.deal(index);
        let (of, seller) = (self.deal_id(index, deal.engaged), self.deal_seller(index, &deal));
        let at = self.calendar.moment(quoted.day, 10 * 3600 + (index * 37 % 20_000) as i64);
        let at = at.max(self.deal_at(index, deal.engaged).plus_seconds(1_800));
        let id = self.id(84, index, at);
        let title =
            deal.offers.first().and_then(|offer| ITEMS.get(offer.product)).map_or("", |item| item.name);
        let name = match quoted.number {
            Some(number) => format!("Q{}-{number:04}", self.calendar.date(quoted.day).parts().0),
            None => format!("{title}, {}", self.company(deal.company).name),
        };
        let is_open = matches!(quoted.state, State::Draft | State::Sent | State::Viewed | State::Asked);
        // A season's campaign has moved prices under offers that still stand.
        let moved = |product: usize| is_open.then(|| self.campaign_price(product)).flatten();
        let has_moved =
            deal.offers.iter().any(|offer| moved(offer.product).is_some_and(|now| now != offer.price));
        let (net, cost) =
            (deal.amount(), deal.offers.iter().map(|offer| offer.cost * offer.quantity).sum::<i64>());
        let tax = (net * TAX * 2 + 100).div_euclid(200);
        let discount = deal.offers.iter().map(|offer| offer.discount).max().unwrap_or_default();
        let deep = (discount > LIMIT).then_some(match quoted.state {
            State::Draft => "asked",
            _ => "approved",
        });
        let margin = (net != 0).then(|| ((net - cost) as f64 * 10_000.0 / net as f64).round() as i64);
        let language = self.person(deal.person).tongue.key();
        let language =
            if noun::LANGUAGES.iter().any(|choice| choice.key == language) { language } else { "en" };
        let state = match quoted.state {
            State::Draft => "draft",
            State::Sent => "sent",
            State::Viewed | State::Asked => "viewed",
            State::Accepted => "accepted",
            State::Declined => "declined",
            State::Expired => "expired",
        };
        let mut record = DemoRecord::new(noun::KEY, id, at, self.owner(seller))
            .with(&noun::NAME, name.clone())
            .with(&noun::NUMBER, quoted.number.map(|_| name.clone()).unwrap_or_default())
            .with(&noun::VERSION, 1i64)
            .with(&noun::DEAL, of)
            .with(&noun::COMPANY, self.company_id(deal.company))
            .with(&noun::PERSON, self.person_id(deal.person))
            .with(&noun::STATE, state)
            .with(&noun::VALID_UNTIL, self.calendar.date(quoted.day + VALID))
            .with(&noun::LANGUAGE, language)
            .with(&noun::CURRENCY, "EUR")
            .with(&noun::TERMS, TERMS)
            .with(&noun::NET, euros(net))
            .with(&noun::TAX, euros(tax))
            .with(&noun::GROSS, euros(net + tax))
            .with(&noun::COST, euros(cost))
            .with(&noun::MARGIN, margin.map(|hundredths| Decimal::from_millionths(hundredths * 10_000)))
            .with(&noun::DISCOUNT, Decimal::from_integer(discount))
            .with(&noun::PRICES_CHANGED, has_moved)
            .with(&noun::APPROVAL, deep.unwrap_or_default());
        record = self.with_answers(record, quoted, &deal, at);
        let owner = record.owner;
        let lines = (0i64..).zip(&deal.offers).map(|(number, offer)| {
            let now = moved(offer.product).filter(|now| *now != offer.price);
            DemoRecord::new(quote_line::KEY, self.id(85, index * 8 + number as u64, at), at, owner)
                .with(&quote_line::DESCRIPTION, ITEMS.get(offer.product).map_or("", |item| item.name))
                .with(&quote_line::QUOTE, id)
                .with(&quote_line::POSITION, number + 1)
                .with(&quote_line::PRODUCT, self.product_id(offer.product))
                .with(&quote_line::QUANTITY, Decimal::from_integer(offer.quantity))
                .with(&quote_line::UNIT, unit_of(offer.product))
                .with(&quote_line::UNIT_PRICE, euros(offer.price))
                .with(&quote_line::DISCOUNT, percent(offer.discount))
                .with(&quote_line::TAX_RATE, Decimal::from_integer(TAX))
                .with(&quote_line::COST, euros(offer.cost))
                .with(&quote_line::LIST_PRICE, euros(offer.price))
                .with(&quote_line::NEW_PRICE, now.map_or(Value::Null, in_euros))
        });
        let mut records: Vec<DemoRecord> = lines.collect();
        records.extend(deep.map(|state| self.approval((id, &name, at), index, discount, net, state, seller)));
        records.insert(0, record);
        records
    }

    /// What the customer did with it.
    fn with_answers(&self, record: DemoRecord, quoted: &Quoted, deal: &Deal, at: Timestamp) -> DemoRecord {
        if quoted.state == State::Draft {
            return record;
        }
        let index = u64::from(quoted.deal);
        let later = |hours: i64| at.plus_seconds(hours * 3_600 + (index * 97 % 3_000) as i64);
        let record = record.with(&noun::SENT_AT, at);
        let record = match quoted.state {
            State::Sent | State::Expired => return record,
            _ => record.with(&noun::VIEWED_AT, later(2)),
        };
        let decided = self.calendar.moment(deal.close, 8 * 3600 + (index * 53 % 3_000) as i64).max(later(3));
        let name = self.person(deal.person).name.display();
        match quoted.state {
            State::Asked => record.with(&noun::ASKED_AT, later(5)),
            State::Accepted => record.with(&noun::DECIDED_AT, decided).with(&noun::DECIDED_BY, name),
            State::Declined => record.with(&noun::DECIDED_AT, decided).with(&noun::DECIDED_BY, name).with(
                &noun::DECLINE_REASON,
                REASONS.get(index as usize % REASONS.len()).copied().unwrap_or_default(),
            ),
            _ => record,
        }
    }

    fn approval(
        &self,
        (quote, name, at): (Id, &str, Timestamp),
        index: u64,
        discount: i64,
        net: i64,
        state: &'static str,
        seller: usize,
    ) -> DemoRecord {
        let asked = at.plus_seconds(-600);
        let record = DemoRecord::new(discount_approval::KEY, self.id(86, index, at), at, self.owner(seller))
            .with(&discount_approval::NAME, format!("{name} – {discount} %"))
            .with(&discount_approval::QUOTE, quote)
            .with(&discount_approval::DISCOUNT, Decimal::from_integer(discount))
            .with(&discount_approval::NET, euros(net))
            .with(&discount_approval::ASKED_BY, self.owner(seller))
            .with(
                &discount_approval::REASON,
                ASKS.get(index as usize % ASKS.len()).copied().unwrap_or_default(),
            )
            .with(&discount_approval::STATE, state);
        if state == "asked" {
            return record;
        }
        record
            .with(&discount_approval::DECIDED_BY, self.owner(0))
            .with(&discount_approval::DECIDED_AT, asked.plus_seconds(300))
            .with(&discount_approval::ANSWER, "Fine.")
    }
}

const TERMS: &str = "Delivery within four weeks of the order. Payment within 30 days. Prices without tax; tax is shown below.";

/// When the quote of a deal was sent. What is open waits since the last weeks; what has run out was sent long enough ago.
fn day_of(deal: &Deal, state: State, index: u64) -> (State, i32) {
    let last = DAYS - 1;
    let some = (index % 11) as i32;
    match state {
        State::Accepted | State::Declined => (state, (deal.close - 3 - some).max(deal.engaged)),
        State::Expired => {
            let day = (deal.close.min(last - VALID - 2) - some).max(deal.engaged);
            match (day + VALID < last, deal.standing) {
                (true, _) => (State::Expired, day),
                (false, Standing::Lost) => (State::Declined, (deal.close - 3).max(deal.engaged)),
                (false, _) => (State::Viewed, (last - 1 - some).max(deal.engaged)),
            }
        }
        _ => (state, (last - 1 - some).max(deal.engaged)),
    }
}
