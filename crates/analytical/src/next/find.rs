//! Looks for what one seller could do: in open deals, quotes, leads and customers of theirs that the asker sees.

use super::chance::Chances;
use super::due;
use super::offer::best;
use super::suggestion::{Customer, Suggestion, ranked};
use super::table::{self, Kept};
use crate::basket::{Offer, Offers};
use dictionary::{LinkValue, Value};
use jiff::tz::TimeZone;
use records::{FindRequest, Names, Reading, Viewed};
use serde_json::{Map, Value as Json, json};
use standard::{call, company, deal, lead, meeting, person, quote, task};
use std::collections::HashSet;
use vocabulary::{Currency, Date, Error, Id, Money, Result, Timestamp};

/// Days ahead in which a deal is to be decided or a quote runs out.
const SOON: i64 = 7;
/// Days without a call or a meeting after which an open deal is looked at.
const QUIET: i64 = 21;
/// A customer is due when the usual gap is over by a quarter, and lost sight of after four of them.
const DUE: (f64, f64) = (1.25, 4.0);
/// Days after which a deal that should have been decided, or moved on, is only half as likely to be won.
const FADES: f64 = 90.0;
/// Records of a kind that are looked at.
const MOST: usize = 2_000;

/// What there is to do for a seller, ranked, with what was decided about it; without one, for everybody whose records are seen.
pub(super) fn list(
    reading: &mut Reading<'_>,
    owner: Option<Id>,
    offers: Option<&Offers>,
) -> Result<Vec<Suggestion>> {
    let workspace = reading.context().workspace;
    let house =
        platform::identity::find_workspace(reading.reader(), workspace)?.ok_or_else(Error::not_found)?;
    let zone = TimeZone::get(&house.zone).map_err(Error::internal)?;
    let currency: Currency =
        house.currency.parse().map_err(|_| Error::internal("a workspace with a wrong currency"))?;
    let today = reading.context().now.date_in(&zone);
    let chances = Chances::read(reading, currency)?;
    let mut look =
        Look { owner, today, zone, chances, currency, found: Vec::new(), companies: HashSet::new() };
    look.deals(reading)?;
    look.quotes(reading)?;
    look.leads(reading)?;
    for (object, name) in [(company::KEY, "company"), (person::KEY, "person")] {
        look.customers(reading, object, name, offers)?;
    }
    let mut list = ranked(look.found);
    let Some(owner) = owner else { return Ok(list) };
    let kept = table::open(reading.reader(), workspace, owner)?;
    let of = |one: &Suggestion| kept.iter().find(|kept| kept.kind == one.kind && kept.record == one.record);
    let day = today.number();
    list.retain(|one| !of(one).is_some_and(|kept| hidden(kept, day)));
    for one in &mut list {
        one.decision = of(one).and_then(|kept| kept.decision()).filter(|word| *word == "acted");
    }
    // What was seen to waits at the end for what comes of it.
    list.sort_by_key(|one| one.decision.is_some());
    Ok(list)
}

/// Dismissed for good, or put off until a day that has not come.
fn hidden(kept: &Kept, today: i64) -> bool {
    match kept.decision() {
        Some("dismissed") => true,
        Some("snoozed") => kept.until.is_some_and(|until| until > today),
        _ => false,
    }
}

/// What a line is about.
struct Subject {
    id: Id,
    title: Option<String>,
    object: &'static str,
}

impl Subject {
    fn of(row: &Viewed, object: &'static str) -> Subject {
        Subject { id: row.id(), title: row.title().map(str::to_string), object }
    }
}

struct Look {
    owner: Option<Id>,
    today: Date,
    zone: TimeZone,
    chances: Chances,
    currency: Currency,
    found: Vec<Suggestion>,
    /// The companies that buy regularly.
    companies: HashSet<Id>,
}

fn days(from: Date, to: Date) -> i64 {
    from.to_jiff().until(to.to_jiff()).map_or(0, |span| i64::from(span.get_days()))
}

/// What is left of the chance of a deal so many days too late: what lies for a year is hardly ever won, whatever its stage says.
fn faded(late: i64) -> f64 {
    0.5_f64.powf(late.max(0) as f64 / FADES)
}

fn is(field: &str, value: impl Into<Json>) -> Json {
    json!({"field": field, "op": "is", "value": value.into()})
}

