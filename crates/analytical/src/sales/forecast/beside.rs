//! What stands beside the simulation: the weighted sum of the stages' probabilities, and what managers commit to.

use super::super::book::{Book, Deal, Outcome, link, text};
use super::super::day;
use super::super::tell::{all, is, major};
use dictionary::Value;
use records::{FindRequest, Names, Reading};
use serde_json::{Value as Json, json};
use standard::{deal, forecast_adjustment};
use vocabulary::{Id, Result};

/// What managers adjusted.
#[derive(Clone, Debug, Default)]
pub(in crate::sales) struct Beside {
    /// Adjustments of the commitment for single months: month, seller (none: a team's), minor units.
    adjusted: Vec<(i64, Option<Id>, i64)>,
}

/// Reads the adjustments its asker sees.
pub(in crate::sales) fn beside(reading: &mut Reading<'_>, book: &Book) -> Result<Beside> {
    let mut found = Beside::default();
    if reading.object(forecast_adjustment::KEY).is_err() {
        return Ok(found);
    }
    let fields = [
        forecast_adjustment::USER.key(),
        forecast_adjustment::PERIOD.key(),
        forecast_adjustment::STARTS_ON.key(),
        forecast_adjustment::CATEGORY.key(),
        forecast_adjustment::AMOUNT.key(),
    ];
    let request = FindRequest {
        filter: Some(all(vec![
            is(forecast_adjustment::PERIOD.key(), "month"),
            is(forecast_adjustment::CATEGORY.key(), "commit"),
        ])),
        fields: Some(Names(
            fields
                .iter()
                .filter(|field| reading.sees_field(forecast_adjustment::KEY, field))
                .map(|field| (*field).to_string())
                .collect(),
        )),
        sort: Some(Names(Vec::new())),
        ..FindRequest::default()
    };
    reading.scan(forecast_adjustment::KEY, &request, &mut |row| {
        let value = |field: &str| row.value(field).unwrap_or(&Value::Null);
        if let (Value::Date(day), Value::Money(money)) =
            (value(forecast_adjustment::STARTS_ON.key()), value(forecast_adjustment::AMOUNT.key()))
            && money.currency == book.currency
            && text(value(forecast_adjustment::CATEGORY.key())).as_deref() == Some("commit")
        {
            let user = link(value(forecast_adjustment::USER.key()));
            found.adjusted.push((day::month(day::number(*day)), user, money.minor));
        }
        Ok(true)
    })?;
    Ok(found)
}

fn open(book: &Book) -> impl Iterator<Item = &Deal> {
    book.deals.iter().filter(|deal| deal.outcome == Outcome::Open)
}

/// Added up from a positive zero: the sum of nothing would be a negative one.
fn sum(parts: impl Iterator<Item = f64>) -> f64 {
    parts.fold(0.0, |sum, part| sum + part)
}

fn due(deal: &Deal, month: i64) -> bool {
    deal.close_on.is_some_and(|day| day::month(day) == month)
}

fn weight(book: &Book, deal: &Deal) -> f64 {
    major(deal.minor.unwrap_or_default(), book.currency) * deal.probability
}

impl Beside {
    /// Amount × probability of the deals to be decided in a month.
    pub(in crate::sales) fn weighted(&self, book: &Book, month: i64) -> f64 {
        sum(open(book).filter(|deal| due(deal, month)).map(|deal| weight(book, deal)))
    }

    /// That of one seller over several months.
    pub(in crate::sales) fn weighted_of(&self, book: &Book, owner: Option<Id>, months: &[i64]) -> f64 {
        let of = |deal: &&Deal| deal.owner == owner && months.iter().any(|month| due(deal, *month));
        sum(open(book).filter(of).map(|deal| weight(book, deal)))
    }

    /// The deals committed to in a month, and what managers added or took away.
    pub(in crate::sales) fn commit(&self, book: &Book, month: i64) -> f64 {
        let deals: i64 = open(book)
            .filter(|deal| due(deal, month) && deal.category == "commit")
            .filter_map(|deal| deal.minor)
            .sum();
        let adjusted: i64 = self.adjusted.iter().filter(|one| one.0 == month).map(|one| one.2).sum();
        major(deals + adjusted, book.currency)
    }

    /// Open deals whose day is past, or that have none: the weighted sum of no month counts them.
    pub(in crate::sales) fn overdue_told(&self, book: &Book, whose: &[Json]) -> Json {
        let past: Vec<&Deal> =
            open(book).filter(|deal| deal.close_on.is_some_and(|day| day < book.today)).collect();
        let undated = open(book).filter(|deal| deal.close_on.is_none()).count();
        let mut parts = vec![
            is(deal::OUTCOME.key(), "open"),
            json!({"field": deal::CLOSE_DATE.key(), "op": "before", "value": day::date(book.today).to_string()}),
        ];
        parts.extend(whose.iter().cloned());
        json!({
            "count": past.len(), "amount": major(past.iter().filter_map(|deal| deal.minor).sum(), book.currency),
            "undated": undated, "object": deal::KEY, "filter": all(parts),
        })
    }
}
