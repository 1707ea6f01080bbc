//! The deals of a workspace as its asker sees them, gathered once for all sales analyses: when work on each began, how it stands
//! on the day asked for, what it would bring, and the stages it stood in.

use super::day;
use super::staff::Staff;
use dictionary::{LinkValue, Value};
use jiff::tz::TimeZone;
use records::{FindRequest, Names, Reading};
use serde_json::{Value as Json, json};
use standard::{deal, pipeline, stage, stage_visit};
use std::collections::{BTreeMap, HashMap};
use vocabulary::{Currency, Date, Id, Result, Timestamp};

/// How a deal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Being worked on.
    Open,
    /// Won.
    Won,
    /// Lost.
    Lost,
}

/// A deal.
#[derive(Clone, Debug)]
pub(super) struct Deal {
    pub(super) id: Id,
    pub(super) title: Option<String>,
    pub(super) pipeline: Option<Id>,
    pub(super) stage: Option<Id>,
    pub(super) owner: Option<Id>,
    pub(super) product: Option<Id>,
    pub(super) territory: Option<Id>,
    /// Minor units of the book's currency; none without an amount, or in another currency.
    pub(super) minor: Option<i64>,
    /// How likely its stage says it is won, 0 to 1.
    pub(super) probability: f64,
    pub(super) category: String,
    /// When it should be, or was, decided.
    pub(super) close_on: Option<i64>,
    /// When work on it began.
    pub(super) begun: i64,
    /// When it was decided.
    pub(super) ended: Option<i64>,
    pub(super) outcome: Outcome,
    pub(super) reason: Option<String>,
    /// What it is grouped by: more than one where the field holds a list.
    pub(super) keys: Vec<Value>,
    /// The stages it stood in, earliest first.
    pub(super) visits: Vec<Visit>,
}

impl Deal {
    /// The days from the beginning of work to the decision; none where they would run backwards.
    pub(super) fn cycle(&self) -> Option<i64> {
        self.ended.map(|ended| ended - self.begun).filter(|days| *days >= 0)
    }

    pub(super) fn decided(&self) -> bool {
        self.outcome != Outcome::Open
    }
}

/// A stay in a stage, in days since 1970.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Visit {
    pub(super) stage: Id,
    pub(super) entered: f64,
    pub(super) left: Option<f64>,
}

/// A stage of a pipeline.
#[derive(Clone, Debug)]
pub(super) struct Stage {
    pub(super) id: Id,
    pub(super) name: String,
    pub(super) open: bool,
    pub(super) age_limit: Option<i64>,
}

/// A pipeline with its stages, in their sequence.
#[derive(Clone, Debug)]
pub(super) struct Pipeline {
    pub(super) id: Id,
    pub(super) name: String,
    pub(super) stages: Vec<Stage>,
}

/// All of it.
#[derive(Clone, Debug)]
pub(super) struct Book {
    pub(super) deals: Vec<Deal>,
    pub(super) pipelines: Vec<Pipeline>,
    pub(super) staff: Staff,
    /// Titles of the records its links lead to.
    pub(super) titles: HashMap<Id, String>,
    pub(super) currency: Currency,
    pub(super) zone: TimeZone,
    /// The day it shows.
    pub(super) today: i64,
    /// The moment it shows, in days since 1970.
    pub(super) now: f64,
    /// Deals whose amount is in another currency.
    pub(super) other_currencies: BTreeMap<String, usize>,
}

/// What is gathered.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted {
    /// The day the book shows.
    pub(super) as_of: Timestamp,
    /// The currency of the amounts; the one most deals have when left out and none is in the workspace's own.
    pub(super) currency: Option<Currency>,
    /// Only deals of this pipeline.
    pub(super) pipeline: Option<Id>,
    /// Only deals of these owners.
    pub(super) owners: Option<Vec<Id>>,
    /// The field deals are grouped by.
    pub(super) by: Option<String>,
}