fn value<'v>(row: &'v Viewed, field: &str) -> &'v Value {
    row.value(field).unwrap_or(&Value::Null)
}

fn link(value: &Value) -> Option<(Id, Option<String>)> {
    match value {
        Value::Link(LinkValue { id, title }) => Some((*id, title.clone())),
        _ => None,
    }
}

fn customer(row: &Viewed) -> Option<Customer> {
    let of = |object: &'static str, field: &str| {
        link(value(row, field)).map(|(id, title)| Customer { object, id, title })
    };
    of(company::KEY, "company").or_else(|| of(person::KEY, "person"))
}

impl Look {
    /// The condition that a record is the seller's; none for everybody's.
    fn own(&self, field: &str) -> Vec<Json> {
        self.owner.map(|owner| is(field, owner.to_string())).into_iter().collect()
    }

    /// Records of the owner that meet the conditions; none of what may not be seen.
    fn rows(
        &self,
        reading: &mut Reading<'_>,
        object: &str,
        mut parts: Vec<Json>,
        fields: &[&str],
    ) -> Result<Vec<Viewed>> {
        let mut found = Vec::new();
        if reading.object(object).is_err() {
            return Ok(found);
        }
        parts.extend(self.own("owner"));
        let seen: Vec<String> = fields
            .iter()
            .filter(|field| reading.sees_field(object, field))
            .map(|field| (*field).to_string())
            .collect();
        let request = FindRequest {
            filter: Some(json!({ "and": parts })),
            fields: Some(Names(seen)),
            sort: Some(Names(Vec::new())),
            ..FindRequest::default()
        };
        reading.scan(object, &request, &mut |row| {
            found.push(row);
            Ok(found.len() < MOST)
        })?;
        Ok(found)
    }

    fn push(
        &mut self,
        kind: &'static str,
        about: Subject,
        who: Option<Customer>,
        (worth, chance): (Option<Money>, Option<f64>),
        because: &[(&str, Json)],
        due: Option<Date>,
    ) {
        let guessed = worth.is_none();
        let worth = worth.or(self.chances.usual);
        let minor = worth.map_or(0.0, |worth| worth.minor as f64) * chance.unwrap_or(1.0);
        self.found.push(Suggestion {
            kind,
            object: about.object,
            record: about.id,
            title: about.title,
            customer: who,
            worth,
            guessed: guessed && worth.is_some(),
            chance,
            minor: if worth.is_some_and(|worth| worth.currency == self.currency) {
                minor
            } else {
                minor * 0.5
            },
            expected: worth.map(|worth| Money::new(minor.round() as i64, worth.currency)),
            because: because
                .iter()
                .map(|(name, value)| ((*name).to_string(), value.clone()))
                .collect::<Map<_, _>>(),
            due,
            also: Vec::new(),
            decision: None,
        });
    }

    fn deals(&mut self, reading: &mut Reading<'_>) -> Result<()> {
        let fields = [
            deal::COMPANY.key(),
            deal::PERSON.key(),
            deal::STAGE.key(),
            deal::STAGE_SINCE.key(),
            deal::AMOUNT.key(),
            deal::PROBABILITY.key(),
            deal::CLOSE_DATE.key(),
            deal::NEXT_STEP_ON.key(),
            "stage.age_limit",
        ];
        if reading.object(deal::KEY).is_err() {
            return Ok(());
        }
        let with_limit = reading.sees_field(standard::stage::KEY, standard::stage::AGE_LIMIT.key());
        let mut wanted: Vec<&str> = fields.iter().copied().filter(|field| !field.contains('.')).collect();
        wanted.retain(|field| reading.sees_field(deal::KEY, field));
        if with_limit && wanted.contains(&deal::STAGE.key()) {
            wanted.push("stage.age_limit");
        }
        let request = FindRequest {
            filter: Some(
                json!({"and": ([vec![is(deal::OUTCOME.key(), "open")], self.own("owner")].concat())}),
            ),
            fields: Some(Names(wanted.iter().map(|field| (*field).to_string()).collect())),
            sort: Some(Names(Vec::new())),
            ..FindRequest::default()
        };
        let mut rows = Vec::new();
        reading.scan(deal::KEY, &request, &mut |row| {
            rows.push(row);
            Ok(rows.len() < MOST)
        })?;
        let touched = self.touched(reading)?;
        for row in rows {
            let stage = link(value(&row, deal::STAGE.key())).map(|(id, _)| id);
            let says = match value(&row, deal::PROBABILITY.key()) {
                Value::Decimal(percent) => Some((percent.to_f64() / 100.0).clamp(0.0, 1.0)),
                _ => None,
            };
            let chance = self.chances.of_deal(stage, says);
            let worth = match value(&row, deal::AMOUNT.key()) {
                Value::Money(money) if money.minor > 0 => Some(*money),
                _ => None,
            };
            let close = match value(&row, deal::CLOSE_DATE.key()) {
                Value::Date(close) => Some((*close, days(self.today, *close))),
                _ => None,
            };
            let limit = match value(&row, "stage.age_limit") {
                Value::Integer(limit) if *limit > 0 => *limit,
                _ => QUIET,
            };
            let age = match value(&row, deal::STAGE_SINCE.key()) {
                Value::Timestamp(since) => days(since.date_in(&self.zone), self.today),
                _ => 0,
            };
            let planned =
                matches!(value(&row, deal::NEXT_STEP_ON.key()), Value::Date(day) if *day >= self.today);
            let stale = age > limit && !planned && !touched.contains(&row.id());
            let overdue = close.map_or(0, |(_, left)| -left);
            let figures = (worth, Some(chance * faded(overdue.max(if stale { age - limit } else { 0 }))));
            if let Some((close, left)) = close {
                if left < 0 {
                    let because = [("days", json!(-left))];
                    self.push(
                        "deal_overdue",
                        Subject::of(&row, deal::KEY),
                        customer(&row),
                        figures,
                        &because,
                        Some(close),
                    );
                } else if left <= SOON {
                    let because = [("days", json!(left))];
                    self.push(
                        "deal_closing",
                        Subject::of(&row, deal::KEY),
                        customer(&row),
                        figures,
                        &because,
                        Some(close),
                    );
                }
            }
            if stale {
                let because = [("days", json!(age)), ("quiet", json!(QUIET)), ("limit", json!(limit))];
                self.push(
                    "deal_stale",
                    Subject::of(&row, deal::KEY),
                    customer(&row),
                    figures,
                    &because,
                    None,
                );
            }
        }
        Ok(())
    }

    /// The deals somebody lately talked about, or has a task for.
    fn touched(&self, reading: &mut Reading<'_>) -> Result<HashSet<Id>> {
        let mut found = HashSet::new();
        let since = self.today.plus_days(-QUIET).to_string();
        let after = |field: &str| json!({"field": field, "op": "on_or_after", "value": since});
        let todo = is(task::DONE.key(), false);
        for (object, link, condition) in [
            (call::KEY, call::DEAL.key(), after(call::HAPPENED_AT.key())),
            (meeting::KEY, meeting::DEAL.key(), after(meeting::HAPPENED_AT.key())),
            (task::KEY, task::DEAL.key(), todo),
        ] {
            if reading.object(object).is_err() || !reading.sees_field(object, link) {
                continue;
            }
            let request = FindRequest {
                filter: Some(
                    json!({"and": ([vec![condition], self.own(&format!("{link}.owner"))].concat())}),
                ),
                fields: Some(Names(vec![link.to_string()])),
                ..FindRequest::default()
            };
            reading.rows(object, &request, &mut |row| {
                found.extend(row.id(0));
                Ok(true)
            })?;
        }
        Ok(found)
    }

    fn quotes(&mut self, reading: &mut Reading<'_>) -> Result<()> {
        let (from, to) = (self.today.to_string(), self.today.plus_days(SOON).to_string());
        let parts = vec![
            json!({"field": quote::STATE.key(), "op": "in", "value": ["sent", "viewed"]}),
            json!({"field": quote::VALID_UNTIL.key(), "op": "between", "value": [from, to]}),
        ];
        let fields = [
            quote::COMPANY.key(),
            quote::PERSON.key(),
            quote::NET.key(),
            quote::VALID_UNTIL.key(),
            quote::VIEWED_AT.key(),
        ];
        for row in self.rows(reading, quote::KEY, parts, &fields)? {
            let Value::Date(until) = *value(&row, quote::VALID_UNTIL.key()) else { continue };
            let worth = match value(&row, quote::NET.key()) {
                Value::Money(money) if money.minor > 0 => Some(*money),
                _ => None,
            };
            let viewed = matches!(value(&row, quote::VIEWED_AT.key()), Value::Timestamp(_));
            let because = [("days", json!(days(self.today, until))), ("viewed", json!(viewed))];
            // An offer that was looked at is as good as a coin; one that was not is less.
            let chance = if viewed { 0.5 } else { 0.35 };
            self.push(
                "quote_expiring",
                Subject::of(&row, quote::KEY),
                customer(&row),
                (worth, Some(chance)),
                &because,
                Some(until),
            );
        }
        Ok(())
    }