const FIELDS: &[&str] = &[
    deal::PIPELINE.key(),
    deal::STAGE.key(),
    "owner",
    deal::PRODUCT.key(),
    deal::TERRITORY.key(),
    deal::AMOUNT.key(),
    deal::PROBABILITY.key(),
    deal::FORECAST_CATEGORY.key(),
    deal::CLOSE_DATE.key(),
    deal::ENGAGED_ON.key(),
    deal::OUTCOME.key(),
    deal::CLOSED_AT.key(),
    deal::LOST_REASON.key(),
];

impl Book {
    /// Gathers it under the rights of who asks.
    pub(super) fn read(reading: &mut Reading<'_>, wanted: &Wanted) -> Result<Book> {
        let workspace = reading.context().workspace;
        let house = platform::identity::find_workspace(reading.reader(), workspace)?
            .ok_or_else(vocabulary::Error::not_found)?;
        let zone = TimeZone::get(&house.zone).map_err(vocabulary::Error::internal)?;
        let own: Currency = house
            .currency
            .parse()
            .map_err(|_| vocabulary::Error::internal("a workspace with a wrong currency"))?;
        let mut book = Book {
            deals: Vec::new(),
            pipelines: pipelines(reading)?,
            staff: Staff::read(reading)?,
            titles: HashMap::new(),
            currency: wanted.currency.unwrap_or(own),
            today: day::of(wanted.as_of, &zone),
            now: day::moment(wanted.as_of),
            zone,
            other_currencies: BTreeMap::new(),
        };
        let amounts = book.gather(reading, wanted)?;
        book.settle_currency(&amounts, wanted.currency.is_none());
        book.visit(reading, wanted)?;
        Ok(book)
    }

    /// The deals there were on the day, without amounts; those beside them.
    fn gather(&mut self, reading: &mut Reading<'_>, wanted: &Wanted) -> Result<Vec<Option<(i64, Currency)>>> {
        let mut fields: Vec<String> = FIELDS
            .iter()
            .filter(|field| reading.sees_field(deal::KEY, field))
            .map(|field| (*field).to_string())
            .collect();
        if let Some(by) = wanted.by.as_ref().filter(|by| !fields.contains(by)) {
            fields.push(by.clone());
        }
        let request = FindRequest {
            filter: wanted.filter(),
            fields: Some(Names(fields)),
            sort: Some(Names(Vec::new())),
            ..FindRequest::default()
        };
        let mut amounts = Vec::new();
        reading.scan(deal::KEY, &request, &mut |row| {
            let created = day::of(row.meta().created_at, &self.zone);
            let value = |field: &str| row.value(field).unwrap_or(&Value::Null);
            for field in [deal::PIPELINE.key(), deal::PRODUCT.key(), deal::TERRITORY.key()] {
                self.know(value(field));
            }
            let mut found = Deal {
                id: row.id(),
                title: row.title().map(str::to_string),
                pipeline: link(value(deal::PIPELINE.key())),
                stage: link(value(deal::STAGE.key())),
                owner: link(value("owner")),
                product: link(value(deal::PRODUCT.key())),
                territory: link(value(deal::TERRITORY.key())),
                minor: None,
                probability: match value(deal::PROBABILITY.key()) {
                    Value::Decimal(percent) => (percent.to_f64() / 100.0).clamp(0.0, 1.0),
                    _ => 0.0,
                },
                category: text(value(deal::FORECAST_CATEGORY.key())).unwrap_or_default(),
                close_on: date(value(deal::CLOSE_DATE.key())).map(day::number),
                begun: 0,
                ended: match value(deal::CLOSED_AT.key()) {
                    Value::Timestamp(at) => Some(day::of(*at, &self.zone)),
                    _ => None,
                },
                outcome: match text(value(deal::OUTCOME.key())).as_deref() {
                    Some("won") => Outcome::Won,
                    Some("lost") => Outcome::Lost,
                    _ => Outcome::Open,
                },
                reason: text(value(deal::LOST_REASON.key())),
                keys: wanted.by.as_ref().map(|by| keys(value(by))).unwrap_or_default(),
                visits: Vec::new(),
            };
            // What was brought in from elsewhere began before it came here.
            found.begun = date(value(deal::ENGAGED_ON.key()))
                .map(day::number)
                .unwrap_or_else(|| found.ended.map_or(created, |ended| ended.min(created)));
            if found.as_of(self.today) {
                for key in &found.keys {
                    if let Value::Link(LinkValue { id, title: Some(title) }) = key {
                        self.titles.entry(*id).or_insert_with(|| title.clone());
                    }
                }
                amounts.push(match value(deal::AMOUNT.key()) {
                    Value::Money(money) => Some((money.minor, money.currency)),
                    _ => None,
                });
                self.deals.push(found);
            }
            Ok(true)
        })?;
        Ok(amounts)
    }

    fn know(&mut self, value: &Value) {
        if let Value::Link(LinkValue { id, title: Some(title) }) = value
            && !self.titles.contains_key(id)
        {
            self.titles.insert(*id, title.clone());
        }
    }

    /// Amounts of one currency are added up, never of two.
    fn settle_currency(&mut self, amounts: &[Option<(i64, Currency)>], free: bool) {
        let mut counts: BTreeMap<&str, (usize, Currency)> = BTreeMap::new();
        for (_, currency) in amounts.iter().flatten() {
            counts.entry(currency.code()).or_insert((0, *currency)).0 += 1;
        }
        let most = counts.values().max_by_key(|(count, _)| *count);
        if free
            && !counts.contains_key(self.currency.code())
            && let Some((_, currency)) = most
        {
            self.currency = *currency;
        }
        for (deal, amount) in self.deals.iter_mut().zip(amounts) {
            match amount {
                Some((minor, currency)) if *currency == self.currency => deal.minor = Some(*minor),
                Some((_, currency)) => {
                    *self.other_currencies.entry(currency.code().to_string()).or_default() += 1;
                }
                None => {}
            }
        }
    }

    fn visit(&mut self, reading: &mut Reading<'_>, wanted: &Wanted) -> Result<()> {
        if reading.object(stage_visit::KEY).is_err() {
            return Ok(());
        }
        let places: HashMap<Id, usize> =
            self.deals.iter().enumerate().map(|(place, deal)| (deal.id, place)).collect();
        let fields = [
            stage_visit::DEAL.key(),
            stage_visit::STAGE.key(),
            stage_visit::ENTERED_AT.key(),
            stage_visit::LEFT_AT.key(),
        ];
        if fields.iter().any(|field| !reading.sees_field(stage_visit::KEY, field)) {
            return Ok(());
        }
        let filter = wanted
            .pipeline
            .map(|pipeline| json!({"field": stage_visit::PIPELINE.key(), "op": "is", "value": pipeline}));
        let request = FindRequest {
            filter,
            fields: Some(Names(fields.iter().map(|field| (*field).to_string()).collect())),
            ..FindRequest::default()
        };
        let now = self.now;
        reading.rows(stage_visit::KEY, &request, &mut |row| {
            let deal = row.id(0).and_then(|deal| places.get(&deal)).copied();
            let entered = row.timestamp(2).map(day::moment).filter(|entered| *entered <= now);
            if let (Some(deal), Some(stage), Some(entered)) =
                (deal.and_then(|place| self.deals.get_mut(place)), row.id(1), entered)
            {
                let left = row.timestamp(3).map(day::moment).filter(|left| *left <= now);
                deal.visits.push(Visit { stage, entered, left });
            }
            Ok(true)
        })?;
        for deal in &mut self.deals {
            deal.visits.sort_by(|one, other| one.entered.total_cmp(&other.entered));
            if let Some(last) = deal.visits.last().filter(|last| last.left.is_none()) {
                deal.stage = Some(last.stage);
            }
        }
        Ok(())
    }