    fn leads(&mut self, reading: &mut Reading<'_>) -> Result<()> {
        let parts = vec![
            json!({"field": lead::STATE.key(), "op": "in", "value": ["new", "working", "qualified"]}),
            json!({"field": lead::RESPONDED_AT.key(), "op": "is_empty"}),
            json!({"field": "created_at", "op": "on_or_after", "value": self.today.plus_days(-90).to_string()}),
        ];
        let fields = [lead::COMPANY.key(), lead::PERSON.key(), lead::SCORE.key()];
        if reading.object(lead::KEY).is_err() || !reading.sees_field(lead::KEY, lead::RESPONDED_AT.key()) {
            return Ok(());
        }
        let now: Timestamp = reading.context().now;
        let chance = self.chances.of_lead;
        for row in self.rows(reading, lead::KEY, parts, &fields)? {
            let hours = (now.micros() - row.meta().created_at.micros()).max(0) / 3_600_000_000;
            if hours < 1 {
                continue;
            }
            // A lead of score 80 is worth more of a call than one of 20.
            let score = match value(&row, lead::SCORE.key()) {
                Value::Integer(score) => 0.5 + (*score as f64 / 100.0).clamp(0.0, 1.0),
                _ => 1.0,
            };
            let because = [("hours", json!(hours)), ("days", json!(hours / 24))];
            let chance = chance.map(|chance| (chance * score).min(1.0));
            self.push(
                "lead_waiting",
                Subject::of(&row, lead::KEY),
                customer(&row),
                (None, chance.or(Some(0.1))),
                &because,
                None,
            );
        }
        Ok(())
    }

    fn customers(
        &mut self,
        reading: &mut Reading<'_>,
        object: &'static str,
        name: &'static str,
        offers: Option<&Offers>,
    ) -> Result<()> {
        let mut bought = due::bought(reading, object, self.owner, self.today, &self.zone)?;
        // Who buys for a company is met there: one call is enough.
        bought.retain(|known| {
            self.gaps(known) <= DUE.1 && !known.company.is_some_and(|id| self.companies.contains(&id))
        });
        if object == company::KEY {
            self.companies.extend(bought.iter().map(|known| known.id));
        }
        let best = match offers {
            Some(offers) => best(reading, offers, object, &bought)?,
            None => Vec::new(),
        };
        for (place, known) in bought.into_iter().enumerate() {
            let offer = best.iter().find(|best| best.place == place);
            let mut because = Vec::new();
            if let Some(best) = offer {
                let Offer { name, given, unit, both, of, .. } = best.offer;
                because = vec![("offer", json!(name)), ("goes_with", json!(given)), ("unit", json!(unit))];
                because.extend([("both", json!(both)), ("of", json!(of))]);
            }
            let who = Some(Customer { object: name, id: known.id, title: known.title.clone() });
            let subject = Subject { id: known.id, title: known.title.clone(), object };
            let gaps = self.gaps(&known);
            if gaps >= DUE.0 {
                because.extend([
                    ("days", json!(days(known.last, self.today))),
                    ("gap", json!(known.gap.round() as i64)),
                    ("times", json!(known.times)),
                ]);
                // The longer over the usual gap, the less likely somebody comes back by being asked.
                let chance = (1.0 / gaps).clamp(0.1, 0.8);
                self.push("customer_due", subject, who, (known.usual, Some(chance)), &because, None);
            } else if let Some(best) = offer {
                // So many at least of those who have the one have the other.
                let figures = (best.price.or(known.usual), Some(best.offer.low));
                self.push("customer_offer", subject, who, figures, &because, None);
            }
        }
        Ok(())
    }

    /// How many of their usual gaps a customer has not bought.
    fn gaps(&self, known: &due::Bought) -> f64 {
        days(known.last, self.today) as f64 / known.gap.max(1.0)
    }
}