    /// The title of a record or user a key leads to.
    pub(super) fn title(&self, id: Id) -> String {
        self.staff
            .users
            .get(&id)
            .map(|user| user.name.clone())
            .or_else(|| self.titles.get(&id).cloned())
            .unwrap_or_default()
    }
}

impl Deal {
    /// Sets it back to how it stood on a day; false if it was not there yet.
    fn as_of(&mut self, today: i64) -> bool {
        if self.begun > today {
            return false;
        }
        if self.ended.is_some_and(|ended| ended > today) {
            self.outcome = Outcome::Open;
            self.reason = None;
        }
        if self.outcome == Outcome::Open {
            self.ended = None;
        }
        true
    }
}

impl Wanted {
    fn filter(&self) -> Option<Json> {
        let mut all = Vec::new();
        if let Some(pipeline) = self.pipeline {
            all.push(json!({"field": deal::PIPELINE.key(), "op": "is", "value": pipeline}));
        }
        if let Some(owners) = &self.owners {
            all.push(json!({"field": "owner", "op": "in", "value": owners}));
        }
        match all.len() {
            0 => None,
            _ => Some(json!({ "and": all })),
        }
    }
}

fn pipelines(reading: &mut Reading<'_>) -> Result<Vec<Pipeline>> {
    let mut found: Vec<Pipeline> = Vec::new();
    if reading.object(pipeline::KEY).is_err() || reading.object(stage::KEY).is_err() {
        return Ok(found);
    }
    let request = |fields: &[&str], sort: &str| FindRequest {
        fields: Some(Names(fields.iter().map(|field| (*field).to_string()).collect())),
        sort: Some(Names::parse(sort)),
        ..FindRequest::default()
    };
    reading.scan(pipeline::KEY, &request(&[pipeline::NAME.key()], pipeline::POSITION.key()), &mut |row| {
        let name = row.title().unwrap_or_default().to_string();
        found.push(Pipeline { id: row.id(), name, stages: Vec::new() });
        Ok(true)
    })?;
    let fields = [stage::NAME.key(), stage::PIPELINE.key(), stage::KIND.key(), stage::AGE_LIMIT.key()];
    reading.scan(stage::KEY, &request(&fields, stage::POSITION.key()), &mut |row| {
        let value = |field: &str| row.value(field).unwrap_or(&Value::Null);
        let of = link(value(stage::PIPELINE.key()));
        if let Some(pipeline) = found.iter_mut().find(|pipeline| Some(pipeline.id) == of) {
            pipeline.stages.push(Stage {
                id: row.id(),
                name: row.title().unwrap_or_default().to_string(),
                open: !matches!(text(value(stage::KIND.key())).as_deref(), Some("won" | "lost")),
                age_limit: match value(stage::AGE_LIMIT.key()) {
                    Value::Integer(days) if *days > 0 => Some(*days),
                    _ => None,
                },
            });
        }
        Ok(true)
    })?;
    Ok(found)
}

/// What a value is grouped by: each entry of a list, else the value itself.
fn keys(value: &Value) -> Vec<Value> {
    match value {
        Value::List(list) if !list.is_empty() => list.iter().cloned().map(Value::Text).collect(),
        Value::List(_) => vec![Value::Null],
        Value::Text(text) if text.is_empty() => vec![Value::Null],
        other => vec![other.clone()],
    }
}

pub(super) fn link(value: &Value) -> Option<Id> {
    match value {
        Value::Link(LinkValue { id, .. }) => Some(*id),
        _ => None,
    }
}

pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) if !text.is_empty() => Some(text.clone()),
        _ => None,
    }
}

fn date(value: &Value) -> Option<Date> {
    match value {
        Value::Date(date) => Some(*date),
        _ => None,
    }
}
